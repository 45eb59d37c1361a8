"""What a sheet still lacks before it may be sent, each with the field where it is mended."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from sakip.pengukuran.models import LembarRealisasi, Realisasi
from sakip.pengukuran.rows import Baris, is_semua_sama, load_baris
from sakip.rules.alasan import Alasan
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


def find_tanpa_bukti(rows: Sequence[Baris]) -> list[Kurang]:
    """Figures that nothing proves yet: said beside what is missing, and no reason not to send the sheet."""
    return [
        Kurang(f"bukti-{row.potret.pk}", row.potret.nama, "belum ada buktinya")
        for row in rows
        if row.terbuka and not row.bukti and _is_figure(row)
    ]


def count_tanpa_bukti(lembar: Iterable[LembarRealisasi]) -> dict[int, int]:
    """How many figures of each of these sheets nothing proves yet, by sheet; one query whatever their number.

    A sheet that lacks none is absent.
    """
    sheets = LembarRealisasi.objects.filter(pk__in=[one.pk for one in lembar])
    potret = "perangkat_daerah__potret_set"
    figure = Q(**{f"{potret}__masa": F("masa"), f"{potret}__bukti_set__isnull": True})
    figure &= Q(**{f"{potret}__realisasi__keadaan": Realisasi.Keadaan.TERISI})
    figure &= ~Q(**{f"{potret}__realisasi__alasan": Alasan.REALISASI_KOSONG})
    found = sheets.annotate(n=Count(potret, filter=figure, distinct=True)).order_by()
    return dict(found.filter(n__gt=0).values_list("pk", "n"))


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


def _is_figure(row: Baris) -> bool:
    """Whether there is something to prove: a figure, not the reason why there is none."""
    stored = row.realisasi
    return row.terisi and stored is not None and stored.keadaan == Realisasi.Keadaan.TERISI
