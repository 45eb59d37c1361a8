"""What a database that does not answer, or is not prepared, means in words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, ProgrammingError

from sakip.shell.galat import Galat, GalatError
from sakip.web.timeouts import GIVEN_UP

# PostgreSQL: undefined table, undefined column. SQLite says the same in words.
BELUM_ADA = {"42P01", "42703"}
BELUM_ADA_SQLITE = ("no such table", "no such column")
BELUM_SIAP = "Basis data ini belum disiapkan. Jalankan sakip siapkan dahulu."
TERKUNCI = "Basis data sedang ditulis orang lain. Coba lagi sebentar lagi."
LAMA = (
    "Basis data tidak selesai dalam batas waktunya, jadi perintah ini dihentikan. Coba lagi saat sepi, "
    "atau naikkan SAKIP_BATAS_KUERI_LATAR."
)
TIDAK_TERBUKA = (
    "Basis data tidak dapat dibuka. Periksa SAKIP_DATABASE_URL dan SAKIP_DATA_DIR, "
    "dan apakah server basis datanya berjalan."
)


@contextmanager
def database_in_words() -> Iterator[None]:
    """Inside, a database that cannot be used is a GalatError; any other fault of it stays what it is."""
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        pesan = _describe(error)
        if pesan is None:
            raise
        raise GalatError(Galat(None, None, pesan)) from error


def _describe(error: OperationalError | ProgrammingError) -> str | None:
    state = getattr(error.__cause__, "sqlstate", None)
    if state in BELUM_ADA or str(error).startswith(BELUM_ADA_SQLITE):
        return BELUM_SIAP
    if state == GIVEN_UP:
        return LAMA
    if "database is locked" in str(error):
        return TERKUNCI
    return TIDAK_TERBUKA if isinstance(error, OperationalError) else None
