"""What was spent of a unit's budget lines to the end of a quarter, beside its figure as a whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.perencanaan.models import Anggaran, IsiSimpul, Nomenklatur, Pagu, PeriodeRencana, Serapan
from sakip.rules.pagu import (
    SerapanKode,
    codes_above,
    compute_serapan,
    sum_of,
    sum_serapan,
    write_tahap,
)


@dataclass(frozen=True, slots=True)
class SerapanUnit:
    """A unit's serapan by the codes of its DPA at the newest stage; `anggaran`: what it reports as a whole.

    The two come from different files and are only compared, never made from each other.
    """

    unit: PerangkatDaerah
    tahap: str
    baris: list[SerapanKode]
    pagu: Decimal
    realisasi: Decimal | None
    anggaran: Anggaran | None

    @property
    def serapan(self) -> Decimal | None:
        """In percent; None where nothing is known."""
        return None if self.realisasi is None else compute_serapan(self.realisasi, self.pagu)

    @property
    def beda(self) -> Decimal:
        """The unit's own figure less the sum of its lines, in rupiah; 0 where one of them is missing."""
        if self.anggaran is None or self.realisasi is None:
            return Decimal(0)
        own: Decimal = self.anggaran.realisasi
        return own - self.realisasi


def load_serapan_unit(unit: PerangkatDaerah, tahun: int, triwulan: int) -> SerapanUnit:
    """A unit's serapan to the end of a quarter; three queries."""
    money = list(Pagu.objects.filter(perangkat_daerah=unit).terakhir(tahun))
    same = {"perangkat_daerah": unit, "tahun": tahun, "triwulan": triwulan}
    spent = list(Serapan.objects.filter(**same))
    anggaran = Anggaran.objects.filter(**same).first()
    pagu = _by_kode((row.kode, row.jumlah) for row in money)
    realisasi = _by_kode((row.kode, row.realisasi) for row in spent)
    return SerapanUnit(
        unit,
        write_tahap(money[0].tahap) if money else "",
        sum_serapan(pagu, realisasi),
        sum_of(pagu.values()),
        sum_of(realisasi.values()) if spent else None,
        anggaran,
    )


def load_nama(
    unit: PerangkatDaerah, tahun: int, rows: Iterable[SerapanKode], user: Pengguna
) -> dict[str, str]:
    """What each code is called: in the DPA, else in the plan, else in the national list; four queries."""
    wanted = {row.kode: [*_names_of(row.kode)] for row in rows}
    every = {kode for codes in wanted.values() for kode in codes}
    listed = Nomenklatur.objects.visible_to(user).filter(kode__in=every)
    listed = listed.filter(edisi=Nomenklatur.objects.newest_edisi())
    names = dict(listed.values_list("kode", "nama"))
    plan = PeriodeRencana.objects.filter(perangkat_daerah=unit).utama(tahun)
    nodes = IsiSimpul.objects.filter(simpul__periode__in=plan, nomenklatur__in=every).berlaku()
    names |= dict(nodes.values_list("nomenklatur", "pernyataan"))
    lines = Pagu.objects.filter(perangkat_daerah=unit, kode__in=every).terakhir(tahun)
    names |= dict(lines.values_list("kode", "nama"))
    return {
        kode: next((names[one] for one in codes if one in names), "")
        for kode, codes in wanted.items()
    }


def _names_of(kode: str) -> Iterable[str]:
    """A code, and the same as the national list writes it (X.XX for the own bidang)."""
    return list(codes_above(kode))[:2]


def _by_kode(rows: Iterable[tuple[str, Decimal]]) -> Mapping[str, Decimal]:
    """The sum of each code over its funds."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for kode, jumlah in rows:
        found[kode] += jumlah
    return found
