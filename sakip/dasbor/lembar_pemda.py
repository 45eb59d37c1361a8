"""What the sheets of units say for the agency's own, sub-component by sub-component; never a mean."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import Substr

from sakip.dasbor.rekap import NilaiKolom, hasil_akhir, read_kolom
from sakip.evaluasi.acuan import load_instrumen_of
from sakip.evaluasi.models import NilaiSub, Penilaian
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.pengukuran.compute import roots
from sakip.perencanaan.models import Pagu
from sakip.rules.instrumen import Instrumen, Komponen, Subkomponen
from sakip.rules.lembar_pemda import (
    AturanLembarPemda,
    NilaiUnit,
    SebaranSub,
    compute_sebaran_sub,
    lembar_pemda_on,
)
from sakip.rules.tahapan import MANDIRI

# 1.02: a field of government, as the codes of budget lines begin (Permendagri 90/2019).
PANJANG_BIDANG = 4


@dataclass(frozen=True, slots=True)
class UnitDinilai:
    """A released sheet: its unit, its columns, its pagu where a budget was loaded."""

    unit: PerangkatDaerah
    kolom: Mapping[str, NilaiKolom]
    pagu: Decimal | None
    bidang: frozenset[str]


@dataclass(frozen=True, slots=True)
class BarisSampel:
    """A sample that is always looked at, and one unit of it; without a unit nobody's sheet is released."""

    nama: str
    unit: PerangkatDaerah | None = None
    kolom: Mapping[str, NilaiKolom] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BarisSub:
    """A sub-component: the spread of the units, and what the agency gave itself."""

    komponen: Komponen
    sub: Subkomponen
    sebar: SebaranSub | None
    pemda: str


@dataclass(frozen=True, slots=True)
class BahanPemda:
    """The page: its rows, its samples, how many units are released, and the year of the pagu (None: no)."""

    rows: Sequence[BarisSub]
    sampel: Sequence[BarisSampel]
    banyak: int
    tahun_pagu: int | None
    aturan: AturanLembarPemda


def load_bahan_pemda(user: Pengguna, tahun: int) -> BahanPemda | None:
    """All of it in five queries; None where no sheet of a unit is released, or the year has no policy."""
    aturan = lembar_pemda_on(date(tahun, 12, 31), roots())
    tahun_pagu = _find_tahun_pagu(user, tahun)
    units = _load_unit(user, tahun, tahun_pagu)
    if aturan is None or not units:
        return None
    instrumen, own = _load_pemda(user, tahun, units[0][0])
    dinilai = [one for _, one in units]
    rows = [
        BarisSub(
            komponen,
            sub,
            compute_sebaran_sub(
                aturan, instrumen.skala[sub.skala], _values(instrumen, sub, dinilai)
            ),
            own.get(sub.kode, ""),
        )
        for komponen in instrumen.komponen
        for sub in komponen.subkomponen
    ]
    return BahanPemda(rows, list(_sampel(aturan, dinilai)), len(dinilai), tahun_pagu, aturan)


def _find_tahun_pagu(user: Pengguna, tahun: int) -> int | None:
    """The newest year up to this one whose budget was loaded, else the first one after it."""
    known = set(Pagu.objects.visible_to(user).order_by().values_list("tahun", flat=True).distinct())
    past = [year for year in known if year <= tahun]
    return max(past) if past else min(known, default=None)


def _load_unit(
    user: Pengguna, tahun: int, tahun_pagu: int | None
) -> list[tuple[Penilaian, UnitDinilai]]:
    rows = hasil_akhir(user).filter(
        penilaian__tahun_evaluasi=tahun, penilaian__perangkat_daerah__isnull=False
    )
    money: dict[int, Decimal] = defaultdict(Decimal)
    bidang: dict[int, set[str]] = defaultdict(set)
    of_units = Pagu.objects.filter(perangkat_daerah__in=rows.values("penilaian__perangkat_daerah"))
    lines = of_units.terakhir(tahun_pagu or tahun).order_by()
    by_bidang = lines.values("perangkat_daerah", b=Substr("kode", 1, PANJANG_BIDANG))
    for pk, kode, jumlah in by_bidang.annotate(n=Sum("jumlah")).values_list(
        "perangkat_daerah", "b", "n"
    ):
        money[pk] += jumlah
        bidang[pk].add(kode)
    found = []
    points = dict(rows.values_list("penilaian_id", "rincian__poin"))
    sheets = Penilaian.objects.filter(pk__in=points).select_related("perangkat_daerah")
    for row in sheets.order_by("perangkat_daerah__kode"):
        if (unit := row.perangkat_daerah) is not None:
            kolom = read_kolom(load_instrumen_of(row), points[row.pk] or {})
            of_unit = UnitDinilai(unit, kolom, money.get(unit.pk), frozenset(bidang[unit.pk]))
            found.append((row, of_unit))
    return found


def _load_pemda(user: Pengguna, tahun: int, like: Penilaian) -> tuple[Instrumen, Mapping[str, str]]:
    """The agency's sheet with its own grades so far; without one the sheet the units have."""
    rows = NilaiSub.objects.filter(
        tahap=MANDIRI,
        penilaian__in=Penilaian.objects.visible_to(user).filter(
            tahun_evaluasi=tahun, perangkat_daerah__isnull=True
        ),
    ).select_related("penilaian")
    known = list(rows)
    instrumen = load_instrumen_of(known[0].penilaian if known else like)
    return instrumen, {row.subkomponen: row.jawaban for row in known}


def _values(
    instrumen: Instrumen, sub: Subkomponen, units: Sequence[UnitDinilai]
) -> list[NilaiUnit]:
    """The value of each unit on the scale of a sub-component, as its points say."""
    full = instrumen.skala[sub.skala].compute_penuh(sub.bobot)
    grade = {row.kode: row.nilai for row in instrumen.skala[sub.skala].pilihan}
    return [
        NilaiUnit(grade.get(kolom.jawaban, kolom.poin * full / sub.bobot), one.pagu)
        for one in units
        if (kolom := one.kolom.get(sub.kode)) is not None
    ]


def _sampel(aturan: AturanLembarPemda, units: Sequence[UnitDinilai]) -> Iterator[BarisSampel]:
    for sampel in aturan.sampel:
        found = [one for one in units if sampel.covers(one.unit.jenis, one.bidang)]
        yield from (BarisSampel(sampel.nama, one.unit, one.kolom) for one in found)
        if not found:
            yield BarisSampel(sampel.nama)
