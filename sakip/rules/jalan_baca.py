"""What a way to a predikat teaches: ceilings, stairs, what lifts nothing alone, what limits and may fail."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from sakip.rules.instrumen import Kriteria, Subkomponen
from sakip.rules.jalan import Jalan, to_decimal
from sakip.rules.jalan_peta import Peta
from sakip.rules.jalan_soal import Soal
from sakip.rules.penilaian import Hasil, score_lke
from sakip.rules.predikat import Predikat
from sakip.rules.saran import compute_batas
from sakip.rules.tindakan import Tindakan

Sebab = Literal["hasil", "pemda", "tanpa_tindakan", "tidak_sempat", "belum_bertahan", "upaya_lebih"]

TEKS: dict[Sebab, str] = {
    "hasil": "Kriteria ini mengikuti hasil kinerja; tidak ada tindakan yang dapat membukanya.",
    "pemda": "Dijawab pada lembar pemda; naiknya di sana, bukan pada lembar ini.",
    "tanpa_tindakan": "Belum ada tindakan untuk kriteria ini; tambahkan ke katalog.",
    "tidak_sempat": "Tindakannya tidak selesai sebelum musim evaluasi, atau pemiliknya tidak sanggup.",
    "belum_bertahan": "Semua kriteria terpenuhi, tetapi belum cukup lama bertahan untuk nilai berikutnya.",
    "upaya_lebih": "Semua kriteria terpenuhi; nilai berikutnya datang dari upaya bernilai tambah.",
}
SETERUSNYA = 1000
"""Years that are longer than any scale asks for."""


@dataclass(frozen=True, slots=True)
class Langit:
    """Totals when every criterion is met: as new, with this entity's own years, with years enough for all."""

    baru: Hasil
    sendiri: Hasil
    bertahan: Hasil


@dataclass(frozen=True, slots=True)
class Anak:
    """The next step of a sub-component: how many criteria it takes, and the points it brings (exact)."""

    subkomponen: str
    dari: str
    ke: str
    perlu: int
    naik: Decimal


@dataclass(frozen=True, slots=True)
class Pembatas:
    """Why a sub-component ends below the best answer; `kriteria` are those that stay unmet for this cause."""

    subkomponen: str
    jawaban: str
    sebab: Sebab
    kriteria: tuple[str, ...]

    @property
    def teks(self) -> str:
        """The cause in a sentence."""
        return TEKS[self.sebab]


@dataclass(frozen=True, slots=True)
class Gagal:
    """Where a plan ends when the evaluator does not accept one of its actions."""

    tindakan: Tindakan
    total: Decimal
    predikat: Predikat


def compute_langit(soal: Soal) -> Langit:
    """The ceilings of the instrument's reading and of this entity (practice: why BB may not be the end)."""

    def penuh(lanjut: int) -> Hasil:
        jawaban = {
            sub.kode: compute_batas(
                soal.instrumen.skala[sub.skala], Fraction(1), lensa=sub.lensa, lanjut=lanjut
            )
            for sub in soal.instrumen.subkomponen
        }
        nilai = {kode: row.kode for kode, row in jawaban.items() if row}
        return score_lke(soal.instrumen, nilai, jenis_entitas=soal.jenis_entitas)

    return Langit(baru=penuh(0), sendiri=soal.score(soal.dikenal), bertahan=penuh(SETERUSNYA))


def compute_tangga(soal: Soal) -> Iterator[Anak]:
    """The next step of every sub-component that has criteria left, in the order of the sheet.

    One criterion more may lift nothing alone: `perlu` says how many it takes, the heaviest first.
    """
    for sub in soal.instrumen.subkomponen:
        kurang = sorted(_unmet(soal, sub, soal.terpenuhi), key=lambda row: -row.bobot)
        if not kurang:
            continue
        semua = _weigh(soal.kriteria(sub))
        ada = semua - _weigh(kurang)
        dari = soal.compute_jawaban(sub, ada / semua)
        for perlu, row in enumerate(kurang, 1):
            ada += Fraction(row.bobot)
            ke = soal.compute_jawaban(sub, ada / semua)
            if ke.nilai > dari.nilai:
                penuh = soal.instrumen.skala[sub.skala].compute_penuh(sub.bobot)
                naik = Fraction(ke.nilai - dari.nilai) / Fraction(penuh) * Fraction(sub.bobot)
                yield Anak(sub.kode, dari.kode, ke.kode, perlu, to_decimal(naik))
                break


def find_diam(soal: Soal) -> tuple[Tindakan, ...]:
    """The open actions that lift nothing when each is done alone, without those it waits for."""
    sekarang = soal.score(soal.terpenuhi).total_tepat
    return tuple(
        row for row in soal.terbuka if soal.score(soal.after([row])).total_tepat == sekarang
    )


def find_pembatas(soal: Soal, rencana: Jalan) -> tuple[Pembatas, ...]:
    """What keeps each sub-component from more at the end of the plan of the highest total."""
    terpenuhi = soal.after(rencana.tindakan)
    peta = Peta(soal)
    sempat = {
        kode
        for row, butuh in zip(soal.terbuka, peta.medan.butuh, strict=True)
        if peta.fits(butuh)
        for kode in soal.opens(row)
    }
    return tuple(
        Pembatas(bagian.kode, bagian.jawaban, sebab, tuple(kriteria))
        for sub, bagian in zip(soal.instrumen.subkomponen, rencana.sesudah.subkomponen, strict=True)
        if bagian.jawaban != soal.instrumen.skala[sub.skala].pilihan[0].kode
        for sebab, kriteria in _causes(soal, sub, terpenuhi, sempat).items()
    )


def _causes(
    soal: Soal, sub: Subkomponen, terpenuhi: frozenset[str], sempat: Collection[str]
) -> dict[Sebab, list[str]]:
    """Each cause with its criteria; what could still be opened is one only where nothing else is."""
    if sub.kode in soal.tetap:
        return {"pemda": [row.kode for row in sub.kriteria]}
    kurang = [row.kode for row in _unmet(soal, sub, terpenuhi)]
    if not kurang:
        skala = soal.instrumen.skala[sub.skala].pilihan
        bertahan = any(sub.lensa in row.lanjut_lensa for row in skala)
        return {"belum_bertahan" if bertahan else "upaya_lebih": []}
    dibuka = {kode for row in soal.tindakan for kode in row.kriteria}
    warisan = soal.instrumen.entitas[soal.jenis_entitas].diwariskan if soal.jenis_entitas else ()
    sebab: dict[Sebab, list[str]] = {}
    for kode in kurang:
        if kode in soal.bintang and kode in warisan:
            sebab.setdefault("pemda", []).append(kode)
        elif kode in soal.bintang:
            sebab.setdefault("hasil", []).append(kode)
        elif kode not in dibuka:
            sebab.setdefault("tanpa_tindakan", []).append(kode)
        elif kode not in sempat:
            sebab.setdefault("tidak_sempat", []).append(kode)
    return sebab or {"tidak_sempat": kurang}


def compute_kepekaan(soal: Soal, rencana: Jalan) -> tuple[Gagal, ...]:
    """Each action of a plan refused by itself; what others open as well stays open."""
    hasil = []
    for gagal in rencana.tindakan:
        sisa = soal.score(soal.after(row for row in rencana.tindakan if row is not gagal))
        hasil.append(Gagal(gagal, sisa.total, sisa.predikat))
    return tuple(hasil)


def _weigh(kriteria: Iterable[Kriteria]) -> Fraction:
    return sum((Fraction(row.bobot) for row in kriteria), Fraction(0))


def _unmet(soal: Soal, sub: Subkomponen, terpenuhi: Iterable[str]) -> list[Kriteria]:
    return [row for row in soal.kriteria(sub) if row.kode not in {*terpenuhi}]
