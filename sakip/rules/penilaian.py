"""Scoring of an evaluation sheet (LKE): exact points, one rounding, one predikat, every step kept.

PermenPANRB 88/2021 and 12/2015 lampiran, and local sheets in the same format. Points are fractions,
so thirds and ninths lose nothing; the total is rounded once, half-up to two decimals, then classed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from sakip.rules.angka import EKSAK, bulatkan, read_angka, shorten_teks, write_angka
from sakip.rules.instrumen import Butir, Instrumen, Komponen, Subkomponen
from sakip.rules.predikat import Predikat, classify

Jawaban = str | int | Decimal
"""A letter or word of the scale, or a number where the scale has no choices."""

DESIMAL_TERBANYAK = 6
"""Decimals of a number that is answered; no sheet in use prints more than two."""

DESIMAL_POIN = 4
"""Decimals of points in the working; what they cannot say is marked ≈."""


@dataclass(frozen=True, slots=True)
class Pesan:
    """A sentence for the user about one key of the sheet; an empty key means the whole sheet."""

    kunci: str
    teks: str

    def __str__(self) -> str:
        return f"{self.kunci}: {self.teks}" if self.kunci else self.teks


class PenilaianError(ValueError):
    """A sheet that cannot be scored; carries every fault, not only the first."""

    def __init__(self, pesan: Sequence[Pesan]) -> None:
        super().__init__(" ".join(str(satu) for satu in pesan))
        self.pesan = tuple(pesan)


class BelumDinilaiError(PenilaianError):
    """Nothing is answered at all, which is not the same as a value of 0."""

    def __init__(self) -> None:
        super().__init__([Pesan("", "Belum dinilai: belum ada satu pun jawaban.")])


@dataclass(frozen=True, slots=True)
class NilaiButir:
    """One answer, its value on the scale, and the points it brings."""

    butir: Butir
    jawaban: str
    nilai: Decimal

    @property
    def bagian(self) -> Fraction:
        """How much of a perfect answer it is, 0 to 1."""
        return Fraction(self.nilai) / Fraction(self.butir.penuh)

    @property
    def poin(self) -> Fraction:
        return self.bagian * self.butir.bobot


@dataclass(frozen=True, slots=True)
class NilaiBagian:
    """The exact points of a component or a sub-component, and the points `isi` they are made of.

    `jawaban` is empty for a component, and for a sub-component whose criteria are answered.
    """

    kode: str
    nama: str
    bobot: Decimal
    sumber: str
    isi: tuple[Fraction, ...]
    jawaban: str = ""

    @property
    def nilai(self) -> Fraction:
        return sum(self.isi, Fraction(0))


@dataclass(frozen=True, slots=True)
class Langkah:
    """One line of the working; `nilai` is in points, `sumber` names the regulation and the part."""

    kode: str
    uraian: str
    nilai: Fraction
    sumber: str

    def __str__(self) -> str:
        return f"{self.uraian} · {self.sumber}"


@dataclass(frozen=True, slots=True)
class Hasil:
    """A scored sheet: `total` is rounded, `total_tepat` and the points of the parts are exact."""

    instrumen: Instrumen
    butir: tuple[NilaiButir, ...]
    subkomponen: tuple[NilaiBagian, ...]
    komponen: tuple[NilaiBagian, ...]
    total_tepat: Fraction
    total: Decimal
    predikat: Predikat

    @property
    def langkah(self) -> tuple[Langkah, ...]:
        """The whole working in sentences, from the first answer to the predikat."""
        return tuple(_write_langkah(self))


def bulatkan_pecahan(nilai: Fraction) -> Decimal:
    """An exact value of 0 or more, rounded half-up to two decimals."""
    return Decimal(floor(nilai * 100 + Fraction(1, 2))).scaleb(-2)


def score_lke(
    instrumen: Instrumen, nilai: Mapping[str, Jawaban], *, jenis_entitas: str | None = None
) -> Hasil:
    """Score a complete sheet, keyed by sub-component or by criterion as the instrument says.

    `jenis_entitas` leaves out the criteria that do not apply to it; None scores all of them. Raises
    BelumDinilaiError when nothing is answered, and PenilaianError with every missing key, unknown
    key and unknown answer.
    """
    if not nilai:
        raise BelumDinilaiError
    check_jenis_entitas(instrumen, jenis_entitas)
    semua = instrumen.butir(jenis_entitas)
    butir, pesan = read_jawaban(semua, nilai)
    pesan += [Pesan(row.kode, "Belum dijawab.") for row in semua if row.kode not in nilai]
    if pesan:
        raise PenilaianError(pesan)
    subkomponen = tuple(_sum_butir(instrumen, sub, butir) for sub in instrumen.subkomponen)
    komponen = tuple(_sum_subkomponen(row, subkomponen) for row in instrumen.komponen)
    total_tepat = sum((row.nilai for row in komponen), Fraction(0))
    total = bulatkan_pecahan(total_tepat)
    predikat = classify(instrumen.predikat, total)
    return Hasil(instrumen, butir, subkomponen, komponen, total_tepat, total, predikat)


def write_cara_hitung(instrumen: Instrumen) -> str:
    """How points and the total of a sheet come about, in two sentences, with the value of every grade."""
    jumlah = "Jumlahnya dibulatkan sekali ke dua desimal, lalu digolongkan."
    if instrumen.tingkat == "kriteria":
        return (
            "Poin kriteria = nilai jawaban ÷ nilai tertinggi × bagiannya dari bobot subkomponen, di antara "
            f"kriteria yang berlaku. {jumlah}"
        )
    skala = {
        id(row.skala): row for row in instrumen.butir() if row.skala.pilihan or row.skala.penuh
    }
    cara = "; ".join(map(_write_skala, skala.values()))
    return f"Poin subkomponen {cara or 'diisi langsung, 0 sampai bobotnya'}. {jumlah}"


def _write_skala(butir: Butir) -> str:
    """A scale within that sentence: "= nilai ÷ 100 × bobot: AA 100, A 90"."""
    nilai = ", ".join(f"{row.kode} {write_angka(row.nilai, None)}" for row in butir.skala.pilihan)
    penuh = write_angka(butir.penuh, None)
    return f"= nilai ÷ {penuh} × bobot" + (f": {nilai}" if nilai else "")


def check_jenis_entitas(instrumen: Instrumen, jenis_entitas: str | None) -> None:
    """Raise PenilaianError for a kind of entity that the instrument does not know."""
    if jenis_entitas is not None and jenis_entitas not in instrumen.entitas:
        dikenal = ", ".join(instrumen.entitas) or "tidak ada"
        teks = f"Jenis entitas tidak dikenal pada {instrumen.kunci}; yang dikenal: {dikenal}."
        raise PenilaianError([Pesan("entitas", teks)])


def read_jawaban(
    butir: Iterable[Butir], nilai: Mapping[str, Jawaban]
) -> tuple[tuple[NilaiButir, ...], list[Pesan]]:
    """The answers that can be read, in the order of the sheet, and a sentence for every other."""
    dikenal = {row.kode: row for row in butir}
    pesan = [Pesan(kunci, "Kunci tidak dikenal.") for kunci in nilai if kunci not in dikenal]
    terbaca = []
    for row in dikenal.values():
        if row.kode not in nilai:
            continue
        try:
            terbaca.append(_read_satu(row, nilai[row.kode]))
        except ValueError as error:
            pesan.append(Pesan(row.kode, str(error)))
    return tuple(terbaca), pesan


def _read_satu(butir: Butir, jawaban: Jawaban) -> NilaiButir:
    """One answer on its scale; ValueError with the sentence for the user."""
    if not butir.skala.pilihan:
        nilai = _read_nilai(jawaban, butir.penuh)
        return NilaiButir(butir, write_angka(nilai, None), nilai)
    for pilihan in butir.skala.pilihan:
        if pilihan.kode == jawaban:
            return NilaiButir(butir, pilihan.kode, pilihan.nilai)
    tersedia = ", ".join(row.kode for row in butir.skala.pilihan)
    raise ValueError(f'Jawaban "{shorten_teks(str(jawaban))}" tidak dikenal; pilih {tersedia}.')


def _read_nilai(jawaban: Jawaban, penuh: Decimal) -> Decimal:
    nilai = read_angka(jawaban) if isinstance(jawaban, str) else Decimal(jawaban)
    if not nilai.is_finite() or not 0 <= nilai <= penuh:
        raise ValueError(f"Nilai harus 0 sampai dengan {write_angka(penuh, None)}.")
    if nilai != bulatkan(nilai, DESIMAL_TERBANYAK):
        raise ValueError(f"Nilai paling banyak {DESIMAL_TERBANYAK} desimal.")
    return nilai


def _sum_butir(instrumen: Instrumen, sub: Subkomponen, butir: Iterable[NilaiButir]) -> NilaiBagian:
    milik = [row for row in butir if row.butir.subkomponen == sub.kode]
    jawaban = milik[0].jawaban if instrumen.tingkat == "subkomponen" else ""
    isi = tuple(row.poin for row in milik)
    return NilaiBagian(sub.kode, sub.nama, sub.bobot, sub.sumber, isi, jawaban)


def _sum_subkomponen(komponen: Komponen, subkomponen: Iterable[NilaiBagian]) -> NilaiBagian:
    milik = {sub.kode for sub in komponen.subkomponen}
    isi = tuple(row.nilai for row in subkomponen if row.kode in milik)
    return NilaiBagian(komponen.kode, komponen.nama, komponen.bobot, komponen.sumber, isi)


def _write_langkah(hasil: Hasil) -> Iterator[Langkah]:
    """Answers, sub-components that are made of answers, components, total, predikat."""
    instrumen, predikat = hasil.instrumen, hasil.predikat
    peraturan, skema = instrumen.peraturan, instrumen.predikat
    for satu in hasil.butir:
        sumber = f"{peraturan} {satu.butir.sumber}"
        yield Langkah(satu.butir.kode, _write_butir(satu), satu.poin, sumber)
    bagian = hasil.subkomponen if instrumen.tingkat == "kriteria" else ()
    for row in (*bagian, *hasil.komponen):
        uraian = f"{row.kode} {row.nama}: {_write_sum(row.isi)} dari {write_angka(row.bobot, None)}"
        yield Langkah(row.kode, uraian, row.nilai, f"{peraturan} {row.sumber}")
    total, tepat = write_angka(hasil.total), hasil.total_tepat
    jumlah = f"Total: {_write_sum([row.nilai for row in hasil.komponen])}, dibulatkan {total}"
    yield Langkah("total", jumlah, tepat, f"{peraturan} {instrumen.sumber}")
    kelas = f"Predikat: {total} adalah {predikat.rentang}, yaitu {predikat.kode} ({predikat.kata})"
    yield Langkah("predikat", kelas, tepat, f"{skema.peraturan} {skema.sumber}")


def _write_butir(satu: NilaiButir) -> str:
    """1.a Keberadaan: BB = 80 → 80 ÷ 100 × 6 = 4,80"""
    butir, nilai = satu.butir, write_angka(satu.nilai, None)
    jawaban = f"{satu.jawaban} = {nilai}" if butir.skala.pilihan else nilai
    rumus = f"{nilai} ÷ {write_angka(butir.penuh, None)} × {_write_bobot(butir.bobot)}"
    tanda = "=" if _is_tepat(satu.poin) else "≈"
    return f"{butir.kode} {butir.nama}: {jawaban} → {rumus} {tanda} {_write_poin(satu.poin)}"


def _write_sum(isi: Sequence[Fraction]) -> str:
    jumlah = sum(isi, Fraction(0))
    tanda = "=" if all(map(_is_tepat, (*isi, jumlah))) else "≈"
    return f"{' + '.join(map(_write_poin, isi))} {tanda} {_write_poin(jumlah)}"


def _write_poin(poin: Fraction) -> str:
    """4,80 when two decimals say it all, otherwise four: 0,9375."""
    desimal = 2 if round(poin, 2) == poin else DESIMAL_POIN
    return write_angka(EKSAK.divide(Decimal(poin.numerator), Decimal(poin.denominator)), desimal)


def _write_bobot(bobot: Fraction) -> str:
    """6 or 12,5 as a number, 2/9 as the fraction it is."""
    persepuluh = bobot * 10
    if persepuluh.denominator > 1:
        return str(bobot)
    return write_angka(Decimal(persepuluh.numerator).scaleb(-1), 0 if bobot.denominator == 1 else 1)


def _is_tepat(poin: Fraction) -> bool:
    """Whether the decimals that are printed are all there are."""
    return round(poin, DESIMAL_POIN) == poin
