"""`sakip predikat` as typed in a shell."""

import argparse
import io

import pytest

from sakip.shell import predikat


def run(*argumen: str) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    predikat.register(parser)
    out, err = io.StringIO(), io.StringIO()
    status = predikat.run(parser.parse_args(argumen), out, err)
    return status, out.getvalue(), err.getvalue()


@pytest.mark.parametrize(
    ("nilai", "kode"),
    [
        ("60,00", "CC"),
        ("60.00", "CC"),
        ("60.004", "CC"),
        ("60,004", "CC"),
        ("60,01", "B"),
        ("70,00", "B"),
        ("80", "BB"),
        ("90.00", "A"),
        ("100", "AA"),
        ("0", "D"),
    ],
)
def test_an_evaluator_asks_for_the_predikat_of_a_value(nilai: str, kode: str) -> None:
    status, out, err = run(nilai, "--skema", "akip")

    assert (status, err) == (0, "")
    assert out.split()[0] == kode


def test_the_first_word_is_the_code_and_the_rest_are_its_words() -> None:
    assert run("75", "--skema", "akip")[1] == "BB  Sangat Baik\n"
    assert run("55", "--skema", "akip-2015")[1] == "CC  Cukup (Memadai)\n"
    assert run("55", "--skema", "rb-2020")[1] == "CC  Cukup\n"


def test_bagor_says_whether_the_good_targets_are_met() -> None:
    assert run("85", "--skema", "rb-2023", "--target-baik", "ya")[1].split()[0] == "A"
    assert run("85", "--skema", "rb-2023", "--target-baik", "tidak")[1].split()[0] == "A-"
    assert run("108,4", "--skema", "rb-2023")[1].split()[0] == "AA"


@pytest.mark.parametrize(
    ("argumen", "pesan"),
    [
        (("abc", "--skema", "akip"), 'NILAI: "abc" bukan angka'),
        (("nan", "--skema", "akip"), 'NILAI: "nan" bukan angka'),
        (("", "--skema", "akip"), "NILAI: Angka belum diisi"),
        (("100,01", "--skema", "akip"), "Nilai harus 0 sampai dengan 100."),
        (("-1", "--skema", "akip"), "Nilai harus 0 sampai dengan 100."),
        (("120,01", "--skema", "rb-2023"), "Nilai harus 0 sampai dengan 120."),
        (("70",), "--skema harus salah satu dari: akip-2015, rb-2020, akip, organisasi, rb-2023."),
        (("70", "--skema", "akip-1999"), "--skema harus salah satu dari:"),
        (("85", "--skema", "rb-2023"), "Nilai ini A atau A-"),
        (("85", "--skema", "rb-2023", "--target-baik", "mungkin"), "harus ya atau tidak."),
        (("85", "--skema", "akip", "--target-baik", "ya"), "tidak dipakai pada skema akip."),
    ],
)
def test_an_evaluator_is_told_what_is_wrong_and_nothing_is_printed(
    argumen: tuple[str, ...], pesan: str
) -> None:
    status, out, err = run(*argumen)

    assert (status, out) == (2, "")
    assert pesan in err
    assert err.count("\n") == 1


def test_every_wrong_argument_has_its_own_line() -> None:
    _, _, err = run("abc", "--skema", "x", "--target-baik", "y")

    assert len(err.splitlines()) == 3
