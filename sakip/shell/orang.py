"""Who acts in a command that writes: a person with his cap, inside his agency, as on a page."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Instansi, Pengguna, Peran
from sakip.shell.galat import Galat, GalatError
from sakip.web.scope import instansi_scope


def add_orang(parser: argparse.ArgumentParser) -> None:
    """`--instansi KODE --sebagai PENGGUNA [--peran PERAN]`."""
    parser.add_argument(
        "--instansi", metavar="KODE", required=True, help="kode wilayah, misalnya 35.99"
    )
    parser.add_argument(
        "--sebagai", metavar="PENGGUNA", required=True, help="nama pengguna yang bertindak"
    )
    parser.add_argument(
        "--peran", metavar="PERAN", help="peran yang dipakai, bila pengguna itu punya beberapa"
    )


@contextmanager
def acting_user(args: argparse.Namespace) -> Iterator[Pengguna]:
    """The person of `add_orang`, for as long as his agency's scope is open.

    Raises GalatError when agency, person or role is unknown, or the account is not active.
    """
    instansi = load_instansi(args.instansi)
    with instansi_scope(instansi.pk):
        rows = Pengguna.objects.filter(instansi=instansi, username__iexact=args.sebagai)
        pengguna = rows.filter(is_active=True).first()
        if pengguna is None:
            raise _galat(f"Tidak ada pengguna aktif {args.sebagai} di {instansi}.")
        wear_cap(pengguna, instansi.hari_ini)
        _choose_peran(pengguna, args.peran)
        yield pengguna


def load_instansi(kode: str) -> Instansi:
    """The agency of a kode wilayah, asked before any scope is known. Raises GalatError."""
    found = Instansi.objects.filter(kode_wilayah=kode).first()
    if found is None:
        raise _galat(f"Instansi dengan kode {kode} tidak ada.")
    return found


def _choose_peran(pengguna: Pengguna, peran: str | None) -> None:
    if peran is None:
        return
    caps = [cap for cap in pengguna.caps if cap.peran == peran]
    if not caps:
        worn = ", ".join(cap.peran for cap in pengguna.caps) or "tidak ada"
        known = "" if peran in Peran.values else " Peran itu tidak dikenal."
        raise _galat(f"{pengguna} tidak memakai peran {peran} hari ini (yang ada: {worn}).{known}")
    pengguna.cap = caps[0]


def _galat(pesan: str) -> GalatError:
    return GalatError(Galat(None, None, pesan))
