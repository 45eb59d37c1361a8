"""The action plan of a unit in a year, and what a pasted table says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Prefetch

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.models import IsiIndikator, PeriodeRencana
from sakip.perjanjian.models import PerubahanAksi, RencanaAksi

TERBANYAK = 300
# The columns of a pasted table, in order; then four quarters or twelve months, then the budget.
KOLOM_TEMPEL = ("indikator", "langkah", "pic", "satuan", "target")


@dataclass(frozen=True, slots=True)
class BarisAksi:
    """A step as it was typed; `pk` and `revisi` of one that is there already, `batal` to drop it."""

    indikator: int
    langkah: str
    pic: str
    satuan: str
    target: Decimal
    bagian: Mapping[int, Decimal]
    anggaran: Decimal | None = None
    pk: int | None = None
    revisi: int = 0
    batal: bool = False


@dataclass(slots=True)
class AksiIndikator:
    """An indicator the unit answers for, with its steps."""

    isi: IsiIndikator
    langkah: list[RencanaAksi] = field(default_factory=list)


def load_indikator(unit: PerangkatDaerah, tahun: int) -> list[IsiIndikator]:
    """The indicators in force that the unit answers for in a year, in the order of their kode."""
    documents = PeriodeRencana.objects.filter(instansi=unit.instansi_id).utama(tahun)
    rows = IsiIndikator.objects.filter(perangkat_daerah=unit, indikator__periode__in=documents)
    return list(rows.berlaku().select_related("indikator").order_by("indikator__kode")[:TERBANYAK])


def load_aksi(unit: PerangkatDaerah, tahun: int) -> list[AksiIndikator]:
    """The steps by indicator, with what changed after its time; three queries."""
    found = {row.indikator_id: AksiIndikator(row) for row in load_indikator(unit, tahun)}
    changes = PerubahanAksi.objects.select_related("pelaku").order_by("waktu")
    rows = RencanaAksi.objects.filter(perangkat_daerah=unit, tahun=tahun).for_list()
    for row in rows.prefetch_related(Prefetch("perubahan_set", changes))[:TERBANYAK]:
        if row.indikator_id in found:
            found[row.indikator_id].langkah.append(row)
    return list(found.values())


def read_tempelan(teks: str, bidang: list[str]) -> Iterator[dict[str, str]]:
    """Each line of a table copied from a sheet as cells by field; `bidang` are the fields in order.

    Cells too many are left out, a head line is passed over.
    """
    for line in teks.replace("\r\n", "\n").split("\n"):
        cells = [cell.strip() for cell in line.split("\t")]
        if any(cells) and cells[0].casefold() not in ("kode", "indikator", "kode indikator"):
            yield dict(zip(bidang, cells, strict=False))


def load_langkah(unit: PerangkatDaerah, tahun: int) -> list[RencanaAksi]:
    """The steps of a unit in a year that were not dropped."""
    rows = RencanaAksi.objects.filter(perangkat_daerah=unit, tahun=tahun)
    return list(rows.berjalan().for_list())


def count_langkah(units: Sequence[PerangkatDaerah], tahun: int) -> dict[int, int]:
    """How many steps each of these units has in a year."""
    return RencanaAksi.objects.filter(tahun=tahun).berjalan().count_by_unit(units)
