"""What a typed figure is asked about: odd ones are explained, never refused; the lines are dated data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from functools import cache
from pathlib import Path

from sakip.rules.agregasi import Agregasi
from sakip.rules.angka import EKSAK, bulatkan, write_angka, write_persen
from sakip.rules.regulasi import FOLDER, Peraturan, build, in_force, load_folder
from sakip.rules.target import Target

# Of these each period's own figure is a level, so that two neighbours can be compared.
BERTINGKAT = frozenset({Agregasi.POSISI_AKHIR, Agregasi.RATA_RATA, Agregasi.RASIO})


@dataclass(frozen=True, slots=True)
class AturanIsian(Peraturan):
    """Where a figure begins to need words; all in percent but the last, which counts indicators."""

    sebab_di_bawah: Decimal
    rentang_bawah: Decimal
    rentang_atas: Decimal
    lompatan: Decimal
    capaian_tidak_wajar: Decimal
    sama_sekurangnya: int


@dataclass(frozen=True, slots=True)
class Angka:
    """One figure beside what it is held against; None where there is none."""

    nilai: Decimal
    target: Target
    agregasi: Agregasi
    sebelumnya: Decimal | None = None
    capaian: Decimal | None = None
    desimal: int = 2


@cache
def load_aturan_isian(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, AturanIsian]:
    """Every file by its key; raises RegulasiError for a broken one."""
    folders = (root / "isian_realisasi" for root in roots)
    return load_folder(
        lambda kunci, table: build(AturanIsian, {"kunci": kunci, **table}, kunci), folders
    )


def aturan_isian_on(day: date, roots: tuple[Path, ...] = (FOLDER,)) -> AturanIsian:
    """The lines in force on a day. Raises LookupError before the first."""
    return in_force(load_aturan_isian(roots).values(), day)


def find_peringatan(aturan: AturanIsian, angka: Angka) -> tuple[str, ...]:
    """What is odd about a figure, as whole sentences; empty when nothing is (ux S05)."""
    found = (_turun(angka), _lompat(aturan, angka), _luar(aturan, angka), _tinggi(aturan, angka))
    return tuple(sentence for sentence in found if sentence)


def butuh_sebab(aturan: AturanIsian, capaian: Decimal | None) -> bool:
    """Whether a capaian is so low that its cause and a follow-up must be written."""
    return capaian is not None and bulatkan(capaian) < aturan.sebab_di_bawah


def semua_sama(aturan: AturanIsian, angka: Sequence[Angka]) -> bool:
    """Whether enough figures are there and every one is exactly its target: nobody measured, probably."""
    rows = [one for one in angka if one.target.bawah is not None or one.target.atas is not None]
    return len(rows) >= aturan.sama_sekurangnya and all(
        one.nilai in (one.target.bawah, one.target.atas) for one in rows
    )


def _turun(angka: Angka) -> str:
    before = angka.sebelumnya
    if angka.agregasi is not Agregasi.PERSEN_KUMULATIF or before is None or angka.nilai >= before:
        return ""
    return (
        f"Persen kumulatif turun dari {_write(before, angka)} menjadi {_write(angka.nilai, angka)}."
    )


def _lompat(aturan: AturanIsian, angka: Angka) -> str:
    before = angka.sebelumnya
    if angka.agregasi not in BERTINGKAT or not before:
        return ""
    with localcontext(EKSAK):
        change = (angka.nilai - before) / abs(before) * 100
    if abs(change) <= aturan.lompatan:
        return ""
    word = "Naik" if change > 0 else "Turun"
    return f"{word} {write_persen(abs(change), 0)} dari masa lalu ({_write(before, angka)})."


def _luar(aturan: AturanIsian, angka: Angka) -> str:
    """Only against a target of positive numbers: half of a negative one lies above it."""
    bawah = angka.target.bawah if angka.target.bawah is not None else angka.target.atas
    atas = angka.target.atas if angka.target.atas is not None else angka.target.bawah
    if bawah is None or atas is None or bawah <= 0:
        return ""
    with localcontext(EKSAK):
        low, high = bawah * aturan.rentang_bawah / 100, atas * aturan.rentang_atas / 100
    if low <= angka.nilai <= high:
        return ""
    side = "kurang dari" if angka.nilai < low else "lebih dari"
    line = aturan.rentang_bawah if angka.nilai < low else aturan.rentang_atas
    return f"Realisasi {side} {write_persen(line, 0)} target. Periksa angka dan satuannya."


def _tinggi(aturan: AturanIsian, angka: Angka) -> str:
    if angka.capaian is None or angka.capaian <= aturan.capaian_tidak_wajar:
        return ""
    return (
        f"Capaian di atas {write_persen(aturan.capaian_tidak_wajar, 0)}: targetnya patut ditinjau."
    )


def _write(nilai: Decimal, angka: Angka) -> str:
    return write_angka(nilai, angka.desimal)
