"""Which documents each unit has: when made, set and published, and whose they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max

from sakip.organisasi.models import Jabatan, PerangkatDaerah
from sakip.organisasi.pejabat import is_kepala
from sakip.perencanaan.models import Pagu, Versi
from sakip.perjanjian.models import (
    CatatanDokumen,
    PenetapanIKU,
    PerjanjianKinerja,
    RencanaAksi,
)
from sakip.rules.dokumen_wajib import DokumenWajib

# When a document was made, and when it was set.
Tanggal = tuple[date | None, date | None]


@dataclass(slots=True)
class Sel:
    """One document of one unit; `ada` where the system knows it without a date."""

    dokumen: DokumenWajib
    dibuat: date | None = None
    formal: date | None = None
    ada: bool = False
    catatan: CatatanDokumen | None = None
    pemilik: Jabatan | None = None

    @property
    def terbit(self) -> date | None:
        """When it was published, as people noted."""
        return self.catatan.terbit if self.catatan else None

    @property
    def keadaan(self) -> str:
        """`terbit`, `formal`, `dibuat` or `belum`: how far it has come."""
        if self.terbit:
            return "terbit"
        if self.formal:
            return "formal"
        return "dibuat" if self.dibuat or self.ada else "belum"


@dataclass(slots=True)
class BarisUnit:
    """A unit with its documents in the order of the list."""

    unit: PerangkatDaerah
    sel: list[Sel] = field(default_factory=list)

    @property
    def belum(self) -> int:
        """How many are missing."""
        return sum(one.keadaan == "belum" for one in self.sel)

    @property
    def tak_bertuan(self) -> int:
        """How many have no owner."""
        return sum(one.pemilik is None for one in self.sel)


def load_kelengkapan(
    units: Sequence[PerangkatDaerah], dokumen: Iterable[DokumenWajib], tahun: int
) -> list[BarisUnit]:
    """Every document of these units in a year; seven queries however many units.

    The owner is the head of the unit, unless somebody else was named.
    """
    wanted = list(dokumen)
    known = {asal: load(units, tahun) for asal, load in ASAL.items()}
    rows = CatatanDokumen.objects.filter(perangkat_daerah__in=units, tahun=tahun)
    notes = {(row.perangkat_daerah_id, row.jenis): row for row in rows.select_related("pemilik")}
    heads = _load_kepala(units)
    return [
        BarisUnit(
            unit,
            [
                _sel(one, known.get(one.asal, {}).get(unit.pk), notes.get((unit.pk, one.kunci)),
                     heads.get(unit.pk))
                for one in wanted
            ],
        )
        for unit in units
    ]  # fmt: skip


def _sel(
    dokumen: DokumenWajib,
    known: Tanggal | None,
    note: CatatanDokumen | None,
    kepala: Jabatan | None,
) -> Sel:
    """Days of its own record, or those people noted: a plan is in force here later than in law."""
    dibuat, formal = known or (None, None)
    if note is not None and not dokumen.bertanggal:
        dibuat, formal = note.dibuat or dibuat, note.formal or formal
    owner = (note.pemilik if note else None) or kepala
    return Sel(dokumen, dibuat, formal, known is not None, note, owner)


def _load_kepala(units: Sequence[PerangkatDaerah]) -> dict[int, Jabatan]:
    rows = Jabatan.objects.filter(perangkat_daerah__in=units).select_related("atasan")
    heads = [row for row in rows.order_by("-jenjang", "-pk") if is_kepala(row)]
    return {row.perangkat_daerah_id: row for row in heads}


def _renstra(units: Sequence[PerangkatDaerah], tahun: int) -> dict[int, Tanggal]:
    rows = Versi.objects.berlaku().filter(
        periode__perangkat_daerah__in=units,
        periode__tahun_awal__lte=tahun,
        periode__tahun_akhir__gte=tahun,
    )
    values = rows.values_list("periode__perangkat_daerah", "berlaku_sejak")
    return {unit: (None, sejak) for unit, sejak in values.order_by("periode__tahun_awal")}


def _pagu(units: Sequence[PerangkatDaerah], tahun: int) -> dict[int, Tanggal]:
    rows = Pagu.objects.filter(perangkat_daerah__in=units, tahun=tahun)
    return dict.fromkeys(rows.values_list("perangkat_daerah", flat=True).distinct(), (None, None))


def _iku(units: Sequence[PerangkatDaerah], tahun: int) -> dict[int, Tanggal]:
    rows = PenetapanIKU.objects.filter(perangkat_daerah__in=units, tanggal__lte=date(tahun, 12, 31))
    values = rows.values_list("perangkat_daerah").annotate(Max("tanggal")).order_by()
    return {unit: (None, tanggal) for unit, tanggal in values}


def _pk(units: Sequence[PerangkatDaerah], tahun: int) -> dict[int, Tanggal]:
    rows = PerjanjianKinerja.objects.hidup().filter(
        jabatan__perangkat_daerah__in=units, tahun=tahun
    )
    rows = rows.select_related("jabatan__atasan").order_by("ditandatangani_pada", "pk")
    heads = [row for row in rows if is_kepala(row.jabatan)]
    return {
        row.jabatan.perangkat_daerah_id: (row.tanggal, row.ditandatangani_pada) for row in heads
    }


def _aksi(units: Sequence[PerangkatDaerah], tahun: int) -> dict[int, Tanggal]:
    rows = RencanaAksi.objects.berjalan().filter(perangkat_daerah__in=units, tahun=tahun)
    counts = rows.values_list("perangkat_daerah").annotate(Count("pk")).order_by()
    return {unit: (None, None) for unit, _ in counts}


ASAL = {"renstra": _renstra, "pagu": _pagu, "iku": _iku, "pk": _pk, "aksi": _aksi}


def count_tak_bertuan(rows: Iterable[BarisUnit]) -> int:
    """How many documents of these units have no owner; it should be none."""
    return sum(row.tak_bertuan for row in rows)


def find_sel(row: BarisUnit, kunci: str) -> Sel | None:
    """The unit's document of this key; None when the list has none."""
    return next((one for one in row.sel if one.dokumen.kunci == kunci), None)
