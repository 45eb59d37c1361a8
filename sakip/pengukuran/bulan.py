"""The months of a quarter: what they make together is offered to its row, never written silently."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from sakip.pengukuran.compute import Isi, to_isi_masa
from sakip.pengukuran.models import Masa
from sakip.rules.agregasi import IsiMasa, compute_agregat
from sakip.rules.angka import write_angka
from sakip.rules.tanggal import BULAN, bulan_of_triwulan


@dataclass(frozen=True, slots=True)
class AngkaBulan:
    """The months of a row that are opened, and what those filled make: `isi` by field, `teks` as read.

    `teks` is empty when they make nothing yet.
    """

    masa: list[Masa]
    dari: str = ""
    teks: str = ""
    isi: dict[str, str] = field(default_factory=dict)


def months_of_quarter(masa: Masa) -> Q:
    """Which contracts of the same year are of a quarter's months; none for other periods."""
    if masa.jenis != Masa.Jenis.TRIWULAN:
        return Q(pk__in=())
    return Q(masa__jenis=Masa.Jenis.BULAN, masa__ke__in=bulan_of_triwulan(masa.ke))


def compute_bulan(chain: Sequence[Isi]) -> AngkaBulan | None:
    """Sum, last or mean of months, as the aggregation says; a ratio offers its two sums. None: no month."""
    if not chain:
        return None
    masa, last = [one.potret.masa for one in chain], chain[-1].potret
    filled = [one for one in chain if one.realisasi is not None]
    isi = [to_isi_masa(one) for one in filled]
    found = compute_agregat(
        last.agregasi_rule, isi, faktor=Decimal(last.faktor), desimal=last.desimal
    )
    if found.alasan is not None or found.nilai is None:
        return AngkaBulan(masa)
    dari = ", ".join(BULAN[one.potret.masa.ke - 1] for one in filled)
    if penyebut := _sum(isi, "penyebut"):
        pembilang = _sum(isi, "pembilang")
        typed = {"pembilang": pembilang, "penyebut": penyebut}
        return AngkaBulan(masa, dari, f"{pembilang}/{penyebut}", typed)
    nilai = found.nilai
    teks = nilai if isinstance(nilai, str) else write_angka(nilai, last.desimal)
    return AngkaBulan(masa, dari, teks, {"nilai": teks, "bobot": _sum(isi, "bobot")})


def _sum(isi: list[IsiMasa], name: str) -> str:
    values = [value for one in isi if (value := getattr(one, name)) is not None]
    return write_angka(sum(values, Decimal(0)), None) if values else ""
