"""What a sheet still lacks before it may be sent, each with the field where it is mended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sakip.pengukuran.models import LembarRealisasi
from sakip.pengukuran.rows import Baris, is_semua_sama, load_baris
from sakip.web.clock import database_now

DISEBUT = 3
KOSONG = "belum diisi. Tulis angkanya, atau - bila tidak diukur"


@dataclass(frozen=True, slots=True)
class Kurang:
    """One thing to mend: where (`bidang` is the id of a field on the page), whose row, and what."""

    bidang: str
    nama: str
    pesan: str


def find_kurang(lembar: LembarRealisasi, rows: Sequence[Baris], moment: datetime) -> list[Kurang]:
    """Everything that keeps a sheet from being sent, in the order of the page."""
    found = [one for row in rows for one in _of_row(row)]
    if not lembar.catatan and (asked := list(ask_catatan(lembar, rows, moment))):
        found.append(
            Kurang("catatan-lembar", "Catatan lembar", f"belum ditulis. {'. '.join(asked)}")
        )
    return found


def load_kurang(lembar: LembarRealisasi) -> list[Kurang]:
    """The same, read anew."""
    return find_kurang(lembar, load_baris(lembar, lembar.masa.instansi.hari_ini), database_now())


def ask_catatan(lembar: LembarRealisasi, rows: Sequence[Baris], moment: datetime) -> Iterator[str]:
    """Why the sheet as a whole needs words."""
    if moment > lembar.masa.tutup or any(row.terlambat for row in rows):
        yield "Tenggat sudah lewat: tulis mengapa terlambat"
    if is_semua_sama(rows):
        yield "Semua realisasi persis sama dengan target: tulis bagaimana angkanya diukur"


def write_kurang(kurang: Sequence[Kurang]) -> str:
    """The first of them in one sentence."""
    names = "; ".join(f"{one.nama} {one.pesan}" for one in kurang[:DISEBUT])
    more = f"; dan {len(kurang) - DISEBUT} lainnya" if len(kurang) > DISEBUT else ""
    return f"{len(kurang)} hal belum lengkap: {names}{more}."


def _of_row(row: Baris) -> Iterator[Kurang]:
    if not row.terbuka:
        return
    key, nama = row.potret.pk, row.potret.nama
    stored = row.realisasi
    if stored is None or not row.terisi:
        yield Kurang(f"{row.bidang[0]}-{key}", nama, KOSONG)
        return
    if row.perlu_sebab and not stored.sebab:
        yield Kurang(f"sebab-{key}", nama, "belum ada penyebabnya")
    if row.perlu_sebab and not stored.tindak_lanjut:
        yield Kurang(f"tindak_lanjut-{key}", nama, "belum ada tindak lanjutnya")
    if row.peringatan and not stored.penjelasan:
        yield Kurang(f"penjelasan-{key}", nama, "belum dijelaskan")
