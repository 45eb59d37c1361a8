"""`sakip jalan` as typed in a shell: one JSON object, or one line for every fault and nothing else."""

import argparse
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sakip.rules.tests.demo_jalan import DEMO, SEMUA
from sakip.shell import jalan

AWAL: dict[str, Any] = {
    "peraturan": "permenpanrb-88-2021",
    "terpenuhi": sorted(DEMO.terpenuhi),
    "lanjut": dict(DEMO.lanjut),
}
SATU = {"kode": "A01", "kriteria": ["1.b.1"], "hk": 25, "syarat": [], "peluang": 0.9}


def run(folder: Path, isi: object, menuju: str = "BB") -> tuple[int, str, str]:
    berkas = folder / "awal.json"
    berkas.write_text(isi if isinstance(isi, str) else json.dumps(isi), encoding="utf-8")
    parser = argparse.ArgumentParser()
    jalan.register(parser)
    out, err = io.StringIO(), io.StringIO()
    status = jalan.run(parser.parse_args([str(berkas), "--menuju", menuju]), out, err)
    return status, out.getvalue(), err.getvalue()


def test_bagor_finds_the_cheapest_way_to_bb_from_the_default_catalogue(tmp_path: Path) -> None:
    status, out, err = run(tmp_path, AWAL)

    assert (status, err) == (0, "")
    assert json.loads(out) == {
        "sekarang": {"total": 62.5, "predikat": "B"},
        "sesudah": {"total": 70.65, "predikat": "BB"},
        "tindakan": ["A02", "A03", "A06", "A13", "A17", "A22"],
        "hk": 1048,
        "peluang": 0.074529,
        "langkah": [
            {"subkomponen": "1.b", "dari": "CC", "ke": "BB", "naik": 1.8},
            {"subkomponen": "1.c", "dari": "C", "ke": "CC", "naik": 1.5},
            {"subkomponen": "2.b", "dari": "CC", "ke": "B", "naik": 0.9},
            {"subkomponen": "2.c", "dari": "C", "ke": "CC", "naik": 1.5},
            {"subkomponen": "3.b", "dari": "CC", "ke": "B", "naik": 0.45},
            {"subkomponen": "4.b", "dari": "B", "ke": "BB", "naik": 0.75},
            {"subkomponen": "4.c", "dari": "C", "ke": "CC", "naik": 1.25},
        ],
    }


def test_a_bupati_who_wants_a_is_told_the_highest_total_and_what_limits_it(tmp_path: Path) -> None:
    status, out, err = run(tmp_path, AWAL, "A")

    hasil = json.loads(out)
    assert (status, err) == (1, "")
    assert hasil["pesan"] == "A tidak tercapai; paling tinggi 78,50 (BB)."
    assert hasil["tertinggi"] == {"total": 78.5, "predikat": "BB"}
    assert {
        "subkomponen": "1.c",
        "nilai": "B",
        "sebab": "Kriteria ini mengikuti hasil kinerja; tidak ada tindakan yang dapat membukanya.",
        "kriteria": ["1.c.6"],
    } in hasil["pembatas"]


def test_actions_of_ones_own_are_taken_at_their_word(tmp_path: Path) -> None:
    """The default catalogue would never open 1.c.6."""
    kurang = {"1.b.1", "1.c.6", *(f"{n}.c.{m}" for n in "234" for m in (1, 2))}
    tindakan = [
        SATU | {"kriteria": ["1.c.6"], "kode": "B", "syarat": ["A"], "hk": 2.5},
        {"kode": "A", "kriteria": ["1.b.1"], "hk": 0},
    ]
    isi = AWAL | {"terpenuhi": sorted(SEMUA - kurang), "tindakan": tindakan, "lanjut": {}}

    status, out, _ = run(tmp_path, isi, "A")
    hasil = json.loads(out)
    assert (status, hasil["tindakan"], hasil["hk"], hasil["peluang"]) == (1, ["A", "B"], 2.5, 0.9)


def test_years_claimed_for_what_is_not_complete_are_counted_as_none_and_said_so(
    tmp_path: Path,
) -> None:
    status, _, err = run(tmp_path, AWAL | {"lanjut": {"1.b": 3}}, "CC")

    assert status == 0
    assert err == (
        "Kunci lanjut.1.b: Belum semua kriterianya terpenuhi, jadi tahunnya dihitung 0.\n"
    )


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        ([], "Isi berkas harus satu objek JSON dengan kunci peraturan, terpenuhi."),
        ({}, "Kunci peraturan: Belum diisi.\nKunci terpenuhi: Belum diisi."),
        (AWAL | {"x": 1}, "Kunci x: Kunci tidak dikenal; yang dikenal: peraturan,"),
        (
            AWAL | {"peraturan": ["x"]},
            "Kunci peraturan: Peraturan tidak dikenal; pilih permenpanrb-",
        ),
        (
            AWAL | {"peraturan": "permenpanrb-12-2015", "tindakan": []},
            "Kunci peraturan: Nilai pada",
        ),
        (AWAL | {"peraturan": "permenpanrb-12-2015"}, "Kunci tindakan: Belum ada katalog"),
        (AWAL | {"terpenuhi": "1.a.1"}, "Kunci terpenuhi: Tulis daftar kode kriteria"),
        (AWAL | {"terpenuhi": [1]}, "Kunci terpenuhi: Tulis daftar kode kriteria"),
        (
            AWAL | {"terpenuhi": ["1.a.9"]},
            "Kunci terpenuhi: Kriteria 1.a.9 tidak ada pada permenpanrb",
        ),
        (AWAL | {"lanjut": [1]}, "Kunci lanjut: Tulis tahun utuh tiap subkomponen"),
        (AWAL | {"lanjut": {"1.a": 1.5}}, "Kunci lanjut.1.a: Tulis berapa tahun utuh"),
        (AWAL | {"lanjut": {"1.a": True}}, "Kunci lanjut.1.a: Tulis berapa tahun utuh"),
        (AWAL | {"lanjut": {"1.a": -1}}, "Kunci lanjut.1.a: Tulis berapa tahun utuh"),
        (AWAL | {"lanjut": {"9.a": 1}}, "Kunci lanjut.9.a: Subkomponen tidak dikenal; pilih 1.a,"),
        (AWAL | {"tindakan": {}}, "Kunci tindakan: Tulis daftar tindakan, atau hapus kunci ini"),
        (
            AWAL | {"tindakan": ["A01"]},
            "Kunci tindakan[1]: Tulis objek dengan kunci kode, kriteria,",
        ),
        (
            AWAL | {"tindakan": [{}]},
            "Kunci tindakan[1].kode: Belum diisi.\nKunci tindakan[1].kriteria",
        ),
        (
            AWAL | {"tindakan": [SATU | {"usaha": 1}]},
            "Kunci tindakan[1].usaha: Kunci tidak dikenal",
        ),
        (
            AWAL | {"tindakan": [SATU | {"kode": 1}]},
            "Kunci tindakan[1].kode: Tulis kode sebagai teks",
        ),
        (
            AWAL | {"tindakan": [SATU | {"kriteria": "1.b.1"}]},
            "Kunci tindakan[1].kriteria: Tulis daftar",
        ),
        (
            AWAL | {"tindakan": [SATU | {"kriteria": []}]},
            "Kunci tindakan A01: Kriteria kosong; sebutkan",
        ),
        (
            AWAL | {"tindakan": [SATU | {"hk": "25"}]},
            "Kunci tindakan[1].hk: Tulis hari kerja, angka 0",
        ),
        (
            AWAL | {"tindakan": [SATU | {"hk": -1}]},
            "Kunci tindakan[1].hk: Tulis hari kerja, angka 0",
        ),
        (
            AWAL | {"tindakan": [SATU | {"hk": float("nan")}]},
            "Kunci tindakan[1].hk: Tulis hari kerja",
        ),
        (AWAL | {"tindakan": [SATU | {"hk": 1e-9}]}, "Kunci tindakan[1].hk: Tulis hari kerja"),
        (
            AWAL | {"tindakan": [SATU | {"peluang": 1.1}]},
            "Kunci tindakan[1].peluang: Tulis peluang",
        ),
        (
            AWAL | {"tindakan": [SATU | {"syarat": ["Z"]}]},
            "Kunci tindakan A01: Syarat Z bukan kode",
        ),
        (AWAL | {"tindakan": [SATU | {"syarat": ["A01"]}]}, "Kunci tindakan A01: Syarat berputar"),
        (
            AWAL | {"tindakan": [SATU, SATU]},
            "Kunci tindakan A01: Kode ini tertulis lebih dari sekali",
        ),
        ('{"terpenuhi": [', "baris 1, kolom 16: Berkas bukan JSON yang sah."),
    ],
)
def test_bagor_is_told_which_field_is_wrong_and_what_to_do(
    tmp_path: Path, isi: object, pesan: str
) -> None:
    status, out, err = run(tmp_path, isi)

    assert (status, out) == (2, "")
    assert err.startswith(pesan)


def test_a_predikat_that_is_none_is_answered_with_those_there_are(tmp_path: Path) -> None:
    status, out, err = run(tmp_path, AWAL, "bb")

    assert (status, out) == (2, "")
    assert err == "--menuju harus salah satu dari: AA, A, BB, B, CC, C, D.\n"


def test_the_command_needs_neither_settings_nor_database(tmp_path: Path) -> None:
    (tmp_path / "awal.json").write_text(json.dumps(AWAL), encoding="utf-8")
    kode = (
        "import sys; from sakip.__main__ import main; main(sys.argv[1:]); "
        "print('django.db' in sys.modules)"
    )
    command = [sys.executable, "-c", kode, "jalan", str(tmp_path / "awal.json"), "--menuju", "B"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)

    assert answer.stdout.endswith("}\nFalse\n")
