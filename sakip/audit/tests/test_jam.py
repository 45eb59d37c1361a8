"""The clock of the server: an act that would stand before the last one is not written (T04)."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, transaction

from sakip.__main__ import main
from sakip.audit import actions
from sakip.audit.actions import record
from sakip.audit.check import check_chain
from sakip.audit.models import AWAL, Jejak, KepalaJejak
from sakip.organisasi.models import PerangkatDaerah
from sakip.rules.decision import JamMundur
from sakip.tests.berdua import berdua, let_wait
from sakip.tests.jam import move_database_clock

PAGI = datetime(2030, 10, 12, 1, 0, tzinfo=UTC)
FORM = "/setelan/perangkat-daerah/{}/"


@pytest.fixture
def jam(time_machine, monkeypatch):
    """Moves both clocks, of the server and of its database."""

    def move_to(moment: datetime) -> None:
        time_machine.move_to(moment, tick=False)
        move_database_clock(monkeypatch, moment)

    move_to(PAGI)
    return move_to


@pytest.fixture
def dicatat(jam, dinkes, rina) -> PerangkatDaerah:
    """The health office, with one act of Rina this morning."""
    record(dinkes, "perangkat_daerah.update", acting_user=rina)
    return dinkes


def test_rina_writes_nothing_while_the_clock_stands_an_hour_back(dicatat, rina, jam, caplog):
    jam(PAGI - timedelta(hours=1))
    with pytest.raises(JamMundur) as told:
        record(dicatat, "perangkat_daerah.update", acting_user=rina)
    assert str(told.value).startswith(
        "Jam basis data mundur: sekarang Sabtu, 12 Oktober 2030 pukul 07.00 WIB, padahal perubahan "
        "terakhir tercatat Sabtu, 12 Oktober 2030 pukul 08.00 WIB. Belum ada yang disimpan."
    )
    assert Jejak.objects.count() == 1
    assert [one.levelname for one in caplog.records] == ["ERROR"]
    jam(PAGI)
    record(dicatat, "perangkat_daerah.update", acting_user=rina)


@pytest.mark.parametrize(("detik", "ditulis"), [(0, 2), (2, 2), (2.001, 1)])
def test_two_seconds_are_what_well_set_clocks_of_two_servers_differ(
    dicatat, rina, jam, detik, ditulis
):
    jam(PAGI - timedelta(seconds=detik))
    with suppress(JamMundur):
        record(dicatat, "perangkat_daerah.update", acting_user=rina)
    assert Jejak.objects.count() == ditulis


def test_another_agency_without_acts_ahead_goes_on(dicatat, kota, wati, jam):
    jam(PAGI - timedelta(hours=1))
    record(kota, "instansi.update", acting_user=wati)
    assert KepalaJejak.objects.get(pk=kota.pk).waktu == PAGI - timedelta(hours=1)


def test_an_act_under_a_head_seen_before_is_refused_too(dicatat, rina, jam):
    seen = KepalaJejak.objects.get()
    jam(PAGI - timedelta(hours=1))
    with pytest.raises(JamMundur):
        record(dicatat, "perangkat_daerah.update", acting_user=rina, kepala=seen)


@berdua
def test_who_waited_for_two_acts_of_another_stands_after_both(dinkes, rina, adi, monkeypatch):
    def act(user, times):
        with transaction.atomic():
            for _ in range(times):
                record(dinkes, "perangkat_daerah.update", acting_user=user)

    let_wait(monkeypatch, actions, "append_jejak", lambda: act(rina, 2), lambda: act(adi, 1))
    acts = list(Jejak.objects.order_by("nomor"))
    assert [one.pelaku for one in acts] == [rina, rina, adi]
    assert [one.waktu for one in acts] == sorted(one.waktu for one in acts)


def test_adi_reads_on_a_page_why_his_form_was_not_stored_and_what_to_do(client, dicatat, adi, jam):
    client.force_login(adi)
    data = {"nama": "Dinas Baru", "singkatan": "DB", "kode": "05", "jenis": "dinas",
            "aktif_sejak": "01-01-2020", "revisi": 0}  # fmt: skip
    page = FORM.format(dicatat.pk)
    jam(PAGI - timedelta(hours=1))
    answer = client.post(page, data, headers={"Referer": f"http://testserver{page}"})
    text = " ".join(answer.content.decode().split())
    assert answer.status_code == 503, text
    assert "Minta pengelola server membetulkan jamnya, lalu simpan lagi." in text
    assert "data-belum" in text, "what was typed waits in the tab"
    assert f'href="{page}"' in text
    dicatat.refresh_from_db()
    assert (dicatat.nama, Jejak.objects.count()) == ("Dinas Kesehatan", 1)


def test_the_watch_over_the_server_sees_a_clock_that_went_back(client, dicatat, jam, caplog):
    assert client.get("/sehat/").json() == {"sehat": True}
    jam(PAGI - timedelta(hours=1))
    answer = client.get("/sehat/")
    assert (answer.status_code, answer.json()) == (503, {"sehat": False, "sebab": "jam"})
    assert f"rantai [{dicatat.instansi_id}] tidak dapat ditulis" in caplog.text


def test_the_watch_sees_a_server_and_a_database_that_tell_different_times(
    client, db, jam, time_machine, caplog
):
    time_machine.move_to(PAGI + timedelta(seconds=3), tick=False)
    answer = client.get("/sehat/")
    assert (answer.status_code, answer.json()) == (503, {"sehat": False, "sebab": "jam"})
    assert "berselisih 0:00:03" in caplog.text


def test_after_a_clock_that_ran_ahead_the_chain_goes_on_by_an_act_that_says_why(
    dicatat, rina, jam, capsys
):
    now = PAGI - timedelta(days=300)
    jam(now)
    assert main(["jejak", "terima-jam", "--alasan", "Jam maju karena baterai habis."]) == 0
    nama = f"{dicatat.instansi} ({dicatat.instansi.kode_wilayah})"
    assert capsys.readouterr().out == f"{nama}: rantai berlanjut dengan jam sekarang.\n"
    record(dicatat, "perangkat_daerah.update", acting_user=rina)

    first, accepted, after = Jejak.objects.order_by("nomor")
    assert (first.waktu, accepted.waktu, after.waktu) == (PAGI, now, now)
    assert accepted.tindakan == "jam.approve"
    assert "Jam maju karena baterai habis." in accepted.isi
    assert not [one for one in check_chain(dicatat.instansi_id) if one.tabel.startswith("audit.")]
    assert main(["jejak", "terima-jam", "--alasan", "Sekali lagi."]) == 0
    assert capsys.readouterr().out == "Tidak ada jejak yang mendahului jam server.\n"


def test_one_agency_can_go_on_alone(dicatat, kota, wati, jam, capsys):
    record(kota, "instansi.update", acting_user=wati)
    jam(PAGI - timedelta(days=1))
    command = ["jejak", "terima-jam", "--alasan", "Jam maju.", "--instansi", kota.kode_wilayah]
    assert main(command) == 0
    assert capsys.readouterr().out.startswith("Kota Contoh")
    assert KepalaJejak.objects.get(pk=dicatat.instansi_id).waktu == PAGI


@pytest.mark.usefixtures("dicatat")
def test_a_database_of_the_day_before_learns_the_moment_of_its_last_act():
    KepalaJejak.objects.create(instansi_id=7, nomor=3)
    KepalaJejak.objects.update(waktu=AWAL)
    with transaction.atomic():
        import_module("sakip.audit.migrations.0002_jam").fill_waktu(apps, connection)
    assert list(KepalaJejak.objects.order_by("nomor").values_list("waktu", flat=True)) == [
        PAGI, AWAL,
    ]  # fmt: skip
