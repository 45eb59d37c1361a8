"""What a cabinet's list is narrowed by, and what stands beside each file on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from sakip.berkas.models import Berkas, BerkasQuerySet
from sakip.berkas.pemakai import Pemakaian, all_pemakai, load_pemakaian
from sakip.berkas.permissions import PENGUNGGAH
from sakip.berkas.petunjuk import load_kembar, write_petunjuk
from sakip.organisasi.models import Pengguna, PerangkatDaerah

Pilihan = tuple[tuple[str, str], ...]
BELUM_DIPAKAI = "belum"
VERSI: Pilihan = (
    ("", "Versi terbaru"),
    ("semua", "Semua versi"),
    ("kedaluwarsa", "Kedaluwarsa"),
    ("fisik", "Bukti fisik"),
    ("terhapus", "Terhapus 30 hari"),
)
JENIS: Pilihan = (("", "Semua jenis"), *Berkas.Jenis.choices)


@dataclass(frozen=True, slots=True)
class Catatan:
    """Beside a file: where it is used as far as the reader sees, how often elsewhere, and the hints."""

    dipakai: list[Pemakaian]
    lain: int
    petunjuk: list[str]


def load_dipakai() -> Pilihan:
    """The tables that may point to files, as choices of a filter."""
    tables = ((one.nama, one.label) for one in all_pemakai())
    return (("", "Dipakai di mana saja"), *tables, (BELUM_DIPAKAI, "Belum dipakai"))


def load_dikelola(user: Pengguna) -> set[int]:
    """The units whose cabinet a person may change, as far as his role says it."""
    if user.cap is None or user.cap.peran not in PENGUNGGAH:
        return set()
    return set(PerangkatDaerah.objects.visible_to(user).values_list("pk", flat=True))


def saring_berkas(rows: BerkasQuerySet, saring: QueryDict, hari_ini: date) -> BerkasQuerySet:
    """The files of a cabinet that fit the filters `versi`, `jenis` and `dipakai` of an address."""
    versi, jenis, dipakai = (saring.get(nama, "") for nama in ("versi", "jenis", "dipakai"))
    if versi == "terhapus":
        rows = rows.in_bin()
    elif versi == "semua":
        rows = rows.filter(dihapus_pada__isnull=True)
    else:
        rows = rows.current()
    if versi == "kedaluwarsa":
        rows = rows.expired(hari_ini)
    if versi == "fisik":
        rows = rows.filter(fisik=True)
    if jenis:
        rows = rows.filter(jenis=jenis)
    if dipakai == BELUM_DIPAKAI:
        return rows.unused()
    return rows.used_by(dipakai) if dipakai else rows


def load_catatan(
    user: Pengguna, unit: PerangkatDaerah | None, rows: Iterable[Berkas]
) -> dict[int, Catatan]:
    """Beside each of these files of a cabinet (None: of none), in a constant number of queries."""
    files = list(rows)
    used, twins = load_pemakaian(user, [row.pk for row in files]), load_kembar(unit, files)
    notes = {}
    for row in files:
        pointers = used.get(row.pk, [])
        seen = [one for one in pointers if one.terlihat]
        hints = write_petunjuk(row, pointers, twins.get(row.blob_id, ()))
        notes[row.pk] = Catatan(seen, len(pointers) - len(seen), hints)
    return notes
