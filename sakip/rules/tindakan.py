"""Improvement actions towards a predikat: what they open, cost and wait for, as dated data.

Efforts and chances are estimates of practice, kept in `regulasi/jalan_predikat`; a region has its own file.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from sakip.rules.angka import EKSAK
from sakip.rules.instrumen import Instrumen, load_instrumen
from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, load_folder

TINDAKAN_TERBANYAK = 100
"""Actions of one catalogue; the default has 25."""


@dataclass(frozen=True, slots=True)
class Tindakan:
    """One action: the criteria that it opens, its effort (working days), and what must be done before.

    `hk_entitas` is spent by each of `entitas` units; `bulan` is how long it takes; `peluang` (0 to 1) is the
    chance that an evaluator accepts it; `jendela` holds the first and last month in which it can be done.
    """

    kode: str
    kriteria: tuple[str, ...]
    hk_pusat: Decimal
    nama: str = ""
    hk_entitas: Decimal = Decimal(0)
    entitas: int = 1
    bulan: int = 1
    pemilik: tuple[str, ...] = ()
    syarat: tuple[str, ...] = ()
    peluang: Decimal = Decimal(1)
    jendela: tuple[int, ...] = ()

    @property
    def hk(self) -> Decimal:
        """The whole effort in working days."""
        return EKSAK.fma(self.hk_entitas, self.entitas, self.hk_pusat)


@dataclass(frozen=True, slots=True)
class Katalog(Peraturan):
    """The actions for one instrument; criteria under `bintang` follow results and are never bought."""

    instrumen: str
    tindakan: tuple[Tindakan, ...]
    bintang: tuple[str, ...] = ()
    catatan: str = ""

    def find(self, kode: str) -> Tindakan:
        """The action of this code. Raises KeyError when there is none."""
        return {row.kode: row for row in self.tindakan}[kode]


@cache
def load_katalog(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, Katalog]:
    """Every catalogue by its key, oldest first; raises RegulasiError for a broken file."""
    instrumen = load_instrumen(roots)

    def parse(kunci: str, table: Mapping[str, Any]) -> Katalog:
        katalog = build(Katalog, {**table, "kunci": kunci}, kunci)
        if katalog.instrumen not in instrumen:
            raise RegulasiError(f"{kunci}: instrumen {katalog.instrumen} tidak dikenal.")
        faults = list(
            check_katalog(instrumen[katalog.instrumen], katalog.tindakan, katalog.bintang)
        )
        if faults:
            raise RegulasiError(
                f"{kunci}: {' '.join(f'{tempat} {teks}' for tempat, teks in faults)}"
            )
        return katalog

    return load_folder(parse, (root / "jalan_predikat" for root in roots))


def katalog_of(instrumen: Instrumen, roots: tuple[Path, ...] = (FOLDER,)) -> Katalog:
    """The newest catalogue for an instrument. Raises LookupError when it has none."""
    rows = [row for row in load_katalog(roots).values() if row.instrumen == instrumen.kunci]
    if not rows:
        raise LookupError(f"Belum ada katalog tindakan untuk {instrumen.peraturan}.")
    return rows[-1]


def katalog_awal_of(instrumen: Instrumen, roots: tuple[Path, ...] = (FOLDER,)) -> Katalog:
    """The catalogue to begin with: the instrument's own, else that of the national sheet it stands for.

    Of the latter only what opens a criterion that this sheet has under the same code. Raises LookupError
    when nothing of it is left.
    """
    try:
        return katalog_of(instrumen, roots)
    except LookupError:
        nasional = load_instrumen(roots).get(instrumen.varian_dari)
        if nasional is None:
            raise
    katalog = adapt_katalog(katalog_of(nasional, roots), instrumen)
    if not katalog.tindakan:
        raise LookupError(f"Tidak ada tindakan bawaan yang cocok dengan {instrumen.peraturan}.")
    return katalog


def adapt_katalog(katalog: Katalog, instrumen: Instrumen) -> Katalog:
    """A catalogue for another sheet: its actions with the criteria whose codes that sheet has too.

    An action that opens none of them is left out, and nothing waits for it any more.
    """
    dikenal = {row.kode for row in instrumen.semua_kriteria}
    rows = [
        replace(row, kriteria=tuple(kode for kode in row.kriteria if kode in dikenal))
        for row in katalog.tindakan
    ]
    ada = {row.kode for row in rows if row.kriteria}
    return replace(
        katalog,
        instrumen=instrumen.kunci,
        tindakan=tuple(
            replace(row, syarat=tuple(kode for kode in row.syarat if kode in ada))
            for row in rows
            if row.kode in ada
        ),
        bintang=tuple(kode for kode in katalog.bintang if kode in dikenal),
    )


def check_katalog(
    instrumen: Instrumen, tindakan: Sequence[Tindakan], bintang: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """Every fault of a catalogue, as the place in it and a sentence that says what to do."""
    kriteria = {row.kode for row in instrumen.semua_kriteria}
    kode = {row.kode for row in tindakan}
    if len(tindakan) > TINDAKAN_TERBANYAK:
        yield "", f"Paling banyak {TINDAKAN_TERBANYAK} tindakan; hapus yang tidak dipertimbangkan."
    for satu, jumlah in Counter(row.kode for row in tindakan).items():
        if jumlah > 1:
            yield satu, "Kode ini tertulis lebih dari sekali; beri tiap tindakan kodenya sendiri."
    for aneh in sorted({*bintang} - kriteria):
        yield "bintang", f"Kriteria {aneh} tidak ada pada {instrumen.kunci}; perbaiki kodenya."
    for row in tindakan:
        for aneh in sorted({*row.kriteria} - kriteria):
            yield row.kode, f"Kriteria {aneh} tidak ada pada {instrumen.kunci}; perbaiki kodenya."
        for aneh in sorted({*row.syarat} - kode):
            yield (
                row.kode,
                f"Syarat {aneh} bukan kode tindakan; tambahkan tindakannya atau hapus syaratnya.",
            )
        yield from ((row.kode, teks) for teks in _number_faults(row))
    yield from _cycle_faults(tindakan)


def _number_faults(row: Tindakan) -> Iterator[str]:
    """What no action can have, one by one."""
    if not row.kode:
        yield "Kode tindakan kosong; beri kode."
    if not row.kriteria:
        yield "Kriteria kosong; sebutkan paling sedikit satu kriteria."
    if min(row.hk_pusat, row.hk_entitas) < 0 or row.entitas < 0:
        yield "Hari kerja tidak boleh kurang dari 0; perbaiki angkanya."
    if not 0 <= row.peluang <= 1:
        yield "Peluang harus 0 sampai dengan 1; perbaiki angkanya."
    if row.bulan < 1:
        yield "Lama pengerjaan paling sedikit 1 bulan; perbaiki angkanya."
    if row.jendela and not _is_jendela(row.jendela):
        yield "Jendela harus dua bulan, 1 sampai 12; perbaiki isinya."


def _is_jendela(jendela: tuple[int, ...]) -> bool:
    return len(jendela) == 2 and all(1 <= bulan <= 12 for bulan in jendela)


def _cycle_faults(tindakan: Sequence[Tindakan]) -> Iterator[tuple[str, str]]:
    """Actions that wait for each other can never begin."""
    try:
        TopologicalSorter({row.kode: row.syarat for row in tindakan}).prepare()
    except CycleError as error:
        jalur = " → ".join(error.args[1][::-1])
        yield error.args[1][0], f"Syarat berputar ({jalur}); hapus salah satunya."
