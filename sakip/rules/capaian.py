"""Capaian: how far a realisasi meets its target, in percent, exactly, with its working.

The formula is a property of the indicator and frozen with the perjanjian kinerja. No national text
fixes the formulas or their edges (published LKjIP and the applications of regions do), so each
choice stands here with its reason. Nothing is rounded but for show, nothing is capped but in a
mean, and what cannot be computed has a reason code instead of a 0.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from sakip.rules.alasan import Alasan
from sakip.rules.angka import EKSAK, write_operand, write_persen
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.skala import SkalaOrdinal
from sakip.rules.target import (
    JENIS_BERBATAS,
    JENIS_TARGET,
    JenisTarget,
    Realisasi,
    Target,
    write_target,
)

_SERATUS = Decimal(100)
_NEGATIF = "Angka negatif: rasio ini dapat menyesatkan. Pakai rumus terhadap baseline, (R-B)/(T-B)."


@dataclass(frozen=True, slots=True)
class Capaian:
    """The achievement of one target; exactly one of `nilai` and `alasan` is None.

    `nilai` is in percent, full precision, uncapped, and may be negative. `tercapai` follows the
    direction and stands apart from any class; it is known even where the percentage is not
    (target 0), and None when there is nothing to compare. `di_dalam` tells whether a range or a
    band holds the realisasi; None for other formulas. `langkah` is the arithmetic, or the sentence
    of the reason; `catatan` warns of a percentage that is correct and yet misleading.
    """

    rumus: Rumus
    nilai: Decimal | None
    alasan: Alasan | None
    tercapai: bool | None
    langkah: str
    di_dalam: bool | None = None
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class Batas:
    """Where a capaian is cut before it enters a mean, in percent; None for no cut."""

    bawah: Decimal | None = None
    atas: Decimal | None = None

    def clamp(self, nilai: Decimal) -> Decimal:
        """The value, or the limit that it passes."""
        if self.bawah is not None and nilai < self.bawah:
            return self.bawah
        return self.atas if self.atas is not None and nilai > self.atas else nilai

    def __str__(self) -> str:
        """The cut in words, empty for none: "paling rendah 0 % dan paling tinggi 120 %"."""
        ends = (("paling rendah", self.bawah), ("paling tinggi", self.atas))
        return " dan ".join(f"{kata} {write_persen(n, None)}" for kata, n in ends if n is not None)


@dataclass(frozen=True, slots=True)
class RataRata:
    """A mean of capaian in percent (None when nothing counts), and how many it is the mean of."""

    nilai: Decimal | None
    dihitung: int
    tidak_dihitung: int


def compute_capaian(
    target: Target | None,
    realisasi: Realisasi | None,
    rumus: Rumus,
    *,
    baseline: Decimal | None = None,
    arah: Arah | None = None,
    skala: SkalaOrdinal | None = None,
    desimal: int | None = None,
) -> Capaian:
    """The capaian of a realisasi by the indicator's formula; whatever the data, it never raises.

    - rising R/T, falling (2T−R)/T or T/R; T is the lower bound of a rising range and the upper
      bound of a falling one;
    - (R−B)/(T−B) against the baseline, for both directions; with `arah` given, a target on the
      wrong side of the baseline has a reason code, since the formula would praise a fall;
    - band and exact ± tolerance: 100 inside, bounds included; outside, 100 less the distance to
      the nearest bound relative to it, that is R/T below and (2T−R)/T above a positive band;
    - ordinal: R/T on the ranks of `skala`; ya/tidak: 100 when it is as planned, else 0;
    - T = 0 has a reason code, but T = R = 0 on a falling indicator is 100, and so is R = 0 by T/R.

    `desimal` is how `langkah` prints the numbers (None: as they are). Raises ValueError only when
    `arah` contradicts the formula.
    """
    if arah is not None and rumus.arah not in (None, arah):
        raise ValueError(f"Rumus {rumus.token} bukan untuk indikator {arah}.")
    if target is None:
        return _without_nilai(rumus, Alasan.TARGET_KOSONG)
    if target.jenis is JenisTarget.TIDAK_DINILAI:
        return _without_nilai(rumus, Alasan.TIDAK_DINILAI)
    if realisasi is None or isinstance(realisasi, Alasan):
        return _without_nilai(rumus, realisasi or Alasan.REALISASI_KOSONG)
    if target.jenis not in JENIS_TARGET[rumus]:
        return _without_nilai(rumus, Alasan.BENTUK_TAK_COCOK)
    with localcontext(EKSAK):
        if isinstance(realisasi, str):
            return _compute_label(target, realisasi, rumus, skala)
        return _compute_angka(target, realisasi, rumus, baseline, arah, desimal)


def compute_rata_rata(capaian: Iterable[Decimal | None], batas: Batas) -> RataRata:
    """The simple mean of capaian, each first cut to `batas`: one 300 % shall not carry the rest.

    None (a reason code instead of a value) is left out and counted apart.
    """
    semua = list(capaian)
    dipotong = [batas.clamp(nilai) for nilai in semua if nilai is not None]
    with localcontext(EKSAK):
        jumlah = sum(dipotong, Decimal(0))
    return divide_rata_rata(jumlah, len(dipotong), len(semua) - len(dipotong))


def divide_rata_rata(jumlah: Decimal, dihitung: int, tidak_dihitung: int) -> RataRata:
    """The same mean from a sum that was kept: `jumlah` of `dihitung` capaian, each already cut."""
    with localcontext(EKSAK):
        nilai = jumlah / dihitung if dihitung else None
    return RataRata(nilai, dihitung, tidak_dihitung)


@dataclass(frozen=True, slots=True)
class _Soal:
    """The numbers of one sum, and the three ways in which it can end."""

    rumus: Rumus
    r: Decimal
    t: Decimal
    tercapai: bool | None
    b: Decimal | None = None
    arah: Arah | None = None
    di_dalam: bool | None = None
    janji: str = ""
    nama_r: str = "realisasi"
    nama_t: str = "target"
    desimal: int | None = None

    def divide(self, bentuk: str, pembilang: Decimal, penyebut: Decimal) -> Capaian:
        """The formula itself; `bentuk` is how it is written, with {r}, {t} and {b}."""
        nilai = _SERATUS * pembilang / penyebut
        kata = bentuk.format(r=self.nama_r, t=self.nama_t, b="baseline")
        b = "" if self.b is None else self.write(self.b)
        isi = bentuk.format(r=self.write(self.r), t=self.write(self.t), b=b)
        langkah = f"Capaian = {kata} × 100 = {isi} × 100 = {write_persen(nilai)}"
        catatan = _NEGATIF if self.rumus in _RASIO and min(self.r, self.t) < 0 else ""
        return Capaian(self.rumus, nilai, None, self.tercapai, langkah, self.di_dalam, catatan)

    def state(self, sebab: str) -> Capaian:
        """100 percent by rule, with the reason in words."""
        langkah = f"Capaian = {write_persen(_SERATUS)} karena {sebab}."
        return Capaian(self.rumus, _SERATUS, None, self.tercapai, langkah, self.di_dalam)

    def refuse(self, alasan: Alasan) -> Capaian:
        """No percentage; whether the target is met may be known all the same."""
        return Capaian(self.rumus, None, alasan, self.tercapai, alasan.kalimat, self.di_dalam)

    def write(self, angka: Decimal) -> str:
        """A number inside a formula: a negative one in brackets."""
        teks = write_operand(angka, self.desimal)
        return f"({teks})" if angka < 0 else teks


def _compute_naik(soal: _Soal) -> Capaian:
    if soal.t == 0:
        return soal.refuse(Alasan.TARGET_NOL)
    return soal.divide("{r} ÷ {t}", soal.r, soal.t)


def _compute_cermin(soal: _Soal) -> Capaian:
    if soal.t == 0 and soal.r == 0:
        return soal.state("target 0 dan realisasi 0")
    if soal.t == 0:
        return soal.refuse(Alasan.TARGET_NOL)
    return soal.divide("(2 × {t} − {r}) ÷ {t}", 2 * soal.t - soal.r, soal.t)


def _compute_kebalikan(soal: _Soal) -> Capaian:
    if soal.r == 0 and soal.t < 0:
        return soal.refuse(Alasan.REALISASI_NOL)
    if soal.r == 0:
        return soal.state("realisasi 0 pada indikator turun")
    if soal.t == 0:
        return soal.refuse(Alasan.TARGET_NOL)
    return soal.divide("{t} ÷ {r}", soal.t, soal.r)


def _compute_baseline(soal: _Soal) -> Capaian:
    if soal.b is None:
        return soal.refuse(Alasan.BASELINE_KOSONG)
    if soal.t == soal.b:
        return soal.refuse(Alasan.BASELINE_SAMA_TARGET)
    if _find_arah(soal.t, soal.b) is not soal.arah:
        return soal.refuse(Alasan.TARGET_MUNDUR)
    return soal.divide("({r} − {b}) ÷ ({t} − {b})", soal.r - soal.b, soal.t - soal.b)


def _compute_pita(soal: _Soal) -> Capaian:
    if soal.di_dalam:
        return soal.state(f"realisasi {soal.write(soal.r)} di dalam {soal.janji}")
    if soal.t == 0:
        return soal.refuse(Alasan.TARGET_NOL)
    jarak = abs(soal.r - soal.t)
    return soal.divide("(|{t}| − |{r} − {t}|) ÷ |{t}|", abs(soal.t) - jarak, abs(soal.t))


_FORMULA: Mapping[Rumus, Callable[[_Soal], Capaian]] = {
    Rumus.RASIO: _compute_naik,
    Rumus.RENTANG_NAIK: _compute_naik,
    Rumus.CERMIN: _compute_cermin,
    Rumus.RENTANG_TURUN: _compute_cermin,
    Rumus.KEBALIKAN: _compute_kebalikan,
    Rumus.BASELINE: _compute_baseline,
    Rumus.PITA: _compute_pita,
    Rumus.TEPAT: _compute_pita,
}
_RASIO = frozenset(rumus for rumus in _FORMULA if rumus.arah is not None)


def _without_nilai(rumus: Rumus, alasan: Alasan) -> Capaian:
    """Nothing to compare."""
    return Capaian(rumus, None, alasan, None, alasan.kalimat)


def _compute_label(
    target: Target, realisasi: str, rumus: Rumus, skala: SkalaOrdinal | None
) -> Capaian:
    """Ya/tidak by comparison, a predikat by R/T of its ranks."""
    if rumus is Rumus.YA_TIDAK:
        tercapai = realisasi == target.label
        nilai = _SERATUS if tercapai else Decimal(0)
        sebab = f"target {target.label} dan realisasi {realisasi}"
        langkah = f"Capaian = {write_persen(nilai)} karena {sebab}."
        return Capaian(rumus, nilai, None, tercapai, langkah)
    if rumus is not Rumus.ORDINAL:
        return _without_nilai(rumus, Alasan.BENTUK_TAK_COCOK)
    r = skala.compute_rank(realisasi) if skala else None
    t = skala.compute_rank(target.label) if skala else None
    if r is None or t is None:
        return _without_nilai(rumus, Alasan.SKALA_TAK_DIKENAL)
    nama_r, nama_t = f"tingkat {realisasi}", f"tingkat {target.label}"
    soal = _Soal(rumus, Decimal(r), Decimal(t), r >= t, nama_r=nama_r, nama_t=nama_t)
    return _compute_naik(soal)


def _compute_angka(
    target: Target,
    r: Decimal,
    rumus: Rumus,
    baseline: Decimal | None,
    arah: Arah | None,
    desimal: int | None,
) -> Capaian:
    """A number against the bound that its formula measures from."""
    if rumus not in _FORMULA:
        return _without_nilai(rumus, Alasan.BENTUK_TAK_COCOK)
    t, nama_t = target.find_bound(rumus.arah, r)
    arah = arah or rumus.arah or _find_arah(t, baseline)
    di_dalam = target.contains(r) if target.jenis in JENIS_BERBATAS else None
    tercapai = di_dalam if rumus in (Rumus.PITA, Rumus.TEPAT) else _is_better(r, t, arah)
    janji = write_target(target, desimal)
    return _FORMULA[rumus](
        _Soal(
            rumus, r, t, tercapai, baseline, arah, di_dalam, janji, nama_t=nama_t, desimal=desimal
        )
    )


def _find_arah(t: Decimal, baseline: Decimal | None) -> Arah | None:
    """The direction that a target takes from its baseline."""
    if baseline is None or t == baseline:
        return None
    return Arah.NAIK if t > baseline else Arah.TURUN


def _is_better(r: Decimal, t: Decimal, arah: Arah | None) -> bool | None:
    """Whether r is at least as good as t; None where no direction is known."""
    if arah is None:
        return None
    return r >= t if arah is Arah.NAIK else r <= t
