"""Who carries which node below the head of a unit."""

from collections.abc import Collection

from sakip.organisasi.models import Jabatan, PerangkatDaerah
from sakip.organisasi.pejabat import is_kepala
from sakip.perencanaan.models import IsiSimpul, PeriodeRencana
from sakip.perjanjian.models import Ampuan

TERBANYAK = 500


def load_simpul_unit(unit: PerangkatDaerah, tahun: int) -> list[IsiSimpul]:
    """The nodes of a unit's own plan in force below its sasaran, in the order of the plan."""
    documents = PeriodeRencana.objects.filter(perangkat_daerah=unit).utama(tahun)
    levels = ("program", "kegiatan", "subkegiatan")
    rows = IsiSimpul.objects.filter(simpul__periode__in=documents, jenjang__in=levels).berlaku()
    return list(rows.select_related("simpul").order_by("simpul__kode")[:TERBANYAK])


def load_jabatan_bawahan(unit: PerangkatDaerah) -> list[Jabatan]:
    """The positions of a unit below its head, the higher ones first."""
    rows = Jabatan.objects.filter(perangkat_daerah=unit).select_related("atasan")
    below = rows.exclude(jenjang=Jabatan.Jenjang.KEPALA_DAERAH).order_by("jenjang", "nama")
    return [row for row in below if not is_kepala(row)]


def load_ampuan(simpul: Collection[int]) -> dict[int, Ampuan]:
    """The carrier of each of these nodes that has one, by node."""
    return {row.simpul_id: row for row in Ampuan.objects.filter(simpul__in=list(simpul))}
