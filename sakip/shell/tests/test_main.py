"""The command itself: help and faults in Indonesian, one line each, and the right exit status."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from sakip import __main__ as program
from sakip.__main__ import DENGAN_DJANGO, MURNI, main
from sakip.rules.decision import RuleError
from sakip.shell.galat import GalatError
from sakip.shell.perintah import Parser


def run(*words, **options):
    """The command in a process of its own, as a person starts it."""
    command = [sys.executable, "-m", "sakip", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def one_line(text: str) -> str:
    assert text.count("\n") == 1, text
    return text.strip()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Sebutkan PERINTAH. Bantuan: sakip --help"),
        (["predikat"], "Sebutkan NILAI. Bantuan: sakip predikat --help"),
        (["predikat", "70", "--skema"], "--skema harus diikuti satu nilai."),
        (["predikat", "70", "80"], "80 tidak dikenal."),
        (["predikat", "70", "--warna", "biru"], "--warna biru tidak dikenal."),
        (["jejak"], "Sebutkan PERINTAH. Bantuan: sakip jejak --help"),
        (["jejak", "hapus"], "hapus tidak dikenal. Pilih periksa, jangkar, terima-jam."),
        (["instansi", "buat", "--jenis", "desa"], "desa tidak dikenal. Pilih kabupaten, kota, provinsi."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_one_indonesian_line(words, sentence, capsys):
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert one_line(err).startswith(sentence)


def test_a_command_mistyped_is_answered_with_those_there_are(capsys):
    assert main(["periska"]) == 2
    assert one_line(capsys.readouterr().err).startswith(
        "periska tidak dikenal. Pilih capaian, lke,"
    )


def test_help_is_indonesian_and_names_every_command(capsys):
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("cara pakai: sakip")
    assert all(f"\n    {nama} " in out for nama in MURNI + DENGAN_DJANGO)
    assert not {"usage", "options", "positional", "show this help"} & set(out.split())


@pytest.mark.parametrize("nama", MURNI + DENGAN_DJANGO)
def test_every_command_has_help(nama, capsys):
    assert main([nama, "--bantuan"]) == 0
    assert capsys.readouterr().out.startswith(f"cara pakai: sakip {nama}")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--a", "1", "--b", "2"], "--b tidak dapat dipakai bersama --a."),
        (["--n", "x"], "--n tidak dapat diisi x."),
        (["--m"], "--m harus diikuti nilainya."),
        (["--ka"], "--ka dapat berarti --kapan, --kami. Tulis lengkap."),
        (["--ya=1"], "--ya tidak diikuti nilai."),
    ],
)
def test_every_fault_argparse_knows_is_translated(words, sentence):
    parser = Parser(prog="uji")
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--a")
    either.add_argument("--b")
    parser.add_argument("--n", type=int)
    parser.add_argument("--m", nargs="+")
    parser.add_argument("--kapan")
    parser.add_argument("--kami")
    parser.add_argument("--ya", action="store_true")
    with pytest.raises(GalatError, match="Bantuan: uji --help") as fault:
        parser.parse_args(words)
    assert str(fault.value.galat[0]).startswith(sentence)


def test_a_fault_nobody_translated_is_still_an_indonesian_line():
    with pytest.raises(GalatError, match="Perintah ini tidak dapat dibaca: something new"):
        Parser(prog="uji").error("something new")


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (PermissionDenied("Hanya Admin."), 2, "Hanya Admin."),
        (RuleError("Masa ini sudah dikunci."), 2, "Masa ini sudah dikunci."),
        (KeyboardInterrupt(), 130, "Dihentikan."),
    ],
)
def test_a_refusal_and_a_stop_end_with_words(error, status, sentence, monkeypatch, capsys):
    def refuse(*_):
        raise error

    module = SimpleNamespace(NAMA="uji", BANTUAN="uji", register=lambda parser: None, run=refuse)
    monkeypatch.setattr(program, "_load", lambda nama: [module])
    assert main(["uji"]) == status
    assert one_line(capsys.readouterr().err) == sentence


def test_a_reader_who_goes_away_is_no_traceback():
    """As in `sakip lke … | head -0`: the pipe is closed before anything is written."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "sakip", "predikat", "70", "--skema", "akip"]
    with os.fdopen(writer, "w") as closed:
        answer = subprocess.run(
            command, stdout=closed, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (answer.returncode, answer.stderr) == (141, "")


def test_pure_commands_start_without_settings_or_database(tmp_path):
    folder = tmp_path / "data"
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tidak.ada", "SAKIP_DATA_DIR": str(folder)}
    answer = run("predikat", "70", "--skema", "akip", env=env)
    assert (answer.returncode, answer.stdout) == (0, "B  Baik\n")
    assert not folder.exists()


@pytest.mark.parametrize("nilai", ["-0,5", "-5,5", "-1.234,5", "-3"])
def test_a_negative_number_is_read_as_a_number_and_not_as_an_option(nilai, capsys):
    assert main(["predikat", nilai, "--skema", "akip"]) == 2
    assert capsys.readouterr().err == "Nilai harus 0 sampai dengan 100.\n"
