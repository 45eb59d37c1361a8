"""The tree of a unit as an outline: its nodes in force under the agency's sasaran, with indicators."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.perencanaan.models import IsiIndikator, IsiSimpul, PeriodeRencana, TargetTahun
from sakip.rules.kosakata import kosakata_on
from sakip.rules.rumusan import classify_indikator
from sakip.rules.target import write_target

BATAS = 2000


@dataclass(slots=True)
class BarisIndikator:
    """An indicator with its targets as printed, by year."""

    isi: IsiIndikator
    target: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class BarisOutline:
    """A node at its depth; `sendiri` is false for the agency's node it hangs under."""

    isi: IsiSimpul
    dalam: int
    sendiri: bool
    indikator: list[BarisIndikator] = field(default_factory=list)


def load_outline(user: Pengguna, unit: PerangkatDaerah, tahun: int) -> list[BarisOutline]:
    """The rows of the outline from the top down; four queries whatever the size.

    Besides the unit's own document it shows the indicators of the agency's document that the unit
    answers for, and the nodes above both.
    """
    nodes = _load_nodes(user, unit, tahun)
    indikator = _load_indikator(unit, tahun)
    wanted = _with_ancestors(nodes, unit, indikator)
    children: dict[int | None, list[IsiSimpul]] = defaultdict(list)
    for node in nodes.values():
        if node.simpul_id in wanted:
            parent = node.induk_id if node.induk_id in wanted else None
            children[parent].append(node)
    return list(_walk(children, None, 0, unit, indikator))


def count_hasil(rows: Iterable[BarisOutline], on: date) -> tuple[int, int]:
    """How many indicators of an outline count an outcome by their names, and of how many."""
    kosakata = kosakata_on(on)
    names = [one.isi.nama for row in rows for one in row.indikator]
    return sum(classify_indikator(kosakata, nama).kelas == "hasil" for nama in names), len(names)


def _load_nodes(user: Pengguna, unit: PerangkatDaerah, tahun: int) -> dict[int, IsiSimpul]:
    mine = Q(perangkat_daerah__isnull=True) | Q(perangkat_daerah=unit)
    documents = PeriodeRencana.objects.filter(mine, instansi=user.instansi_id).utama(tahun)
    rows = IsiSimpul.objects.filter(simpul__periode__in=documents).berlaku().for_outline()[:BATAS]
    return {row.simpul_id: row for row in rows}


def _load_indikator(unit: PerangkatDaerah, tahun: int) -> dict[int, list[BarisIndikator]]:
    documents = PeriodeRencana.objects.filter(instansi=unit.instansi_id).utama(tahun)
    rows = IsiIndikator.objects.filter(perangkat_daerah=unit, indikator__periode__in=documents)
    rows = rows.berlaku()
    found = {row.indikator_id: BarisIndikator(row) for row in rows.order_by("urutan", "pk")[:BATAS]}
    targets = TargetTahun.objects.filter(
        indikator__in=found, tahun__range=(tahun - 1, tahun + 3)
    ).berlaku()
    for row in targets.order_by("tahun"):
        baris = found[row.indikator_id]
        baris.target[row.tahun] = write_target(row.to_rule(), baris.isi.desimal)
    by_node: dict[int, list[BarisIndikator]] = defaultdict(list)
    for baris in found.values():
        by_node[baris.isi.simpul_id].append(baris)
    return by_node


def _with_ancestors(
    nodes: dict[int, IsiSimpul], unit: PerangkatDaerah, indikator: dict[int, list[BarisIndikator]]
) -> set[int]:
    """The unit's nodes, those that carry its indicators, and all above them."""
    wanted = {
        pk for pk, node in nodes.items() if node.simpul.periode.perangkat_daerah_id == unit.pk
    }
    wanted |= {pk for pk in indikator if pk in nodes}
    for pk in list(wanted):
        above = nodes[pk].induk_id
        while above is not None and above in nodes and above not in wanted:
            wanted.add(above)
            above = nodes[above].induk_id
    return wanted


def _walk(
    children: dict[int | None, list[IsiSimpul]],
    parent: int | None,
    dalam: int,
    unit: PerangkatDaerah,
    indikator: dict[int, list[BarisIndikator]],
) -> Iterator[BarisOutline]:
    for node in children.get(parent, []):
        own = node.simpul.periode.perangkat_daerah_id == unit.pk
        yield BarisOutline(node, dalam, own, indikator.get(node.simpul_id, []))
        yield from _walk(children, node.simpul_id, dalam + 1, unit, indikator)
