"""Sari is reminded of what she has not filled: seven, three and one day before, and when Rina asks."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from sakip.audit.models import Jejak
from sakip.latar.mail import send_surat
from sakip.latar.models import Surat
from sakip.organisasi.models import Penugasan, Peran
from sakip.pengukuran.actions.pengingat import create_pengingat
from sakip.pengukuran.models import LembarRealisasi, Masa, Pengingat
from sakip.pengukuran.pekerjaan import remind
from sakip.pengukuran.pengingat import remind_masa
from sakip.rules.decision import RuleError
from sakip.tests.builders import make_pengguna, make_perangkat_daerah
from sakip.tests.jam import set_database_clock
from sakip.tests.rencana import fill, make_indikator, make_target, open_masa

URL = "/2026/tw3/pantauan/"
WIT = ZoneInfo("Asia/Jayapura")
TENGGAT = datetime(2026, 10, 10, 16, 0, tzinfo=WIT)


def h(hari, jam=9):
    """A day before the deadline, on the wall clock of the agency."""
    return datetime(2026, 10, 10, jam, 0, tzinfo=WIT) - timedelta(days=hari)


@pytest.fixture
def at(time_machine, monkeypatch):
    def move(moment):
        time_machine.move_to(moment, tick=False)
        set_database_clock(monkeypatch, moment)

    return move


@pytest.fixture
def masa(kabupaten, dinkes, sari, siti, rina, at):
    """TW III of an agency in the east; Sari and Siti have an address, and five figures to fill."""
    kabupaten.zona_waktu = "Asia/Jayapura"
    kabupaten.save()
    for orang in (sari, siti):
        orang.email = f"{orang.username}@contoh.go.id"
        orang.save()
    for n in range(1, 6):
        make_target(make_indikator(dinkes, nama=f"Indikator {n}"), "1", "2", "3", "4")
    at(h(20))
    masa = open_masa(rina, ke=3, tutup=TENGGAT, kunci=TENGGAT + timedelta(days=5))
    return Masa.objects.select_related("instansi").get(pk=masa.pk)


def lembar_of(masa):
    return list(masa.lembar_set.select_related("perangkat_daerah"))


def addressees():
    return sorted(Surat.objects.values_list("kepada", flat=True))


def test_sari_and_siti_are_reminded_once_at_each_turn(masa, at):
    for moment, banyak in (
        (h(8), 0), (h(7, 6), 0), (h(7, 7), 2), (h(7, 12), 2), (h(5), 2), (h(3), 4), (h(2), 4),
        (h(1), 6), (h(0, 15), 6), (h(-1), 6),
    ):  # fmt: skip
        at(moment)
        remind()
        assert Surat.objects.count() == banyak, moment
    assert list(Pengingat.objects.order_by("pk").values_list("tahap", flat=True)) == [7, 3, 1]


def test_the_letter_says_how_many_which_first_until_when_and_where(masa, at, settings):
    settings.ALAMAT = "https://sakip.contoh.go.id"
    at(h(3))
    remind()
    send_surat()
    letter = next(one for one in mail.outbox if one.to == ["sari@contoh.go.id"])
    assert letter.subject == "Realisasi TW III 2026: 5 belum diisi"
    for words in (
        "Yth. Sari,",
        "5 realisasi TW III 2026 Dinas Kesehatan belum diisi:",
        "- Indikator 1\n- Indikator 2\n- Indikator 3\ndan 2 lainnya.",
        "Tenggatnya Sabtu, 10 Oktober 2026 pukul 16.00 WIT, 3 hari lagi.",
        "https://sakip.contoh.go.id/2026/tw3/opd/05/realisasi/",
    ):
        assert words in letter.body


@pytest.mark.parametrize(("hari", "kata"), [(1, ", besok."), (0, ", hari ini.")])
def test_near_the_deadline_the_letter_says_so_in_words(masa, at, hari, kata):
    at(h(hari))
    remind()
    assert kata in Surat.objects.first().isi


def test_what_is_filled_unmeasured_or_unpublished_is_not_mentioned(masa, at, sari):
    first, second, third, *_ = masa.potret_set.order_by("urutan").select_related("indikator")
    fill(masa, first.indikator.kode, "5", sari)
    second.diukur = False
    second.save()
    third.rilis_pada = TENGGAT.date() + timedelta(days=30)
    third.save()
    at(h(3))
    remind()
    surat = Surat.objects.first()
    assert "2 realisasi" in surat.isi
    assert "- Indikator 4\n- Indikator 5\n\n" in surat.isi


def test_siti_is_reminded_of_what_was_sent_to_her_and_sari_is_not(masa, at, siti, settings):
    settings.ALAMAT = "https://sakip.contoh.go.id"
    LembarRealisasi.objects.update(status="diajukan")
    at(h(3))
    remind()
    remind()
    [surat] = Surat.objects.all()
    assert (surat.kepada, surat.judul) == (
        "siti@contoh.go.id", "Realisasi TW III 2026: menunggu keputusan Anda",
    )  # fmt: skip
    for words in (
        "Yth. Siti",
        "Realisasi TW III 2026 Dinas Kesehatan sudah diajukan dan menunggu keputusan Anda.",
        "Tenggatnya Sabtu, 10 Oktober 2026 pukul 16.00 WIT, 3 hari lagi.",
        f"https://sakip.contoh.go.id{reverse('pengukuran:keputusan_detail', args=[lembar_of(masa)[0].pk])}",
    ):
        assert words in surat.isi
    LembarRealisasi.objects.update(status="disetujui")
    at(h(1))
    remind()
    assert Surat.objects.count() == 1


def test_the_sekda_is_reminded_where_siti_filled_the_sheet_herself(masa, at, siti, rina, kabupaten):
    make_pengguna(kabupaten, Peran.SEKDA, email="hadi@contoh.go.id")
    LembarRealisasi.objects.update(status="diajukan", diisi_oleh=[siti.pk])
    at(h(3))
    assert create_pengingat(masa, lembar_of(masa), acting_user=rina).surat == 1
    assert Surat.objects.get().kepada == "hadi@contoh.go.id"


def test_without_a_head_who_has_an_address_nobody_is_written_to(masa, at, siti, rina):
    siti.email = ""
    siti.save()
    LembarRealisasi.objects.update(status="diajukan")
    at(h(3))
    remind()
    assert not Pengingat.objects.exists()
    with pytest.raises(RuleError, match="tidak ada yang boleh memutuskan dan punya alamat surel"):
        create_pengingat(masa, lembar_of(masa), acting_user=rina)


def test_a_full_sheet_or_one_that_was_approved_is_left_in_peace(masa, at, sari):
    LembarRealisasi.objects.update(status="disetujui")
    at(h(3))
    remind()
    LembarRealisasi.objects.update(status="draf")
    for potret in masa.potret_set.select_related("indikator"):
        fill(masa, potret.indikator.kode, "5", sari)
    remind()
    assert not Surat.objects.exists()


def test_who_has_no_address_left_or_is_closed_gets_nothing(masa, at, dinkes, sari, siti):
    make_pengguna(dinkes.instansi, None, dinkes, nama="Tanpa penugasan", email="x@contoh.go.id")
    Penugasan.objects.filter(pengguna=sari).update(selesai=h(4).date())
    at(h(3))
    remind()
    assert addressees() == ["siti@contoh.go.id"]
    siti.is_active = False
    siti.save()
    at(h(1))
    remind()
    assert addressees() == ["siti@contoh.go.id"]
    assert Pengingat.objects.count() == 1


def test_a_period_that_is_not_open_yet_reminds_nobody(masa, at):
    Masa.objects.update(buka=h(2))
    at(h(3))
    remind()
    assert not Surat.objects.exists()


def test_the_other_agency_is_reminded_on_its_own_clock(masa, at, wati):
    """At seven in the east it is five in the west."""
    unit = make_perangkat_daerah(wati.instansi, kode="71")
    make_pengguna(wati.instansi, "operator_opd", unit, nama="Nur", email="nur@kota.go.id")
    make_target(make_indikator(unit), "1", "2", "3", "4")
    open_masa(wati, ke=3, tutup=TENGGAT, kunci=TENGGAT)
    at(h(3, 7))
    remind()
    assert addressees() == ["sari@contoh.go.id", "siti@contoh.go.id"]
    at(h(3, 9))
    remind()
    assert addressees() == ["nur@kota.go.id", "sari@contoh.go.id", "siti@contoh.go.id"]
    assert set(Pengingat.objects.values_list("instansi", "lembar__instansi")) == {
        (kabupaten_id, kabupaten_id) for kabupaten_id in (masa.instansi_id, wati.instansi_id)
    }


def test_what_the_clock_sent_is_in_the_trail_without_a_person(masa, at):
    at(h(3))
    remind()
    jejak = Jejak.objects.get(tindakan="pengingat.create")
    assert jejak.pelaku is None
    assert jejak.instansi_id == masa.instansi_id


def test_rina_reminds_a_unit_once_a_day_and_is_told(client, rina, masa, at):
    at(h(5))
    client.force_login(rina)
    [lembar] = lembar_of(masa)
    address = f"/pengukuran/lembar/{lembar.pk}/ingatkan/"
    page = client.post(address, follow=True).content.decode()
    assert "1 perangkat daerah diingatkan dengan 2 surat." in page
    assert "5 Okt 2026" in page
    assert address not in page
    again = client.post(address, follow=True).content.decode()
    assert "Tidak ada yang diingatkan: Dinkes (sudah diingatkan hari ini)." in again
    assert Surat.objects.count() == 2
    at(h(4))
    client.force_login(rina)
    client.post(address)
    assert Surat.objects.count() == 4
    row = Pengingat.objects.order_by("pk").last()
    assert (row.pengirim, row.tahap, row.kosong) == (rina, None, 5)


def test_on_the_day_rina_wrote_the_clock_waits_until_tomorrow(masa, at, rina):
    at(h(3, 6))
    create_pengingat(masa, lembar_of(masa), acting_user=rina)
    at(h(3, 8))
    remind()
    assert Surat.objects.count() == 2
    at(h(2, 8))
    remind()
    assert Surat.objects.count() == 4


def test_rina_reminds_all_and_reads_who_was_passed_over(client, rina, masa, at, kabupaten):
    for kode in ("21", "22"):
        unit = make_perangkat_daerah(kabupaten, kode=kode, singkatan=f"Unit{kode}")
        make_target(make_indikator(unit), "1", "2", "3", "4")
    done = make_perangkat_daerah(kabupaten, kode="23", singkatan="Selesai")
    make_target(make_indikator(done), "1", "2", "3", "4")
    at(h(5))
    baru = open_masa(rina, ke=2, tutup=TENGGAT, kunci=TENGGAT)
    LembarRealisasi.objects.filter(perangkat_daerah=done).update(status="disetujui")
    client.force_login(rina)
    assert "Ingatkan semua (3)" in client.get("/2026/tw2/pantauan/").content.decode()
    page = client.post(f"/pengukuran/masa/{baru.pk}/ingatkan/", follow=True).content.decode()
    assert "1 perangkat daerah diingatkan dengan 2 surat." in page
    assert "Unit21 (tidak ada operator atau kepala yang punya alamat surel)" in page
    assert "Unit22 (" in page
    assert "Selesai (" not in page


def test_a_long_list_of_units_passed_over_is_cut(masa, rina, kabupaten, at):
    for n in range(10):
        unit = make_perangkat_daerah(kabupaten, kode=f"3{n}")
        make_target(make_indikator(unit), "1", "2", "3", "4")
    at(h(5))
    baru = open_masa(rina, ke=2, tutup=TENGGAT, kunci=TENGGAT)
    hasil = create_pengingat(baru, lembar_of(baru), acting_user=rina)
    assert hasil.dilewati.endswith("; dan 2 lainnya")


def test_what_was_decided_on_is_not_reminded_of(masa, rina, at):
    LembarRealisasi.objects.update(status="disetujui")
    at(h(5))
    with pytest.raises(RuleError, match="lembarnya sudah diputuskan"):
        create_pengingat(masa, lembar_of(masa), acting_user=rina)


def test_after_the_deadline_the_letter_says_until_when_figures_are_still_taken(masa, rina, at):
    at(h(-1))
    create_pengingat(masa, lembar_of(masa), acting_user=rina)
    text = Surat.objects.first().isi
    assert "Tenggatnya sudah lewat: Sabtu, 10 Oktober 2026 pukul 16.00 WIT." in text
    assert "sampai dikunci Kamis, 15 Oktober 2026" in text


def test_after_the_lock_nobody_is_reminded(masa, rina, at):
    at(h(-6))
    with pytest.raises(PermissionDenied, match="terkunci sejak"):
        create_pengingat(masa, lembar_of(masa), acting_user=rina)


def test_sari_reminds_nobody(client, sari, masa, at):
    at(h(5))
    client.force_login(sari)
    assert "Ingatkan" not in client.get(URL).content.decode()
    with pytest.raises(PermissionDenied, match="Hanya Bagian Organisasi"):
        create_pengingat(masa, lembar_of(masa), acting_user=sari)


def test_a_letter_no_server_took_is_told_on_the_page(client, rina, masa, at):
    at(h(3))
    remind()
    Surat.objects.filter(kepada="sari@contoh.go.id").update(status="gagal")
    client.force_login(rina)
    page = " ".join(client.get(URL).content.decode().split())
    assert "2 surat, H-3, 1 gagal terkirim" in page


def test_reminding_twenty_units_asks_as_often_as_one(
    masa, at, kabupaten, rina, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for n in range(20):
        unit = make_perangkat_daerah(kabupaten, kode=f"4{n:02d}")
        make_pengguna(kabupaten, "operator_opd", unit, email=f"o{n}@contoh.go.id")
        make_target(make_indikator(unit), "1", "2", "3", "4")
    at(h(3))
    baru = open_masa(rina, ke=2, tutup=TENGGAT, kunci=TENGGAT)
    with django_assert_max_num_queries(16):
        assert len(remind_masa(baru)) == 21
