"""Pieces of an upload on the disk, below the data folder: one file each, one writer at a time."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from sakip.rules.decision import RuleError

SEKALI_BACA = 256 * 1024
SEHARI = 24 * 60 * 60


class Sumber(Protocol):
    """What bytes come from, such as a request."""

    def read(self, size: int, /) -> bytes: ...


def _folder() -> Path:
    return settings.DATA_DIR / "kiriman"


@contextmanager
def hold(kunci: str) -> Iterator[BinaryIO]:
    """The file of an upload, made when it is not there, for one writer. Raises RuleError for a second."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / kunci
    path.touch(mode=0o600)
    with path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RuleError("Potongan sebelumnya masih ditulis. Coba lagi sebentar.") from error
        yield file


def write_potongan(file: BinaryIO, dari: int, sisa: int, sumber: Sumber) -> int:
    """Write at most `sisa` bytes from `dari` on, flushed to the disk; how many came before it broke off.

    Bytes beyond `dari` that an earlier piece left are cut first: the disk never holds more than was promised.
    """
    file.truncate(dari)
    file.seek(dari)
    written = 0
    while written < sisa and (chunk := _read(sumber, min(SEKALI_BACA, sisa - written))):
        file.write(chunk)
        written += len(chunk)
    file.flush()
    os.fsync(file.fileno())
    return written


def delete_potongan(kunci: str) -> None:
    """Forget what came of an upload."""
    (_folder() / kunci).unlink(missing_ok=True)


def delete_older(seconds: float = SEHARI) -> None:
    """Delete pieces last written longer ago than this."""
    for path in list(_folder().glob("*")):
        if time.time() - path.stat().st_mtime > seconds:
            path.unlink(missing_ok=True)


def _read(sumber: Sumber, size: int) -> bytes:
    """Nothing more when the line is cut: what came before it is kept."""
    try:
        return sumber.read(size)
    except OSError:
        return b""
