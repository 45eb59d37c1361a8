"""The years behind: typed, imported, drawn; what never rose; peers."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.conftest import wearing
from sakip.demo.evaluasi import KOMPONEN, LEMBAR
from sakip.demo.sumber import read_rows
from sakip.evaluasi.actions.arsip import IsiArsip, import_nilai_arsip
from sakip.evaluasi.actions.jawaban import import_nilai_sub
from sakip.evaluasi.actions.koreksi import approve_koreksi, create_koreksi
from sakip.evaluasi.actions.penilaian import publish_penilaian
from sakip.evaluasi.lanjut import load_riwayat
from sakip.evaluasi.models import NilaiArsip
from sakip.jalan.actions.nilai import delete_nilai_arsip, import_pembanding
from sakip.jalan.forms.nilai import ArsipForm
from sakip.jalan.imports.nilai import JENIS
from sakip.jalan.isi import IsiPembanding
from sakip.jalan.models import Pembanding
from sakip.jalan.riwayat import load_potongan, load_subkomponen
from sakip.jalan.tests.test_jalan import words
from sakip.jalan.titik import load_resmi
from sakip.organisasi.models import Peran
from sakip.rules.angka import read_angka, write_angka
from sakip.rules.decision import Konflik
from sakip.rules.instrumen import load_instrumen
from sakip.tests.builders import make_pengguna
from sakip.tests.evaluasi import MANDIRI, NILAI, grade_all, make_penilaian, start_scoring
from sakip.web.xlsx import LembarTulis, write_book

RIWAYAT = "/2026/tw4/pemda/riwayat/"


@pytest.fixture
def delapan(rina):
    """Eight official years, all at B, four under each regulation."""
    isi = []
    for row in read_rows("nilai_pemda"):
        kunci = LEMBAR[row["peraturan"]]
        nilai = [read_angka(row[name]) for name in KOMPONEN if row[name]]
        kode = [butir.kode for butir in load_instrumen()[kunci].butir()]
        komponen = dict(zip(kode, nilai, strict=True))
        isi.append(IsiArsip(None, int(row["tahun"]), kunci, "Surat", komponen=komponen))
    return import_nilai_arsip(isi, acting_user=rina)


def test_eight_flat_years_say_what_never_moved_and_where_the_ruler_changed(
    masuk, rina, delapan, django_assert_max_num_queries
):
    client = masuk(rina)
    with django_assert_max_num_queries(15):
        answer = client.get(RIWAYAT)
    teks, halaman = words(answer), answer.content.decode()

    assert "8 tahun di B, terakhir 64,58; kurang 5,43 poin ke BB" in teks
    assert "cara menilai berganti pada 2022 (PermenPANRB 88/2021)" in teks
    assert halaman.count('class="patah-garis"') == 1
    assert halaman.count('class="titik titik-resmi"') == 8
    for row in delapan:
        assert f"{row.tahun} {write_angka(row.total)} {row.predikat}" in teks
        assert f'text-anchor="middle">{write_angka(row.total)}</text>' in halaman
    assert (
        "Tidak pernah naik golongan: Perencanaan Kinerja, Pengukuran Kinerja, Pelaporan Kinerja, "
        "Evaluasi Internal, Capaian Kinerja."
    ) in teks
    assert (
        "Tidak pernah naik golongan: Perencanaan Kinerja, Pelaporan Kinerja, Evaluasi Akuntabilitas "
        "Kinerja Internal. Pernah naik: Pengukuran Kinerja."
    ) in teks
    lama, baru = load_potongan(wearing(rina), None, 2026)
    stored = {row.tahun: row for row in NilaiArsip.objects.all()}
    for row in (*lama.tahun, *baru.tahun):
        assert (row.total, row.predikat) == (stored[row.tahun].total, stored[row.tahun].predikat)
        assert {k: str(v) for k, v in row.komponen.items()} == stored[row.tahun].komponen


def test_subcomponents_are_drawn_of_the_own_sheets_only(masuk, rina, delapan):
    for tahun, lain in ((2024, {}), (2025, {"1.b": "BB", "2.c": "C"})):
        sheet = make_penilaian(rina, None, tahun=tahun)
        import_nilai_sub(sheet, MANDIRI, NILAI | lain, acting_user=rina)
    answer = masuk(rina).get(RIWAYAT)

    assert answer.content.decode().count('class="gambar-kecil"') == 12
    assert "Tidak pernah naik sejak 2024: 1.a, 1.c, 2.a, 2.b, 2.c, 3.a" in words(answer)
    assert "CC 2024 → BB 2025" in words(answer)


def test_a_corrected_result_is_the_one_the_years_and_the_start_are_read_from(
    masuk, kabupaten, rina, siti, eko, dinkes
):
    ratna = wearing(make_pengguna(kabupaten, Peran.PENJAMIN_MUTU))
    sheet = start_scoring(make_penilaian(rina, dinkes, tahun=2025, anggota=[eko]))
    grade_all(sheet, acting_user=eko)
    publish_penilaian(sheet, acting_user=ratna)
    koreksi = create_koreksi(sheet, {"1.b": "A"}, alasan="Salah salin.", acting_user=eko)
    approve_koreksi(koreksi, acting_user=ratna)

    teks = words(masuk(siti).get("/2026/tw4/opd/05/riwayat/"))
    assert "66,70" in teks
    assert "64,00" not in teks
    resmi = load_resmi(siti, dinkes, 2026)
    assert resmi is not None
    assert resmi.total == Decimal("66.7")
    years, subs = load_subkomponen(siti, dinkes, 2026)
    assert (years, subs[1].nilai) == ([2025], {2025: "A"})
    # What the evaluators graded A, without a year before, lacks what A asks for next year.
    after = make_penilaian(rina, dinkes, tahun=2026)
    assert load_riwayat(after).lengkap["1.b"] == {2025}


@pytest.mark.parametrize(
    ("ubah", "bidang"),
    [
        ({"tahun": "2022"}, "k5"),
        ({"k5": ""}, "k5"),
        ({"k1": "30,01"}, "k1"),
        ({"k4": "-1"}, "k4"),
        ({"tahun": "2010"}, "tahun"),
    ],
)
def test_a_year_has_the_components_of_its_own_regulation(ubah, bidang):
    isi = {"tahun": "2021", "k1": "20", "k2": "14", "k3": "9", "k4": "6", "k5": "11", "surat": "B"}
    form = ArsipForm(isi | ubah)
    assert not form.is_valid()
    assert [*form.errors] == [bidang]


def test_rina_types_a_year_finds_her_slip_and_takes_it_out(masuk, rina):
    client = masuk(rina)
    isi = {"tahun": "2025", "k1": "20,55", "k2": "18,40", "k3": "9,68", "k4": "15,95", "surat": "B/1",
           "bertanggal": "2025-12-06"}  # fmt: skip
    assert "tidak sama dengan totalnya" in words(
        client.post(f"{RIWAYAT}baru/", isi | {"jumlah": "64,85"})
    )
    assert client.post(f"{RIWAYAT}baru/", isi | {"jumlah": "64,58"}).status_code == 302
    [row] = NilaiArsip.objects.all()

    assert (row.total, row.predikat) == (Decimal("64.58"), "B")
    assert row.sumber == "B/1, 6 Desember 2025"
    assert "sudah ada" in words(client.post(f"{RIWAYAT}baru/", isi))
    with pytest.raises(Konflik):
        delete_nilai_arsip(row, revisi=1, acting_user=wearing(rina))
    client.post(f"/2026/tw4/riwayat/{row.pk}/hapus/", {"revisi": 0})
    assert not NilaiArsip.objects.exists()


def book(jenis, *rows):
    isi = write_book([LembarTulis("Isian", JENIS[jenis].kolom, rows)])
    return SimpleUploadedFile("nilai.xlsx", isi)


def test_a_workbook_is_tried_first_and_says_what_is_wrong_in_which_row_and_column(
    masuk, rina, dinkes
):
    client = masuk(rina)
    berkas = book(
        "nilai",
        ("", 2025, 20.55, 18.4, 9.68, 15.95, "", 64.58, "B/1", ""),
        ("05", 2024, 22, 20, 10, 16, "", "", "LHE", ""),
        ("77", 2024, 22, 20, 10, 16, "", "", "LHE", ""),
        ("", 2024, 31, 20, 10, 16, "", "", "B/2", ""),
        ("", 2025, 20, 18, 9, 15, "", "", "B/3", ""),
    )
    answer = client.post("/jalan/impor/nilai/", {"berkas": berkas})
    teks = words(answer)

    assert "2 dari 5 baris baik, belum ada yang ditulis" in teks
    assert "Kode perangkat daerah: Kode 77 tidak ada" in teks
    assert "Perencanaan: Nilai Perencanaan Kinerja 0 sampai dengan 30" in teks
    assert "Nilai arsip pemda tahun ini sudah ada" in teks
    assert not NilaiArsip.objects.exists()
    baris = _hidden(answer)
    assert client.post("/jalan/impor/nilai/", {"baris": baris}).status_code == 302
    assert {(r.tahun, r.total, r.perangkat_daerah_id) for r in NilaiArsip.objects.all()} == {
        (2025, Decimal("64.58"), None), (2024, Decimal(68), dinkes.pk),
    }  # fmt: skip
    assert client.post("/jalan/impor/nilai/", {"baris": baris}).status_code == 422
    assert NilaiArsip.objects.count() == 2
    for teks in ("[1]", "[" * 90_000):
        assert client.post("/jalan/impor/nilai/", {"baris": teks}).status_code == 400
    assert "Pilih berkas dahulu" in words(client.post("/jalan/impor/nilai/"))
    rusak = SimpleUploadedFile("x.xlsx", b"bukan")
    assert "Berkas" in words(client.post("/jalan/impor/nilai/", {"berkas": rusak}))
    templat = client.get("/jalan/impor/nilai/templat/").content
    assert "Isian" in openpyxl.load_workbook(io.BytesIO(templat)).sheetnames


def _hidden(answer):
    teks = answer.content.decode()
    start = teks.index('name="baris" value="') + len('name="baris" value="')
    return teks[start : teks.index('"', start)].replace("&#34;", '"').replace("&amp;", "&")


def test_peers_stand_beside_the_own_value_of_the_same_year_or_not_at_all(
    masuk, rina, delapan, kota
):
    client = masuk(rina)
    assert "Pembanding evaluasi" not in words(client.get(RIWAYAT))
    berkas = book(
        "pembanding", ("Kabupaten Tetangga", 2025, 66.1, "Siaran pers"), ("Kota X", 2025, 101, "Y")
    )
    answer = client.post("/jalan/impor/pembanding/", {"berkas": berkas})
    assert "Nilai: Nilai 0 sampai dengan 100" in words(answer)
    client.post("/jalan/impor/pembanding/", {"baris": _hidden(answer)})
    import_pembanding(
        [IsiPembanding("Kota Masa Depan", 2026, Decimal(90), "?")], acting_user=wearing(rina)
    )
    Pembanding.objects.create(instansi=kota, daerah="Rahasia", tahun=2025, total=1, sumber="-")
    teks = words(client.get(RIWAYAT))

    assert "Pembanding evaluasi 2025" in teks
    assert "Kabupaten Tetangga 66,10 Siaran pers Kabupaten Contoh 64,58" in teks
    assert "Rerata 65,34, median 65,34 dari 2 daerah" in teks
    assert "Masa Depan" not in teks
    assert "Rahasia" not in teks
