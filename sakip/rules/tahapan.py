"""The stages of an evaluation as dated data: in which order, who works, what he may write, who releases.

The first stage belongs to whoever is evaluated and is called `mandiri` everywhere. An evaluation keeps
the key of the file it was opened with, so a change of order never moves an old one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, in_force, load_folder

MANDIRI = "mandiri"
PERAN_TIM = ("anggota", "ketua", "pengendali_teknis", "pengendali_mutu", "penanggung_jawab")
TERPANJANG = 20


@dataclass(frozen=True, slots=True)
class Pelaku:
    """Who works: a role of the account, and the place in the team (empty: also outside it)."""

    cap: str
    peran: str = ""


@dataclass(frozen=True, slots=True)
class Tahap:
    """One stage; without `oleh` it belongs to whoever is evaluated.

    `nilai` "setuju" reads the grades of the result's stage and may agree with each; `usul` proposes
    the result by passing it on; `hari_kerja` ends the stage by itself after so many working days.
    """

    kunci: str
    nama: str
    jawab: Literal["wajib", "boleh", "tidak"] = "tidak"
    nilai: Literal["wajib", "setuju", "tidak"] = "tidak"
    oleh: tuple[Pelaku, ...] = ()
    rilis: tuple[Pelaku, ...] = ()
    usul: bool = False
    buka: str = ""
    tutup: str = ""
    hari_kerja: int = 0

    @property
    def mengisi(self) -> bool:
        """Whether its people make the result: they answer criteria or set grades."""
        return self.jawab != "tidak" or self.nilai == "wajib"

    @property
    def menulis(self) -> bool:
        """Whether it has rows of its own on a sub-component."""
        return self.mengisi or self.nilai == "setuju"

    @property
    def menanggapi(self) -> bool:
        """Whether those who were evaluated may object here."""
        return not self.oleh and not self.mengisi


@dataclass(frozen=True, slots=True)
class Tahapan(Peraturan):
    """The stages of a file in their order; `hasil` is the stage whose grades are the result.

    `menghalangi` and `bukan_pendamping` say what kind of tie to a unit keeps a person out, and which
    places in the team are not for its coach; `penilai_luar` gives, by kind of entity, the sentence
    that keeps the Inspektorat out.
    """

    hasil: str
    menghalangi: tuple[str, ...]
    tahap: tuple[Tahap, ...]
    surat_tugas: bool = False
    pernyataan: bool = False
    bukan_pendamping: tuple[str, ...] = ()
    penilai_luar: Mapping[str, str] = field(default_factory=dict)

    def find(self, kunci: str) -> Tahap | None:
        """The stage of this key, None when there is none."""
        return next((one for one in self.tahap if one.kunci == kunci), None)

    def get(self, kunci: str) -> Tahap:
        """The stage of a key that is known to be there. Raises KeyError otherwise."""
        return {one.kunci: one for one in self.tahap}[kunci]

    def next(self, kunci: str) -> Tahap | None:
        """The stage after this one, None after the last."""
        after = self.tahap[self.order(kunci) + 1 :]
        return after[0] if after else None

    def back(self, kunci: str) -> Tahap | None:
        """The stage a sheet is given back to: the one before, objections left out; None at the first."""
        before = [one for one in self.tahap[: self.order(kunci)] if not one.menanggapi]
        return before[-1] if before else None

    def order(self, kunci: str) -> int:
        """The place of a stage, from 0. Raises ValueError for one that is not there."""
        return [one.kunci for one in self.tahap].index(kunci)

    def answering(self, kunci: str) -> tuple[str, ...]:
        """The stages whose answers a stage works with, its own first; the unit's only for itself."""
        if kunci == MANDIRI:
            return (MANDIRI,)
        until = self.tahap[1 : self.order(kunci) + 1]
        return tuple(one.kunci for one in reversed(until) if one.jawab != "tidak")

    def agreeing(self, kunci: str) -> tuple[str, ...]:
        """The stages whose grades a stage may agree with: a reviewer the result's, a grader those before.

        The unit's own grades are nobody's to agree with.
        """
        reviewing = self.get(kunci).nilai == "setuju"
        before = [one for one in self.tahap[1 : self.order(kunci)] if one.nilai == "wajib"]
        return tuple(one.kunci for one in before if not reviewing or one.kunci == self.hasil)

    @property
    def bernilai(self) -> tuple[Tahap, ...]:
        """The stages that set grades."""
        return tuple(one for one in self.tahap if one.nilai == "wajib")


@cache
def load_tahapan(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, Tahapan]:
    """Every order of stages by its key; raises RegulasiError for a file that does not hold."""
    return load_folder(_parse, (root / "tahapan_evaluasi" for root in roots))


def tahapan_on(day: date, roots: tuple[Path, ...] = (FOLDER,)) -> Tahapan:
    """The stages in force on a day. Raises LookupError before the first."""
    return in_force(load_tahapan(roots).values(), day)


def _parse(kunci: str, table: Mapping[str, Any]) -> Tahapan:
    tahapan = build(Tahapan, {"kunci": kunci, **table}, kunci)
    for fault in _faults(tahapan):
        raise RegulasiError(f"{kunci}: {fault}")
    return tahapan


def _faults(tahapan: Tahapan) -> list[str]:
    keys = [one.kunci for one in tahapan.tahap]
    pelaku = {p.peran for one in tahapan.tahap for p in (*one.oleh, *one.rilis)}
    hasil = tahapan.find(tahapan.hasil)
    checks = {
        "tahap pertama harus mandiri, milik yang dinilai.": keys[:1] != [MANDIRI]
        or bool(tahapan.tahap[0].oleh),
        "kunci tahap tidak boleh sama.": len(set(keys)) < len(keys),
        f"kunci tahap paling panjang {TERPANJANG} huruf.": any(len(k) > TERPANJANG for k in keys),
        "tahap hasil harus memberi nilai.": hasil is None or hasil.nilai != "wajib",
        "tahap hasil bukan penilaian mandiri.": tahapan.hasil == MANDIRI,
        "hanya tahap terakhir yang merilis.": [bool(one.rilis) for one in tahapan.tahap]
        != [False] * (len(keys) - 1) + [True],
        "peran dalam tim tidak dikenal.": not pelaku <= {"", *PERAN_TIM},
        "tanggapan perlu hari kerja, dan hanya tanggapan.": any(
            one.menanggapi != (one.hari_kerja > 0) for one in tahapan.tahap
        ),
    }
    return [words for words, wrong in checks.items() if wrong]
