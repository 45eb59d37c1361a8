"""Keeping `Ringkasan` true: built when a period opens, moved by the difference when figures change.

What one contract adds to its node and all above it, to its unit and to the agency is a small table
of numbers (`Bagian`). Nothing here reads a whole unit to save one figure.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from sakip.pengukuran.compute import load_aturan
from sakip.pengukuran.models import CapaianTahun, Masa, Potret, Realisasi, Ringkasan
from sakip.rules.alasan import Alasan
from sakip.rules.capaian import Batas

HITUNGAN = ("diukur", "terisi", "tidak_diukur", "menunggu_data", "tercapai", "dihitung", "jumlah")
KOLOM = (*HITUNGAN, "kelas")
# What is read of a contract and of its figure.
KONTRAK = ("masa__tahun", "masa_id", "perangkat_daerah_id", "jalur", "diukur")
HASIL = ("keadaan", "alasan", "tercapai", "capaian", "kelas")
# Before the code of a class, beside the names of the columns.
KELAS = "kelas "

Bagian = dict[str, Decimal]
SATU = Decimal(1)
TERISI = Realisasi.Keadaan.TERISI


class Tempat(NamedTuple):
    """Where a number is added: a period (None: the year), and one unit or node of it; neither: the agency."""

    tahun: int
    masa: int | None
    unit: int | None = None
    simpul: int | None = None


def create_ringkasan(masa: Masa) -> None:
    """The rows of a period, from its contracts and the figures they have."""
    _create(masa.instansi_id, load_bagian(Potret.objects.filter(masa=masa)))


def create_ringkasan_tahun(instansi_id: int, tahun: int) -> None:
    """The rows of a year anew: with a period that opens, an indicator may stand elsewhere."""
    Ringkasan.objects.filter(instansi=instansi_id, tahun=tahun, masa=None).delete()
    rows = CapaianTahun.objects.filter(instansi=instansi_id, tahun=tahun)
    _create(instansi_id, load_bagian_tahun(rows))


def _create(instansi_id: int, sums: Mapping[Tempat, Bagian]) -> None:
    Ringkasan.objects.bulk_create(
        make_ringkasan(instansi_id, tempat, bagian) for tempat, bagian in sums.items()
    )


def make_ringkasan(instansi_id: int, tempat: Tempat, bagian: Mapping[str, Decimal]) -> Ringkasan:
    """A row that holds these sums (unsaved)."""
    row = Ringkasan(
        instansi_id=instansi_id,
        tahun=tempat.tahun,
        masa_id=tempat.masa,
        perangkat_daerah_id=tempat.unit,
        simpul_id=tempat.simpul,
    )
    add_bagian(row, bagian)
    return row


def tempat_of(row: Ringkasan) -> Tempat:
    return Tempat(row.tahun, row.masa_id, row.perangkat_daerah_id, row.simpul_id)


def add_bagian(row: Ringkasan, bagian: Mapping[str, Decimal]) -> None:
    """Add these numbers to the columns of a row (unsaved)."""
    kelas = dict(row.kelas)
    for name, value in bagian.items():
        if name.startswith(KELAS):
            kode = name.removeprefix(KELAS)
            kelas[kode] = kelas.get(kode, 0) + int(value)
        elif name == "jumlah":
            row.jumlah += value
        else:
            setattr(row, name, getattr(row, name) + int(value))
    row.kelas = {kode: n for kode, n in sorted(kelas.items()) if n}


def load_bagian(potret: QuerySet[Potret]) -> dict[Tempat, Bagian]:
    """What these contracts and their figures come to, by place; one query."""
    names = [f"realisasi__{name}" for name in HASIL]
    return sum_bagian(potret.values_list(*KONTRAK, *names))


def load_bagian_tahun(rows: QuerySet[CapaianTahun]) -> dict[Tempat, Bagian]:
    """The same of years so far: each stands where its last contract stands; one query."""
    names = ("tahun", "potret__perangkat_daerah_id", "potret__jalur", *HASIL[1:])
    return sum_bagian(
        (tahun, None, unit, jalur, True, TERISI, *hasil)
        for tahun, unit, jalur, *hasil in rows.values_list(*names)
    )


def sum_bagian(rows: Iterable[Any]) -> dict[Tempat, Bagian]:
    """Rows of KONTRAK and HASIL (of no figure: None) added up by every place they count in."""
    batas = load_aturan().batas_rata_rata
    sums: dict[Tempat, Bagian] = defaultdict(lambda: defaultdict(Decimal))
    for tahun, masa, unit, jalur, diukur, *hasil in rows:
        bagian = _bagian(batas, *hasil) if diukur else {}
        ways = [Tempat(tahun, masa, simpul=simpul) for simpul in jalur]
        for tempat in (*ways, Tempat(tahun, masa, unit), Tempat(tahun, masa)):
            total = sums[tempat]
            for name, value in bagian.items():
                total[name] += value
    return sums


class Pengikut:
    """Sums that follow a change of figures: made before it, told to `follow` after it.

    It holds the rows of the units concerned until commit, so that two sheets of a year that are
    saved at the same moment do not count the same change twice.
    """

    def __init__(self, masa: Masa, indikator: Collection[int]) -> None:
        self._instansi_id = masa.instansi_id
        same = {"instansi": masa.instansi_id, "indikator__in": indikator}
        self._rows = Potret.objects.filter(masa__tahun=masa.tahun, **same)
        self._tahun = CapaianTahun.objects.filter(tahun=masa.tahun, **same)
        units = self._rows.values("perangkat_daerah")
        held = Ringkasan.objects.filter(tahun=masa.tahun, perangkat_daerah__in=units)
        list(held.select_for_update().order_by("pk").values_list("pk"))
        self._before = self._load()

    def follow(self) -> None:
        """Add the difference to every row it reaches: the nodes above, the unit, the agency."""
        change = _subtract(self._load(), self._before)
        if not change:
            return
        rows = list(_hold(self._instansi_id, change))
        for row in rows:
            add_bagian(row, change.get(tempat_of(row), {}))
        write_ringkasan(rows)

    def _load(self) -> dict[Tempat, Bagian]:
        return load_bagian(self._rows) | load_bagian_tahun(self._tahun)


def write_ringkasan(rows: Iterable[Ringkasan]) -> None:
    """Store the numbers of rows that exist, in one statement."""
    Ringkasan.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=KOLOM
    )


def _hold(instansi_id: int, change: Collection[Tempat]) -> QuerySet[Ringkasan]:
    """The rows of these places, always in the same order: two writers never wait for each other."""
    places = Q(perangkat_daerah__in={one.unit for one in change if one.unit})
    places |= Q(simpul__in={one.simpul for one in change if one.simpul})
    places |= Q(perangkat_daerah__isnull=True, simpul__isnull=True)
    times = Q(masa__in={one.masa for one in change if one.masa}) | Q(masa__isnull=True)
    years = {one.tahun for one in change}
    rows = Ringkasan.objects.filter(places, times, instansi=instansi_id, tahun__in=years)
    return rows.select_for_update().order_by("pk")


def _bagian(
    batas: Batas,
    keadaan: str | None,
    alasan: str | None,
    tercapai: bool | None,
    capaian: Decimal | None,
    kelas: str | None,
) -> Bagian:
    """What one contract that is measured adds, with its figure or without one."""
    bagian = {"diukur": SATU}
    if keadaan is None or alasan == Alasan.REALISASI_KOSONG.value:
        return bagian
    bagian["terisi"] = SATU
    if keadaan != TERISI:
        bagian[keadaan] = SATU
    if tercapai:
        bagian["tercapai"] = SATU
    if capaian is not None:
        bagian |= {"dihitung": SATU, "jumlah": batas.clamp(capaian), f"{KELAS}{kelas}": SATU}
    return bagian


def _subtract(
    after: Mapping[Tempat, Bagian], before: Mapping[Tempat, Bagian]
) -> dict[Tempat, Bagian]:
    """The difference of two tables of sums, without what is the same in both."""
    change = {}
    for tempat in after.keys() | before.keys():
        new, old = after.get(tempat, {}), before.get(tempat, {})
        names = new.keys() | old.keys()
        moved: Any = {name: new.get(name, 0) - old.get(name, 0) for name in names}
        if rest := {name: Decimal(value) for name, value in moved.items() if value}:
            change[tempat] = rest
    return change
