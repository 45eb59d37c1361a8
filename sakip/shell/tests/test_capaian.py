"""`sakip capaian` as typed in a shell: a CSV of results, or one line for every fault."""

import argparse
import csv
import io
from pathlib import Path

import pytest

from sakip.rules.regulasi import FOLDER, read_toml
from sakip.shell import capaian

JUDUL = "kode,target,realisasi,arah,rumus\n"


def run(berkas: Path) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    capaian.register(parser)
    out, err = io.StringIO(), io.StringIO()
    status = capaian.run(parser.parse_args([str(berkas)]), out, err)
    return status, out.getvalue(), err.getvalue()


def compute(tmp_path: Path, isi: str | bytes) -> str:
    (tmp_path / "isi.csv").write_bytes(isi.encode() if isinstance(isi, str) else isi)
    status, out, err = run(tmp_path / "isi.csv")
    assert (status, err) == (0, "")
    return out


def refuse(tmp_path: Path, isi: str | bytes) -> list[str]:
    (tmp_path / "isi.csv").write_bytes(isi.encode() if isinstance(isi, str) else isi)
    status, out, err = run(tmp_path / "isi.csv")
    assert (status, out) == (2, "")
    assert all(baris.endswith(".") for baris in err.splitlines())
    return err.splitlines()


def test_an_auditor_recomputes_every_published_row_from_one_file(tmp_path):
    contoh = read_toml(FOLDER / "pengukuran" / "contoh" / "capaian-terbit.toml")["contoh"]
    berkas = io.StringIO()
    tulis = csv.writer(berkas)
    tulis.writerow(["kode", "indikator", "target", "realisasi", "arah", "rumus", "capaian_terbit"])
    for row in contoh:
        arah = "naik" if row["rumus"] == "R/T" else "turun"
        isi = (row["target"], row["realisasi"], arah, row["rumus"], row["terbit"])
        tulis.writerow([row["kode"], row["nama"], *isi])
    hasil = list(csv.DictReader(io.StringIO(compute(tmp_path, berkas.getvalue()))))
    assert [row["kode"] for row in hasil] == [row["kode"] for row in contoh]
    assert [row["capaian"] for row in hasil] == [row["harapan"].replace(",", ".") for row in contoh]
    kelas = {row["kode"]: row["kelas"] for row in hasil}
    assert (kelas["C006"], kelas["C015"], kelas["C108"]) == (
        "Tinggi",
        "Sangat Rendah",
        "Sangat Tinggi",
    )
    assert not any(row["alasan"] for row in hasil)


def test_an_operator_gets_two_decimals_with_a_point_a_class_in_words_and_no_cap(tmp_path):
    isi = JUDUL + 'A,"92,00","86,40",naik,R/T\nB,4,9,turun,(2T-R)/T\nC,10,30,NAIK, r/t \n'
    assert compute(tmp_path, isi) == (
        "kode,capaian,kelas,alasan\n"
        "A,93.91,Sangat Tinggi,\n"
        "B,-25.00,Sangat Rendah,\n"
        "C,300.00,Sangat Tinggi,\n"
    )


@pytest.mark.parametrize(
    ("baris", "alasan"),
    [
        ("5,,naik,R/T", "realisasi_kosong"),
        ("5, ,naik,R/T", "realisasi_kosong"),
        ("0,5,naik,R/T", "target_nol"),
        ('"0,00",1,turun,(2T-R)/T', "target_nol"),
        ("0,1,turun,T/R", "target_nol"),
        ("5,tidak diukur,naik,R/T", "tidak_diukur"),
        ("5,belum rilis,naik,R/T", "belum_rilis"),
        ("5,-,naik,R/T", "tidak_diukur"),
        ("–,5,naik,R/T", "tidak_dinilai"),
    ],
)
def test_a_row_without_a_percentage_has_its_reason_and_never_a_zero(tmp_path, baris, alasan):
    assert compute(tmp_path, f"{JUDUL}A,{baris}\n").splitlines()[1] == f"A,,,{alasan}"


def test_nothing_to_do_and_nothing_done_is_a_hundred_for_a_falling_indicator(tmp_path):
    isi = JUDUL + "A,0,0,turun,(2T-R)/T\nB,0,0,turun,T/R\nC,5,0,turun,T/R\n"
    baris = compute(tmp_path, isi).splitlines()[1:]
    assert baris == [f"{kode},100.00,Sangat Tinggi," for kode in "ABC"]


@pytest.mark.parametrize(
    "isi",
    [
        b"\xef\xbb\xbf" + JUDUL.encode() + b'A,"92,00","86,40",naik,R/T\n',
        b"kode;target;realisasi;arah;rumus\r\nA;92,00;86,40;naik;R/T\r\n;;;;\r\n\r\n",
        b'Rumus , Kode,ARAH,lain,realisasi,target\nR/T,A,naik,x,"86,40","92,00"\n',
        "kode;target;realisasi;arah;rumus\nA;≥ 92;86.40 %;naik;R/T".encode(),
        b"\n\n" + JUDUL.encode() + b"A,92.00,86.40,naik,R/T",
    ],
)
def test_a_spreadsheet_may_save_its_csv_in_its_own_habit(tmp_path, isi):
    assert compute(tmp_path, isi).splitlines()[1:] == ["A,93.91,Sangat Tinggi,"]


def test_the_mirror_formula_may_be_typed_with_the_true_minus(tmp_path):
    assert "A,97.24," in compute(tmp_path, JUDUL + 'A,"14,5","14,9",turun,(2T−R)/T\n')


def test_a_code_may_come_twice_and_may_hold_the_separator(tmp_path):
    isi = JUDUL + '"IK,1",5,5,naik,R/T\n"IK,1",5,4,naik,R/T\n'
    baris = list(csv.reader(io.StringIO(compute(tmp_path, isi))))[1:]
    assert [(satu[0], satu[1]) for satu in baris] == [("IK,1", "100.00"), ("IK,1", "80.00")]


def test_a_header_alone_gives_a_header_alone(tmp_path):
    assert compute(tmp_path, JUDUL) == "kode,capaian,kelas,alasan\n"


def test_every_fault_of_every_row_is_named_by_line_and_column_and_nothing_is_printed(tmp_path):
    isi = (
        JUDUL
        + "A,5,5,naik,R/T\n"
        + "\n"
        + ",1.234,x,naik,T/R\n"
        + "D,,5,samping,R*T\n"
        + "E,1,2,3\n"
        + '"F\nF",5,6,turun,R/T\n'
        + "G,9–8,5,naik,R/T\n"
    )
    assert refuse(tmp_path, isi) == [
        "baris 4, kolom kode: Kode belum diisi.",
        'baris 4, kolom target: "1.234" dapat berarti 1234 atau 1,234. Tulis 1234 atau 1,2340.',
        'baris 4, kolom realisasi: "x" bukan angka. Tulis seperti 1.234,56 atau 87,5 %.',
        "baris 4, kolom arah: Rumus T/R untuk indikator turun, bukan naik.",
        'baris 5, kolom target: Target belum diisi. Tulis "–" bila tidak dinilai.',
        'baris 5, kolom arah: Arah "samping" tidak dikenal. Pilih naik atau turun.',
        'baris 5, kolom rumus: Rumus "R*T" tidak dikenal. Pilih salah satu: R/T, (2T-R)/T, T/R.',
        "baris 6: Ada 4 sel, seharusnya 5 seperti baris judul. "
        "Apit isi yang memuat pemisah kolom dengan tanda kutip.",
        "baris 7, kolom arah: Rumus R/T untuk indikator naik, bukan turun.",
        "baris 9, kolom target: Batas bawah 9 lebih besar daripada batas atas 8. Tukar keduanya.",
    ]


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        ("", "Berkas kosong"),
        ("\n \n,,\n", "Berkas kosong"),
        ("kode,target,realisasi,arah\nA,1,1,naik\n", "baris 1, kolom rumus: Kolom ini tidak ada"),
        (JUDUL.replace("kode", "kode,kode"), "baris 1, kolom kode: Kolom ini tertulis lebih"),
        (JUDUL + 'A,"5\n', "baris 2: Baris ini bukan CSV"),
        (JUDUL + 'A,"5"5,5,naik,R/T\n', "baris 2: Baris ini bukan CSV"),
        (JUDUL + "A,56,23,49,turun,T/R\n", "baris 2: Ada 6 sel"),
        (JUDUL + f"A,{'9' * 140000},5,naik,R/T\n", "baris 2: Baris ini bukan CSV"),
        (JUDUL + "A,5,5,naik,(R-B)/(T-B)\n", "baris 2, kolom rumus: Rumus"),
        (JUDUL + "A,5,5,naik,N1\n", "baris 2, kolom rumus: Rumus"),
        (JUDUL + "A,5,5,,R/T\n", "baris 2, kolom arah: Arah"),
        (JUDUL + "A,5,1e5,naik,R/T\n", "baris 2, kolom realisasi"),
        (JUDUL + "A,5,NaN,naik,R/T\n", "baris 2, kolom realisasi"),
        (JUDUL + "A,WTP,5,naik,R/T\n", "baris 2, kolom target"),
        (JUDUL.encode() + b"A,5,\xff,naik,R/T\n", "baris 2: Berkas"),
        (JUDUL.encode("utf-16"), "baris 1: Berkas"),
        ((JUDUL + "A,5,5,naik,R/T\n").encode("utf-16-le"), "bukan berkas teks"),
        (b"PK\x03\x04\x14\x00\x06\x00", "bukan berkas teks"),
    ],
)
def test_bad_input_is_one_clear_line_and_nothing_printed(tmp_path, isi, pesan):
    galat = refuse(tmp_path, isi)
    assert len(galat) == 1
    assert pesan in galat[0]


def test_a_missing_file_and_a_folder_are_said_in_indonesian(tmp_path):
    assert run(tmp_path / "tidak-ada.csv")[0] == 2
    assert "tidak ditemukan" in run(tmp_path / "tidak-ada.csv")[2]
    assert "adalah folder" in run(tmp_path)[2]


def test_a_hostile_cell_cannot_forge_a_second_fault_line_or_drive_the_terminal(tmp_path):
    galat = refuse(tmp_path, JUDUL + 'A,5,"x\x1b[2J\nbaris 9: aman.",naik,R/T\n')
    assert len(galat) == 1
    assert "\x1b" not in galat[0]
