"""Fifty sheets side by side, where they lie, what they say for the agency's own, and what looks made up."""

import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.berkas.models import Berkas, Blob
from sakip.conftest import wearing
from sakip.evaluasi.models import Hasil, Jawaban, NilaiArsip, NilaiSub, Penilaian
from sakip.organisasi.models import Peran, PerangkatDaerah
from sakip.pengukuran.models import Potret, Realisasi
from sakip.perencanaan.models import Pagu, TargetTahun
from sakip.perjanjian.models import PerjanjianKinerja
from sakip.rules.instrumen import load_instrumen
from sakip.tests.builders import make_jabatan, make_pengguna, make_perangkat_daerah
from sakip.tests.evaluasi import make_penilaian
from sakip.tests.rencana import make_indikator, make_target, open_masa

REKAP = "/2026/tw4/evaluasi/rekap/"
SEBARAN = "/2026/tw4/evaluasi/sebaran/"
PEMDA = "/2026/tw4/evaluasi/bahan-pemda/"
WAJAR = "/2026/tw4/evaluasi/kewajaran/"
KUNCI = "permenpanrb-88-2021"
BB = {sub.kode: str(sub.bobot * 8 / 10) for sub in load_instrumen()[KUNCI].subkomponen}


@pytest.fixture
def page(client):
    def get(user, url):
        client.force_login(user)
        answer = client.get(url)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().replace("\u202f", " ").split())

    return get


def keep_hasil(unit, total, predikat, *, mandiri=None, tahun=2026, poin=BB, instansi=None):
    """A released evaluation as it is kept, without the way there."""
    instansi = instansi or unit.instansi
    row = Penilaian.objects.create(
        instansi=instansi, perangkat_daerah=unit, tahun_evaluasi=tahun, peraturan=KUNCI,
        jenis_entitas="perangkat_daerah" if unit else "pemda",
    )  # fmt: skip
    who = make_pengguna(instansi, Peran.PENJAMIN_MUTU)
    Penilaian.objects.filter(pk=row.pk).update(
        status="selesai", selesai_oleh=who, selesai_pada=datetime(2026, 5, 1, tzinfo=UTC)
    )
    kept = [("evaluator", total, predikat)] + [("mandiri", mandiri, "BB")] * (mandiri is not None)
    for tahap, angka, kode in kept:
        Hasil.objects.create(
            instansi=instansi, penilaian=row, tahap=tahap, total=Decimal(angka), predikat=kode,
            rincian={"poin": poin}, hash="x",
        )  # fmt: skip
    return row


def make_units(instansi, *names, **lain):
    return [make_perangkat_daerah(instansi, nama=name, singkatan=name, **lain) for name in names]


# --- the recap


def test_eko_sees_every_released_sheet_with_its_grades_and_its_gap(page, eko, dinkes):
    keep_hasil(dinkes, "76.40", "BB", mandiri="85.00")
    html = page(eko, REKAP)
    row = html[html.index("Dinas Kesehatan") :]
    assert ">76,40<" in row
    assert ">85,00<" in row
    assert ">+8,60<" in row
    assert len(re.findall(r"<td[^>]*>\s*BB\s*<span", row)) == 12, (
        "one grade for each sub-component, from its points"
    )
    assert row.count('"baris-bawah">BB<') == 12, "and what the unit gave itself"


def test_grades_that_are_not_released_are_nobodys_only_their_number_is_an_evaluators(
    page, eko, siti, rina, dinkes, client
):
    row = make_penilaian(rina, dinkes)
    Penilaian.objects.filter(pk=row.pk).update(status="dinilai")
    NilaiSub.objects.create(
        instansi=dinkes.instansi, penilaian=row, tahap="evaluator", subkomponen="1.a", jawaban="AA",
        penilai=eko,
    )  # fmt: skip
    Hasil.objects.create(
        instansi=dinkes.instansi, penilaian=row, tahap="evaluator", total=91, predikat="AA",
        rincian={"poin": BB}, hash="x",
    )  # fmt: skip
    for user in (eko, siti):
        html = page(user, REKAP)
        assert "91,00" not in html
        assert not re.search(r"<td[^>]*>\s*BB", html)
        assert ("1 dari 12 dinilai" in html) == (user is eko)


def test_a_corrected_result_counts_once_and_the_first_no_more(page, eko, dinkes):
    first = keep_hasil(dinkes, "60.00", "CC").hasil_set.get()
    Hasil.objects.create(
        instansi=dinkes.instansi, penilaian=first.penilaian, tahap="evaluator", mengganti=first,
        total=Decimal("76.40"), predikat="BB", rincian={"poin": BB}, hash="y",
    )  # fmt: skip
    html = page(eko, REKAP) + page(eko, SEBARAN)
    assert (html.count("76,40") > 1, "60,00" in html) == (True, False)


def test_siti_compares_nothing_but_her_own_office(page, siti, eko, dinkes):
    [other] = make_units(dinkes.instansi, "Dinas Pasar")
    keep_hasil(dinkes, "76.40", "BB")
    keep_hasil(other, "55.00", "CC")
    for url in (REKAP, SEBARAN):
        assert "Dinas Pasar" in page(eko, url)
        assert "Dinas Pasar" not in page(siti, url)


def test_eko_filters_and_sorts(page, eko, dinkes):
    a, b = make_units(dinkes.instansi, "Dinas Ayam", "Dinas Bebek", liga="penunjang")
    keep_hasil(dinkes, "60.00", "CC", mandiri="61")
    keep_hasil(a, "70.00", "B", mandiri="80")
    make_penilaian(eko, b)
    everything = ("Dinas Kesehatan", "Dinas Ayam", "Dinas Bebek")

    def shown(query):
        html = page(eko, REKAP + query)
        places = {name: html.find(f">{name}<") for name in everything}
        return sorted((n for n in everything if places[n] >= 0), key=lambda n: places[n])

    assert set(shown("")) == set(everything)
    assert set(shown("?liga=penunjang")) == {"Dinas Ayam", "Dinas Bebek"}
    assert shown("?predikat=B") == ["Dinas Ayam"]
    assert shown("?keadaan=belum") == ["Dinas Bebek"]
    assert set(shown("?keadaan=selesai")) == {"Dinas Kesehatan", "Dinas Ayam"}
    assert shown("?urut=nilai") == ["Dinas Ayam", "Dinas Kesehatan", "Dinas Bebek"]
    assert shown("?urut=-nilai") == ["Dinas Kesehatan", "Dinas Ayam", "Dinas Bebek"]
    assert shown("?urut=selisih")[0] == "Dinas Ayam"
    assert 'rekap.xlsx?cari=ayam&amp;predikat=B"' in page(eko, REKAP + "?cari=ayam&predikat=B")
    assert set(shown("?urut=ngawur&liga=ngawur&keadaan=x")) == set(everything)
    assert "cocok dengan saringan" in page(eko, REKAP + "?predikat=AA")


def test_the_workbook_has_points_grades_and_own_grades_of_what_the_filters_leave(
    client, eko, dinkes
):
    [other] = make_units(dinkes.instansi, "Dinas Ayam")
    keep_hasil(dinkes, "76.40", "BB", mandiri="85.00")
    keep_hasil(other, "55.00", "CC")
    client.force_login(eko)
    answer = client.get("/2026/tw4/evaluasi/rekap/rekap.xlsx?predikat=BB")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    poin, huruf, own = (list(sheet.values) for sheet in book)
    assert [len(rows) for rows in (poin, huruf, own)] == [2, 2, 2]
    assert poin[1][:3] == (dinkes.kode, "Dinas Kesehatan", 4.8)
    assert poin[1][14:18] == (76.4, "BB", 85, 8.6)
    assert set(huruf[1][2:]) == set(own[1][2:]) == {"BB"}


# --- the spread


def test_one_bb_among_c_is_told_with_mean_and_median_and_never_as_the_agencys_score(
    page, eko, dinkes, kota
):
    units = make_units(dinkes.instansi, "A", "B", "C", "D", liga="urusan")
    for unit, total in zip(units, ("45", "46", "47", "48"), strict=True):
        keep_hasil(unit, total, "C")
    keep_hasil(dinkes, "76.40", "BB", mandiri="86.40")
    NilaiArsip.objects.create(
        instansi=dinkes.instansi, tahun=2025, peraturan=KUNCI, total=Decimal("60.00"), predikat="CC",
        sumber="Surat Menteri",
    )  # fmt: skip
    NilaiArsip.objects.create(
        instansi=kota, tahun=2026, peraturan=KUNCI, total=Decimal("99.00"), predikat="AA",
        sumber="Surat kota lain",
    )  # fmt: skip
    html = page(eko, SEBARAN)
    assert "4 dari 5 objek berpredikat C; terendah 45,00 (C), tertinggi 76,40 (BB)" in html
    assert html.count("<circle") == 5
    assert "Rata-rata 5 objek 52,48 dan mediannya 47,00: gambaran unit, bukan nilai pemda." in html
    assert "+10,00 poin" in html
    assert "−7,52 poin" in html
    assert "52,48 dikurangi nilai resmi pemda 2025, 60,00." in html
    assert "31,40 poin" in html
    assert "belum tampak dinilai" not in html
    assert "Lembar pemda tahun ini belum selesai dinilai." in html


def test_sheets_within_five_points_were_not_scored_and_an_own_sheet_is_an_estimate(
    page, eko, dinkes, kabupaten
):
    for n, unit in enumerate(make_units(kabupaten, "A", "B", "C", "D", "E")):
        keep_hasil(unit, str(70 + n), "BB")
    keep_hasil(None, "71.20", "BB", instansi=kabupaten)
    html = page(eko, SEBARAN)
    assert "Semua dalam 5 poin: belum tampak dinilai." in html
    assert html.count("<circle") == 5, "the agency is none of its units"
    assert "71,20" in html
    assert "perkiraan" in html


def test_before_the_first_release_there_is_nothing_to_draw(page, eko, dinkes):
    assert "Belum ada hasil evaluasi 2026 yang dirilis" in page(eko, SEBARAN)
    assert "Belum ada lembar unit 2026 yang dirilis" in page(eko, PEMDA)


# --- the agency's own sheet


def pagu_of(unit, kode, jumlah, tahun=2026):
    Pagu.objects.create(
        instansi=unit.instansi, perangkat_daerah=unit, tahun=tahun, tahap=0, kode=kode, nama="x",
        sumber_dana="APBD", jumlah=jumlah,
    )  # fmt: skip


def test_rina_reads_shares_samples_and_a_soft_ceiling_beside_her_own_grade(page, rina, dinkes):
    [b, c] = make_units(dinkes.instansi, "Dinas Ayam", "Dinas Bebek")
    cc = {kode: str(Decimal(n) * 6 / 8) for kode, n in BB.items()}
    keep_hasil(dinkes, "80", "BB")
    keep_hasil(b, "60", "CC", poin=cc)
    keep_hasil(c, "60", "CC", poin=cc)
    PerangkatDaerah.objects.update(jenis="dinas")
    pagu_of(dinkes, "1.02.02.2.02.0001", 900)
    pagu_of(b, "1.04.02.2.02.0001", 100)
    own = make_penilaian(rina, None)
    NilaiSub.objects.create(
        instansi=dinkes.instansi, penilaian=own, tahap="mandiri", subkomponen="1.a", jawaban="A",
        penilai=rina,
    )  # fmt: skip
    html = page(rina, PEMDA)
    first = html[html.index('id="sub-1.a"') : html.index('id="sub-1.b"')]
    assert "<strong>A</strong> mandiri" in first
    assert "<strong>B</strong> perkiraan" in first
    assert "1 dari 3 unit, 33,33 %; menurut pagu 90,00 %" in first
    assert "1 BB, 2 CC" in first
    health = html[html.index(">Kesehatan<") :][:900]
    assert f">{dinkes.singkatan}</a>" in health
    assert health.count("<td>BB</td>") == 12
    assert "belum ada lembar yang dirilis" in html[html.index(">Pendidikan<") :][:200]
    assert "bobotnya pagu 2026" in html
    assert not NilaiSub.objects.exclude(tahap="mandiri").exists(), "nothing is filled in"


def test_the_money_of_the_nearest_year_weighs_and_without_any_nothing_does(
    page, rina, dinkes, kota
):
    keep_hasil(dinkes, "80", "BB")
    pagu_of(make_perangkat_daerah(kota), "1.02.02.2.02.0001", 900)
    assert "pagu belum dimuat" in page(rina, PEMDA)
    pagu_of(dinkes, "1.02.02.2.02.0001", 900, tahun=2027)
    assert "bobotnya pagu 2027" in page(rina, PEMDA)
    pagu_of(dinkes, "1.02.02.2.02.0001", 900, tahun=2024)
    assert "bobotnya pagu 2024" in page(rina, PEMDA)


def test_what_another_agency_gave_itself_stands_beside_nothing_here(page, rina, dinkes, kota):
    keep_hasil(dinkes, "80", "BB")
    other = wearing(make_pengguna(kota, Peran.BAGOR))
    NilaiSub.objects.create(
        instansi=kota, penilaian=make_penilaian(other, None), tahap="mandiri", subkomponen="1.a",
        jawaban="AA", penilai=other,
    )  # fmt: skip
    assert "</strong> mandiri" not in page(rina, PEMDA)


# --- plausibility


def measure(rina, *units):
    """Last year 80 was reached; this year half of it is promised, and 80 typed for two quarters in a day."""
    for unit in units:
        layanan = make_indikator(unit, nama=f"Kepuasan {unit.nama}")
        make_target(layanan, "40", "40", "40", "40")
    TargetTahun.objects.update(bawah=40, atas=40)
    for tahun, ke in ((2025, 4), (2026, 3), (2026, 4)):
        period = open_masa(rina, tahun=tahun, ke=ke)
        for potret in Potret.objects.filter(masa=period):
            Realisasi.objects.create(
                instansi=potret.instansi, potret=potret, nilai=80, capaian=200,
                sebab="Pengadaan selesai lebih lambat dari jadwal yang disepakati bersama.",
                diubah_pada=datetime(2026, 12, 3, tzinfo=UTC),
            )  # fmt: skip


def late_file(unit, nama="Renja.pdf"):
    blob = Blob.objects.create(sha256=f"{unit.pk:064}", ukuran=1, jenis_isi="application/pdf")
    Berkas.objects.create(
        instansi=unit.instansi, perangkat_daerah=unit, blob=blob, nama=nama,
        tanggal_dokumen=date(2026, 1, 5), pengunggah=make_pengguna(unit.instansi, Peran.BAGOR),
        diunggah_pada=datetime(2027, 4, 1, tzinfo=UTC),
    )  # fmt: skip


def note(penilaian, user):
    """What a unit wrote at a criterion of its own sheet."""
    Jawaban.objects.create(
        instansi=penilaian.instansi, penilaian=penilaian, tahap="mandiri", kriteria="1.a.3",
        status="terpenuhi", penilai=user,
        catatan=f"Renstra {penilaian.pk} sudah ditetapkan dengan peraturan kepala daerah.",
    )  # fmt: skip


def test_a_year_without_signs_says_what_was_tested(page, rina, dinkes):
    html = page(rina, WAJAR)
    assert "Tidak ada tanda pada data tahun ini." in html
    assert "Triwulan ini belum dibuka" in html
    assert "Nilai semua objek berhimpit" in html


def test_rina_reads_every_sign_with_its_rows_before_the_ministry_does(page, rina, dinkes):
    units = make_units(dinkes.instansi, "Dinas Ayam", "Dinas Bebek")
    measure(rina, dinkes, *units)
    sheet = keep_hasil(dinkes, "64", "B", mandiri="85")
    late_file(dinkes)
    for unit in [dinkes, *units]:
        note(sheet if unit == dinkes else make_penilaian(rina, unit), rina)
    html = page(rina, WAJAR)
    assert html.count("3 unit memakai narasi yang sama atau hampir sama") == 2
    assert "LKE mandiri kriteria 1.a.3" in html
    assert "3 capaian di atas 150,00 %." in html
    assert "Kepuasan Dinas Ayam: 200,00 %" in html
    assert "3 target setahun berada di belakang realisasi tahun lalu." in html
    assert "Kepuasan Dinas Bebek: target 40, tahun lalu sudah 80" in html
    assert "mandiri 85,00, evaluator 64,00, selisih 21,00 poin" in html
    assert "Renja.pdf: bertanggal 5 Januari 2026, diunggah 1 April 2027" in html
    assert "Yang dapat dilakukan:" in html


def test_figures_of_two_quarters_that_were_typed_in_a_day_are_a_sign(page, rina, dinkes):
    for n in range(5):
        layanan = make_indikator(dinkes, nama=f"Kepuasan {n}")
        make_target(layanan, "80", "80", "80", "80")
    measure(rina)
    html = page(rina, WAJAR)
    assert "10 dari 10 isian 2 masa masuk 3 Desember 2026 sampai 9 Desember 2026" in html


def change_pk(unit):
    """A PK that was changed on 9 December, signed."""
    jabatan = make_jabatan(unit, nama="Kepala Dinas Baru")
    tugas = make_pengguna(unit.instansi, Peran.KEPALA_OPD, unit).penugasan_set.get()
    blob = Blob.objects.create(
        sha256=f"{unit.pk + 1000:064}", ukuran=1, jenis_isi="application/pdf"
    )
    PerjanjianKinerja.objects.create(
        instansi=unit.instansi, jabatan=jabatan, tahun=2026, perubahan_ke=1, tanggal=date(2026, 12, 9),
        status="ditandatangani", pihak_pertama=tugas, potret={}, hash="x", dokumen=blob,
    )  # fmt: skip


def test_an_agreement_changed_in_december_is_a_sign_until_it_is_withdrawn(page, rina, dinkes):
    change_pk(dinkes)
    assert "PK Perubahan 1 Kepala Dinas Baru, 9 Desember 2026" in page(rina, WAJAR)
    PerjanjianKinerja.objects.update(status="ditarik")
    assert "Kepala Dinas Baru" not in page(rina, WAJAR)


def test_what_another_agency_wrote_is_no_sign_here(page, rina, dinkes, kota):
    foreign, other = make_units(kota, "A", "B", "C"), wearing(make_pengguna(kota, Peran.BAGOR))
    measure(other, *foreign)
    for unit in foreign:
        note(make_penilaian(other, unit), other)
    late_file(foreign[0])
    change_pk(foreign[0])
    keep_hasil(foreign[0], "64", "B", mandiri="85", tahun=2025)
    html = page(rina, WAJAR)
    assert "Tidak ada tanda pada data tahun ini." in html
    assert "Triwulan ini belum dibuka" in html


@pytest.mark.parametrize("url", [REKAP, SEBARAN, PEMDA, WAJAR])
def test_twelve_offices_and_five_years_cost_as_many_queries_as_one(client, rina, dinkes, url):
    client.force_login(rina)

    def count():
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        return len(found)

    keep_hasil(dinkes, "64", "B", mandiri="85")
    pagu_of(dinkes, "1.02.02.2.02.0001", 900)
    measure(rina, dinkes)
    late_file(dinkes)
    count()
    one = count()
    for n, unit in enumerate(make_units(dinkes.instansi, *(f"Dinas {n}" for n in range(12)))):
        for tahun in range(2022, 2027):
            keep_hasil(unit, str(50 + 3 * n), "B", mandiri="85", tahun=tahun)
        pagu_of(unit, "1.01.02.2.02.0001", 900)
        late_file(unit)
    assert count() == one <= (10 if url == REKAP else 24)
