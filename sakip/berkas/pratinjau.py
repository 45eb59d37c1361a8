"""Pages of a file as pictures, made apart and kept: no browser of ours ever opens what was uploaded (T15)."""

import sys
import time
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from sakip.berkas import gambar
from sakip.berkas.models import Berkas, Blob
from sakip.berkas.storage import open_isi
from sakip.berkas.terbatas import run_terbatas
from sakip.web.store import load_store

PDF = "application/pdf"
# Pictures that can be seen at the page, and what a preview of each is.
JENIS = {
    PDF: "image/png",
    "image/png": "image/jpeg",
    "image/jpeg": "image/jpeg",
    "image/webp": "image/jpeg",
}
SISI = "1600"
COBA_LAGI = 60 * 60
LAMA_SIMPAN = 30 * 24 * 60 * 60


def load_halaman(row: Berkas, ke: int) -> bytes | None:
    """Page `ke` (from 1) as a picture; None when there is no such page or it cannot be drawn.

    Raises FileNotFoundError when the content is gone.
    """
    path = _path(row.blob, ke)
    if not _is_kept(path):
        with open_isi(row) as isi:
            _keep(path, run_terbatas(_command(row.blob, ke), isi) or b"")
    return path.read_bytes() or None


def _is_kept(path: Path) -> bool:
    """What could not be drawn is kept empty and tried again after a while: each try costs seconds."""
    if not path.exists():
        return False
    kept = path.stat()
    return kept.st_size > 0 or time.time() - kept.st_mtime < COBA_LAGI


def _keep(path: Path, picture: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(picture)
    Path(file.name).replace(path)


def delete_older() -> None:
    """Pictures that were made long ago are made anew when somebody asks."""
    load_store("pratinjau").delete_older(LAMA_SIMPAN)


def _command(blob: Blob, ke: int) -> list[str]:
    if blob.jenis_isi == PDF:
        page = str(ke)
        return ["pdftoppm", "-f", page, "-l", page, "-singlefile", "-png", "-scale-to", SISI, "-"]
    return [sys.executable, "-I", gambar.__file__]


def _path(blob: Blob, ke: int) -> Path:
    sha256 = blob.sha256
    return settings.DATA_DIR / "pratinjau" / sha256[:2] / sha256[2:4] / f"{sha256}-{ke}"
