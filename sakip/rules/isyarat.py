"""What the test of plausibility reads and says: plain values in, signs out.

Bounds, levels and what to do are dated data in `regulasi/kewajaran`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, in_force, load_folder
from sakip.rules.rumus import Arah
from sakip.rules.target import Target

Tingkat = Literal["berat", "sedang"]
KODE = tuple(f"W{n:02}" for n in range(1, 10))


@dataclass(frozen=True, slots=True)
class JenisIsyarat:
    """One kind of sign: its title, how grave it is, what to do."""

    kode: str
    judul: str
    tingkat: Tingkat
    saran: str


@dataclass(frozen=True, slots=True)
class AturanKewajaran(Peraturan):
    """The bounds in force: points, percents, days and counts as the file explains them."""

    rentang_sempit: Decimal
    objek_sempit: int
    huruf_narasi: int
    kata_sidik: int
    mirip: Decimal
    unit_kembar: int
    narasi_terbanyak: int
    hari_serentak: int
    isian_serentak: int
    bagian_serentak: Decimal
    indikator_tepat: int
    bagian_tepat: Decimal
    capaian_tertinggi: Decimal
    hari_susulan: int
    bulan_akhir: int
    selisih_mandiri: Decimal
    isyarat: tuple[JenisIsyarat, ...]

    def jenis(self, kode: str) -> JenisIsyarat:
        return next(row for row in self.isyarat if row.kode == kode)


@dataclass(frozen=True, slots=True)
class Objek:
    """Whose row it is; the agency itself has no kode."""

    kode: str
    nama: str


@dataclass(frozen=True, slots=True)
class Baris:
    """A row that a sign is about, in words."""

    objek: Objek
    teks: str


@dataclass(frozen=True, slots=True)
class Isyarat:
    """A sign: its kind, a sentence, and the rows it is about."""

    jenis: JenisIsyarat
    pesan: str
    baris: tuple[Baris, ...]


@dataclass(frozen=True, slots=True)
class NilaiObjek:
    """The total of the evaluators, and of the unit itself where it gave one."""

    objek: Objek
    total: Decimal
    mandiri: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Narasi:
    """A text somebody wrote, and where it stands."""

    objek: Objek
    letak: str
    teks: str


@dataclass(frozen=True, slots=True)
class IsianHari:
    """How many figures of a period a unit typed on a day."""

    objek: Objek
    masa: int
    hari: date
    banyak: int


@dataclass(frozen=True, slots=True)
class CapaianIndikator:
    """The capaian (percent) of one indicator in the period that is read."""

    objek: Objek
    nama: str
    capaian: Decimal


@dataclass(frozen=True, slots=True)
class TanggalBerkas:
    """The date that was typed of a file, and the day it arrived."""

    objek: Objek
    nama: str
    tanggal: date
    diunggah: date


@dataclass(frozen=True, slots=True)
class Janji:
    """The promise of a year beside what was reached the year before."""

    objek: Objek
    nama: str
    target: Target
    arah: Arah
    realisasi_lalu: Decimal


@dataclass(frozen=True, slots=True)
class PerubahanPK:
    """A changed agreement and its date."""

    objek: Objek
    sebutan: str
    tanggal: date


@dataclass(frozen=True, slots=True)
class Bahan:
    """Everything the test reads of one year."""

    tahun: int
    nilai: Sequence[NilaiObjek] = ()
    narasi: Sequence[Narasi] = ()
    isian: Sequence[IsianHari] = ()
    capaian: Sequence[CapaianIndikator] = ()
    berkas: Sequence[TanggalBerkas] = ()
    janji: Sequence[Janji] = ()
    pk: Sequence[PerubahanPK] = ()


@cache
def load_kewajaran(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, AturanKewajaran]:
    """Every policy by its key; raises RegulasiError for a broken file."""
    return load_folder(_parse, (root / "kewajaran" for root in roots))


def kewajaran_on(day: date, roots: tuple[Path, ...] = (FOLDER,)) -> AturanKewajaran:
    """The policy in force on a day. Raises LookupError before the first."""
    return in_force(load_kewajaran(roots).values(), day)


def _parse(kunci: str, table: Mapping[str, Any]) -> AturanKewajaran:
    aturan = build(AturanKewajaran, {"kunci": kunci, **table}, kunci)
    if sorted(row.kode for row in aturan.isyarat) != sorted(KODE):
        raise RegulasiError(f"{kunci}: setiap kode {KODE[0]} sampai {KODE[-1]} harus ada sekali.")
    if not 1 <= aturan.bulan_akhir <= 12 or aturan.hari_serentak < 1 or aturan.kata_sidik < 1:
        raise RegulasiError(f"{kunci}: batas bulan, hari, atau kata tidak masuk akal.")
    return aturan
