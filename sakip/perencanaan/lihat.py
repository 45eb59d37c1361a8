"""A version as it is read: its outline page by page, and the way from a node up to the ultimate outcome."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sakip.perencanaan.models import (
    IsiIndikator,
    IsiSimpul,
    PeriodeRencana,
    Simpul,
    TargetTahun,
    Versi,
)
from sakip.perencanaan.outline import BarisIndikator, BarisOutline
from sakip.perencanaan.ruang import Ruang
from sakip.rules.silsilah import line_of
from sakip.rules.target import write_target

PER_HALAMAN = 200


@dataclass(frozen=True, slots=True)
class Tempat:
    """A node in the order of the outline, and how deep it stands."""

    simpul: int
    dalam: int


def load_urutan(versi: Versi) -> list[Tempat]:
    """Every node of a version from the top down; one query."""
    return list(walk(Ruang(versi)))


def walk(ruang: Ruang) -> Iterator[Tempat]:
    """The nodes of a version in the order of its outline; those under another document's are roots."""
    roots = [row for row in ruang.letak.values() if row.induk not in ruang.letak]
    stack = [Tempat(row.simpul, 0) for row in reversed(roots)]
    while stack:
        here = stack.pop()
        yield here
        children = ruang.anak.get(here.simpul, [])
        stack += [Tempat(row.simpul, here.dalam + 1) for row in reversed(children)]


def load_bagian(versi: Versi, tempat: Sequence[Tempat]) -> list[BarisOutline]:
    """These nodes with their indicators and promises; four queries however many."""
    pks = [one.simpul for one in tempat]
    rows = IsiSimpul.objects.di_versi(versi).filter(simpul__in=pks).for_outline()
    rows = rows.select_related("simpul", "perangkat_daerah", "induk__periode")
    nodes = {
        row.simpul_id: row for row in rows.prefetch_related("kontributor_set__perangkat_daerah")
    }
    sheets = _load_indikator(versi, pks)
    return [
        BarisOutline(nodes[one.simpul], one.dalam, sendiri=True, indikator=sheets[one.simpul])
        for one in tempat
    ]


def _load_indikator(versi: Versi, simpul: Sequence[int]) -> dict[int, list[BarisIndikator]]:
    rows = IsiIndikator.objects.di_versi(versi).filter(simpul__in=simpul)
    rows = rows.select_related("indikator", "perangkat_daerah").order_by("urutan", "pk")
    found = {row.indikator_id: BarisIndikator(row) for row in rows}
    targets = TargetTahun.objects.di_versi(versi).filter(indikator__in=found)
    for row in targets:
        baris = found[row.indikator_id]
        baris.target[row.tahun] = write_target(row.to_rule(), baris.isi.desimal)
    by_node: dict[int, list[BarisIndikator]] = defaultdict(list)
    for baris in found.values():
        by_node[baris.isi.simpul_id].append(baris)
    return by_node


def load_jalur(simpul: Simpul, versi: Versi) -> list[IsiSimpul]:
    """The node and all above it, the ultimate outcome first, across documents; two queries.

    The own document as it stands in `versi`, the agency's as it is in force.
    """
    own = IsiSimpul.objects.di_versi(versi)
    agency = PeriodeRencana.objects.filter(
        instansi=versi.instansi_id, perangkat_daerah__isnull=True
    ).exclude(pk=versi.periode_id)
    above = IsiSimpul.objects.filter(simpul__periode__in=agency).berlaku()
    names = ("simpul_id", "induk_id", "pk")
    rows = [*above.values_list(*names), *own.values_list(*names)]
    line = line_of({pk: induk for pk, induk, _ in rows}, simpul.pk)
    place = {pk: isi for pk, _, isi in rows}
    found = IsiSimpul.objects.filter(pk__in=[place[pk] for pk in line if pk in place])
    by_node = {
        row.simpul_id: row for row in found.select_related("simpul__periode", "perangkat_daerah")
    }
    return [by_node[pk] for pk in reversed(line) if pk in by_node]
