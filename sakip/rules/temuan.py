"""What the lint of a performance tree reads and says: plain values in, findings out.

A `galat` blocks submission, a `peringatan` asks for a reason. Levels and limits are dated data in
`regulasi/penjenjangan/lint`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, in_force, load_folder
from sakip.rules.target import Target

Tingkat = Literal["galat", "peringatan"]
Jenis = Literal["hasil", "keluaran"]
Bagian = Literal["simpul", "indikator", "lintas", "unit"]

KODE = tuple(f"L{n:02}" for n in range(1, 17))


@dataclass(frozen=True, slots=True)
class Perbaikan:
    """A quick fix: the key a page acts on, the words on its button, and the new content if known."""

    kunci: str
    kata: str
    isi: str = ""


@dataclass(frozen=True, slots=True)
class Temuan:
    """One finding; `kunci` is the kode of the node, indicator, crosscutting or unit it is about.

    `kata` are the words that set it off, as they were typed.
    """

    kode: str
    tingkat: Tingkat
    sasaran: Bagian
    kunci: str
    bidang: str
    pesan: str
    perbaikan: tuple[Perbaikan, ...] = ()
    kata: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeLint:
    """A node. `induk` is "" at the top; `jenis` "" means: as the data say for its jenjang.

    `induk_di_dokumen_daerah`: its parent stands in the agency's document, which need not be among
    the nodes given; `di_dokumen_daerah`: the node itself stands there. `nomenklatur` is the
    national code whose name nobody can reword.
    """

    kode: str
    induk: str
    jenjang: str
    pernyataan: str
    jenis: Jenis | Literal[""] = ""
    penerima_manfaat: str = ""
    unit: str = ""
    pagu: Decimal | None = None
    induk_di_dokumen_daerah: bool = False
    di_dokumen_daerah: bool = False
    nomenklatur: str = ""


@dataclass(frozen=True, slots=True)
class IndikatorLint:
    """An indicator's sheet. `rumus`, `arah`, `frekuensi` and `agregasi` are the stored keys.

    `unit` is the accountable unit, `satuan` the unit of measure. `targets` by year;
    `realisasi_lalu` is the value of `tahun_lalu`, or of the year before today when that is None.
    `jenis` "" means: as its node.
    """

    kode: str
    simpul: str
    nama: str
    unit: str = ""
    satuan: str = ""
    definisi: str = ""
    sumber: str = ""
    rumus: str = ""
    arah: str = ""
    frekuensi: str = ""
    bulan_rilis: int | None = None
    agregasi: str = ""
    pic: str = ""
    targets: Mapping[int, Target] = field(default_factory=dict)
    realisasi_lalu: Decimal | None = None
    tahun_lalu: int | None = None
    alasan_target: str = ""
    iku: bool = False
    iku_berubah: bool = False
    jenis: Jenis | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class LintasLint:
    """A crosscutting proposal: the node it is about, and the short name of who is to answer."""

    kode: str
    simpul: str
    ke_unit: str
    diusulkan: date
    status: Literal["diusulkan", "disepakati", "ditolak"] = "diusulkan"


@dataclass(frozen=True, slots=True)
class AturanTemuan:
    """One kind of finding; `tingkat_keluaran` is its level on an output node when it differs."""

    kode: str
    judul: str
    tingkat: Tingkat
    tingkat_keluaran: Literal["galat", "peringatan", ""] = ""


@dataclass(frozen=True, slots=True)
class Terbitan:
    """A figure that an outside body publishes once a year; `nama` are words of its indicators."""

    nama: tuple[str, ...]
    penerbit: str
    bulan: int


@dataclass(frozen=True, slots=True)
class AturanLint(Peraturan):
    """The levels and limits in force from a day."""

    jenis: Mapping[str, Jenis]
    anak_terbanyak: int
    hari_tanggapan: int
    program_penunjang: str
    terbitan: tuple[Terbitan, ...]
    aturan: tuple[AturanTemuan, ...]

    def jenis_simpul(self, simpul: NodeLint) -> Jenis:
        """Whether the node promises a hasil or a keluaran. Raises KeyError for an unknown jenjang."""
        return simpul.jenis or self.jenis[simpul.jenjang]

    def tingkat(self, kode: str, jenis: Jenis = "hasil") -> Tingkat:
        """How grave a finding of this kind is. Raises KeyError for an unknown kode."""
        row = {row.kode: row for row in self.aturan}[kode]
        return (row.tingkat_keluaran or row.tingkat) if jenis == "keluaran" else row.tingkat


@cache
def load_lint(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, AturanLint]:
    """Every set of levels by its key, oldest first; raises RegulasiError for a broken file."""
    return load_folder(_parse, (root / "penjenjangan" / "lint" for root in roots))


def lint_on(day: date, roots: tuple[Path, ...] = (FOLDER,)) -> AturanLint:
    """The levels and limits in force on a day."""
    return in_force(load_lint(roots).values(), day)


def _parse(kunci: str, table: Mapping[str, Any]) -> AturanLint:
    aturan = build(AturanLint, {"kunci": kunci, **table}, kunci)
    if sorted(row.kode for row in aturan.aturan) != sorted(KODE):
        raise RegulasiError(f"{kunci}: setiap kode {KODE[0]} sampai {KODE[-1]} harus ada sekali.")
    if aturan.anak_terbanyak < 2 or aturan.hari_tanggapan < 1:
        raise RegulasiError(f"{kunci}: batas anak atau hari tidak masuk akal.")
    if not all(1 <= row.bulan <= 12 and row.nama for row in aturan.terbitan):
        raise RegulasiError(f"{kunci}: setiap terbitan perlu nama dan bulan 1 sampai 12.")
    return aturan
