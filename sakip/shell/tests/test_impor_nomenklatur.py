"""`sakip impor nomenklatur`: the national list as it is published, dirty, and then the same again."""

import io

import openpyxl
import pytest

from sakip.__main__ import main
from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.organisasi.models import Instansi
from sakip.perencanaan.models import Nomenklatur

pytestmark = pytest.mark.usefixtures("db")

JUDUL = (
    "JENIS PEMDA", "BIDANG", "PROGRAM", "KEGIATAN", "SUBKEGIATAN", "KINERJA", "INDIKATOR", "SATUAN",
    "TAG", "DEFINISI OPERASIONAL",
)  # fmt: skip


def row(jenis, n, *, program="1.02.02 PROGRAM KESEHATAN", indikator="Jumlah orang", satuan="Orang"):
    """A row of the list: sub-activity number `n` of one activity."""
    return (
        jenis, "1.02 URUSAN  KESEHATAN", program, "1.02.02.2.02 Layanan\nkesehatan",
        f"1.02.02.2.02.{n:04} Layanan nomor {n}", "Orang dilayani", indikator, satuan, "[]",
        "Cakupan panjang. " * 40,
    )  # fmt: skip


@pytest.fixture
def muat(tmp_path, capsys):
    """Load these rows; gives status, the lines said and the lines of faults."""

    def run(*rows, options=()):
        book = openpyxl.Workbook()
        for line in (JUDUL, *rows):
            book.active.append(line)
        buffer = io.BytesIO()
        book.save(buffer)
        path = tmp_path / "nomenklatur.xlsx"
        path.write_bytes(buffer.getvalue())
        status = main(["impor", "nomenklatur", str(path), *options])
        out, err = capsys.readouterr()
        return status, out.splitlines(), err.splitlines()

    return run


def test_the_list_comes_in_and_the_second_time_changes_nothing(muat):
    rows = [row(jenis, n) for jenis in ("PROV", "KABKOT") for n in range(1, 4)]
    status, out, err = muat(*rows)
    assert (status, err) == (0, [])
    assert out[0] == "baris 2, kolom BIDANG: Spasi dan ganti baris dirapikan: BIDANG, KEGIATAN."
    assert out[-1] == "6 sub kegiatan dimuat; 6 baris dirapikan; 0 baris ditolak."
    # Three levels above for each kind of government.
    assert Nomenklatur.objects.count() == 12
    assert out[-2].endswith("12 baru, 0 berubah, 0 tetap.")
    kept = list(Nomenklatur.objects.order_by("pk").values())
    status, out, _ = muat(*rows)
    assert (status, out[-2].split(": ")[1]) == (0, "0 baru, 0 berubah, 12 tetap.")
    assert list(Nomenklatur.objects.order_by("pk").values()) == kept
    assert Jejak.objects.count() == 1


def test_refused_rows_are_named_and_the_others_come_in(muat):
    bad = row("KABKOT", 2, program="1.03.02 PROGRAM JALAN")
    formula = (*row("KABKOT", 3)[:7], "=1+1", "", "")
    status, out, err = muat(row("KABKOT", 1), bad, formula, row("KABKOT", 4, indikator="x" * 1001))
    assert status == 2
    assert err == [
        "baris 3, kolom PROGRAM: Kode 1.03.02 tidak berada di bawah 1.02. Samakan awalan kodenya.",
        "baris 4, kolom SATUAN: Sel berisi rumus. Salin, lalu tempel sebagai nilai.",
        "baris 5, kolom INDIKATOR: Isinya 1001 huruf; paling banyak 1000.",
    ]
    assert out[-1] == "1 sub kegiatan dimuat; 1 baris dirapikan; 3 baris ditolak."
    subs = Nomenklatur.objects.filter(jenjang="subkegiatan")
    assert [one.kode for one in subs] == ["1.02.02.2.02.0001"]


def test_a_corrected_list_changes_what_it_corrects_and_keeps_what_it_left_out(muat):
    muat(row("KABKOT", 1), row("KABKOT", 2))
    status, out, _ = muat(row("KABKOT", 1, satuan="Ibu"))
    assert (status, out[-2].split(": ")[1]) == (0, "0 baru, 1 berubah, 3 tetap.")
    units = Nomenklatur.objects.filter(jenjang="subkegiatan").order_by("kode")
    assert [one.satuan for one in units] == ["Ibu", "Orang"]
    assert check_chain(0) == []


def test_another_edition_stands_beside_the_first(muat):
    muat(row("KABKOT", 1))
    muat(row("KABKOT", 1, satuan="Ibu"), options=("--edisi", "Keputusan 2027"))
    assert Nomenklatur.objects.filter(jenjang="subkegiatan").count() == 2
    assert Nomenklatur.objects.newest_edisi() == "Keputusan 2027"
    status, out, _ = muat(row("KABKOT", 1, satuan="Ibu"))
    assert (status, out[-2]) == (0, "Edisi Keputusan 2027: 0 baru, 0 berubah, 4 tetap.")
    status, _, err = muat(row("KABKOT", 1), options=("--edisi", "x" * 61))
    assert (status, err) == (2, ["--edisi: paling panjang 60 huruf."])


def test_a_file_that_is_not_the_list_is_refused(muat, tmp_path, capsys):
    other = tmp_path / "lain.xlsx"
    book = openpyxl.Workbook()
    book.active.append(("Kode", "Nama"))
    book.active.append(("1.02", "Kesehatan"))
    book.save(other)
    assert main(["impor", "nomenklatur", str(other)]) == 2
    assert "Judul kolom tidak ditemukan: JENIS PEMDA" in capsys.readouterr().err
    assert main(["impor", "nomenklatur", str(tmp_path / "tiada.xlsx")]) == 2
    assert "tidak ditemukan" in capsys.readouterr().err
    assert not Nomenklatur.objects.exists()


def test_a_row_written_directly_into_the_database_is_found(muat):
    muat(row("KABKOT", 1))
    assert check_chain(0) == []
    first = Nomenklatur.objects.order_by("pk").first()
    Nomenklatur.objects.filter(pk=first.pk).update(nama="Lain")
    slipped = Nomenklatur.objects.create(
        jenis_pemda="kabkota", edisi="x", kode="1.03", nama="Jalan"
    )
    found = {one.objek_id for one in check_chain(0)}
    assert found == {first.pk, slipped.pk}


def test_sari_finds_a_code_by_words_and_sees_the_list_of_her_kind_of_government(
    muat, client, sari, kota
):
    muat(row("KABKOT", 1), row("KABKOT", 12), row("PROV", 7))
    client.force_login(sari)
    page = client.get("/perencanaan/nomenklatur/", {"cari": "layanan 12"}).content.decode()
    assert "1.02.02.2.02.0012" in page
    assert "1.02.02.2.02.0001" not in page
    page = client.get("/perencanaan/nomenklatur/", {"jenjang": "program"}).content.decode()
    assert "1.02.02 PROGRAM KESEHATAN" in page
    assert "Layanan nomor" not in page
    everything = client.get("/perencanaan/nomenklatur/").content.decode()
    assert "0012" in everything
    assert "0007" not in everything
    assert (
        "Tidak ada kode yang cocok"
        in client.get("/perencanaan/nomenklatur/", {"cari": "antariksa"}).content.decode()
    )
    Instansi.objects.filter(pk=sari.instansi_id).update(jenis="provinsi")
    assert "0007" in client.get("/perencanaan/nomenklatur/").content.decode()


def test_before_the_list_is_loaded_the_page_says_who_loads_it(client, sari):
    client.force_login(sari)
    page = client.get("/perencanaan/nomenklatur/").content.decode()
    assert "Daftar nomenklatur belum dimuat." in page
    assert "sakip impor nomenklatur" in page
