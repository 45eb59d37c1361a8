"""Who is late: every unit's sheet of a period, how full, how fresh, and in whose hands it is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Max, Q

from sakip.organisasi.models import Pengguna, Penugasan, Peran
from sakip.pengukuran.compute import roots
from sakip.pengukuran.models import LembarRealisasi, Masa, Potret
from sakip.rules.alasan import Alasan
from sakip.rules.pantauan import Pantauan, compute_bagian_akhir, pantauan_on

Status = LembarRealisasi.Status
# The sheet's turn: in whose hands it lies.
PEMEGANG = {
    Status.DRAF: Peran.OPERATOR_OPD,
    Status.DIKEMBALIKAN: Peran.OPERATOR_OPD,
    Status.DIAJUKAN: Peran.KEPALA_OPD,
}
SEBUTAN = {Peran.OPERATOR_OPD: "operator", Peran.KEPALA_OPD: "kepala"}
# From done to not even begun.
TERTAHAN = (Status.DISETUJUI, Status.DIAJUKAN, Status.DIKEMBALIKAN, Status.DRAF)
SARING = (
    ("belum", "belum mulai"),
    ("sebagian", "sebagian"),
    ("lengkap", "lengkap"),
    ("terlambat", "ada isian terlambat"),
)
TERISI = Q(realisasi__isnull=False) & ~Q(realisasi__alasan=Alasan.REALISASI_KOSONG.value)
TERLAMBAT = TERISI & Q(realisasi__terlambat=True)
TEPAT = TERISI & Q(realisasi__diubah_pada__lte=F("masa__tutup"))
HITUNGAN = ("diminta", "terisi", "tepat", "akhir", "terlambat")


@dataclass(slots=True)
class BarisPantauan:
    """One unit: rows asked for and filled, entries in time, in the last days and late, days of silence."""

    lembar: LembarRealisasi
    diminta: int = 0
    terisi: int = 0
    tepat: int = 0
    akhir: int = 0
    terlambat: int = 0
    diam: int | None = None
    pemegang: list[Pengguna] = field(default_factory=list)

    @property
    def belum(self) -> int:
        """How many rows are still empty."""
        return self.diminta - self.terisi

    @property
    def isi(self) -> str:
        """`belum`, `sebagian` or `lengkap`."""
        if not self.belum:
            return "lengkap"
        return "sebagian" if self.terisi else "belum"

    @property
    def perlu_diingatkan(self) -> bool:
        """Whether rows are empty with those who fill it, or the sheet waits for its head."""
        waits = self.lembar.status == Status.DIAJUKAN
        return waits or (self.belum > 0 and self.lembar.can_be_typed)

    @property
    def giliran(self) -> Peran | None:
        """Whose turn it is; None when the head has agreed."""
        return PEMEGANG.get(Status(self.lembar.status))

    @property
    def sebutan(self) -> str:
        """What the one is called whose turn it is; empty when the head has agreed."""
        return SEBUTAN[self.giliran] if self.giliran else ""

    @property
    def bagian_akhir(self) -> Decimal | None:
        """The share of its entries that came in the last days before the deadline."""
        return compute_bagian_akhir(self.akhir, self.tepat)

    def matches(self, cari: str, saring: str) -> bool:
        """Whether every typed word is in the unit's code or name, and its state is the one asked for."""
        unit = self.lembar.perangkat_daerah
        text = f"{unit.kode} {unit.nama} {unit.singkatan}".casefold()
        in_state = saring in ("", self.isi) or (saring == "terlambat" and self.terlambat > 0)
        return in_state and all(word in text for word in cari.casefold().split())


@dataclass(frozen=True, slots=True)
class Ringkas:
    """All units together: how many in each state, and the share of entries in the last days."""

    jumlah: dict[str, int]
    bagian_akhir: Decimal | None
    perlu_diingatkan: int


def aturan_of(masa: Masa) -> Pantauan:
    """The policy in force at the deadline of a period."""
    return pantauan_on(masa.tutup.astimezone(ZoneInfo(masa.instansi.zona_waktu)).date(), roots())


def load_baris(lembar: Iterable[LembarRealisasi], masa: Masa) -> list[BarisPantauan]:
    """The sheets of a period with their counts, the worst first; two queries however many."""
    today = masa.instansi.hari_ini
    counts = _count(masa, today)
    rows = []
    for one in lembar:
        row = BarisPantauan(one)
        found = counts.get(one.perangkat_daerah_id, {})
        for name in HITUNGAN:
            setattr(row, name, found.get(name, 0))
        if (last := found.get("terakhir")) is not None:
            local = last.astimezone(ZoneInfo(masa.instansi.zona_waktu)).date()
            row.diam = max(0, (today - local).days)
        rows.append(row)
    rows.sort(key=lambda row: row.lembar.perangkat_daerah.kode)
    return sorted(rows, key=_rank, reverse=True)


def load_ringkas(rows: Sequence[BarisPantauan]) -> Ringkas:
    """What these units are together."""
    jumlah = {kode: sum(row.matches("", kode) for row in rows) for kode, _ in SARING}
    akhir, tepat = sum(row.akhir for row in rows), sum(row.tepat for row in rows)
    remind = sum(row.perlu_diingatkan for row in rows)
    return Ringkas(jumlah, compute_bagian_akhir(akhir, tepat), remind)


def add_pemegang(rows: Sequence[BarisPantauan], today: date) -> None:
    """Who holds each sheet of a page; one query."""
    units = [row.lembar.perangkat_daerah_id for row in rows]
    people = load_pengisi(units, today)
    for row in rows:
        if row.giliran is not None:
            row.pemegang = people[row.lembar.perangkat_daerah_id, row.giliran]


def load_pengisi(units: Iterable[int], today: date) -> dict[tuple[int | None, str], list[Pengguna]]:
    """The operators and heads of these units whose assignment is in force, by unit and role."""
    rows = Penugasan.objects.in_force(today).filter(
        perangkat_daerah__in=units,
        peran__in=[Peran.OPERATOR_OPD, Peran.KEPALA_OPD],
        pengguna__is_active=True,
    )
    people: dict[tuple[int | None, str], list[Pengguna]] = defaultdict(list)
    for row in rows.select_related("pengguna").order_by("pengguna__nama", "pk"):
        people[row.perangkat_daerah_id, row.peran].append(row.pengguna)
    return people


def diminta_on(today: date) -> Q:
    """Rows of Potret that want a figure on a day: measured in this period, and published or filled."""
    published = Q(rilis_pada__isnull=True) | Q(rilis_pada__lte=today)
    return Q(diukur=True) & (published | TERISI)


def _count(masa: Masa, today: date) -> dict[int, dict[str, Any]]:
    akhir = TEPAT & Q(realisasi__diubah_pada__gte=aturan_of(masa).begins_akhir(masa.tutup))
    rows = Potret.objects.filter(masa=masa).values("perangkat_daerah").order_by()
    counted = rows.annotate(
        diminta=Count("pk", filter=diminta_on(today)),
        terisi=Count("pk", filter=Q(diukur=True) & TERISI),
        tepat=Count("pk", filter=TEPAT),
        akhir=Count("pk", filter=akhir),
        terlambat=Count("pk", filter=TERLAMBAT),
        terakhir=Max("realisasi__diubah_pada"),
    )
    names = (*HITUNGAN, "terakhir")
    listed = counted.values_list("perangkat_daerah", *names)
    return {unit: dict(zip(names, values, strict=True)) for unit, *values in listed}


def _rank(row: BarisPantauan) -> tuple[object, ...]:
    """How bad: most left to do, then how far from being agreed to, then the longest silence until it
    is; of those that are done, the latest.
    """
    left = Fraction(row.belum, row.diminta) if row.diminta else 0
    waits = TERTAHAN.index(Status(row.lembar.status))
    silence = (row.diam is None, row.diam or 0) if waits else (False, 0)
    return (left, waits, silence, row.terlambat, row.bagian_akhir or 0)
