"""Keeping `Ringkasan` true: built when a period opens, moved by the difference when figures change.

What one contract adds to its node and all above it, to its unit and to the agency is a small table
of numbers (`Bagian`). Nothing here reads a whole unit to save one figure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet

from sakip.pengukuran.compute import Isi, load_aturan
from sakip.pengukuran.models import CapaianTahun, Masa, Potret, Realisasi, Ringkasan
from sakip.rules.alasan import Alasan
from sakip.rules.capaian import Batas
from sakip.web.together import update_together

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

    @property
    def kunci(self) -> str:
        """This place in one word: the year, the period, the unit, the node; 0 for none."""
        return "-".join(str(part or 0) for part in self)


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
        tempat=tempat.kunci,
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


def row_of_masa(isi: Isi) -> list[Any]:
    """What `sum_bagian` reads of a period, from its rows in memory."""
    potret = isi.potret
    kontrak = (getattr(potret, name) for name in KONTRAK[1:])
    return [potret.masa.tahun, *kontrak, *(getattr(isi.realisasi, name, None) for name in HASIL)]


def row_of_tahun(row: CapaianTahun, potret: Potret) -> list[Any]:
    """The same of a year so far, which stands where its last contract stands."""
    hasil = (getattr(row, name) for name in HASIL[1:])
    return [row.tahun, None, potret.perangkat_daerah_id, potret.jalur, True, TERISI, *hasil]


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


def move_ringkasan(
    instansi_id: int, before: Mapping[Tempat, Bagian], after: Mapping[Tempat, Bagian]
) -> None:
    """Add the difference to every row it reaches: the nodes above, the unit, the agency."""
    change = _subtract(after, before)
    if not change:
        return
    places = [tempat.kunci for tempat in change]
    held = Ringkasan.objects.select_for_update().filter(instansi=instansi_id, tempat__in=places)
    # Always in the same order: two writers never wait for each other.
    rows = list(held.order_by("tempat"))
    for row in rows:
        add_bagian(row, change[tempat_of(row)])
    update_together(rows, KOLOM)


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
