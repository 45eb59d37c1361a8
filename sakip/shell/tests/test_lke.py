"""`sakip lke` as typed in a shell: one JSON object, or one line for every fault and nothing else."""

import argparse
import io
import json
from pathlib import Path
from typing import Any

import pytest

from sakip.rules.instrumen import load_instrumen
from sakip.shell import lke

LEMBAR_65 = dict(
    zip(
        [f"{n}.{huruf}" for n in "1234" for huruf in "abc"],
        ["A", "B", "CC", "BB", "CC", "CC", "A", "B", "CC", "BB", "CC", "C"],
        strict=True,
    )
)


def run(berkas: Path) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    lke.register(parser)
    out, err = io.StringIO(), io.StringIO()
    status = lke.run(parser.parse_args([str(berkas)]), out, err)
    return status, out.getvalue(), err.getvalue()


def score(tmp_path: Path, isi: object) -> dict[str, Any]:
    (tmp_path / "lembar.json").write_text(json.dumps(isi), encoding="utf-8")
    status, out, err = run(tmp_path / "lembar.json")
    assert (status, err) == (0, "")
    hasil: dict[str, Any] = json.loads(out)
    return hasil


def refuse(tmp_path: Path, teks: str | bytes) -> list[str]:
    isi = teks.encode() if isinstance(teks, str) else teks
    (tmp_path / "lembar.json").write_bytes(isi)
    status, out, err = run(tmp_path / "lembar.json")
    assert (status, out) == (2, "")
    return err.splitlines()


def test_an_evaluator_scores_the_national_sheet(tmp_path: Path) -> None:
    hasil = score(tmp_path, {"peraturan": "permenpanrb-88-2021", "nilai": LEMBAR_65})

    assert (hasil["total"], hasil["predikat"], hasil["sebutan"]) == (65, "B", "Baik")
    assert [row["nilai"] for row in hasil["komponen"]] == [20.7, 19.2, 10.35, 14.75]
    assert hasil["subkomponen"][11] == {
        "kode": "4.c",
        "nama": "Pemanfaatan",
        "bobot": 12.5,
        "jawaban": "C",
        "nilai": 6.25,
    }
    assert hasil["langkah"][0]["sumber"] == "PermenPANRB 88/2021 lampiran, subkomponen 1.a"
    assert hasil["peringatan"] == []


def test_an_evaluator_scores_an_archived_sheet_and_is_warned(tmp_path: Path) -> None:
    skpd = load_instrumen()["permenpanrb-12-2015"]
    nilai = {row.kode: row.skala.pilihan[0].kode for row in skpd.butir()}

    hasil = score(tmp_path, {"peraturan": "permenpanrb-12-2015", "nilai": nilai | {"22": "tidak"}})

    assert (hasil["total"], hasil["predikat"]) == (99, "AA")
    assert hasil["subkomponen"][3]["jawaban"] is None
    assert "24: Nilainya melebihi butir 22; periksa kembali jawabannya." in hasil["peringatan"]


def test_an_evaluator_types_the_points_of_an_agency_sheet(tmp_path: Path) -> None:
    instansi = load_instrumen()["permenpanrb-12-2015-instansi"]
    nilai: dict[str, object] = {row.kode: 0 for row in instansi.butir()}

    assert (
        score(tmp_path, {"peraturan": instansi.kunci, "nilai": nilai | {"5.b": 7.25}})["total"]
        == 7.25
    )


def test_an_evaluator_may_save_the_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    isi = json.dumps({"peraturan": "permenpanrb-88-2021", "nilai": LEMBAR_65})
    (tmp_path / "bom.json").write_text(isi, encoding="utf-8-sig")

    assert run(tmp_path / "bom.json")[0] == 0


def test_an_evaluator_is_told_every_fault_with_its_key(tmp_path: Path) -> None:
    nilai = LEMBAR_65 | {"1.a": "X", "2.a": "a", "7.q": "A", "3.a": None}
    del nilai["4.c"]

    faults = refuse(tmp_path, json.dumps({"peraturan": "permenpanrb-88-2021", "nilai": nilai}))

    assert faults == [
        "Kunci 3.a: Jawaban harus teks atau angka.",
        "Kunci 7.q: Kunci tidak dikenal.",
        'Kunci 1.a: Jawaban "X" tidak dikenal; pilih AA, A, BB, B, CC, C, D, E.',
        'Kunci 2.a: Jawaban "a" tidak dikenal; pilih AA, A, BB, B, CC, C, D, E.',
        "Kunci 4.c: Belum dijawab.",
    ]


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        ([], "Isi berkas harus satu objek JSON"),
        ({"nilai": LEMBAR_65}, "Kunci peraturan: Belum diisi."),
        ({"peraturan": "permenpanrb-88-2021"}, "Kunci nilai: Belum diisi."),
        ({"peraturan": "permenpanrb-88-2021", "nilai": {}}, "Belum dinilai"),
        ({"peraturan": "permenpanrb-88-2021", "nilai": ["A"]}, "Kunci nilai: Nilai harus objek"),
        ({"peraturan": ["x"], "nilai": LEMBAR_65}, "pilih permenpanrb-12-2015, "),
        ({"peraturan": "permenpan", "nilai": LEMBAR_65}, "permenpanrb-88-2021"),
        ({"peraturan": "permenpanrb-88-2021", "nilai": LEMBAR_65, "x": 1}, "Kunci x: Kunci tidak"),
        (
            {"peraturan": "permenpanrb-88-2021", "nilai": LEMBAR_65 | {"1.a": None}},
            "Kunci 1.a: Jawaban harus teks atau angka.",
        ),
        (
            {"peraturan": "permenpanrb-88-2021", "nilai": LEMBAR_65 | {"1.a": True}},
            "Kunci 1.a: Jawaban harus teks atau angka.",
        ),
        (
            {"peraturan": "permenpanrb-88-2021", "nilai": LEMBAR_65 | {"1.a": float("nan")}},
            'Kunci 1.a: Jawaban "NaN" tidak dikenal',
        ),
        (
            {"peraturan": "permenpanrb-88-2021", "nilai": LEMBAR_65 | {"1.a\n": "A"}},
            "Kunci 1.a: Kunci tidak dikenal.",
        ),
    ],
)
def test_an_evaluator_is_told_what_keeps_the_file_from_being_a_sheet(
    tmp_path: Path, isi: object, pesan: str
) -> None:
    (baris,) = refuse(tmp_path, json.dumps(isi))

    assert pesan in baris


@pytest.mark.parametrize(
    ("teks", "pesan"),
    [
        ("", "baris 1, kolom 1: Berkas bukan JSON yang sah."),
        ('{"peraturan": "x",\n "nilai": }', "baris 2, kolom 11: Berkas bukan JSON yang sah."),
        ('{"nilai": {"1.a": "A", "1.a": "B"}}', "Kunci 1.a: Tertulis lebih dari sekali."),
        ("[" * 100_000, "Isi berkas bersarang terlalu dalam."),
        (b'{"nilai": "\xff"}', "bukan teks UTF-8"),
    ],
)
def test_an_evaluator_is_told_where_the_file_is_broken(
    tmp_path: Path, teks: str | bytes, pesan: str
) -> None:
    (baris,) = refuse(tmp_path, teks)

    assert pesan in baris


@pytest.mark.parametrize("angka", ["NaN", "Infinity", "1e9999999999999999999999", "9" * 10_000])
def test_no_number_of_a_file_is_too_strange_to_be_refused(tmp_path: Path, angka: str) -> None:
    butir = [("1", 30), ("2", 30), ("3", 15), ("4", 25)]
    nilai = ", ".join(f'"{satu}": {angka}' for satu, _ in butir)

    faults = refuse(tmp_path, f'{{"peraturan": "permenpanrb-88-2021-lhe", "nilai": {{{nilai}}}}}')

    assert faults == [
        f"Kunci {satu}: Nilai harus 0 sampai dengan {penuh}." for satu, penuh in butir
    ]


def test_an_answer_that_is_no_text_is_refused_beside_twelve_good_ones(tmp_path: Path) -> None:
    isi = {"peraturan": "permenpanrb-88-2021", "nilai": LEMBAR_65 | {"catatan": ["belum"]}}
    assert refuse(tmp_path, json.dumps(isi)) == ["Kunci catatan: Jawaban harus teks atau angka."]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    status, out, err = run(tmp_path / "tiada.json")

    assert (status, out) == (2, "")
    assert "tiada.json tidak ditemukan" in err
