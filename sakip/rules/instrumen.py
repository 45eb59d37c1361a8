"""The evaluation instruments (LKE): components, sub-components, criteria, scales, as dated data.

PermenPANRB 88/2021 and 12/2015, and a region's own variants, are files in `regulasi/evaluasi_akip`.
An instrument says where answers are set (`tingkat`): per sub-component, or per criterion. What is
answered there is a `Butir`, and a score is nothing but the points of the butir, summed.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sakip.rules.angka import write_angka
from sakip.rules.predikat import SkemaPredikat, load_predikat
from sakip.rules.regulasi import FOLDER, Peraturan, RegulasiError, build, load_folder

Tingkat = Literal["subkomponen", "kriteria"]
NilaiTambah = Literal["", "upaya", "terobosan"]
PENUH = Decimal(100)


@dataclass(frozen=True, slots=True)
class Pilihan:
    """One answer of a scale, suggested from `ambang` percent of the items met; None is never.

    `lanjut_lensa`: under which lens it is reached by standing complete, and for how many whole years.
    `nilai_tambah`: what must be told in words under the other lenses, "upaya" or "terobosan".
    """

    kode: str
    nilai: Decimal
    arti: str = ""
    arti_lensa: Mapping[str, str] = field(default_factory=dict)
    ambang: Decimal | None = None
    ambang_termasuk: bool = False
    lanjut_lensa: Mapping[str, int] = field(default_factory=dict)
    nilai_tambah: NilaiTambah = ""

    def meaning(self, lensa: str) -> str:
        """What the answer means for criteria seen through this lens."""
        return self.arti_lensa.get(lensa, self.arti)


@dataclass(frozen=True, slots=True)
class Skala:
    """The answers to choose from, best first; none means a number from 0 to `penuh`.

    Without choices and without `penuh` the number is in points, from 0 to the weight.
    """

    pilihan: tuple[Pilihan, ...] = ()
    penuh: Decimal | None = None

    def write_ambang(self, pilihan: Pilihan) -> str:
        """The threshold of a choice in words, up to the one above it; empty without one."""
        if pilihan.ambang is None:
            return ""
        bawah, batas = write_angka(pilihan.ambang, None), self._next_ambang(pilihan)
        if batas is None:
            if pilihan.ambang == PENUH:
                return f"{bawah} %"
            return f"{bawah} % atau lebih" if pilihan.ambang_termasuk else f"lebih dari {bawah} %"
        if batas.ambang == pilihan.ambang:
            return f"{bawah} %"
        mulai = bawah if pilihan.ambang_termasuk else f"lebih dari {bawah}"
        akhir = "sebelum" if batas.ambang_termasuk else "dengan"
        return f"{mulai} sampai {akhir} {write_angka(batas.ambang or PENUH, None)} %"

    def _next_ambang(self, pilihan: Pilihan) -> Pilihan | None:
        """The choice above this one that has a threshold."""
        above = self.pilihan[: self.pilihan.index(pilihan)]
        return next((row for row in reversed(above) if row.ambang is not None), None)

    def find(self, kode: str) -> Pilihan | None:
        """The choice of this code."""
        return next((row for row in self.pilihan if row.kode == kode), None)

    def compute_penuh(self, bobot: Decimal) -> Decimal:
        """The value of a perfect answer to something of this weight."""
        if self.pilihan:
            return max(row.nilai for row in self.pilihan)
        return bobot if self.penuh is None else self.penuh


@dataclass(frozen=True, slots=True)
class Lensa:
    """How a sub-component looks at its criteria, and the evidence strength (0-5) that it needs."""

    nama: str
    kekuatan_bukti: int | None = None


@dataclass(frozen=True, slots=True)
class Kriteria:
    """One criterion or question; `bobot` counts only against its neighbours."""

    kode: str
    uraian: str
    bobot: Decimal = Decimal(1)
    skala: str = ""


@dataclass(frozen=True, slots=True)
class Subkomponen:
    kode: str
    nama: str
    lensa: str
    bobot: Decimal
    skala: str
    sumber: str
    kriteria: tuple[Kriteria, ...] = ()


@dataclass(frozen=True, slots=True)
class Komponen:
    kode: str
    nama: str
    bobot: Decimal
    sumber: str
    subkomponen: tuple[Subkomponen, ...]


@dataclass(frozen=True, slots=True)
class Entitas:
    """How one kind of entity differs: criteria left out, answered once by the pemda, reworded.

    `alasan`: by code of what is left out, the sentence that says why.
    """

    nama: str
    seperti: str = ""
    tidak_berlaku: tuple[str, ...] = ()
    alasan: Mapping[str, str] = field(default_factory=dict)
    diwariskan: tuple[str, ...] = ()
    uraian: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kontrol:
    """A rule of "kontrol kerangka logis": no answer above its parents, best ones, or means.

    `longgar`: how many answers of the scale above its parents is still taken as it is; `alasan` says
    why the rule stands.
    """

    butir: tuple[str, ...]
    induk: tuple[str, ...] = ()
    longgar: int = 0
    alasan: str = ""
    tertinggi: tuple[tuple[str, ...], ...] = ()
    rata_rata: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Butir:
    """One thing to answer: a perfect answer has the value `penuh` and is worth `bobot` points."""

    kode: str
    nama: str
    subkomponen: str
    skala: Skala
    penuh: Decimal
    bobot: Fraction
    sumber: str


@dataclass(frozen=True, slots=True)
class Instrumen(Peraturan):
    """One evaluation sheet of one regulation.

    `varian_dari`: the key of the national sheet that a region's own one stands for; such a sheet is
    used only where an agency chose it.
    """

    tingkat: Tingkat
    predikat: SkemaPredikat
    skala: Mapping[str, Skala]
    lensa: Mapping[str, Lensa]
    komponen: tuple[Komponen, ...]
    entitas: Mapping[str, Entitas] = field(default_factory=dict)
    status: Mapping[str, Decimal] = field(default_factory=dict)
    kontrol: tuple[Kontrol, ...] = ()
    varian_dari: str = ""
    catatan: str = ""

    @property
    def subkomponen(self) -> tuple[Subkomponen, ...]:
        return tuple(sub for komponen in self.komponen for sub in komponen.subkomponen)

    @property
    def semua_kriteria(self) -> tuple[Kriteria, ...]:
        return tuple(row for sub in self.subkomponen for row in sub.kriteria)

    def kriteria(self, sub: Subkomponen, jenis_entitas: str | None = None) -> tuple[Kriteria, ...]:
        """The criteria that apply to this kind of entity, in its wording; None is every criterion.

        Raises KeyError for a kind of entity that the instrument does not know.
        """
        if jenis_entitas is None:
            return sub.kriteria
        entitas = self.entitas[jenis_entitas]
        return tuple(
            replace(row, uraian=entitas.uraian.get(row.kode, row.uraian))
            for row in sub.kriteria
            if row.kode not in entitas.tidak_berlaku
        )

    def skala_of(self, sub: Subkomponen, kriteria: Kriteria | None = None) -> Skala:
        """The scale of a sub-component, or of one of its criteria."""
        return self.skala[(kriteria.skala if kriteria else "") or sub.skala]

    def butir(self, jenis_entitas: str | None = None) -> tuple[Butir, ...]:
        """Everything that a complete sheet answers; the weights sum to exactly 100."""
        return tuple(butir for sub in self.subkomponen for butir in self._butir(sub, jenis_entitas))

    def _butir(self, sub: Subkomponen, jenis_entitas: str | None) -> Iterator[Butir]:
        if self.tingkat == "subkomponen":
            skala = self.skala[sub.skala]
            penuh, bobot = skala.compute_penuh(sub.bobot), Fraction(sub.bobot)
            yield Butir(sub.kode, sub.nama, sub.kode, skala, penuh, bobot, sub.sumber)
            return
        kriteria = self.kriteria(sub, jenis_entitas)
        jumlah = sum((row.bobot for row in kriteria), Decimal(0))
        for row in kriteria:
            skala = self.skala_of(sub, row)
            penuh = skala.compute_penuh(row.bobot)
            bobot = Fraction(sub.bobot) * Fraction(row.bobot) / Fraction(jumlah)
            yield Butir(row.kode, row.uraian, sub.kode, skala, penuh, bobot, sub.sumber)


@cache
def load_instrumen(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, Instrumen]:
    """Every instrument by its key, oldest first.

    Each root holds `evaluasi_akip/` and `predikat/`; a later root adds to and overrides an
    earlier one, which is how a Perbup has its own sheet. Raises RegulasiError for a faulty file.
    """
    skema = load_predikat(roots)

    def parse(kunci: str, table: Mapping[str, Any]) -> Instrumen:
        return _parse(kunci, table, skema)

    return load_folder(parse, (root / "evaluasi_akip" for root in roots))


def _parse(kunci: str, table: Mapping[str, Any], skema: Mapping[str, SkemaPredikat]) -> Instrumen:
    predikat = skema.get(str(table.get("predikat")))
    if predikat is None:
        raise RegulasiError(f"{kunci}: skema predikat {table.get('predikat')!r} tidak dikenal.")
    instrumen = build(Instrumen, {**table, "kunci": kunci, "predikat": predikat}, kunci)
    if faults := [*_weight_faults(instrumen), *_name_faults(instrumen), *_skala_faults(instrumen)]:
        raise RegulasiError(f"{kunci}: {' '.join(faults)}")
    semua = instrumen.entitas
    instrumen = replace(instrumen, entitas={jenis: _inherit(semua, jenis) for jenis in semua})
    if faults := [*_list_faults(instrumen), *_kontrol_faults(instrumen)]:
        raise RegulasiError(f"{kunci}: {' '.join(faults)}")
    return instrumen


def _inherit(semua: Mapping[str, Entitas], jenis: str) -> Entitas:
    """An entity that says `seperti` takes over the lists that it leaves empty."""
    entitas = semua[jenis]
    induk = semua.get(entitas.seperti, entitas)
    return replace(
        entitas,
        tidak_berlaku=entitas.tidak_berlaku or induk.tidak_berlaku,
        alasan=entitas.alasan if entitas.tidak_berlaku else induk.alasan,
        diwariskan=entitas.diwariskan or induk.diwariskan,
        uraian=entitas.uraian or induk.uraian,
    )


def _weight_faults(instrumen: Instrumen) -> Iterator[str]:
    """Weights are positive, sub-components fill their component, components fill 100."""
    if sum(row.bobot for row in instrumen.komponen) != 100:
        yield "jumlah bobot komponen bukan 100."
    for komponen in instrumen.komponen:
        if sum(row.bobot for row in komponen.subkomponen) != komponen.bobot:
            yield f"jumlah bobot subkomponen {komponen.kode} bukan {komponen.bobot}."
    bobot = [(row.kode, row.bobot) for row in instrumen.subkomponen]
    bobot += [(row.kode, row.bobot) for row in instrumen.semua_kriteria]
    yield from (f"bobot {kode} harus lebih dari 0." for kode, satu in bobot if satu <= 0)


def _name_faults(instrumen: Instrumen) -> Iterator[str]:
    """Codes are unique on their level, and scales and lenses that are named exist."""
    subkomponen, kriteria = instrumen.subkomponen, instrumen.semua_kriteria
    yield from _repeated("komponen", [row.kode for row in instrumen.komponen])
    yield from _repeated("subkomponen", [row.kode for row in subkomponen])
    yield from _repeated("kriteria", [row.kode for row in kriteria])
    skala = {row.skala for row in subkomponen} | {row.skala for row in kriteria if row.skala}
    yield from _unknown("skala", skala, instrumen.skala)
    bertahan = {nama for row in _all_pilihan(instrumen) for nama in row.lanjut_lensa}
    yield from _unknown("lensa", {row.lensa for row in subkomponen} | bertahan, instrumen.lensa)


def _all_pilihan(instrumen: Instrumen) -> Iterator[Pilihan]:
    for skala in instrumen.skala.values():
        yield from skala.pilihan


def _skala_faults(instrumen: Instrumen) -> Iterator[str]:
    """Answers run from best to worst, from above 0 down, and so do their thresholds."""
    for nama, skala in instrumen.skala.items():
        nilai = [row.nilai for row in skala.pilihan]
        # "Lebih dari 75" is a stricter threshold than "75 or more", so it stands before it.
        ambang = [
            (row.ambang, not row.ambang_termasuk) for row in skala.pilihan if row.ambang is not None
        ]
        yield from _repeated(f"pilihan skala {nama}", [row.kode for row in skala.pilihan])
        if nilai and (nilai != sorted(nilai, reverse=True) or nilai[-1] < 0 or nilai[0] <= 0):
            yield f"nilai skala {nama} harus menurun, dari lebih dari 0 sampai paling kecil 0."
        if ambang != sorted(set(ambang), reverse=True):
            yield f"ambang skala {nama} harus menurun."
        if skala.penuh is not None and (skala.pilihan or skala.penuh <= 0):
            yield f"penuh pada skala {nama} hanya untuk angka dan harus lebih dari 0."


def _list_faults(instrumen: Instrumen) -> Iterator[str]:
    """Lists name what exists, and leave every sub-component something to answer."""
    kriteria = [row.kode for row in instrumen.semua_kriteria]
    for jenis, entitas in instrumen.entitas.items():
        disebut = {*entitas.tidak_berlaku, *entitas.diwariskan, *entitas.uraian}
        yield from _unknown(f"kriteria pada {jenis}", disebut, kriteria)
        yield from _unknown(f"seperti pada {jenis}", {entitas.seperti or jenis}, instrumen.entitas)
        yield from _unknown(f"alasan pada {jenis}", {*entitas.alasan}, entitas.tidak_berlaku)
        if ganda := sorted({*entitas.tidak_berlaku} & {*entitas.diwariskan}):
            yield f"kriteria {', '.join(ganda)} pada {jenis} tidak berlaku tetapi diwariskan."
    for jenis_entitas in (None, *instrumen.entitas):
        for sub in instrumen.subkomponen:
            if instrumen.tingkat == "kriteria" and not instrumen.kriteria(sub, jenis_entitas):
                yield f"{sub.kode} tidak punya kriteria untuk {jenis_entitas or 'siapa pun'}."


def _kontrol_faults(instrumen: Instrumen) -> Iterator[str]:
    """Rules of "kontrol kerangka logis" name what is answered."""
    butir = [row.kode for row in instrumen.semua_kriteria]
    if instrumen.tingkat == "subkomponen":
        butir = [row.kode for row in instrumen.subkomponen]
    for aturan in instrumen.kontrol:
        daftar = (aturan.butir, aturan.induk, *aturan.tertinggi, *aturan.rata_rata)
        yield from _unknown("butir pada kontrol", {kode for satu in daftar for kode in satu}, butir)


def _repeated(apa: str, kode: Sequence[str]) -> Iterator[str]:
    if ganda := sorted(satu for satu, jumlah in Counter(kode).items() if jumlah > 1):
        yield f"{apa} berulang: {', '.join(ganda)}."


def _unknown(apa: str, disebut: set[str], dikenal: Collection[str]) -> Iterator[str]:
    if asing := sorted(disebut.difference(dikenal)):
        yield f"{apa} tidak dikenal: {', '.join(asing)}."
