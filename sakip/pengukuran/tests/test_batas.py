"""A deadline is a moment of the database: nobody gets in after it, nobody is kept out before."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from sakip.organisasi.models import Instansi
from sakip.pengukuran import batas
from sakip.pengukuran.actions import realisasi as actions
from sakip.pengukuran.actions.masa import update_masa
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import LembarRealisasi, Masa, Realisasi
from sakip.rules.tanggal import ZONA
from sakip.tests.jam import set_database_clock
from sakip.tests.rencana import make_indikator, make_simpul, make_target, open_masa
from sakip.web.clock import database_now, now

URL = "/2026/tw4/opd/05/realisasi/"
SEPERSEKIAN = timedelta(milliseconds=1)
JAM = timedelta(hours=1)


@pytest.fixture
def lembar(rina, dinkes):
    simpul = None
    for _ in range(20):
        indikator = make_indikator(dinkes, simpul)
        simpul = simpul or make_simpul(indikator.periode)
        make_target(indikator, "1", "2", "3", "4")
    open_masa(rina)
    return LembarRealisasi.objects.get(perangkat_daerah=dinkes)


def fetch(lembar):
    return LembarRealisasi.objects.select_related("masa__instansi").get(pk=lembar.pk)


def save(lembar, user, urutan=1, nilai="3"):
    """Type into the first row that has this place on the sheet."""
    lembar = fetch(lembar)
    potret = lembar.masa.potret_set.select_related("masa").get(urutan=urutan)
    return actions.update_realisasi(
        lembar, [read_isian(potret, {"nilai": nilai}, 0)], acting_user=user
    ).berubah


def set_moments(lembar, **moments):
    Masa.objects.filter(pk=lembar.masa_id).update(**moments)


def live_in(lembar, zona):
    """The agency's clocks show this zone."""
    Instansi.objects.filter(pk=lembar.instansi_id).update(zona_waktu=zona)


@pytest.mark.parametrize("zona", ZONA)
def test_the_last_moment_before_the_lock_counts_and_the_lock_itself_does_not(
    sari, lembar, monkeypatch, zona
):
    live_in(lembar, zona)
    kunci = datetime(2026, 10, 15, 23, 59, tzinfo=ZoneInfo(zona))
    set_moments(lembar, buka=kunci - 90 * 24 * JAM, tutup=kunci - JAM, kunci=kunci)
    set_database_clock(monkeypatch, kunci - SEPERSEKIAN)
    assert save(lembar, sari, 1) == 1
    set_database_clock(monkeypatch, kunci)
    with pytest.raises(PermissionDenied, match=rf"pukul 23\.59 {ZONA[zona]}"):
        save(lembar, sari, 2)


@pytest.mark.parametrize("zona", ZONA)
def test_the_moment_of_opening_counts_and_the_one_before_does_not(sari, lembar, monkeypatch, zona):
    live_in(lembar, zona)
    buka = datetime(2026, 10, 1, tzinfo=ZoneInfo(zona))
    set_moments(lembar, buka=buka)
    set_database_clock(monkeypatch, buka - SEPERSEKIAN)
    with pytest.raises(PermissionDenied, match=r"dibuka Kamis, 1 Oktober 2026 pukul 00\.00"):
        save(lembar, sari)
    set_database_clock(monkeypatch, buka)
    assert save(lembar, sari) == 1


@pytest.mark.parametrize("zona", ZONA)
def test_of_twenty_who_save_across_the_lock_those_before_are_kept_and_no_other(
    sari, lembar, monkeypatch, zona
):
    """The clock goes on at every question; a write asks when it begins and before it is kept."""
    live_in(lembar, zona)
    kunci = datetime(2026, 10, 15, 23, 59, tzinfo=ZoneInfo(zona))
    set_moments(lembar, buka=kunci - JAM, tutup=kunci - JAM / 2, kunci=kunci)
    kept, refused = [], []
    real = batas.require_still_open
    for urutan in range(1, 21):
        asked = kunci + (urutan - 11) * SEPERSEKIAN
        set_database_clock(monkeypatch, asked - SEPERSEKIAN / 2)

        def tick(lembar, moment=asked):
            set_database_clock(monkeypatch, moment)
            real(lembar)

        monkeypatch.setattr(actions, "require_still_open", tick)
        try:
            save(lembar, sari, urutan)
        except PermissionDenied:
            refused.append(asked)
        else:
            kept.append(asked)
    assert len(kept) == 10
    assert max(kept) < kunci
    assert min(refused) == kunci
    assert Realisasi.objects.count() == 10


@pytest.mark.parametrize("beda", [-JAM, JAM])
def test_the_clock_of_the_web_process_is_not_asked(sari, lembar, beda):
    moment = database_now()
    set_moments(lembar, buka=moment - JAM / 2, tutup=moment + JAM / 3, kunci=moment + JAM / 2)
    with time_machine.travel(moment + beda):
        assert save(lembar, sari, 1) == 1
    set_moments(lembar, tutup=moment - JAM / 3, kunci=moment)
    with time_machine.travel(moment + beda), pytest.raises(PermissionDenied, match="terkunci"):
        save(lembar, sari, 2)


def test_a_moment_that_saris_browser_sends_changes_nothing(client, sari, lembar):
    moment = database_now()
    set_moments(lembar, buka=moment - 2 * JAM, tutup=moment - JAM, kunci=moment)
    client.force_login(sari)
    early = (moment - JAM).isoformat()
    key = lembar.masa.potret_set.get(urutan=1).pk
    data = {f"nilai-{key}": "3", "waktu": early, "diubah_pada": early, "diajukan_pada": early}
    assert client.post(URL, data, headers={"Date": early}).status_code == 403
    assert not Realisasi.objects.exists()


@pytest.mark.parametrize("beda", [-JAM, JAM])
@pytest.mark.parametrize("terlambat", [True, False])
def test_a_sheet_is_late_by_the_database_whatever_the_process_says(sari, lembar, beda, terlambat):
    for urutan in range(1, 21):
        save(lembar, sari, urutan)
    LembarRealisasi.objects.update(catatan="Jaringan putus.")
    moment = database_now()
    tutup = moment - JAM / 2 if terlambat else moment + JAM / 2
    set_moments(lembar, buka=moment - 2 * JAM, tutup=tutup, kunci=moment + 2 * JAM)
    with time_machine.travel(moment + beda):
        actions.submit_lembar(fetch(lembar), acting_user=sari)
    sent = fetch(lembar)
    assert sent.terlambat is terlambat
    assert abs(sent.diajukan_pada - moment) < JAM / 2


def lock_while_recording(monkeypatch, name):
    """Rina's earlier lock lands while the act waits for the trail."""
    real = getattr(actions, name)

    def late(row, *args, **fields):
        real(row, *args, **fields)
        set_moments(row, buka=now() - 2 * JAM, tutup=now() - JAM, kunci=now() - JAM)

    monkeypatch.setattr(actions, name, late)


def test_a_lock_that_falls_while_sari_saves_keeps_nothing(sari, lembar, monkeypatch):
    lock_while_recording(monkeypatch, "record")
    with pytest.raises(PermissionDenied, match="terkunci sejak"):
        save(lembar, sari)
    assert not Realisasi.objects.exists()


def test_a_lock_that_falls_while_sari_writes_the_note_keeps_none(sari, lembar, monkeypatch):
    lock_while_recording(monkeypatch, "record")
    with pytest.raises(PermissionDenied, match="terkunci sejak"):
        actions.update_lembar(fetch(lembar), catatan="Listrik padam.", lihat="", acting_user=sari)
    assert fetch(lembar).catatan == ""


def send(lembar, sari):
    for urutan in range(1, 21):
        save(lembar, sari, urutan)
    actions.submit_lembar(fetch(lembar), acting_user=sari)


def test_a_lock_that_falls_while_sari_sends_leaves_the_sheet_with_her(sari, lembar, monkeypatch):
    for urutan in range(1, 21):
        save(lembar, sari, urutan)
    lock_while_recording(monkeypatch, "transition")
    with pytest.raises(PermissionDenied, match="terkunci sejak"):
        actions.submit_lembar(fetch(lembar), acting_user=sari)
    assert fetch(lembar).status == "draf"


@pytest.mark.parametrize(
    ("act", "fields"), [("approve_lembar", {}), ("return_lembar", {"alasan": "Periksa lagi."})]
)
def test_a_lock_that_falls_while_siti_decides_leaves_the_sheet_undecided(
    sari, siti, lembar, monkeypatch, act, fields
):
    send(lembar, sari)
    lock_while_recording(monkeypatch, "transition")
    with pytest.raises(PermissionDenied, match="terkunci sejak"):
        getattr(actions, act)(fetch(lembar), acting_user=siti, **fields)
    assert fetch(lembar).status == "diajukan"


def test_rina_moves_the_lock_and_the_next_save_obeys(sari, rina, lembar):
    masa = fetch(lembar).masa
    past = now() - JAM
    update_masa(masa, buka=masa.buka, tutup=past, kunci=past, revisi=masa.revisi, acting_user=rina)
    with pytest.raises(PermissionDenied, match="terkunci sejak"):
        save(lembar, sari)
