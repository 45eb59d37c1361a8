"""`sakip periksa-rumusan` as typed in a shell."""

import argparse
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sakip.shell import periksa_rumusan


def run(berkas: Path) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    periksa_rumusan.register(parser)
    out, err = io.StringIO(), io.StringIO()
    status = periksa_rumusan.run(parser.parse_args([str(berkas)]), out, err)
    return status, out.getvalue(), err.getvalue()


@pytest.fixture
def berkas(tmp_path: Path) -> Path:
    return tmp_path / "rumusan.txt"


def kode(out: str) -> list[tuple[int, list[str]]]:
    rows = [json.loads(baris) for baris in out.splitlines()]
    assert all(set(row) == {"baris", "temuan"} for row in rows)
    return [(row["baris"], [satu["kode"] for satu in row["temuan"]]) for row in rows]


def test_a_planner_checks_a_list_of_statements(berkas):
    berkas.write_bytes(
        b"\xef\xbb\xbfhasil\tTerlaksananya pelatihan\r\n"
        b"\r\n"
        b"Menurunnya angka kematian ibu\r\n"
        b"Pembangunan jalan\r\n"
        b"keluaran\tTersedianya obat\r\n"
        b" Indikator \tJumlah peserta pelatihan\r\n"
        b"indikator\tPersentase peningkatan kinerja\r\n"
        b"indikator\tPersentase kemiskinan"
    )

    status, out, err = run(berkas)

    assert (status, err) == (0, "")
    assert kode(out) == [
        (1, ["L01"]), (3, []), (4, ["L01"]), (5, []), (6, ["L02"]), (7, ["L11"]), (8, []),
    ]  # fmt: skip
    temuan = json.loads(out.splitlines()[0])["temuan"][0]
    assert temuan["pesan"] == (
        "Ini terbaca sebagai keluaran. Perubahan apa yang dirasakan warga? "
        "Pemicunya: “terlaksananya”."
    )


def test_a_label_nobody_knows_is_named_with_row_and_column_and_nothing_is_printed(berkas):
    berkas.write_text("hasil\tBaik\n\noutcome\tTerlaksananya rapat\n", encoding="utf-8")

    assert run(berkas) == (
        2,
        "",
        'baris 3, kolom label: Label "outcome" tidak dikenal. Pilih hasil, keluaran, indikator.\n',
    )


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        ("hasil\t\n", "baris 1, kolom teks: Teks belum diisi.\n"),
        (
            "hasil\ta\tb\n",
            "baris 1, kolom teks: Ada lebih dari dua kolom. Tulis label, satu Tab, lalu teks.\n",
        ),
    ],
)
def test_a_line_that_is_no_label_and_text_is_refused(berkas, isi, pesan):
    berkas.write_text(isi, encoding="utf-8")
    assert run(berkas) == (2, "", pesan)


def test_a_file_that_is_not_there_or_not_text_is_one_line(berkas):
    assert run(berkas)[0] == 2
    berkas.write_bytes(b"hasil\t\xff\n")
    status, out, err = run(berkas)
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_an_empty_file_has_nothing_to_say(berkas):
    berkas.write_text("\n \t \n", encoding="utf-8")
    assert run(berkas) == (0, "", "")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=200))
def test_any_file_is_answered_or_refused_never_half(berkas, isi):
    berkas.write_bytes(isi.encode())
    status, out, err = run(berkas)
    assert (status == 0 and not err) or (status == 2 and not out and err.endswith(".\n"))
