"""The command line in Indonesian: help, and one clear line for each argument that cannot be read."""

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from sakip.shell.galat import Galat, GalatError

# What argparse says in English, and what we say. Groups are repeated in the same order.
_KATA = (
    (r"the following arguments are required: (.*)", "Sebutkan {}."),
    (r"one of the arguments (.*) is required", "Sebutkan salah satu: {}."),
    (r"argument (.*): expected one argument", "{} harus diikuti satu nilai."),
    (r"argument (.*): expected at least one argument", "{} harus diikuti nilainya."),
    (r"argument (.*): ignored explicit argument .*", "{} tidak diikuti nilai."),
    (r"argument .*: invalid choice: '(.*)' \(choose from (.*)\)", "{} tidak dikenal. Pilih {}."),
    (r"argument (.*): invalid \w+ value: '(.*)'", "{} tidak dapat diisi {}."),
    (r"ambiguous option: (.*) could match (.*)", "{} dapat berarti {}. Tulis lengkap."),
    (r"unrecognized arguments: (.*)", "{} tidak dikenal."),
    (r"argument (.*): not allowed with argument (.*)", "{} tidak dapat dipakai bersama {}."),
)


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[Any],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "cara pakai: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser whose help and faults are Indonesian; a fault is a GalatError."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"add_help": False, "formatter_class": _Help}
        super().__init__(*args, **kwargs)
        self._positionals.title = "yang harus disebut"
        self._optionals.title = "pilihan"
        # -0,5 is a number here, not an option.
        self._negative_number_matcher = re.compile(r"-[\d.,]+$")
        self.add_argument("-h", "--help", "--bantuan", action="help", help="tampilkan bantuan ini")

    def error(self, message: str) -> NoReturn:
        raise GalatError(Galat(None, None, f"{_translate(message)} Bantuan: {self.prog} --help"))


def add_perintah(parser: argparse.ArgumentParser, **kwargs: Any) -> Any:
    """The group of sub-commands of a command; each gets its parser by `add_parser(name, help=...)`."""
    return parser.add_subparsers(
        title="perintah", metavar="PERINTAH", dest="perintah", required=True, **kwargs
    )


def _translate(message: str) -> str:
    for pattern, text in _KATA:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            return text.format(*(group.replace("'", "") for group in match.groups()))
    return f"Perintah ini tidak dapat dibaca: {message}."
