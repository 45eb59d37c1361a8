"""The words in which the things of an agency are named, to guess what a typing error was meant to be."""

from collections.abc import Iterator

from django.core.cache import cache

from sakip.berkas.models import Berkas
from sakip.cari.perintah import LAIN, PERTANYAAN
from sakip.evaluasi.models import Rekomendasi
from sakip.menu import MENU
from sakip.organisasi.models import Instansi, Jabatan, Pengguna, PerangkatDaerah
from sakip.pengukuran.compute import roots
from sakip.perencanaan.models import IsiIndikator, IsiSimpul
from sakip.rules.instrumen import load_instrumen
from sakip.rules.pencarian import read_kosakata

# What was named since is found as ever, only not yet with a typing error.
TAHAN_DETIK = 600
JUDUL = (
    (PerangkatDaerah, "nama"),
    (Jabatan, "nama"),
    (Pengguna, "nama"),
    (IsiSimpul, "pernyataan"),
    (IsiIndikator, "nama"),
    (Berkas, "nama"),
    (Rekomendasi, "uraian"),
)


def load_kosakata(instansi: Instansi) -> frozenset[str]:
    """Every word once, kept for a while; it only guesses a word, what is found with it is asked anew."""
    kunci = f"kosakata-{instansi.pk}"
    found: frozenset[str] | None = cache.get(kunci)
    if found is None:
        found = read_kosakata(_titles(instansi))
        cache.set(kunci, found, TAHAN_DETIK)
    return found


def _titles(instansi: Instansi) -> Iterator[str]:
    for model, judul in JUDUL:
        rows = model._base_manager.filter(instansi=instansi)
        yield from rows.values_list(judul, flat=True)
    for instrumen in load_instrumen(roots()).values():
        yield from (row.uraian for row in instrumen.semua_kriteria)
    yield from (butir.nama for butir in (*MENU, *LAIN))
    yield from PERTANYAAN.values()
