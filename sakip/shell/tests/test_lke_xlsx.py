"""The LKE workbook: an evaluator writes it, fills it in, and has it read back."""

import argparse
import io
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sakip.rules.instrumen import load_instrumen
from sakip.shell import lke
from sakip.shell.tests.buku_acak import differences, fill, make_acak, make_jawaban, recalculate

HURUF = ["A", "B", "CC", "BB", "CC", "CC", "A", "B", "CC", "BB", "CC", "C"]
LEMBAR_65 = dict(zip([f"{n}.{huruf}" for n in "1234" for huruf in "abc"], HURUF, strict=True))


def run(*kata: str) -> tuple[int, str, list[str]]:
    parser = argparse.ArgumentParser()
    lke.register(parser)
    out, err = io.StringIO(), io.StringIO()
    status = lke.run(parser.parse_args(kata), out, err)
    return status, out.getvalue(), err.getvalue().splitlines()


def write(tmp_path: Path, *pilihan: str) -> Path:
    path = tmp_path / "lembar.xlsx"
    status, out, err = run("--templat", str(path), *pilihan)
    assert (status, out, err) == (0, f"Templat ditulis: {path}\n", [])
    return path


def score(path: Path) -> dict[str, Any]:
    status, out, err = run(str(path))
    assert (status, err) == (0, [])
    hasil: dict[str, Any] = json.loads(out)
    return hasil


def refuse(path: Path) -> list[str]:
    status, out, err = run(str(path))
    assert (status, out) == (2, "")
    return err


def edit(path: Path, **isi: object) -> None:
    book = openpyxl.load_workbook(path)
    for petak, nilai in isi.items():
        book["LKE"][petak] = nilai
    book.save(path)


def row_of(path: Path, kode: str) -> int:
    sheet = openpyxl.load_workbook(path)["LKE"]
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == kode)


@pytest.fixture
def terisi(tmp_path: Path) -> Path:
    path = write(tmp_path)
    fill(path, LEMBAR_65)
    return path


def test_an_evaluator_gets_from_the_workbook_what_he_gets_from_json(
    terisi: Path, tmp_path: Path
) -> None:
    (tmp_path / "lembar.json").write_text(
        json.dumps({"peraturan": "permenpanrb-88-2021", "nilai": LEMBAR_65})
    )

    hasil = score(terisi)

    assert (hasil["total"], hasil["predikat"]) == (65, "B")
    assert hasil == score(tmp_path / "lembar.json")


def test_an_evaluator_finds_every_part_of_the_sheet_of_an_office_in_order(tmp_path: Path) -> None:
    instrumen = load_instrumen()["permenpanrb-88-2021"]
    path = write(tmp_path, "--jenis-entitas", "kecamatan")

    rows = {row[0].value: row for row in openpyxl.load_workbook(path)["LKE"].iter_rows(min_row=6)}

    expected = []
    for komponen in instrumen.komponen:
        expected.append(komponen.kode)
        for sub in komponen.subkomponen:
            kriteria = instrumen.kriteria(sub, "kecamatan")
            expected += [sub.kode, *(row.kode for row in kriteria)]
    assert list(rows) == expected
    assert "3.a.4" not in rows
    assert rows["1.a.3"][1].value == "Renstra kecamatan tersedia"
    assert rows["1.a.1"][1].value.endswith("(dijawab sekali oleh pemda)")
    assert [cell.value for cell in rows["3.b"][2:4]] == ["Kualitas", 4.5]


def test_an_evaluator_can_change_the_answers_and_nothing_else(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path))

    terbuka = [
        cell for row in book["LKE"].iter_rows() for cell in row if not cell.protection.locked
    ]

    assert [book["LKE"].cell(cell.row, 1).value for cell in terbuka] == list(LEMBAR_65)
    assert {cell.column_letter for cell in terbuka} == {"E"}
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    daftar = book["LKE"].data_validations.dataValidation
    assert {(rule.type, rule.formula1) for rule in daftar} == {("list", "Skala!$B$2:$B$9")}


def test_an_evaluator_scores_the_archived_sheet_question_by_question(tmp_path: Path) -> None:
    path = write(tmp_path, "--peraturan", "permenpanrb-12-2015", "--jenis-entitas", "kecamatan")
    skpd = load_instrumen()["permenpanrb-12-2015"]
    fill(path, {row.kode: row.skala.pilihan[0].kode for row in skpd.butir()} | {"22": "tidak"})

    hasil = score(path)

    assert (hasil["peraturan"], hasil["total"]) == ("permenpanrb-12-2015", 99)
    assert "24: Nilainya melebihi butir 22; periksa kembali jawabannya." in hasil["peringatan"]


def test_an_evaluator_types_points_as_numbers_or_as_text(tmp_path: Path) -> None:
    path = write(tmp_path, "--peraturan", "permenpanrb-12-2015-instansi")
    instansi = load_instrumen()["permenpanrb-12-2015-instansi"]
    nilai: dict[str, object] = {row.kode: 0 for row in instansi.butir()}
    fill(path, nilai | {"5.b": 7.125, "5.a": "1,5"})

    hasil = score(path)
    assert hasil["total"] == 8.63
    assert [row["jawaban"] for row in hasil["subkomponen"][-3:]] == ["1,5", "7,125", "0"]

    fill(path, {"5.b": "tujuh"})
    assert refuse(path)[0].endswith(
        'kode 5.b: "tujuh" bukan angka. Tulis seperti 1.234,56 atau 87,5 %.'
    )


def test_an_evaluator_may_move_rows_and_type_small_letters(terisi: Path) -> None:
    satu, dua = row_of(terisi, "1.a"), row_of(terisi, "4.c")
    edit(terisi, **{f"A{satu}": "4.c", f"E{satu}": "c", f"A{dua}": "1.a", f"E{dua}": " a "})

    assert score(terisi)["total"] == 65


def test_what_a_formula_shows_is_not_believed(terisi: Path) -> None:
    edit(terisi, D2=99.99, E2="AA", G6=30)

    assert (score(terisi)["total"], score(terisi)["predikat"]) == (65, "B")


def test_an_evaluator_is_told_every_fault_with_sheet_row_and_column(terisi: Path) -> None:
    a, b, c, kriteria = (row_of(terisi, kode) for kode in ("1.a", "2.a", "4.c", "1.a.1"))
    edit(terisi, **{f"E{a}": "X", f"E{b}": 5, f"E{c}": None, f"E{kriteria}": "A"})
    pilih = "tidak dikenal; pilih AA, A, BB, B, CC, C, D, E."

    assert sorted(refuse(terisi)) == sorted(
        [
            f"baris {kriteria}, kolom Jawaban: Lembar LKE, kode 1.a.1: Kunci tidak dikenal.",
            f'baris {a}, kolom Jawaban: Lembar LKE, kode 1.a: Jawaban "X" {pilih}',
            f'baris {b}, kolom Jawaban: Lembar LKE, kode 2.a: Jawaban "5" {pilih}',
            f"baris {c}, kolom Jawaban: Lembar LKE, kode 4.c: Belum dijawab.",
        ]
    )


def test_an_evaluator_is_told_of_rows_that_are_missing_doubled_or_a_formula(terisi: Path) -> None:
    a, b, c = (row_of(terisi, kode) for kode in ("1.a", "2.a", "4.c"))

    edit(terisi, **{f"A{a}": "2.a", f"A{b + 1}": None, f"E{b + 1}": "A", f"E{c}": '="A"'})
    assert refuse(terisi) == [
        f"baris {b}, kolom Jawaban: Lembar LKE: Kode 2.a dijawab lebih dari sekali. "
        "Hapus salah satunya.",
        f"baris {b + 1}, kolom Kode: Lembar LKE: Kode belum diisi.",
        f"baris {c}, kolom Jawaban: Lembar LKE: Sel berisi rumus. Salin, lalu tempel sebagai nilai.",
    ]

    edit(terisi, **{f"A{a}": None, f"E{a}": None, f"E{b + 1}": None, f"E{c}": "C"})
    assert refuse(terisi) == [
        "Lembar LKE, kode 1.a: Baris dengan kode ini tidak ada. "
        "Kembalikan barisnya, atau pakai templat baru."
    ]


def test_an_evaluator_is_told_which_sheet_the_workbook_is_not(terisi: Path) -> None:
    edit(terisi, E5="desa")
    assert refuse(terisi)[0].startswith(
        "baris 5, kolom Jawaban: Lembar LKE, kode entitas: entitas: Jenis entitas tidak dikenal"
    )

    edit(terisi, E4="permenpan-1-1999")
    assert refuse(terisi)[0].startswith(
        "baris 4, kolom Jawaban: Lembar LKE, kode peraturan: Peraturan tidak dikenal; pilih "
    )

    edit(terisi, A4="lain")
    assert refuse(terisi)[0].startswith("Lembar LKE, kode peraturan: Peraturan tidak dikenal")


def test_an_evaluator_is_told_when_nothing_is_answered(tmp_path: Path) -> None:
    assert refuse(write(tmp_path)) == ["Belum dinilai: belum ada satu pun jawaban."]


def test_a_file_that_is_no_workbook_of_ours_is_refused_in_one_line(tmp_path: Path) -> None:
    rusak, asing, bom = (tmp_path / f"{nama}.xlsx" for nama in ("rusak", "asing", "bom"))
    rusak.write_bytes(b"PK\x03\x04 terpotong")
    openpyxl.Workbook().save(asing)
    with zipfile.ZipFile(bom, "w", zipfile.ZIP_DEFLATED) as berkas:
        berkas.writestr("xl/workbook.xml", b"0" * 10_000_000)

    assert refuse(tmp_path / "tidak-ada.xlsx") == [
        f"Berkas {tmp_path}/tidak-ada.xlsx tidak ditemukan. Periksa nama dan foldernya."
    ]
    assert refuse(rusak)[0].startswith("Berkas tidak dapat dibaca: rusak")
    assert refuse(asing) == ["Lembar LKE tidak ada di berkas ini. Pakai templatnya."]
    assert refuse(bom)[0].startswith("Isi berkas jauh lebih besar daripada ukurannya")


def test_an_evaluator_never_loses_a_filled_workbook_to_a_template(terisi: Path) -> None:
    isi = terisi.read_bytes()

    assert run("--templat", str(terisi)) == (
        2, "", [f"Berkas {terisi} sudah ada. Pilih nama lain, atau tambahkan --timpa."],
    )  # fmt: skip
    assert terisi.read_bytes() == isi

    assert run("--templat", str(terisi), "--timpa")[0] == 0
    assert refuse(terisi) == ["Belum dinilai: belum ada satu pun jawaban."]


@pytest.mark.parametrize(
    ("kata", "kalimat"),
    [
        (["lembar.xls"], "Nama berkas templat harus berakhiran .xlsx."),
        (["lembar.xlsx", "--peraturan", "x"], "Peraturan tidak dikenal; pilih permenpanrb-12-2015,"),
        (["lembar.xlsx", "--jenis-entitas", "desa"], "Jenis entitas tidak dikenal pada permenpanrb-88"),
        (["tidak/ada/lembar.xlsx"], "Berkas tidak/ada/lembar.xlsx tidak dapat ditulis."),
    ],
)  # fmt: skip
def test_a_template_that_cannot_be_written_says_why(
    kata: list[str], kalimat: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    status, _, err = run("--templat", *kata)

    assert status == 2
    assert err[0].startswith(kalimat)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kunci", list(load_instrumen()))
def test_whatever_an_evaluator_answers_is_read_back_exactly(kunci: str, tmp_path: Path) -> None:
    instrumen, path = load_instrumen()[kunci], write(tmp_path, "--peraturan", kunci)
    jawaban = make_jawaban(instrumen, None, random.Random(kunci))
    (tmp_path / "lembar.json").write_text(json.dumps({"peraturan": kunci, "nilai": jawaban}))
    fill(path, jawaban)

    dari_buku, dari_json = score(path), score(tmp_path / "lembar.json")
    for bagian in ("total", "predikat", "komponen", "peringatan"):
        assert dari_buku[bagian] == dari_json[bagian]


@pytest.mark.bukti
def test_an_evaluator_sees_in_libreoffice_what_the_engine_computes(tmp_path: Path) -> None:
    buku = list(make_acak(tmp_path, 5, random.Random(88)))

    recalculate(buku, tmp_path)

    assert [kalimat for path in buku for kalimat in differences(path)] == []
