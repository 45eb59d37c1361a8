"""Typed targets and realisasi, as real plans write them: 9,60–9,90 · ≤ 5 · 2,10 ± 0,05 · WTP · Ya.

Negative, range and text targets are normal; only unreadable text is refused. Every numeric target
is an interval, so that "inside" is one comparison and two columns store it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from enum import StrEnum

from sakip.rules.alasan import Alasan
from sakip.rules.angka import EKSAK, AngkaError, Pemisah, read_angka, shorten_teks, write_angka
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.skala import SkalaOrdinal

YA = "Ya"
TIDAK = "Tidak"

Realisasi = Decimal | str | Alasan
"""A number, a label (predikat, Ya, Tidak), or the reason why there is none."""


class JenisTarget(StrEnum):
    """What kind of promise the target is; the value is stored."""

    ANGKA = "angka"
    PALING_SEDIKIT = "paling_sedikit"
    PALING_BANYAK = "paling_banyak"
    RENTANG = "rentang"
    PITA = "pita"
    TEPAT = "tepat"
    ORDINAL = "ordinal"
    YA_TIDAK = "ya_tidak"
    TIDAK_DINILAI = "tidak_dinilai"


class TargetError(AngkaError):
    """Text that is not a target, or not one of the form that the formula needs."""


JENIS_BERBATAS = frozenset({JenisTarget.RENTANG, JenisTarget.PITA, JenisTarget.TEPAT})
JENIS_BERLABEL = frozenset({JenisTarget.ORDINAL, JenisTarget.YA_TIDAK})
JENIS_BERANGKA = frozenset(JenisTarget) - JENIS_BERLABEL - {JenisTarget.TIDAK_DINILAI}


@dataclass(frozen=True, slots=True)
class Target:
    """One target. Numbers are an interval: `bawah` = `atas` for angka, one None for ≤ and ≥.

    `label` is the predikat of an ordinal target, or Ya/Tidak. Raises TargetError when the bounds
    are turned round, and when a part that the kind needs is missing or one too many is given.
    """

    jenis: JenisTarget
    bawah: Decimal | None = None
    atas: Decimal | None = None
    label: str = ""

    def __post_init__(self) -> None:
        tanpa_angka = self.jenis not in JENIS_BERANGKA
        lengkap = (
            (self.bawah is None) == (tanpa_angka or self.jenis is JenisTarget.PALING_BANYAK)
            and (self.atas is None) == (tanpa_angka or self.jenis is JenisTarget.PALING_SEDIKIT)
            and bool(self.label) == (self.jenis in JENIS_BERLABEL)
        )
        if not lengkap:
            raise TargetError("Target belum lengkap. Isi setiap bagiannya.")
        if self.bawah is not None and self.atas is not None and self.bawah > self.atas:
            bawah, atas = write_angka(self.bawah, None), write_angka(self.atas, None)
            raise TargetError(
                f"Batas bawah {bawah} lebih besar daripada batas atas {atas}. Tukar keduanya."
            )

    def contains(self, nilai: Decimal) -> bool:
        """Whether the number lies inside the interval, its bounds included."""
        return (self.bawah is None or self.bawah <= nilai) and (
            self.atas is None or nilai <= self.atas
        )

    def find_bound(self, arah: Arah | None, nilai: Decimal) -> tuple[Decimal, str]:
        """The bound that a number is measured from, and what it is called.

        A rising indicator is measured from the lower bound, a falling one from the upper, any
        other from the bound that it passes. Raises TargetError for a target without numbers.
        """
        if arah is None:
            rendah = self.atas is None or (self.bawah is not None and nilai < self.bawah)
        else:
            rendah = arah is Arah.NAIK
        bound = self.bawah if rendah else self.atas
        if bound is None:
            raise TargetError("Target ini bukan angka.")
        if self.jenis not in JENIS_BERBATAS:
            return bound, "target"
        return bound, "batas bawah" if rendah else "batas atas"


TARGET_TIDAK_DINILAI = Target(JenisTarget.TIDAK_DINILAI)

_RENTANG = re.compile(
    r"(.*?[0-9%])\s*(?:[-–—]|s\.?/?d\.?|sampai(?: dengan)?)\s*([-−Rr0-9].*)", re.IGNORECASE
)
_TEPAT = re.compile(r"(.*?)\s*(?:±|\+/-|\+-)\s*(.+)")
_BATAS = re.compile(r"(≤|<=|≥|>=)\s*(.+)")
_KATA: Mapping[str, Alasan] = {
    "": Alasan.REALISASI_KOSONG,
    "-": Alasan.TIDAK_DIUKUR,
    "–": Alasan.TIDAK_DIUKUR,
    "—": Alasan.TIDAK_DIUKUR,
    "n/a": Alasan.TIDAK_DIUKUR,
    "tidak diukur": Alasan.TIDAK_DIUKUR,
    "tidak dinilai": Alasan.TIDAK_DINILAI,
    "tak dinilai": Alasan.TIDAK_DINILAI,
    "belum rilis": Alasan.BELUM_RILIS,
    "menunggu rilis": Alasan.BELUM_RILIS,
    "menunggu data": Alasan.MENUNGGU_DATA,
}
_ANGKA, _SEDIKIT, _BANYAK = (
    JenisTarget.ANGKA,
    JenisTarget.PALING_SEDIKIT,
    JenisTarget.PALING_BANYAK,
)
JENIS_TARGET: Mapping[Rumus, tuple[JenisTarget, ...]] = {
    Rumus.RASIO: (_ANGKA, _SEDIKIT),
    Rumus.CERMIN: (_ANGKA, _BANYAK),
    Rumus.KEBALIKAN: (_ANGKA, _BANYAK),
    Rumus.BASELINE: (_ANGKA, _SEDIKIT, _BANYAK),
    Rumus.RENTANG_NAIK: (JenisTarget.RENTANG,),
    Rumus.RENTANG_TURUN: (JenisTarget.RENTANG,),
    Rumus.PITA: (JenisTarget.PITA, JenisTarget.TEPAT),
    Rumus.ORDINAL: (JenisTarget.ORDINAL,),
    Rumus.TEPAT: (JenisTarget.TEPAT,),
    Rumus.YA_TIDAK: (JenisTarget.YA_TIDAK,),
}
"""Which kinds of target a formula can compute; "tidak dinilai" goes with every formula."""

_CONTOH: Mapping[JenisTarget, str] = {
    _ANGKA: "92,00",
    _SEDIKIT: "≥ 92",
    _BANYAK: "≤ 5",
    JenisTarget.RENTANG: "9,60–9,90",
    JenisTarget.PITA: "1,5–3,5",
    JenisTarget.TEPAT: "2,10 ± 0,05",
}


def read_target(
    teks: str,
    rumus: Rumus,
    *,
    skala: SkalaOrdinal | None = None,
    pemisah_ribuan: Pemisah | None = None,
) -> Target:
    """The target that a plan writes, in the form that the indicator's formula needs.

    A dash or "tidak dinilai" is a target of its own kind. A lone number for a formula with
    tolerance has tolerance 0. Raises AngkaAmbigu, AngkaError, or TargetError (an AngkaError).
    """
    ringkas = " ".join(teks.split())
    if not ringkas:
        raise TargetError('Target belum diisi. Tulis "–" bila tidak dinilai.')
    if _KATA.get(ringkas.casefold()) in (Alasan.TIDAK_DIUKUR, Alasan.TIDAK_DINILAI):
        return TARGET_TIDAK_DINILAI
    if JENIS_TARGET[rumus][0] in JENIS_BERLABEL:
        return Target(JENIS_TARGET[rumus][0], label=_read_label(ringkas, rumus, skala))
    target = _as_wanted(_read_interval(ringkas, pemisah_ribuan), rumus)
    if target.jenis not in JENIS_TARGET[rumus]:
        contoh = " atau ".join(_CONTOH[jenis] for jenis in JENIS_TARGET[rumus])
        raise TargetError(
            f'Target "{shorten_teks(ringkas)}" tidak cocok dengan rumus {rumus.token}. '
            f"Tulis seperti {contoh}."
        )
    return target


def write_target(target: Target, desimal: int | None = None) -> str:
    """The target as a plan prints it; `read_target` reads it back (with "." for thousands)."""
    bawah, atas = target.bawah, target.atas
    if bawah is None or atas is None:
        return _write_open(target, desimal)
    if target.jenis is JenisTarget.ANGKA:
        return write_angka(bawah, desimal)
    if target.jenis is JenisTarget.TEPAT:
        with localcontext(EKSAK):
            tengah, toleransi = (bawah + atas) / 2, (atas - bawah) / 2
        return f"{write_angka(tengah, desimal)} ± {write_angka(toleransi, desimal)}"
    return f"{write_angka(bawah, desimal)}–{write_angka(atas, desimal)}"


def read_realisasi(
    teks: str,
    rumus: Rumus,
    *,
    skala: SkalaOrdinal | None = None,
    pemisah_ribuan: Pemisah | None = None,
) -> Realisasi:
    """The realisasi that a person typed: a number, a label, or the reason why there is none.

    Empty text, a dash and words like "belum rilis" are reasons, not errors. Raises AngkaAmbigu,
    AngkaError, or TargetError (an AngkaError).
    """
    ringkas = " ".join(teks.split())
    if (alasan := _KATA.get(ringkas.casefold())) is not None:
        return alasan
    if JENIS_TARGET[rumus][0] in JENIS_BERLABEL:
        return _read_label(ringkas, rumus, skala)
    return read_angka(teks, pemisah_ribuan=pemisah_ribuan)


def _write_open(target: Target, desimal: int | None) -> str:
    if target.bawah is not None:
        return f"≥ {write_angka(target.bawah, desimal)}"
    if target.atas is not None:
        return f"≤ {write_angka(target.atas, desimal)}"
    return target.label or "–"


def _read_interval(teks: str, pemisah: Pemisah | None) -> Target:
    """Any numeric target by its form alone: a–b, a ± t, ≤ a, ≥ a, or a."""
    if form := _TEPAT.fullmatch(teks):
        tengah, toleransi = (read_angka(t, pemisah_ribuan=pemisah) for t in form.groups())
        with localcontext(EKSAK):
            return Target(JenisTarget.TEPAT, tengah - toleransi, tengah + toleransi)
    if form := _BATAS.fullmatch(teks):
        nilai = read_angka(form[2], pemisah_ribuan=pemisah)
        if form[1] in ("≥", ">="):
            return Target(JenisTarget.PALING_SEDIKIT, bawah=nilai)
        return Target(JenisTarget.PALING_BANYAK, atas=nilai)
    if form := _RENTANG.fullmatch(teks):
        bawah, atas = (read_angka(t, pemisah_ribuan=pemisah) for t in form.groups())
        return Target(JenisTarget.RENTANG, bawah, atas)
    nilai = read_angka(teks, pemisah_ribuan=pemisah)
    return Target(JenisTarget.ANGKA, nilai, nilai)


def _as_wanted(target: Target, rumus: Rumus) -> Target:
    """Forms that are written alike and told apart by the formula: range and band, exact and ±0."""
    if target.jenis is JenisTarget.RENTANG and rumus is Rumus.PITA:
        return replace(target, jenis=JenisTarget.PITA)
    if target.jenis is JenisTarget.ANGKA and rumus is Rumus.TEPAT:
        return replace(target, jenis=JenisTarget.TEPAT)
    return target


def _read_label(teks: str, rumus: Rumus, skala: SkalaOrdinal | None) -> str:
    if rumus is Rumus.YA_TIDAK:
        label = {"ya": YA, "tidak": TIDAK}.get(teks.casefold())
        pilihan = f"{YA}, {TIDAK}"
    elif skala is None:
        raise TargetError("Skala predikat belum dipilih. Pilih skala pada lembar indikator.")
    else:
        label = skala.find_label(teks)
        pilihan = ", ".join(t.label for t in skala.tingkat)
    if label is None:
        raise TargetError(f'"{shorten_teks(teks)}" tidak dikenal. Pilih salah satu: {pilihan}.')
    return label
