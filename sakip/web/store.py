"""Files kept by the hash of their content: written once, never changed, outside the web root.

`ContentStore` is the whole interface; a driver for the S3 protocol would be a second class beside
`LocalStore`, and nothing else would change.
"""

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, Protocol

from django.conf import settings

POTONGAN = 1024 * 1024
BARU = "baru-"
SEHARI = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Stored:
    """Where content went (its SHA-256, hexadecimal) and how many bytes it has."""

    sha256: str
    ukuran: int


class ContentStore(Protocol):
    """Content by its SHA-256; writing the same content twice leaves it there once."""

    def write(self, chunks: Iterable[bytes]) -> Stored: ...

    def open(self, sha256: str) -> BinaryIO:
        """The content, from its first byte. Raises FileNotFoundError."""
        ...

    def measure(self, sha256: str) -> Stored:
        """What really lies under this name, read in full. Raises FileNotFoundError."""
        ...

    def names(self) -> Iterator[str]:
        """The SHA-256 under which each content lies."""
        ...

    def delete(self, sha256: str, seconds: float) -> None:
        """Delete a content if it was last written longer ago than this; one that is gone is no fault."""
        ...

    def delete_older(self, seconds: float) -> None:
        """Delete the content last written longer ago than this."""
        ...

    def delete_unfinished(self) -> None:
        """Delete what a killed process left half written more than a day ago."""
        ...


class LocalStore:
    """A folder: `ab/cd/abcd…`, readable by the owner of the process only."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, chunks: Iterable[bytes]) -> Stored:
        """Write beside, flush to the disk, then rename: half a file never carries a content's name."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest, size = hashlib.sha256(), 0
        with NamedTemporaryFile(dir=self.root, prefix=BARU, delete=False) as file:
            try:
                for chunk in chunks:
                    file.write(chunk)
                    digest.update(chunk)
                    size += len(chunk)
                file.flush()
                os.fsync(file.fileno())
                path = self._path(digest.hexdigest())
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        for folder in (path.parent, path.parent.parent, self.root):
            _flush(folder)
        return Stored(digest.hexdigest(), size)

    def open(self, sha256: str) -> BinaryIO:
        return self._path(sha256).open("rb")

    def measure(self, sha256: str) -> Stored:
        digest, size = hashlib.sha256(), 0
        with self.open(sha256) as file:
            while chunk := file.read(POTONGAN):
                digest.update(chunk)
                size += len(chunk)
        return Stored(digest.hexdigest(), size)

    def names(self) -> Iterator[str]:
        for path in sorted(self.root.glob("??/??/*")):
            yield path.name

    def delete(self, sha256: str, seconds: float) -> None:
        _delete([path for path in [self._path(sha256)] if path.exists()], seconds)

    def delete_older(self, seconds: float) -> None:
        _delete(self.root.glob("??/??/*"), seconds)

    def delete_unfinished(self) -> None:
        _delete(self.root.glob(BARU + "*"), SEHARI)

    def _path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256[2:4] / sha256


def load_store(name: str) -> ContentStore:
    """The store of one purpose (`berkas`, `hasil`), in its own folder of the data folder."""
    return LocalStore(settings.DATA_DIR / name)


def _flush(folder: Path) -> None:
    """The new name itself survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _delete(paths: Iterable[Path], seconds: float) -> None:
    for path in list(paths):
        if time.time() - path.stat().st_mtime > seconds:
            path.unlink(missing_ok=True)
