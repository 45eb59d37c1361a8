"""A plan as rows: what an import, the demo and a command hand to the one action that writes it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sakip.organisasi.models import Pengguna
from sakip.rules.agregasi import Agregasi
from sakip.rules.periode import Frekuensi
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.target import Target


@dataclass(frozen=True, slots=True)
class BarisSimpul:
    """A node. `induk` is the kode of its parent in the same document, or in the agency's.

    There it is written "RPJMD 2025 S4", shorter "RPJMD S4", or "S4" when the own document has no S4.
    """

    kode: str
    jenjang: str
    pernyataan: str
    induk: str = ""
    unit: str = ""
    penerima_manfaat: str = ""
    nomenklatur: str = ""
    faktor_kunci: str = ""
    tanda: tuple[str, ...] = ()
    kontributor: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BarisIndikator:
    """An indicator of a node, with its sheet and its typed targets by year and by (year, quarter)."""

    kode: str
    simpul: str
    unit: str
    nama: str
    satuan: str
    rumus: Rumus
    agregasi: Agregasi
    frekuensi: Frekuensi
    arah: Arah | None = None
    bulan_rilis: int | None = None
    rilis_tahun_berikut: bool = False
    sumber: str = ""
    definisi: str = ""
    alasan: str = ""
    pembilang: str = ""
    penyebut: str = ""
    pic: str = ""
    verifikator: str = ""
    bukti_diminta: str = ""
    faktor: int = 1
    skala: str = ""
    desimal: int = 2
    baseline: Decimal | None = None
    iku: bool = False
    target_tahun: dict[int, Target] = field(default_factory=dict)
    target_triwulan: dict[tuple[int, int], Target] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rencana:
    """A whole document, or the part of it that an import brings; `unit` is empty for the agency's."""

    jenis: str
    tahun_awal: int
    tahun_akhir: int
    unit: str = ""
    simpul: tuple[BarisSimpul, ...] = ()
    indikator: tuple[BarisIndikator, ...] = ()


@dataclass(slots=True)
class Perubahan:
    """What an import did, or would do: kodes that are new, changed, or the same as before."""

    baru: list[str] = field(default_factory=list)
    berubah: list[str] = field(default_factory=list)
    tetap: list[str] = field(default_factory=list)
    # What it takes to undo it: the key of each row written, and its columns before (None: it was not there).
    mundur: list[tuple[int, dict[str, str] | None]] = field(default_factory=list)

    @property
    def banyak(self) -> int:
        """How many rows are written."""
        return len(self.baru) + len(self.berubah)

    def count(self, kode: str, *, is_new: bool, same: bool) -> None:
        """Add one row to the list it belongs to."""
        outcome = self.baru if is_new else self.tetap if same else self.berubah
        outcome.append(kode)

    def __str__(self) -> str:
        return f"{len(self.baru)} baru, {len(self.berubah)} berubah, {len(self.tetap)} tetap"


def columns_of(row: Any, names: Iterable[str]) -> dict[str, str]:
    """Columns of a stored row as texts, exact, as an import keeps them to be undone."""
    return {name: str(getattr(row, name)) for name in names}


@dataclass(frozen=True, slots=True)
class Bacaan:
    """What a file would do as things stand: its rows with their outcome (as `ImporRencana.isi` keeps
    them), figures that can be read in two ways, and how to write the good rows.
    """

    baris: list[dict[str, Any]]
    ambigu: list[str]
    write: Callable[[Pengguna], Perubahan]


@dataclass(frozen=True, slots=True)
class GalatBaris:
    """A row that cannot be written: its sheet, its kode, the field (as in the rows above), a sentence."""

    lembar: str
    kode: str
    bidang: str
    pesan: str

    def __str__(self) -> str:
        return f"{self.lembar} {self.kode}: {self.pesan}"


SIMPUL = "Simpul"
INDIKATOR = "Indikator"
ANGGARAN = "Anggaran"
PAGU = "Pagu"
SERAPAN = "Serapan"
