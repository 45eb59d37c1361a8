"""`sakip impor`: a plan or money from a shell, by a person with his role, all or nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from sakip.__main__ import main
from sakip.audit.models import Jejak
from sakip.demo.rencana import make_renstra, make_rpjmd
from sakip.demo.sumber import read_rows
from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.imports import Berkas, RencanaReader, read_book
from sakip.perencanaan.imports.templat import write_rencana
from sakip.perencanaan.models import Anggaran, IsiSimpul, PeriodeRencana, TargetTahun, Versi
from sakip.perencanaan.tests.buku import BAIK_INDIKATOR, BAIK_SIMPUL, ambiguous, buku
from sakip.tests.builders import make_perangkat_daerah
from sakip.tests.rencana import make_periode

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def impor(tmp_path: Path, capsys, kabupaten, sari, rina):
    """Run the command on a file; gives status, output and the lines of faults."""

    def run(kind, berkas, *options, orang="rina"):
        path = tmp_path / "berkas.xlsx"
        path.write_bytes(berkas.read())
        words = ["impor", kind, str(path), "--instansi", kabupaten.kode_wilayah, "--sebagai", orang]
        status = main([*words, *options])
        out, err = capsys.readouterr()
        return status, out, err.splitlines()

    return run


def test_a_document_of_another_agency_is_not_the_one_rina_means(impor, kota):
    make_periode(kota, tahun_awal=2025)
    status, _, faults = impor("rencana", buku(BAIK_SIMPUL))
    assert status == 2
    assert faults[0].startswith("Dokumennya belum ada.")
    assert PeriodeRencana.objects.get().instansi == kota


TAHUN = ("--tahun-awal", "2025", "--tahun-akhir", "2029")


def test_sari_loads_her_renstra_and_the_same_file_again_changes_nothing(impor, sari):
    plan = (BAIK_SIMPUL, BAIK_INDIKATOR)
    status, out, err = impor("rencana", buku(*plan), "--unit", "05", *TAHUN, orang="sari")
    assert (status, out, err) == (0, "3 baru, 0 berubah, 0 tetap\n", [])
    assert Jejak.objects.get().pelaku == sari
    changed = [("S1", "Sasaran", "", "Warga bugar", "")]
    status, out, _ = impor("rencana", buku(changed, BAIK_INDIKATOR), "--unit", "05", *TAHUN)
    assert (status, out) == (0, "0 baru, 1 berubah, 1 tetap\n")
    assert Versi.objects.count() == 2


def test_the_document_in_force_this_year_needs_no_years(impor, kabupaten):
    tahun = kabupaten.hari_ini.year
    years = ("--tahun-awal", str(tahun - 1), "--tahun-akhir", str(tahun + 3))
    nodes = [("T1", "Tujuan", "", "Daerah sehat", "")]
    assert impor("rencana", buku(nodes), *years)[1] == "1 baru, 0 berubah, 0 tetap\n"
    assert impor("rencana", buku(nodes))[1] == "0 baru, 0 berubah, 1 tetap\n"
    assert PeriodeRencana.objects.get().jenis == "rpjmd"


def test_an_rpd_is_told_from_the_rpjmd_of_the_same_year(impor):
    nodes = [("T1", "Tujuan", "", "Daerah sehat", "")]
    for jenis in ("rpjmd", "rpd"):
        assert impor("rencana", buku(nodes), "--jenis", jenis, *TAHUN)[0] == 0
    assert {row.jenis for row in PeriodeRencana.objects.all()} == {"rpjmd", "rpd"}


def test_any_fault_writes_nothing_and_each_is_one_line(impor):
    nodes = [*BAIK_SIMPUL, ("K1", "Kegiatan", "S1", "Salah tempat", "")]
    sheets = [(*BAIK_INDIKATOR[0][:-2], "banyak", "")]
    status, out, err = impor("rencana", buku(nodes, sheets), "--unit", "05", *TAHUN)
    assert (status, out) == (2, "")
    assert err == [
        "lembar Simpul, baris 4, kolom Induk: Kegiatan tidak dapat berada di bawah sasaran. "
        "Induknya: program; atau program dokumen daerah.",
        'lembar Indikator, baris 2, kolom Target 2026: "banyak" bukan angka. '
        "Tulis seperti 1.234,56 atau 87,5 %.",
    ]
    assert not PeriodeRencana.objects.exists()
    assert not Jejak.objects.exists()


def test_figures_that_can_be_read_in_two_ways_need_an_answer(impor):
    where = ("--unit", "05", *TAHUN)
    status, _, err = impor("rencana", ambiguous(), *where)
    assert status == 2
    assert "dapat berarti 1234 atau 1,234" in err[0]
    assert err[-1].endswith("Sebutkan --pemisah-ribuan titik atau --pemisah-ribuan koma.")
    assert impor("rencana", ambiguous(), *where, "--pemisah-ribuan", "titik")[0] == 0
    assert TargetTahun.objects.get().bawah == 1234


def test_a_header_nobody_knows_is_told_and_the_rest_is_written(impor):
    nodes = [("Kode", "Jenjang", "Pernyataan", "Catatan"), ("S1", "Sasaran", "Warga sehat", "x")]
    status, out, err = impor("rencana", buku(nodes), "--unit", "05", *TAHUN)
    assert (status, out) == (0, "1 baru, 0 berubah, 0 tetap\n")
    assert err == ["lembar Simpul: Catatan: kolom ini tidak dikenal dan tidak dibaca."]


@pytest.mark.parametrize(
    ("options", "orang", "pesan"),
    [
        ((), "rina", "Dokumennya belum ada. Sebutkan --tahun-awal dan --tahun-akhir."),
        (TAHUN, "sari", "Dokumen rencana daerah ditulis oleh Bappeda."),
        (("--unit", "06", *TAHUN), "sari",
         "Perangkat daerah dengan kode 06 tidak ada dalam jangkauan Sari."),
        (("--unit", "05", "--jenis", "rpjmd", *TAHUN), "rina",
         "Renstra milik perangkat daerah; RPJMD dan RPD milik daerah."),
        (("--jenis", "renstra", *TAHUN), "rina",
         "Renstra milik perangkat daerah; RPJMD dan RPD milik daerah."),
        (("--tahun-awal", "2025", "--tahun-akhir", "2035"), "rina",
         "Dokumen berlaku satu sampai 6 tahun. Periksa tahun awal dan akhirnya."),
        (TAHUN, "tono", "Tidak ada pengguna aktif tono di Kabupaten Contoh."),
    ],
)  # fmt: skip
def test_what_the_page_would_refuse_is_refused_here(impor, kabupaten, options, orang, pesan):
    make_perangkat_daerah(kabupaten, kode="06")
    assert impor("rencana", buku(BAIK_SIMPUL), *options, orang=orang) == (2, "", [pesan])


def test_a_document_keeps_its_last_year(impor):
    assert impor("rencana", buku(BAIK_SIMPUL), "--unit", "05", *TAHUN)[0] == 0
    changed = buku([("S1", "Sasaran", "", "Lain", "")])
    status, _, err = impor("rencana", changed, "--unit", "05", *TAHUN[:-1], "2030")
    assert (status, err) == (2, ["Renstra 2025–2029 sudah ada. Tahun akhirnya 2029."])
    assert IsiSimpul.objects.count() == 2


def test_the_plans_of_the_demo_go_out_and_come_back_without_a_change(kabupaten, rina):
    """Forty indicators as they were published: every formula, every kind of target."""
    for row in read_rows("perangkat_daerah"):
        names = {name: row[name] for name in ("kode", "nama", "singkatan", "jenis")}
        make_perangkat_daerah(kabupaten, **names)
    plans = [make_rpjmd(2026), *make_renstra(2026)]
    for plan in plans[:6]:
        hasil = import_rencana(plan, acting_user=rina)
        unit = PerangkatDaerah.objects.filter(kode=plan.unit).first()
        reader = RencanaReader(replace(plan, simpul=(), indikator=()), unit, rina)
        book = Berkas("rencana.xlsx", write_rencana(reader, 2026, filled=True))
        rows, unknown = read_book(reader, book)
        assert unknown == []
        assert {one["keadaan"] for one in reader.read(rows).baris} == {"sama"}
        assert len(rows) == len(hasil.baru)


def test_a_file_that_cannot_be_read_is_said_in_one_line(impor, capsys, kabupaten, tmp_path):
    words = ["--instansi", kabupaten.kode_wilayah, "--sebagai", "rina"]
    assert main(["impor", "anggaran", str(tmp_path / "tiada.xlsx"), *words]) == 2
    assert "tidak ditemukan" in capsys.readouterr().err
    (tmp_path / "rusak.xlsx").write_bytes(b"bukan buku kerja")
    assert main(["impor", "anggaran", str(tmp_path / "rusak.xlsx"), *words]) == 2
    assert capsys.readouterr().err.startswith("Berkas harus .xlsx.")


def test_rina_loads_money_and_sari_does_not(impor):
    uang = [
        ("Perangkat daerah", "Tahun", "Triwulan", "Pagu", "Realisasi"),
        ("05", 2026, 1, 100, 40),
    ]
    refused = impor("anggaran", buku(Anggaran=uang), orang="sari")
    assert refused == (2, "", ["Anggaran diimpor oleh Bappeda, Bagian Organisasi, atau Admin."])
    assert impor("anggaran", buku(Anggaran=uang)) == (0, "1 baru, 0 berubah, 0 tetap\n", [])
    assert Anggaran.objects.get().realisasi == 40
    bad = [*uang, ("99", 2026, 1, 100, 40)]
    assert impor("anggaran", buku(Anggaran=bad))[2] == [
        "lembar Anggaran, baris 3, kolom Perangkat daerah: Perangkat daerah dengan kode 99 tidak ada."
    ]
