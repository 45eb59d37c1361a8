"""The whole table, one module an app; a page or action that is missing here fails the suite."""

from sakip.tests.access import (
    addendum,
    akun,
    berkas,
    bukti,
    buku,
    dokumen,
    evaluasi,
    impor,
    jalan,
    lapangan,
    latar,
    lembar,
    lintas,
    musim,
    orang,
    pembukaan,
    pemetaan,
    pengukuran,
    percakapan,
    perencanaan,
    perjanjian,
    permintaan,
    shell,
    struktur,
)
from sakip.tests.access.dunia import Dunia, build_dunia

MODUL = (
    shell, akun, struktur, orang, impor, latar, berkas, perencanaan, pengukuran, pembukaan, addendum,
    dokumen, lembar, lintas, pemetaan, permintaan, perjanjian, evaluasi, jalan,
    bukti,
    percakapan,
    musim,
    buku,
    lapangan,
)  # fmt: skip

TABEL = [baris for modul in MODUL for baris in modul.TABEL]
TINDAKAN = [tindakan for modul in MODUL for tindakan in modul.TINDAKAN]


def build_seluruhnya() -> Dunia:
    """The world with the rows of every app."""
    dunia = build_dunia()
    for modul in MODUL:
        modul.add_rows(dunia)
    return dunia
