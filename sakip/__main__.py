"""The `sakip` command: each sub-command is one module of `sakip.shell`.

A module has NAMA, BANTUAN, `register(parser)` and `run(args, out, err) -> exit status`. Exit status:
0 done, 1 found something wrong, 2 the input cannot be used (one line for each fault).
"""

import os
import sys
from contextlib import nullcontext
from importlib import import_module
from types import ModuleType

import django
from django.core.exceptions import PermissionDenied

from sakip.rules.decision import RuleError
from sakip.shell.galat import Galat, GalatError, print_galat
from sakip.shell.perintah import Parser, add_perintah
from sakip.web.environment import SettingError

# Pure commands start at once, without settings or database.
MURNI = ("capaian", "lke", "predikat", "jalan", "periksa-rumusan")
DENGAN_DJANGO = (
    "layani",
    "siapkan",
    "demo",
    "instansi",
    "impor",
    "jejak",
    "berkas",
    "hitung-ulang",
)
DIHENTIKAN = 130
PIPA_PUTUS = 141


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except GalatError as error:
        return print_galat(error.galat, sys.stderr)
    except SettingError as error:
        return print_galat((Galat(None, None, fault) for fault in error.faults), sys.stderr)
    except (PermissionDenied, RuleError) as error:
        return print_galat([Galat(None, None, str(error))], sys.stderr)
    except KeyboardInterrupt:
        print("Dihentikan.", file=sys.stderr)
        return DIHENTIKAN
    except BrokenPipeError:
        # Whoever read our output has gone; Python's own last flush must not complain about it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPA_PUTUS
    return status


def _run(argv: list[str]) -> int:
    nama = argv[0] if argv else ""
    modules = _load(nama)
    parser = Parser(prog="sakip", description="Satu sistem untuk seluruh siklus SAKIP.")
    perintah = add_perintah(parser)
    for module in modules:
        sub = perintah.add_parser(
            module.NAMA, help=module.BANTUAN, description=f"{module.NAMA}: {module.BANTUAN}"
        )
        module.register(sub)
        sub.set_defaults(run=module.run)
    try:
        args = parser.parse_args(argv)
    except SystemExit:  # --help was printed
        return 0
    # Only now: a pure command never pays for Django's database layer.
    basis = None if nama in MURNI else import_module("sakip.shell.basis")
    with basis.database_in_words() if basis else nullcontext():
        status: int = args.run(args, sys.stdout, sys.stderr)
    return status


def _load(nama: str) -> list[ModuleType]:
    """The module of one command; of all when it is not a command (help, or a name mistyped)."""
    wanted = [nama] if nama in MURNI + DENGAN_DJANGO else MURNI + DENGAN_DJANGO
    if not set(wanted) <= set(MURNI):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
        django.setup()
    return [import_module(f"sakip.shell.{name.replace('-', '_')}") for name in wanted]


if __name__ == "__main__":
    sys.exit(main())
