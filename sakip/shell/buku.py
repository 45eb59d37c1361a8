"""A workbook named on the command line."""

from pathlib import Path

from sakip.perencanaan.imports import Berkas
from sakip.shell.galat import Galat, GalatError, describe_os_error


def open_berkas(nama: str) -> Berkas:
    """The bytes of a file. Raises GalatError with one sentence when it cannot be opened."""
    try:
        return Berkas(nama, Path(nama).read_bytes())
    except OSError as error:
        raise GalatError(Galat(None, None, describe_os_error(nama, error))) from error
