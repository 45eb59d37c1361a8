"""The forms of the yearly agreement (PK) and the reasons for which it may change, as dated data.

PermenPANRB 53/2014 lampiran I prints the forms down to the satuan kerja; what stands below is local
policy. No number stands here: what a PK says comes from the plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, in_force, load_folder
from sakip.rules.target import Target

INSTANSI, PERANGKAT_DAERAH, BAWAHAN = "instansi", "perangkat_daerah", "bawahan"
# The levels a region may give a form of its own: three of positions, and the head of a kind of unit.
TINGKAT = {
    "administrator": "Administrator",
    "pengawas": "Pengawas atau ketua tim",
    "fungsional": "Pejabat fungsional",
    "kelurahan": "Lurah",
}
# After the third quarter a lowered promise needs the reason of the head of the region (practice 2).
BULAN_TURUN = 10


@dataclass(frozen=True, slots=True)
class Formulir:
    """One level's statement and annex: one party or two, the columns of its two tables and what fills them.

    `sasaran`: the agency's nodes, the unit's, or those a position carries. `uang`: programmes, or what
    stands below those nodes. `untuk`: the levels that may use it by choice; empty for the regulation's.
    """

    kunci: str
    nama: str
    dasar: str
    dua_pihak: bool
    sasaran: Literal["daerah", "unit", "ampuan"]
    kolom_sasaran: str
    uang: Literal["program", "di_bawah"]
    kolom_uang: str
    keterangan: bool
    untuk: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AlasanPerubahan:
    """A reason for which a signed PK may be changed (lampiran I huruf E)."""

    kunci: str
    nama: str


@dataclass(frozen=True, slots=True)
class Bentuk:
    """What an agency chose beyond the regulation; `formulir` names the own form of a level (`TINGKAT`)."""

    baris_jumlah: bool
    tulis_nip: bool
    tulis_pangkat: bool
    formulir: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AturanPK(Peraturan):
    """The forms of a regulation, or of a region's own file, and how they are used (`bentuk`)."""

    bentuk: Bentuk
    formulir: tuple[Formulir, ...]
    alasan: tuple[AlasanPerubahan, ...]

    def find(self, kunci: str) -> Formulir:
        """The form of a level. Raises KeyError when there is none."""
        return {row.kunci: row for row in self.formulir}[kunci]

    def offered(self, tingkat: str) -> dict[str, Formulir]:
        """The forms that a level may use by choice, by key."""
        return {row.kunci: row for row in self.formulir if tingkat in row.untuk}

    def find_untuk(self, tingkat: str, bawaan: str) -> Formulir:
        """The form chosen for a level, else `bawaan`; a choice that is not offered any more is none."""
        chosen = self.bentuk.formulir.get(tingkat, "")
        return self.offered(tingkat).get(chosen) or self.find(bawaan)

    def with_bentuk(self, bentuk: Bentuk) -> "AturanPK":
        """The same forms as an agency uses them."""
        return replace(self, bentuk=bentuk)


@cache
def load_aturan_pk(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, AturanPK]:
    """Every file by its key; raises RegulasiError for a broken one."""
    return load_folder(_parse, (root / "perjanjian_kinerja" for root in roots))


def aturan_pk_on(day: date, roots: tuple[Path, ...] = (FOLDER,)) -> AturanPK:
    """The forms in force on a day. Raises LookupError before the first."""
    return in_force(load_aturan_pk(roots).values(), day)


def is_lower(lama: Target, baru: Target, *, turun: bool) -> bool:
    """Whether a promise became easier to keep; `turun` is an indicator of which less is better.

    Labels and kinds that cannot be compared are not called lower.
    """
    before, after = (lama.atas, baru.atas) if turun else (lama.bawah, baru.bawah)
    if before is None or after is None:
        return False
    return after > before if turun else after < before


def _parse(kunci: str, table: Mapping[str, Any]) -> AturanPK:
    aturan = build(AturanPK, {"kunci": kunci, **table}, kunci)
    missing = {INSTANSI, PERANGKAT_DAERAH, BAWAHAN} - {row.kunci for row in aturan.formulir}
    if missing:
        raise RegulasiError(f"{kunci}: formulir {', '.join(sorted(missing))} belum ada.")
    levels = {one for row in aturan.formulir for one in row.untuk} | aturan.bentuk.formulir.keys()
    if unknown := levels - TINGKAT.keys():
        raise RegulasiError(f"{kunci}: tingkat {', '.join(sorted(unknown))} tidak dikenal.")
    return aturan
