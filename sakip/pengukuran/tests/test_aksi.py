"""What Sari did of her action plan: typed beside the sheet, while the quarter is open."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django.fixtures import DjangoAssertNumQueries

from sakip.audit.actions import record
from sakip.audit.models import Jejak
from sakip.pengukuran.actions.aksi import update_realisasi_aksi
from sakip.pengukuran.aksi import IsianLangkah, load_langkah, load_samping, months_of
from sakip.pengukuran.models import LembarRealisasi, Masa, RealisasiAksi
from sakip.perencanaan.models import Anggaran
from sakip.perjanjian.models import RencanaAksi
from sakip.rules.decision import Konflik, RuleError
from sakip.tests.builders import make_perangkat_daerah
from sakip.tests.rencana import make_indikator, make_target, open_masa
from sakip.web.clock import now

URL = "/2026/tw4/opd/05/realisasi/aksi/"


@pytest.fixture
def indikator(dinkes):
    row = make_indikator(dinkes, nama="Balita stunting")
    make_target(row, "1", "2", "3", "4")
    return row


def make_aksi(indikator, unit, langkah, **bagian):
    parts = {name.removeprefix("b"): nilai for name, nilai in bagian.items()}
    return RencanaAksi.objects.create(
        instansi=unit.instansi, perangkat_daerah=unit, indikator=indikator, tahun=2026,
        langkah=langkah, pic="Bidan", satuan="kelas", bagian=parts,
        target=sum(map(Decimal, parts.values())),
    )  # fmt: skip


@pytest.fixture
def kelas(indikator, dinkes):
    """Planned by quarter."""
    return make_aksi(indikator, dinkes, "Kelas ibu hamil", b3="4", b12="6")


@pytest.fixture
def survei(indikator, dinkes):
    """Planned by month; two of its parts fall in TW IV."""
    return make_aksi(indikator, dinkes, "Survei gizi", b9="1", b10="2", b11="2")


@pytest.fixture
def lembar(indikator, kelas, survei, rina, dinkes):
    open_masa(rina)
    return LembarRealisasi.objects.select_related("masa__instansi", "perangkat_daerah").get(
        perangkat_daerah=dinkes
    )


def isi(aksi, bulan, **typed):
    return IsianLangkah(aksi.pk, bulan, **{"keadaan": "selesai", "nilai": Decimal(6)} | typed)


def post(*rows):
    """The fields of the page: (step, month, typed)."""
    empty = {"lihat": "", "keadaan": "", "nilai": "", "catatan": "", "kendala": ""}
    return {
        f"a{aksi.pk}-{bulan}-{name}": text
        for aksi, bulan, typed in rows
        for name, text in (empty | typed).items()
    }


def test_sari_is_asked_for_the_parts_of_this_quarter_by_quarter_or_month(lembar, kelas, survei):
    rows = [(row.aksi, row.waktu, row.rencana) for row in load_langkah(lembar)]
    assert rows == [(kelas, "TW IV", 6), (survei, "Oktober", 2), (survei, "November", 2)]


def test_a_year_kept_as_a_whole_asks_for_every_month(lembar):
    lembar.masa.jenis = Masa.Jenis.TAHUN
    assert list(months_of(lembar.masa)) == list(range(1, 13))
    assert len(load_langkah(lembar)) == 5


def test_sari_saves_many_steps_at_once_and_reads_them_again(client, sari, lembar, kelas, survei):
    client.force_login(sari)
    typed = post(
        (kelas, 12, {"keadaan": "selesai", "nilai": "6,5", "catatan": "Dua puskesmas."}),
        (survei, 10, {"keadaan": "berjalan", "kendala": "Alat rusak."}),
        (survei, 11, {}),
    )
    page = client.post(URL, typed, follow=True).content.decode()
    assert "2 langkah tersimpan." in page
    assert "2 dari 3 langkah diisi" in page
    assert 'value="6,5"' in page
    assert "Dua puskesmas." in page
    assert "Alat rusak." in page
    row = RealisasiAksi.objects.get(aksi=kelas)
    assert (row.nilai, row.diubah_oleh, row.terlambat) == (Decimal("6.5"), sari, False)
    assert row.diubah_pada is not None


def test_saving_twice_changes_nothing_the_second_time(client, sari, lembar, kelas):
    client.force_login(sari)
    typed = {"keadaan": "selesai", "nilai": "6"}
    client.post(URL, post((kelas, 12, typed)))
    page = client.post(URL, post((kelas, 12, typed | {"lihat": "0"})), follow=True)
    assert "Tidak ada yang berubah." in page.content.decode()
    assert Jejak.objects.filter(tindakan="realisasi_aksi.update").count() == 1


@pytest.mark.parametrize(
    ("typed", "galat"),
    [
        ({"nilai": "6"}, "Pilih keadaannya"),
        ({"catatan": "Sudah."}, "Pilih keadaannya"),
        ({"kendala": "Hujan."}, "Pilih keadaannya"),
        ({"keadaan": "selesai"}, "Isi berapa yang terlaksana"),
        ({"keadaan": "berjalan", "nilai": "-1"}, "Tidak boleh negatif"),
        ({"keadaan": "berjalan", "nilai": "enam"}, "Terlaksana: "),
        ({"keadaan": "batal"}, "Keadaan: "),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_lost(
    client, sari, lembar, kelas, survei, typed, galat
):
    client.force_login(sari)
    good = (survei, 10, {"keadaan": "belum", "kendala": "Kalimat yang panjang."})
    page = client.post(URL, post((kelas, 12, typed), good)).content.decode()
    assert galat in page
    assert "Kalimat yang panjang." in page
    assert not RealisasiAksi.objects.exists()


def test_a_step_may_be_emptied_again(client, sari, lembar, kelas):
    update_realisasi_aksi(lembar, [isi(kelas, 12)], acting_user=sari)
    client.force_login(sari)
    client.post(URL, post((kelas, 12, {"lihat": "0"})))
    assert load_samping(lembar).terisi == 0
    assert RealisasiAksi.objects.get().revisi == 1


def test_two_people_type_one_step_and_the_second_sees_both_and_may_insist(
    client, sari, siti, lembar, kelas
):
    update_realisasi_aksi(lembar, [isi(kelas, 12, nilai=Decimal(4))], acting_user=siti)
    client.force_login(sari)
    typed = {"keadaan": "selesai", "nilai": "5"}
    answer = client.post(URL, post((kelas, 12, typed)))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "selesai; 5" in page
    assert "selesai; 4" in page
    assert f'name="a{kelas.pk}-12-lihat" value="0"' in page
    assert RealisasiAksi.objects.get().nilai == 4
    client.post(URL, post((kelas, 12, typed | {"lihat": "0"})))
    assert RealisasiAksi.objects.get().nilai == 5


def test_a_stale_step_stops_the_others_too(sari, siti, lembar, kelas, survei):
    update_realisasi_aksi(lembar, [isi(kelas, 12)], acting_user=siti)
    stale = isi(kelas, 12, nilai=Decimal(1), revisi=None)
    with pytest.raises(Konflik):
        update_realisasi_aksi(lembar, [isi(survei, 10), stale], acting_user=sari)
    assert RealisasiAksi.objects.count() == 1


def test_a_step_of_another_unit_quarter_or_one_that_was_dropped_is_refused(
    sari, joko, lembar, kelas, survei, indikator
):
    foreign = make_aksi(indikator, joko.instansi.perangkat_daerah_set.get(kode="06"), "x", b12="1")
    RencanaAksi.objects.filter(pk=survei.pk).update(dibatalkan=True)
    for wrong in (isi(foreign, 12), isi(kelas, 3), isi(survei, 10)):
        with pytest.raises(RuleError, match="tidak ada dalam rencana aksi"):
            update_realisasi_aksi(lembar, [wrong], acting_user=sari)


def test_what_was_reported_stays_when_the_plan_moves_its_part(sari, lembar, kelas):
    update_realisasi_aksi(lembar, [isi(kelas, 12)], acting_user=sari)
    RencanaAksi.objects.filter(pk=kelas.pk).update(bagian={"3": "10"})
    first = load_langkah(lembar)[0]
    assert (first.aksi, first.rencana, first.terisi) == (kelas, None, True)
    assert load_samping(lembar).diminta == 3


def test_after_the_deadline_a_step_is_marked_late_and_after_the_lock_nobody_types(
    client, sari, lembar, kelas, survei
):
    masa = lembar.masa
    masa.tutup = datetime(2021, 1, 1, tzinfo=UTC)
    masa.save()
    update_realisasi_aksi(lembar, [isi(kelas, 12)], acting_user=sari)
    assert RealisasiAksi.objects.get().terlambat is True
    client.force_login(sari)
    assert "diisi terlambat" in client.get(URL).content.decode()
    masa.kunci = masa.tutup + timedelta(days=1)
    masa.save()
    with pytest.raises(PermissionDenied, match="terkunci sejak"):
        update_realisasi_aksi(lembar, [isi(survei, 10)], acting_user=sari)
    page = client.get(URL).content.decode()
    assert "terkunci sejak" in page
    assert "Selesai" in page
    assert "<textarea" not in page
    assert client.post(URL, post((survei, 10, {"keadaan": "belum"}))).status_code == 403


def test_a_lock_that_falls_while_sari_saves_steps_keeps_none(sari, lembar, kelas, monkeypatch):
    def late(*args, **fields):
        past = now() - timedelta(hours=1)
        record(*args, **fields)
        Masa.objects.update(tutup=past, kunci=past)

    monkeypatch.setattr("sakip.pengukuran.actions.aksi.record", late)
    with pytest.raises(PermissionDenied, match="terkunci sejak"):
        update_realisasi_aksi(lembar, [isi(kelas, 12)], acting_user=sari)
    assert not RealisasiAksi.objects.exists()


def test_a_sheet_of_figures_that_was_sent_does_not_close_the_steps(sari, lembar, kelas):
    LembarRealisasi.objects.update(status="diajukan")
    lembar.refresh_from_db()
    assert update_realisasi_aksi(lembar, [isi(kelas, 12)], acting_user=sari) == 1


def test_joko_and_rina_do_not_type_it(client, joko, rina, lembar, kelas):
    for orang, sebab in ((joko, "perangkat daerah lain"), (rina, "yang mengisi")):
        with pytest.raises(PermissionDenied, match=sebab):
            update_realisasi_aksi(lembar, [isi(kelas, 12)], acting_user=orang)
    client.force_login(joko)
    assert client.get(URL).status_code == 404
    client.force_login(rina)
    for nilai in ("6", "enam"):
        assert client.post(URL, post((kelas, 12, {"nilai": nilai}))).status_code == 403


def test_a_quarter_that_another_agency_opened_first_is_not_read_for_ours(
    client, wati, rina, sari, kelas
):
    make_target(make_indikator(make_perangkat_daerah(wati.instansi)), "1", "2", "3", "4")
    open_masa(wati)
    open_masa(rina)
    client.force_login(sari)
    assert "Kelas ibu hamil" in client.get(URL).content.decode()


def test_the_sheet_leads_to_the_steps_and_shows_the_money_beside(client, sari, lembar, kelas):
    update_realisasi_aksi(lembar, [isi(kelas, 12)], acting_user=sari)
    client.force_login(sari)
    page = client.get("/2026/tw4/opd/05/realisasi/").content.decode()
    assert "1 dari 3 langkah diisi" in page
    assert f'href="{URL}"' in page
    assert "Realisasi uang belum diimpor." in page
    unit = lembar.perangkat_daerah
    for tw, nilai in ((1, 100), (3, 600), (4, 800)):
        Anggaran.objects.create(
            instansi=unit.instansi, perangkat_daerah=unit, tahun=2026, triwulan=tw, pagu=1000,
            realisasi=nilai,
        )  # fmt: skip
    for address in (URL, "/2026/tw4/opd/05/realisasi/"):
        page = client.get(address).content.decode()
        assert "Uang sampai TW IV" in page
        assert "80,00" in page


def test_money_of_a_later_quarter_is_not_shown_and_no_ceiling_gives_no_share(lembar):
    unit = lembar.perangkat_daerah
    same = {"instansi": unit.instansi, "perangkat_daerah": unit, "tahun": 2026}
    Anggaran.objects.create(**same, triwulan=4, pagu=10, realisasi=5)
    Anggaran.objects.create(**same, triwulan=3, pagu=0, realisasi=0)
    lembar.masa.ke = 3
    samping = load_samping(lembar)
    assert samping.anggaran.triwulan == 3
    assert samping.serapan is None


def test_before_the_quarter_is_opened_the_page_says_so(client, sari, kelas):
    client.force_login(sari)
    assert "masa ini belum dibuka" in client.get(URL).content.decode()


def test_a_quarter_without_a_part_says_so(client, sari, lembar):
    RencanaAksi.objects.update(bagian={"1": "10"})
    client.force_login(sari)
    assert "Tidak ada langkah rencana aksi yang jatuh" in client.get(URL).content.decode()
    assert "langkah diisi" not in client.get("/2026/tw4/opd/05/realisasi/").content.decode()


def test_the_page_asks_as_often_for_one_step_as_for_forty(
    client,
    sari,
    lembar,
    kelas,
    survei,
    indikator,
    django_assert_num_queries: DjangoAssertNumQueries,
):
    survei.delete()
    client.force_login(sari)
    client.get(URL)
    for _ in range(2):
        with django_assert_num_queries(15):
            client.get(URL)
        for n in range(40):
            make_aksi(indikator, lembar.perangkat_daerah, f"Langkah {n}", b10="1", b12="1")
