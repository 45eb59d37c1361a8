"""Sari asks to write a locked sheet again, Siti agrees, Rina opens it until a moment; it closes by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from pytest_django.fixtures import DjangoAssertNumQueries

from sakip.audit.actions import record
from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.organisasi.models import Peran
from sakip.pengukuran.actions.pembukaan import (
    approve_pembukaan,
    create_pembukaan,
    return_pembukaan,
    revoke_pembukaan,
    submit_pembukaan,
)
from sakip.pengukuran.actions.realisasi import approve_lembar, submit_lembar, update_realisasi
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import LembarRealisasi, Masa, Pembukaan, Realisasi, Verifikasi
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.builders import make_penugasan
from sakip.tests.jam import set_database_clock
from sakip.tests.rencana import make_indikator, make_target, open_masa
from sakip.web.clock import database_now, now

URL = "/2026/tw4/opd/05/realisasi/"
JAM = timedelta(hours=1)
ALASAN = "Server puskesmas padam sampai kemarin."


@pytest.fixture
def lembar(rina, dinkes):
    """A sheet whose period is locked since an hour."""
    make_target(make_indikator(dinkes, nama="Balita stunting"), "1", "2", "3", "4")
    masa = open_masa(rina)
    past = database_now() - JAM
    Masa.objects.filter(pk=masa.pk).update(tutup=past, kunci=past)
    return fetch(LembarRealisasi.objects.get(perangkat_daerah=dinkes))


def fetch(lembar):
    rows = LembarRealisasi.objects.select_related("masa__instansi", "perangkat_daerah")
    return rows.get(pk=lembar.pk)


def save(lembar, user, nilai="3"):
    lembar = fetch(lembar)
    potret = lembar.masa.potret_set.select_related("masa").get()
    old = getattr(potret, "realisasi", None)
    isian = read_isian(potret, {"nilai": nilai}, old.revisi if old else 0)
    return update_realisasi(lembar, [isian], acting_user=user).berubah


def asked(lembar, sari):
    return create_pembukaan(lembar, alasan=ALASAN, acting_user=sari)


def opened(lembar, sari, siti, rina, *, after=JAM):
    row = asked(lembar, sari)
    submit_pembukaan(row, acting_user=siti)
    approve_pembukaan(row, sampai=database_now() + after, acting_user=rina)
    return row


def text_of(client, url):
    return " ".join(client.get(url).content.decode().split())


def test_what_sari_types_under_a_reopening_is_kept_late_and_it_closes_by_itself(
    sari, siti, rina, lembar, monkeypatch
):
    with pytest.raises(PermissionDenied, match="terkunci sejak"):
        save(lembar, sari)
    row = opened(lembar, sari, siti, rina)
    assert save(lembar, sari) == 1
    assert fetch(lembar).catatan == row.alasan
    submit_lembar(fetch(lembar), acting_user=sari)
    approve_lembar(fetch(lembar), acting_user=siti)
    assert fetch(lembar).terlambat
    assert Realisasi.objects.get().terlambat
    second = opened(fetch(lembar), sari, siti, rina)
    set_database_clock(monkeypatch, second.sampai - timedelta(milliseconds=1))
    assert save(lembar, sari, "4") == 1
    set_database_clock(monkeypatch, second.sampai)
    with pytest.raises(PermissionDenied, match="terkunci sejak"):
        save(lembar, sari, "5")
    assert Realisasi.objects.get().nilai == 4
    steps = Jejak.objects.filter(objek_id=row.pk, objek__contains="pembukaan").order_by("nomor")
    assert [step.tindakan for step in steps] == [
        f"pembukaan.{verb}" for verb in ("create", "submit", "approve")
    ]


def test_the_three_walk_it_on_their_pages(client, sari, siti, rina, lembar):
    client.force_login(sari)
    ask = f"/pengukuran/lembar/{lembar.pk}/pembukaan/"
    assert ask in text_of(client, URL)
    assert "ditandai terlambat" in text_of(client, ask)
    assert "Alasan" in client.post(ask, {"alasan": ""}).content.decode()
    assert "halaman ini" in client.post(ask, {"alasan": ALASAN}, follow=True).content.decode()
    row = Pembukaan.objects.get()
    page = f"/pengukuran/pembukaan/{row.pk}/"
    assert page in text_of(client, URL)
    assert ask not in text_of(client, URL)
    client.force_login(siti)
    assert "Setujui dan teruskan" in text_of(client, page)
    client.post(f"{page}teruskan/")
    client.force_login(rina)
    assert page in text_of(client, "/2026/tw4/pembukaan/")
    assert (
        "Saat itu sudah lewat"
        in client.post(f"{page}buka/", {"sampai": "2026-01-01T10:00"}).content.decode()
    )
    client.post(f"{page}buka/", {"sampai": "2099-01-01T10:00"})
    row.refresh_from_db()
    assert row.sampai == datetime(2099, 1, 1, 3, tzinfo=UTC)
    client.force_login(sari)
    assert f"“{ALASAN}” Yang diisi sekarang ditandai terlambat" in text_of(client, URL)
    Pembukaan.objects.update(sampai=database_now())
    assert "Berakhir" in text_of(client, "/2026/tw4/pembukaan/")
    assert ask in text_of(client, URL)


def test_a_reopening_of_another_sheet_opens_nothing_here(sari, siti, rina, joko, lembar):
    other = LembarRealisasi.objects.create(
        instansi=lembar.instansi, masa=lembar.masa, perangkat_daerah_id=joko.cap.perangkat_daerah_id
    )
    Pembukaan.objects.create(
        instansi=lembar.instansi, lembar=other, status="dibuka", alasan="x", diminta_oleh=joko,
        diminta_pada=database_now(), sampai=database_now() + JAM,
    )  # fmt: skip
    with pytest.raises(PermissionDenied, match="terkunci sejak"):
        save(lembar, sari)


def test_a_waiting_request_opens_nothing_yet(sari, siti, lembar):
    submit_pembukaan(asked(lembar, sari), acting_user=siti)
    with pytest.raises(PermissionDenied, match="terkunci sejak"):
        save(lembar, sari)


def test_a_head_who_asks_has_agreed(siti, rina, lembar):
    row = asked(lembar, siti)
    assert (row.status, row.disetujui_oleh) == ("diajukan", siti)
    approve_pembukaan(row, sampai=database_now() + JAM, acting_user=rina)
    assert save(lembar, siti) == 1


def test_an_approved_sheet_lies_with_the_unit_again_and_says_why(sari, siti, rina, dinkes, client):
    make_target(make_indikator(dinkes), "1", "2", "3", "4")
    open_masa(rina)
    lembar = fetch(LembarRealisasi.objects.get())
    save(lembar, sari)
    submit_lembar(fetch(lembar), acting_user=sari)
    approve_lembar(fetch(lembar), acting_user=siti)
    with transaction.atomic():
        checked = Verifikasi.objects.create(
            instansi=lembar.instansi, lembar=lembar, objek="kinerja", oleh=rina, pada=now()
        )
        record(checked, "verifikasi.approve", acting_user=rina)
    row = opened(fetch(lembar), sari, siti, rina)
    assert not Verifikasi.objects.exists()
    tables = {fault.tabel for fault in check_chain(lembar.instansi_id)}
    assert not tables & {"pengukuran.verifikasi", "pengukuran.pembukaan"}
    again = fetch(lembar)
    assert (again.status, again.alasan) == ("dikembalikan", f"Dibuka kembali: {ALASAN}")
    assert (again.diputus_oleh, again.diputus_pada) == (rina, row.diputus_pada)
    assert save(lembar, sari, "4") == 1


@pytest.mark.parametrize("lain", [{"status": "diajukan"}, {"catatan": "Puskesmas pindah."}])
def test_a_sheet_that_is_returned_or_gets_a_note_at_the_same_moment_is_not_opened_over_it(
    sari, siti, rina, lembar, lain
):
    LembarRealisasi.objects.update(status="disetujui")
    row = asked(fetch(lembar), sari)
    submit_pembukaan(row, acting_user=siti)
    row = Pembukaan.objects.select_related("lembar").get()
    LembarRealisasi.objects.update(revisi=F("revisi") + 1, **lain)
    with pytest.raises(Konflik):
        approve_pembukaan(row, sampai=database_now() + JAM, acting_user=rina)
    assert Pembukaan.objects.get().status == "diajukan"
    assert LembarRealisasi.objects.filter(**lain).exists()


def test_an_open_sheet_needs_no_reopening_and_one_not_yet_open_gets_none(sari, lembar):
    Masa.objects.update(kunci=database_now() + JAM)
    with pytest.raises(PermissionDenied, match="masih terbuka"):
        asked(fetch(lembar), sari)
    Masa.objects.update(
        buka=database_now() + JAM, tutup=database_now() + 2 * JAM, kunci=database_now() + 3 * JAM
    )
    with pytest.raises(PermissionDenied, match="belum dibuka"):
        asked(fetch(lembar), sari)


def test_one_request_at_a_time_and_never_without_a_reason(sari, lembar):
    with pytest.raises(RuleError, match="Tulis mengapa"):
        create_pembukaan(lembar, alasan="  ", acting_user=sari)
    asked(lembar, sari)
    with pytest.raises(ValidationError, match="masih menunggu"):
        asked(lembar, sari)


def test_only_siti_agrees_and_only_to_what_waits_for_her(sari, siti, rina, joko, lembar):
    row = asked(lembar, sari)
    for user in (sari, rina):
        with pytest.raises(PermissionDenied, match="Hanya kepala"):
            submit_pembukaan(row, acting_user=user)
    with pytest.raises(PermissionDenied, match="sudah disetujui kepala"):
        approve_pembukaan(row, sampai=database_now() + JAM, acting_user=rina)
    submit_pembukaan(row, acting_user=siti)
    with pytest.raises(PermissionDenied, match="tidak menunggu kepala"):
        submit_pembukaan(row, acting_user=siti)
    with pytest.raises(PermissionDenied, match="Hanya Bagian Organisasi"):
        approve_pembukaan(row, sampai=database_now() + JAM, acting_user=siti)
    with pytest.raises(PermissionDenied, match="perangkat daerah lain"):
        revoke_pembukaan(row, acting_user=joko)


def test_sari_who_became_the_head_does_not_agree_to_her_own_request(sari, dinkes, lembar):
    row = asked(lembar, sari)
    sari.penugasan_set.all().delete()
    make_penugasan(sari, Peran.KEPALA_OPD, dinkes)
    with pytest.raises(PermissionDenied, match="yang memutuskan harus orang lain"):
        submit_pembukaan(row, acting_user=wearing(sari))


@pytest.mark.parametrize(
    ("who", "match"),
    [("sari", "sendiri yang meminta"), ("siti", "sendiri yang menyetujui")],
)
def test_who_asked_or_agreed_does_not_open_even_from_bagian_organisasi(
    request, sari, siti, lembar, who, match
):
    row = asked(lembar, sari)
    submit_pembukaan(row, acting_user=siti)
    user = request.getfixturevalue(who)
    user.penugasan_set.update(dicabut=True)
    make_penugasan(user, Peran.BAGOR)
    with pytest.raises(PermissionDenied, match=match):
        approve_pembukaan(row, sampai=database_now() + JAM, acting_user=wearing(user))


def test_siti_or_rina_refuses_with_a_reason_that_sari_reads(client, sari, siti, rina, lembar):
    first = asked(lembar, sari)
    with pytest.raises(PermissionDenied, match="Hanya kepala"):
        return_pembukaan(first, alasan="x", acting_user=rina)
    with pytest.raises(RuleError, match="Tulis mengapa"):
        return_pembukaan(first, alasan=" ", acting_user=siti)
    return_pembukaan(first, alasan="Datanya sudah benar.", acting_user=siti)
    second = asked(lembar, sari)
    submit_pembukaan(second, acting_user=siti)
    with pytest.raises(PermissionDenied, match="Hanya Bagian Organisasi"):
        return_pembukaan(second, alasan="x", acting_user=siti)
    return_pembukaan(second, alasan="Sudah dilaporkan ke kementerian.", acting_user=rina)
    with pytest.raises(PermissionDenied, match="sudah ditolak"):
        revoke_pembukaan(second, acting_user=sari)
    client.force_login(sari)
    assert "Datanya sudah benar." in text_of(client, f"/pengukuran/pembukaan/{first.pk}/")
    page = text_of(client, f"/pengukuran/pembukaan/{second.pk}/")
    assert "Sudah dilaporkan ke kementerian." in page
    assert "Cabut permintaan" not in page


@pytest.mark.parametrize(
    ("act", "ready"),
    [
        ("submit", "menunggu_kepala"),
        ("approve", "diajukan"),
        ("return", "diajukan"),
        ("revoke", "diajukan"),
    ],
)
def test_of_two_who_decide_at_once_the_second_loses(sari, siti, rina, lembar, act, ready):
    row = asked(lembar, sari)
    if ready == "diajukan":
        submit_pembukaan(row, acting_user=siti)
    stale = Pembukaan.objects.select_related("lembar").get(pk=row.pk)
    revoke_pembukaan(row, acting_user=sari)
    acts = {
        "submit": lambda: submit_pembukaan(stale, acting_user=siti),
        "approve": lambda: approve_pembukaan(stale, sampai=database_now() + JAM, acting_user=rina),
        "return": lambda: return_pembukaan(stale, alasan="x", acting_user=rina),
        "revoke": lambda: revoke_pembukaan(stale, acting_user=sari),
    }
    with pytest.raises(Konflik):
        acts[act]()
    assert Pembukaan.objects.get().status == "dicabut"


def test_requests_wait_on_the_pages_of_siti_and_of_rina(client, sari, siti, rina, lembar):
    row = asked(lembar, sari)
    client.force_login(siti)
    assert "Putuskan permintaan pembukaan TW IV 2026" in text_of(client, "/")
    client.force_login(rina)
    assert "Putuskan permintaan pembukaan" not in text_of(client, "/")
    submit_pembukaan(row, acting_user=siti)
    assert f"/pengukuran/pembukaan/{row.pk}/" in text_of(client, "/")
    client.force_login(siti)
    assert "Putuskan permintaan pembukaan" not in text_of(client, "/")


def test_an_unfinished_form_tells_sari_that_she_may_not_open(client, sari, siti, lembar):
    row = asked(lembar, sari)
    submit_pembukaan(row, acting_user=siti)
    client.force_login(sari)
    answer = client.post(f"/pengukuran/pembukaan/{row.pk}/buka/", {"sampai": ""})
    assert answer.status_code == 403


def test_joko_neither_sees_nor_asks_for_the_health_office(client, joko, sari, lembar):
    row = asked(lembar, sari)
    client.force_login(joko)
    assert "Dinas Kesehatan" not in text_of(client, "/2026/tw4/pembukaan/")
    assert client.get(f"/pengukuran/pembukaan/{row.pk}/").status_code == 404
    with pytest.raises(PermissionDenied, match="perangkat daerah lain"):
        asked(lembar, joko)


def test_the_list_asks_as_often_for_one_request_as_for_ten(
    client, sari, siti, rina, lembar, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for _ in range(10):
        return_pembukaan(asked(lembar, sari), alasan="Tidak.", acting_user=siti)
    client.force_login(rina)
    client.get("/2026/tw4/pembukaan/")
    with django_assert_max_num_queries(7):
        assert text_of(client, "/2026/tw4/pembukaan/").count(ALASAN) == 10
