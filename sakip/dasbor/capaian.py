"""The year of a unit: nodes and their indicators in rows, periods in columns, each with its working."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from django.db.models import Q

from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.compute import Isi, load_aturan
from sakip.pengukuran.keadaan import last_day_asked
from sakip.pengukuran.models import CapaianTahun, Masa, Potret, Ringkasan
from sakip.pengukuran.tulis import write_realisasi
from sakip.perencanaan.models import IsiSimpul, Simpul
from sakip.rules.alasan import Alasan
from sakip.rules.angka import write_angka
from sakip.rules.kelas import kelas_dari
from sakip.rules.target import write_target


@dataclass(frozen=True, slots=True)
class Sel:
    """A capaian in percent, or why there is none; `langkah` is its arithmetic."""

    capaian: Decimal | None
    langkah: str
    realisasi: str = ""
    tercapai: bool | None = None

    @property
    def kelas(self) -> tuple[str, int]:
        """The name of its class and the place in the scale, the best being 1."""
        if self.capaian is None:
            return "", 0
        aturan = load_aturan()
        found = kelas_dari(aturan, self.capaian)
        return found.nama, aturan.kelas.index(found) + 1


@dataclass(slots=True)
class BarisCapaian:
    """A node at its depth, or an indicator under it (`potret`: its last contract).

    `sel` follows the periods, None where there is no contract; `tahun` is the year so far against the
    target of the year, of a node the mean of all below it.
    """

    nama: str
    dalam: int
    potret: Potret | None = None
    target: str = ""
    sel: list[Sel | None] = field(default_factory=list)
    tahun: Sel | None = None


@dataclass(frozen=True, slots=True)
class HasilUnit:
    """The year of one unit: its rows, and the mean of its indicators against the targets of the year."""

    masa: Sequence[Masa]
    rows: list[BarisCapaian]
    tahun: Sel


@dataclass(slots=True)
class _Pohon:
    """What the rows are built of: nodes with their parents, names and sums; indicators by node."""

    induk: dict[int, int]
    isi: Mapping[int, IsiSimpul]
    kode: Mapping[int, str]
    # By node and period; the year stands under no period.
    ringkasan: Mapping[tuple[int | None, int | None], Ringkasan]
    indikator: dict[int, list[BarisCapaian]]

    def name_of(self, simpul: int) -> str:
        return self.isi[simpul].pernyataan if simpul in self.isi else self.kode[simpul]

    def order_of(self, simpul: int) -> tuple[int, str]:
        return (self.isi[simpul].urutan if simpul in self.isi else 0, self.kode[simpul])


def load_hasil(unit: PerangkatDaerah, tahun: int, masa: Sequence[Masa]) -> HasilUnit:
    """Every indicator of a unit in these periods, under the nodes it stood on; six queries at most."""
    chains = _load_chains(unit, masa)
    years = CapaianTahun.objects.filter(indikator__in=chains, tahun=tahun)
    by_indikator = {row.indikator_id: row for row in years}
    by_node: dict[int, list[BarisCapaian]] = defaultdict(list)
    loose: list[BarisCapaian] = []
    for key, chain in chains.items():
        row = _indikator(chain, masa, by_indikator.get(key))
        jalur = chain[-1].potret.jalur
        (by_node[jalur[0]] if jalur else loose).append(row)
    pohon = _load_pohon(chains, by_node, masa, tahun)
    kept = Ringkasan.objects.filter(perangkat_daerah=unit, tahun=tahun, masa=None).first()
    return HasilUnit(
        masa, [*_walk(pohon, masa), *loose], _sel_rata(kept) or Sel(None, "Belum ada.")
    )


def _load_chains(unit: PerangkatDaerah, masa: Sequence[Masa]) -> dict[int, list[Isi]]:
    potret = Potret.objects.filter(perangkat_daerah=unit, masa__in=masa)
    rows = potret.select_related("masa", "realisasi").order_by("masa__ke", "urutan", "pk")
    chains: dict[int, list[Isi]] = defaultdict(list)
    for row in rows:
        chains[row.indikator_id].append(Isi(row, getattr(row, "realisasi", None)))
    return dict(sorted(chains.items(), key=lambda one: one[1][-1].potret.urutan))


def _indikator(
    chain: Sequence[Isi], masa: Sequence[Masa], tahun: CapaianTahun | None
) -> BarisCapaian:
    last = chain[-1].potret
    by_masa = {one.potret.masa_id: one for one in chain}
    target = last.target_tahun
    sel = [_sel(by_masa.get(one.pk), one) for one in masa]
    return BarisCapaian(
        nama=last.nama,
        dalam=len(last.jalur),
        potret=last,
        target=write_target(target, last.desimal) if target else "",
        sel=sel,
        tahun=_tahun(tahun, last, next(one for one in reversed(sel) if one)),
    )


def _tahun(row: CapaianTahun | None, last: Potret, sel: Sel) -> Sel | None:
    """The year so far; without any figure, why its last contract has none (its cell says so)."""
    if row is not None and row.alasan == Alasan.REALISASI_KOSONG.value:
        return Sel(None, sel.langkah if last.diukur else "Belum diukur.")
    return Sel(row.capaian, row.langkah, tercapai=row.tercapai) if row else None


def _sel(isi: Isi | None, masa: Masa) -> Sel | None:
    if isi is None:
        return None
    row = isi.realisasi
    if row is None or row.kosong:
        return Sel(None, _kosong(isi.potret, masa))
    shown = write_realisasi(row, isi.potret.desimal)
    return Sel(row.capaian, row.langkah, shown, row.tercapai)


def _kosong(potret: Potret, masa: Masa) -> str:
    if not potret.diukur:
        return "Tidak diukur."
    return "Belum diisi." if potret.is_released(last_day_asked(masa)) else "Menunggu rilis."


def _load_pohon(
    chains: Mapping[int, Sequence[Isi]],
    by_node: dict[int, list[BarisCapaian]],
    masa: Sequence[Masa],
    tahun: int,
) -> _Pohon:
    """The tree as the last contracts have it; names as the plan in force says them."""
    ways = [chain[-1].potret.jalur for chain in chains.values()]
    nodes = {simpul for way in ways for simpul in way}
    isi = IsiSimpul.objects.filter(simpul__in=nodes).berlaku()
    times = Q(masa__in=masa) | Q(masa=None, tahun=tahun)
    ringkasan = Ringkasan.objects.filter(times, simpul__in=nodes)
    kode = Simpul.objects.filter(pk__in=nodes).values_list("pk", "kode")
    return _Pohon(
        induk={below: above for way in ways for below, above in pairwise(way)},
        isi={row.simpul_id: row for row in isi},
        kode=dict(kode),
        ringkasan={(row.simpul_id, row.masa_id): row for row in ringkasan},
        indikator=by_node,
    )


def _walk(pohon: _Pohon, masa: Sequence[Masa]) -> Iterator[BarisCapaian]:
    """Nodes from the top down, each followed by its indicators and then by the nodes below it."""
    below: dict[int, list[int]] = defaultdict(list)
    for simpul in sorted(pohon.kode, key=pohon.order_of):
        below[pohon.induk.get(simpul, 0)].append(simpul)
    waiting = [(simpul, 0) for simpul in reversed(below[0])]
    while waiting:
        simpul, dalam = waiting.pop()
        sel = [_sel_rata(pohon.ringkasan.get((simpul, one.pk))) for one in masa]
        year = _sel_rata(pohon.ringkasan.get((simpul, None)))
        yield BarisCapaian(pohon.name_of(simpul), dalam, sel=sel, tahun=year)
        for row in pohon.indikator.get(simpul, []):
            row.dalam = dalam + 1
            yield row
        waiting += [(one, dalam + 1) for one in reversed(below[simpul])]


def _sel_rata(row: Ringkasan | None) -> Sel | None:
    """A mean with its working: the sum of capaian, each cut first, and how many they are."""
    if row is None:
        return None
    mean = row.rata_rata
    if mean.nilai is None:
        return Sel(None, "Belum ada.")
    jumlah = write_angka(row.jumlah)
    return Sel(mean.nilai, f"Rata-rata = {jumlah} ÷ {mean.dihitung} = {write_angka(mean.nilai)}")
