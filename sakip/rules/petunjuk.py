"""Hints that what a stage stored does not go together. Pure; a hint is a sentence and never a grade.

They are the slips that reviewers of an LKE find by hand: a doubt beside a high answer, timeliness
without a date, one note pasted everywhere, a jump nobody explains, a grade beyond its criteria.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sakip.rules.bahasa import read_kata
from sakip.rules.instrumen import Lensa
from sakip.rules.tanggal import BULAN, BULAN_PENDEK

RAGU = ("belum", "sebagian")
CATATAN_SAMA = 3
LOMPATAN = 3
"""Steps on a scale; a shorter scale is jumped from end to end."""

_BULAN = "|".join({*BULAN, *BULAN_PENDEK})
_TANGGAL = re.compile(
    rf"\b(\d{{1,2}}\s+({_BULAN})\b|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Isian:
    """What a stage stored on one criterion, or as the grade of one sub-component.

    `urutan` holds the answers there are, best first, and `penuh` those that say that all is met;
    `catatan` is every word the stage wrote there. `lalu` is what the stage before it, by name
    `tahap_lalu`, answered; empty for nothing.
    """

    uraian: str
    jawaban: str
    urutan: tuple[str, ...]
    penuh: Collection[str]
    catatan: str = ""
    lalu: str = ""
    tahap_lalu: str = ""

    @property
    def is_penuh(self) -> bool:
        return self.jawaban in self.penuh


def check_kriteria(isi: Isian, kekuatan: int, lensa: Lensa) -> Iterator[str]:
    """The hints on one answered criterion; `kekuatan` is the strength of its evidence, 0 to 5."""
    ragu = find_ragu(isi.catatan)
    if isi.is_penuh and ragu:
        yield f"Jawabannya {isi.jawaban}, tetapi catatannya memuat kata {_quote(ragu)}."
    if asks_tanggal(isi.uraian) and not has_tanggal(isi.catatan):
        yield "Kriteria ini menilai ketepatan waktu, tetapi catatannya tidak memuat tanggal."
    if lensa.kekuatan_bukti is not None and isi.is_penuh and kekuatan < lensa.kekuatan_bukti:
        yield (
            f"Jawabannya {isi.jawaban} dengan bukti di bawah kekuatan {lensa.kekuatan_bukti}, "
            f"yang dibutuhkan lensa {lensa.nama.lower()}."
        )
    yield from _check_lompatan(isi)


def check_nilai(
    isi: Isian, *, batas: str, beralasan: bool, kriteria_ragu: Collection[str]
) -> Iterator[str]:
    """The hints on a grade that is stored.

    `batas` is the best grade its criteria carry (empty: unknown), `beralasan` whether it is written why
    the grade differs; `kriteria_ragu` names the criteria whose notes hold a doubt.
    """
    dimana = [*kriteria_ragu, *["subkomponen"] * bool(find_ragu(isi.catatan))]
    if isi.is_penuh and dimana:
        yield f"Nilainya {isi.jawaban}, tetapi catatan {', '.join(dimana)} memuat kata {_quote(RAGU)}."
    selisih = count_langkah(isi.urutan, batas, isi.jawaban)
    if selisih and not beralasan:
        arah = "di atas" if selisih < 0 else "di bawah"
        yield (
            f"Nilainya {isi.jawaban}, {arah} {batas}, yang paling tinggi menurut kriterianya; alasannya "
            "belum ditulis."
        )
    yield from _check_lompatan(isi)


def find_sama(catatan: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """By code of a criterion the others, two at least, that have the same note.

    Case, signs and figures do not count: a changed number makes no other note.

    >>> find_sama({"1": "Ada 2 SK.", "2": "ada 3 sk", "3": "Ada SK", "4": "Lain"})["1"]
    ('2', '3')
    """
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for kode, teks in catatan.items():
        if kata := read_kata(teks):
            groups[kata].append(kode)
    return {
        kode: tuple(lain for lain in kodes if lain != kode)
        for kodes in groups.values()
        if len(kodes) >= CATATAN_SAMA
        for kode in kodes
    }


def write_sama(lain: Collection[str]) -> str:
    """The hint on a note that other criteria have too."""
    return f"Catatannya sama dengan catatan {', '.join(lain)}."


def find_ragu(teks: str) -> tuple[str, ...]:
    """The words of doubt in a note; "sebelum" is none.

    >>> find_ragu("Ditetapkan sebelum Maret, belum terbit.")
    ('belum',)
    """
    kata = set(read_kata(teks))
    return tuple(satu for satu in RAGU if satu in kata)


def asks_tanggal(uraian: str) -> bool:
    """Whether a criterion is about being in time."""
    return "tepat waktu" in " ".join(read_kata(uraian))


def has_tanggal(teks: str) -> bool:
    """Whether a note names a day.

    >>> has_tanggal("terbit 31 Jan"), has_tanggal("12/02/2026"), has_tanggal("terbit di laman 2026")
    (True, True, False)
    """
    return _TANGGAL.search(teks) is not None


def count_langkah(urutan: tuple[str, ...], dari: str, ke: str) -> int:
    """The steps down a scale (best first) from one answer to another; 0 when one is unknown."""
    known = dari in urutan and ke in urutan
    return urutan.index(ke) - urutan.index(dari) if known else 0


def _check_lompatan(isi: Isian) -> Iterator[str]:
    jauh = min(LOMPATAN, len(isi.urutan) - 1)
    if jauh and abs(count_langkah(isi.urutan, isi.lalu, isi.jawaban)) >= jauh and not isi.catatan:
        yield (
            f"{isi.tahap_lalu} menjawab {isi.lalu}, di sini {isi.jawaban}, tanpa catatan yang "
            "menjelaskannya."
        )


def _quote(kata: Collection[str]) -> str:
    return " atau ".join(f"“{satu}”" for satu in kata)
