"""One question to every kind: at most a few answers of each, the best kind first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sakip.cari.hasil import Hasil, Konteks, Sumber
from sakip.cari.kriteria import KRITERIA
from sakip.cari.perintah import PERINTAH
from sakip.cari.tabel import (
    BERKAS,
    INDIKATOR,
    ORANG,
    PERANGKAT_DAERAH,
    PERJANJIAN,
    REKOMENDASI,
    SIMPUL,
)
from sakip.rules.pencarian import Kata

# In this order where two answer equally well.
SUMBER: tuple[Sumber, ...] = (
    PERINTAH, PERANGKAT_DAERAH, ORANG, INDIKATOR, SIMPUL, KRITERIA, REKOMENDASI, PERJANJIAN, BERKAS,
)  # fmt: skip
PER_JENIS = 8
# One letter stands nearly everywhere.
HURUF_TERSEDIKIT = 2


@dataclass(frozen=True, slots=True)
class Kelompok:
    """The best answers of one kind, and whether there are more."""

    sumber: Sumber
    hasil: list[Hasil]
    lebih: bool


def is_enough(pertanyaan: Sequence[Kata]) -> bool:
    """Whether the words say enough to look for."""
    return sum(len(one.teks) for one in pertanyaan) >= HURUF_TERSEDIKIT


def search(pertanyaan: Sequence[Kata], konteks: Konteks) -> list[Kelompok]:
    """Every kind with its best answers; without a question only the commands. One query a kind."""
    kinds = SUMBER if is_enough(pertanyaan) else (PERINTAH,)
    asked = pertanyaan if is_enough(pertanyaan) else ()
    groups = [_take(sumber, asked, konteks) for sumber in kinds]
    found = [group for group in groups if group.hasil]
    return sorted(found, key=lambda group: group.hasil[0].peringkat)


def _take(sumber: Sumber, pertanyaan: Sequence[Kata], konteks: Konteks) -> Kelompok:
    rows = list(sumber.find_rows(pertanyaan, konteks)[: PER_JENIS + 1])
    shown = [sumber.to_hasil(row, konteks) for row in rows[:PER_JENIS]]
    return Kelompok(sumber, shown, len(rows) > PER_JENIS)
