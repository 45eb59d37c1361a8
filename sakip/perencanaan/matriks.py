"""National priorities against the sasaran of a version: what serves what, and what serves nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from sakip.perencanaan.models import IsiSimpul, Versi
from sakip.perencanaan.ruang import Ruang
from sakip.rules.penjenjangan import Tanda

PRIORITAS = "prioritas"


@dataclass(frozen=True, slots=True)
class Matriks:
    """The priorities as columns and the sasaran as rows, each with the keys of what it is tagged with."""

    prioritas: tuple[Tanda, ...]
    sasaran: list[IsiSimpul]

    @property
    def tanpa_prioritas(self) -> list[IsiSimpul]:
        """The sasaran that no priority is tagged on."""
        keys = {one.kunci for one in self.prioritas}
        return [row for row in self.sasaran if not keys & set(row.tanda)]

    @property
    def tanpa_sasaran(self) -> list[Tanda]:
        """The priorities that no sasaran serves."""
        served = {kunci for row in self.sasaran for kunci in row.tanda}
        return [one for one in self.prioritas if one.kunci not in served]


def load_matriks(versi: Versi) -> Matriks:
    """The matrix of a version; one query."""
    rows = IsiSimpul.objects.di_versi(versi).filter(jenjang=IsiSimpul.Jenjang.SASARAN)
    rows = rows.select_related("simpul", "perangkat_daerah").for_outline()
    return Matriks(tuple(_priorities(Ruang(versi).penjenjangan.tanda)), list(rows))


def _priorities(tanda: Iterable[Tanda]) -> Iterable[Tanda]:
    return (one for one in tanda if one.kelompok == PRIORITAS)
