"""Which level of the performance tree may hang under which, as dated data; no node below itself.

tujuan → sasaran → program → kegiatan → sub kegiatan (Permendagri 86/2017 and 90/2019). A unit's
plan hangs under the agency's, where a sasaran may serve a sasaran.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, in_force, load_folder


@dataclass(frozen=True, slots=True)
class JenjangSimpul:
    """One level: its parents in the own document and in the agency's, and where it may stand alone."""

    kunci: str
    nama: str
    induk: tuple[str, ...]
    induk_daerah: tuple[str, ...]
    puncak: bool
    puncak_unit: bool


@dataclass(frozen=True, slots=True)
class Tanda:
    """What a node may be tagged with; tags of the group `prioritas` are what sasaran are matched with."""

    kunci: str
    nama: str
    kelompok: str = ""


@dataclass(frozen=True, slots=True)
class Penjenjangan(Peraturan):
    """The levels from the top down, and the tags of nodes."""

    jenjang: tuple[JenjangSimpul, ...]
    tanda: tuple[Tanda, ...] = ()

    def find(self, kunci: str) -> JenjangSimpul:
        """The level of this key. Raises KeyError when there is none."""
        return {row.kunci: row for row in self.jenjang}[kunci]

    def check_induk(self, kunci: str, induk: str, *, daerah: bool, unit: bool) -> Decision:
        """Whether a node of this level may hang under one of level `induk` ("" for no parent).

        `daerah`: the parent stands in the agency's document; `unit`: the node in a unit's own one.
        Raises KeyError for a level that does not exist.
        """
        row = self.find(kunci)
        if not induk:
            is_top = row.puncak_unit if unit else row.puncak
            pesan = f"{row.nama} harus punya induk: {self._wanted(row, unit=unit)}."
            return ALLOWED if is_top else denied(pesan)
        if induk in (row.induk_daerah if daerah else row.induk):
            return ALLOWED
        place = f"{self.find(induk).nama.lower()}{' dokumen daerah' if daerah else ''}"
        wanted = self._wanted(row, unit=unit)
        next_act = f"Induknya: {wanted}." if wanted else "Kosongkan induknya."
        return denied(f"{row.nama} tidak dapat berada di bawah {place}. {next_act}")

    def _wanted(self, row: JenjangSimpul, *, unit: bool) -> str:
        own = ", ".join(self.find(kunci).nama.lower() for kunci in row.induk)
        above = ", ".join(self.find(kunci).nama.lower() for kunci in row.induk_daerah if unit)
        return "; atau ".join(filter(None, [own, f"{above} dokumen daerah" if above else ""]))


def find_lingkaran(induk: Mapping[str, str]) -> set[str]:
    """The kodes that end up below themselves; `induk` gives the parent of each, "" at the top.

    >>> sorted(find_lingkaran({"a": "b", "b": "a", "c": "a", "d": ""}))
    ['a', 'b']
    """
    settled: set[str] = set()
    found: set[str] = set()
    for start in induk:
        line: dict[str, int] = {}
        step = start
        while step in induk and step not in settled and step not in line:
            line[step] = len(line)
            step = induk[step]
        if step in line:
            found |= {kode for kode, at in line.items() if at >= line[step]}
        settled |= line.keys()
    return found


@cache
def load_penjenjangan(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, Penjenjangan]:
    """Every order of levels by its key, oldest first; raises RegulasiError for a broken file."""
    return load_folder(_parse, (root / "penjenjangan" for root in roots))


def penjenjangan_on(day: date, roots: tuple[Path, ...] = (FOLDER,)) -> Penjenjangan:
    """The order in force on a day."""
    return in_force(load_penjenjangan(roots).values(), day)


def _parse(kunci: str, table: Mapping[str, Any]) -> Penjenjangan:
    order = build(Penjenjangan, {"kunci": kunci, **table}, kunci)
    known = [row.kunci for row in order.jenjang]
    if len(set(known)) < len(known):
        raise RegulasiError(f"{kunci}: ada jenjang yang tertulis dua kali.")
    for row in order.jenjang:
        if unknown := {*row.induk, *row.induk_daerah} - set(known):
            raise RegulasiError(f"{kunci}: induk {', '.join(sorted(unknown))} tidak dikenal.")
    return order
