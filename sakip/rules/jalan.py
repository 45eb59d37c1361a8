"""The way to a predikat: the cheapest actions that carry the total over a line, and what that costs.

A criterion is met once an action that lists it is done everywhere; what is met gives each sub-component
its answer by the instrument's own thresholds and years of standing; answers give the total. An estimate:
counting criteria is our simplification of PermenPANRB 88/2021.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import prod

from sakip.rules.angka import EKSAK
from sakip.rules.jalan_cari import Termurah
from sakip.rules.jalan_jadwal import schedule
from sakip.rules.jalan_peta import Peta
from sakip.rules.jalan_soal import Soal
from sakip.rules.penilaian import Hasil
from sakip.rules.predikat import Predikat
from sakip.rules.tindakan import Tindakan

SIMPUL_TERBANYAK = 200_000
"""Nodes before a search stops without a proof; the whole default catalogue needs under a thousand."""


class TakSelesaiError(ValueError):
    """The nodes ran out before any plan was seen, and before it was clear that there is none."""

    def __init__(self) -> None:
        super().__init__(
            "Terlalu banyak kemungkinan untuk dihitung. Kurangi tindakan atau batasnya."
        )


@dataclass(frozen=True, slots=True)
class Naik:
    """A sub-component that rises: its answer before and after, and the points gained (exact)."""

    subkomponen: str
    dari: str
    ke: str
    naik: Decimal


@dataclass(frozen=True, slots=True)
class Jalan:
    """Actions by code, what they cost (HK), the chance that all are accepted, and the sheet before and after.

    No plan costs less than `batas_bawah`; it was found in `simpul` nodes. Where the season is known, `mulai`
    holds the month (0 is the first) in which each action begins.
    """

    sekarang: Hasil
    sesudah: Hasil
    tindakan: tuple[Tindakan, ...]
    hk: Decimal
    peluang: Decimal
    langkah: tuple[Naik, ...]
    batas_bawah: Decimal
    simpul: int = field(compare=False)
    mulai: Mapping[str, int]

    @property
    def terbukti(self) -> bool:
        """Whether it is proven that nothing is cheaper."""
        return self.batas_bawah == self.hk


def find_jalan(
    soal: Soal, menuju: Predikat, *, simpul_terbanyak: int = SIMPUL_TERBANYAK
) -> Jalan | None:
    """The plan of least effort to a predikat or better; ties by fewer actions, then by code.

    None when no plan reaches it: `find_tertinggi` says how far one comes.
    """
    peta = Peta(soal)
    return _to_jalan(peta, peta.search(peta.tujuan(menuju), simpul_terbanyak))


def find_tertinggi(soal: Soal, *, simpul_terbanyak: int = SIMPUL_TERBANYAK) -> Jalan:
    """The plan of least effort to the highest total that can be reached."""
    peta = Peta(soal)
    medan = peta.medan
    semua = sum(1 << i for i in range(len(medan.bit)) if peta.fits(medan.butuh[i]))
    tujuan = medan.poin(medan.terpenuhi(semua)) if peta.fits(semua) else medan.poin(medan.awal)
    termurah = peta.search(tujuan, simpul_terbanyak)
    while lebih := _more(peta, termurah, simpul_terbanyak):
        termurah = lebih
    rencana = _to_jalan(peta, termurah)
    assert rencana is not None  # noqa: S101  # what was reached can be reached
    return rencana


def _more(peta: Peta, termurah: Termurah, simpul_terbanyak: int) -> Termurah | None:
    """The cheapest set with more points than this one."""
    poin = peta.medan.poin(peta.medan.terpenuhi(termurah.pilihan or 0))
    lebih = peta.search(poin + 1, simpul_terbanyak)
    if lebih.pilihan is None and lebih.batas_bawah is not None:
        raise TakSelesaiError
    return None if lebih.pilihan is None else lebih


def compute_tepi(
    soal: Soal,
    menuju: Predikat,
    *,
    hk_terbanyak: Decimal | None = None,
    simpul_terbanyak: int = SIMPUL_TERBANYAK,
) -> Iterator[Jalan]:
    """The front of effort against chance: each plan costs more than the one before and is likelier.

    The last one within `hk_terbanyak` is the plan of the best chance for that effort.
    """
    peta = Peta(soal)
    tujuan = peta.tujuan(menuju)
    sebelum: Jalan | None = None
    while rencana := _to_jalan(
        peta, peta.search(tujuan, simpul_terbanyak, _better_than(peta, sebelum, hk_terbanyak))
    ):
        if sebelum is not None and rencana.hk > sebelum.hk:
            yield sebelum
        sebelum = rencana
    if sebelum is not None:
        yield sebelum


def _better_than(
    peta: Peta, sebelum: Jalan | None, hk_terbanyak: Decimal | None
) -> Callable[[int], bool]:
    """Whether a set may still become likelier than a plan, within an effort."""
    batas = None if sebelum is None else compute_peluang(sebelum.tindakan)

    def boleh(pilihan: int) -> bool:
        tindakan = peta.actions(pilihan)
        if hk_terbanyak is not None and _effort(tindakan) > hk_terbanyak:
            return False
        return batas is None or compute_peluang(tindakan) > batas

    return boleh


def compute_peluang(tindakan: Iterable[Tindakan]) -> Fraction:
    """The chance (0 to 1) that an evaluator accepts all of these, each by itself."""
    return prod((Fraction(row.peluang) for row in tindakan), start=Fraction(1))


def _effort(tindakan: Iterable[Tindakan]) -> Fraction:
    return sum((Fraction(row.hk) for row in tindakan), Fraction(0))


def to_decimal(nilai: Fraction) -> Decimal:
    """An exact value with all the decimals that a result can carry."""
    return EKSAK.divide(Decimal(nilai.numerator), Decimal(nilai.denominator))


def _to_jalan(peta: Peta, termurah: Termurah) -> Jalan | None:
    """A set that was found, in words of the domain."""
    if termurah.pilihan is None:
        if termurah.batas_bawah is not None:
            raise TakSelesaiError
        return None
    return describe_jalan(
        peta.soal,
        peta.actions(termurah.pilihan),
        batas_bawah=to_decimal(peta.hk(termurah.batas_bawah or 0)),
        simpul=termurah.simpul,
    )


def describe_jalan(
    soal: Soal, tindakan: tuple[Tindakan, ...], *, batas_bawah: Decimal, simpul: int
) -> Jalan:
    """What these actions cost and bring, with the bound (HK) that a search proved for them."""
    sekarang, sesudah = soal.score(soal.terpenuhi), soal.score(soal.after(tindakan))
    return Jalan(
        sekarang=sekarang,
        sesudah=sesudah,
        tindakan=tindakan,
        hk=to_decimal(_effort(tindakan)),
        peluang=to_decimal(compute_peluang(tindakan)),
        langkah=tuple(_rises(sekarang, sesudah)),
        batas_bawah=batas_bawah,
        simpul=simpul,
        mulai=(schedule(tindakan, soal.musim) if soal.musim else None) or {},
    )


def _rises(sekarang: Hasil, sesudah: Hasil) -> Iterator[Naik]:
    """The sub-components whose answer changes, in the order of the sheet."""
    for lama, baru in zip(sekarang.subkomponen, sesudah.subkomponen, strict=True):
        if lama.jawaban != baru.jawaban:
            naik = to_decimal(baru.nilai - lama.nilai)
            yield Naik(lama.kode, lama.jawaban, baru.jawaban, naik)
