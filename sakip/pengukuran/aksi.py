"""The steps of a unit's action plan in a period, with what was done; and what stands beside its sheet."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sakip.pengukuran.models import BuktiAksi, LembarRealisasi, Masa, RealisasiAksi
from sakip.perencanaan.models import Anggaran, IsiIndikator
from sakip.perjanjian.aksi import TERBANYAK, load_indikator
from sakip.perjanjian.models.aksi import RencanaAksi, RencanaAksiQuerySet
from sakip.rules.aksi import is_monthly
from sakip.rules.pagu import compute_serapan
from sakip.rules.tanggal import BULAN, ROMAWI

# What a person types of a part, beside what it is and which revision he saw.
BIDANG = ("keadaan", "nilai", "catatan", "kendala")


@dataclass(slots=True)
class BarisLangkah:
    """A part of a step that falls due in the period, and what was done of it so far."""

    aksi: RencanaAksi
    bulan: int
    realisasi: RealisasiAksi | None = None
    bukti: int = 0

    @property
    def kunci(self) -> str:
        """By which the page knows its fields."""
        return f"a{self.aksi.pk}-{self.bulan}"

    @property
    def rencana(self) -> Decimal | None:
        """How much is planned; None where the plan has dropped this part since."""
        return self.aksi.per_bulan.get(self.bulan)

    @property
    def waktu(self) -> str:
        """The month, or the quarter where the step is planned by quarters."""
        if is_monthly(self.aksi.per_bulan):
            return BULAN[self.bulan - 1]
        return f"TW {ROMAWI[(self.bulan - 1) // 3]}"

    @property
    def terisi(self) -> bool:
        """Whether people have said how far it is."""
        return self.realisasi is not None and bool(self.realisasi.keadaan)

    @property
    def initial(self) -> dict[str, Any]:
        """What its fields hold."""
        if self.realisasi is None:
            return {}
        return {name: getattr(self.realisasi, name) for name in BIDANG}


@dataclass(frozen=True, slots=True)
class IsianLangkah:
    """A part of a step as typed; `revisi` is the one seen, None when nothing was there yet."""

    aksi: int
    bulan: int
    keadaan: str
    nilai: Decimal | None = None
    catatan: str = ""
    kendala: str = ""
    revisi: int | None = None


@dataclass(frozen=True, slots=True)
class Samping:
    """Beside a sheet: parts of steps filled and asked for, and the money of the unit as it was imported."""

    terisi: int
    diminta: int
    anggaran: Anggaran | None

    @property
    def serapan(self) -> Decimal | None:
        """Money spent, in percent of the ceiling; None without one."""
        if self.anggaran is None:
            return None
        return compute_serapan(self.anggaran.realisasi, self.anggaran.pagu)


def months_of(masa: Masa) -> range:
    """The months whose parts are reported in a period: those of its quarter, or the whole year."""
    if masa.jenis == Masa.Jenis.TAHUN:
        return range(1, 13)
    return range(3 * masa.tw - 2, 3 * masa.tw + 1)


def load_langkah(lembar: LembarRealisasi) -> list[BarisLangkah]:
    """The parts due in a sheet's period, and those reported although the plan has moved; three queries."""
    done: dict[int, dict[int, RealisasiAksi]] = defaultdict(dict)
    for one in RealisasiAksi.objects.filter(aksi__in=_steps(lembar)):
        done[one.aksi_id][one.bulan] = one
    keys = BuktiAksi.objects.filter(aksi__in=_steps(lembar)).values_list("aksi_id", "bulan")
    proven = Counter(keys)
    rows: list[BarisLangkah] = []
    for aksi in _steps(lembar).for_list().select_related("indikator")[:TERBANYAK]:
        reported = done[aksi.pk]
        due = _due(aksi.per_bulan, set(reported), lembar.masa)
        rows += [
            BarisLangkah(aksi, bulan, reported.get(bulan), proven[aksi.pk, bulan]) for bulan in due
        ]
    return rows


def load_nama_indikator(lembar: LembarRealisasi) -> dict[int, IsiIndikator]:
    """The indicators of the unit by id, as the plan in force words them."""
    rows = load_indikator(lembar.perangkat_daerah, lembar.masa.tahun)
    return {row.indikator_id: row for row in rows}


def load_samping(lembar: LembarRealisasi) -> Samping:
    """Parts of steps and money of a sheet's unit in its period; two queries."""
    parts: dict[int, set[int]] = {}
    filled: dict[int, set[int]] = {}
    values = _steps(lembar).values_list(
        "pk", "bagian", "realisasi_set__bulan", "realisasi_set__keadaan"
    )
    for pk, bagian, bulan, keadaan in values:
        parts.setdefault(pk, set(map(int, bagian)))
        filled.setdefault(pk, set())
        if keadaan:
            filled[pk].add(bulan)
    due = {pk: set(_due(parts[pk], filled[pk], lembar.masa)) for pk in parts}
    masa = lembar.masa
    money = lembar.perangkat_daerah.anggaran_set.filter(tahun=masa.tahun, triwulan__lte=masa.tw)
    return Samping(
        terisi=sum(len(due[pk] & filled[pk]) for pk in due),
        diminta=sum(map(len, due.values())),
        anggaran=money.order_by("-triwulan").first(),
    )


def count_terisi(rows: Sequence[BarisLangkah]) -> int:
    """How many parts people have reported."""
    return sum(row.terisi for row in rows)


def _steps(lembar: LembarRealisasi) -> RencanaAksiQuerySet:
    unit, tahun = lembar.perangkat_daerah_id, lembar.masa.tahun
    return RencanaAksi.objects.filter(perangkat_daerah=unit, tahun=tahun).berjalan()


def _due(planned: Container[int], reported: set[int], masa: Masa) -> Iterator[int]:
    return (bulan for bulan in months_of(masa) if bulan in planned or bulan in reported)
