"""Money beside results: which budget lines hang on a node of the plan, and which stand alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.models import IkatanPagu, IsiSimpul, Pagu, PeriodeRencana
from sakip.rules.kelanjutan import compute_mirip, kata_nama
from sakip.rules.pagu import SimpulBerkode, compute_sandingan, sum_by_fund, sum_of, write_tahap

# The levels that money is budgeted on (Permendagri 90/2019).
BERPAGU = ("program", "kegiatan", "subkegiatan")


@dataclass(frozen=True, slots=True)
class SimpulPagu:
    """A node in force with its money and that of all below it (None: no line), by fund in `sumber`."""

    isi: IsiSimpul
    jumlah: Decimal | None
    sumber: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class PaguUnit:
    """A unit's money of a year at its newest stage, beside the nodes of its plan."""

    unit: PerangkatDaerah
    tahap: str
    simpul: tuple[SimpulPagu, ...]
    tanpa_hasil: list[Pagu]
    jumlah: Decimal

    @property
    def jumlah_tanpa_hasil(self) -> Decimal:
        """Rupiah that no programme of the plan takes."""
        return sum_of(row.jumlah for row in self.tanpa_hasil)

    @property
    def program(self) -> list[SimpulPagu]:
        """The programmes."""
        return [one for one in self.simpul if one.isi.jenjang == IsiSimpul.Jenjang.PROGRAM]

    @property
    def tanpa_rupiah(self) -> list[SimpulPagu]:
        """Programmes without a budget line."""
        return [one for one in self.program if one.jumlah is None]


def load_pagu_unit(units: Collection[PerangkatDaerah], tahun: int) -> list[PaguUnit]:
    """The money of each of these units beside its plan; three queries however many units."""
    money: dict[int, list[Pagu]] = defaultdict(list)
    rows = Pagu.objects.filter(perangkat_daerah__in=units).terakhir(tahun)
    for row in rows.order_by("kode", "sumber_dana"):
        money[row.perangkat_daerah_id].append(row)
    nodes: dict[int | None, list[IsiSimpul]] = defaultdict(list)
    for node in _load_nodes(units, tahun):
        nodes[node.perangkat_daerah_id or node.simpul.periode.perangkat_daerah_id].append(node)
    ties = load_ikatan(units)
    return [_pagu_unit(unit, money[unit.pk], nodes[unit.pk], ties[unit.pk]) for unit in units]


def load_ikatan(units: Collection[PerangkatDaerah]) -> dict[int, dict[str, IkatanPagu]]:
    """What people tied budget codes to, by unit and code."""
    found: dict[int, dict[str, IkatanPagu]] = defaultdict(dict)
    for row in IkatanPagu.objects.filter(perangkat_daerah__in=units):
        found[row.perangkat_daerah_id][row.kode] = row
    return found


def suggest_simpul(nama: str, simpul: Iterable[SimpulPagu]) -> int | None:
    """The node whose words are most like those of a budget line; None when none is."""
    words = kata_nama(nama)
    scored = [(compute_mirip(words, kata_nama(one.isi.pernyataan)), one) for one in simpul]
    best = max(scored, key=lambda one: one[0], default=(0.0, None))
    return best[1].isi.simpul_id if best[1] is not None and best[0] > 0 else None


def load_pagu_simpul(
    unit: PerangkatDaerah, tahun: int, nodes: Iterable[IsiSimpul]
) -> dict[int, Decimal]:
    """The money of a unit's newest stage on these nodes and all below them, by node; two queries."""
    rows = Pagu.objects.filter(perangkat_daerah=unit).terakhir(tahun)
    jumlah = {row.pk: row for row in rows}
    codes = {pk: row.kode for pk, row in jumlah.items()}
    found = compute_sandingan(codes, _coded(nodes), _tied(load_ikatan([unit])[unit.pk]))
    return {
        node: sum_of(jumlah[pk].jumlah for pk in lines) for node, lines in found.baris_of.items()
    }


def _coded(nodes: Iterable[IsiSimpul]) -> dict[int, SimpulBerkode]:
    return {node.simpul_id: SimpulBerkode(node.nomenklatur, node.induk_id) for node in nodes}


def _tied(ties: Mapping[str, IkatanPagu]) -> dict[str, int]:
    return {kode: row.simpul_id for kode, row in ties.items()}


def _load_nodes(units: Collection[PerangkatDaerah], tahun: int) -> list[IsiSimpul]:
    agencies = {unit.instansi_id for unit in units}
    documents = PeriodeRencana.objects.filter(instansi__in=agencies).utama(tahun)
    rows = IsiSimpul.objects.filter(simpul__periode__in=documents, jenjang__in=BERPAGU).berlaku()
    return list(rows.select_related("simpul__periode").order_by("urutan", "simpul__kode"))


def _pagu_unit(
    unit: PerangkatDaerah, money: list[Pagu], nodes: list[IsiSimpul], ties: dict[str, IkatanPagu]
) -> PaguUnit:
    by_pk = {row.pk: row for row in money}
    found = compute_sandingan(
        {row.pk: row.kode for row in money},
        _coded(nodes),
        _tied(ties),
    )
    simpul = tuple(
        _simpul(node, [by_pk[pk] for pk in found.baris_of.get(node.simpul_id, ())])
        for node in nodes
    )
    tahap = write_tahap(money[0].tahap) if money else ""
    loose = [by_pk[pk] for pk in found.tanpa_hasil]
    return PaguUnit(unit, tahap, simpul, loose, sum_of(row.jumlah for row in money))


def _simpul(node: IsiSimpul, lines: list[Pagu]) -> SimpulPagu:
    funds = sum_by_fund((row.sumber_dana, row.jumlah) for row in lines)
    return SimpulPagu(node, sum_of(row.jumlah for row in lines) if lines else None, funds)
