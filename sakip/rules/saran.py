"""Help for the evaluator that never scores: what the ticks suggest, and answers that contradict.

A suggestion shows the share met, what is missing and an upper bound; it is never a grade. Counting
ticks is our simplification: PermenPANRB 88/2021 speaks of the quality that is met.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import mean

from sakip.rules.instrumen import (
    PENUH,
    Instrumen,
    Kontrol,
    Kriteria,
    NilaiTambah,
    Pilihan,
    Skala,
)
from sakip.rules.penilaian import (
    BelumDinilaiError,
    Jawaban,
    NilaiButir,
    PenilaianError,
    Pesan,
    check_jenis_entitas,
    read_jawaban,
)

CATATAN = (
    "Batas atas ini dari menghitung kriteria yang terpenuhi, penyederhanaan aplikasi. {peraturan} "
    "menilai mutu yang terpenuhi; nilai tetap ditetapkan evaluator."
)


@dataclass(frozen=True, slots=True)
class Pernyataan:
    """What is stated beside a grade: whole years for which all was met, and efforts of added value."""

    lanjut: int = 0
    nilai_tambah: NilaiTambah = ""

    def covers(self, pilihan: Pilihan, lensa: str) -> bool:
        """Whether it carries an answer that asks for more than that all is met now."""
        tahun = pilihan.lanjut_lensa.get(lensa)
        if tahun is not None:
            return self.lanjut >= tahun
        urutan = NILAI_TAMBAH
        wajib = urutan.index(pilihan.nilai_tambah)
        return 0 < wajib <= urutan.index(self.nilai_tambah)


TANPA = Pernyataan()
NILAI_TAMBAH: tuple[NilaiTambah, ...] = ("", "upaya", "terobosan")
KATA_TAMBAH = {"upaya": "upaya bernilai tambah", "terobosan": "terobosan yang pantas ditiru"}


def tambah_of(teks: str) -> NilaiTambah:
    """The kind of added value a stored word says; none for an unknown one."""
    return next((row for row in NILAI_TAMBAH if row == teks), "")


def check_pernyataan(pilihan: Pilihan, lensa: str, pernyataan: Pernyataan) -> str:
    """What an answer above "all met" still lacks, as a sentence; empty when nothing."""
    if pernyataan.covers(pilihan, lensa):
        return ""
    tahun = pilihan.lanjut_lensa.get(lensa)
    if tahun is not None:
        return (
            f"Nilai {pilihan.kode} membutuhkan pernyataan bahwa semua kriteria terpenuhi sedikitnya "
            f"{tahun} tahun terakhir; yang tercatat {pernyataan.lanjut} tahun."
        )
    if pilihan.nilai_tambah:
        kata = KATA_TAMBAH[pilihan.nilai_tambah]
        return f"Nilai {pilihan.kode} membutuhkan uraian {kata}, yang belum ditulis."
    return ""


def needs_pernyataan(skala: Skala, lensa: str) -> tuple[bool, bool]:
    """Whether answers of this scale ask for years of continuity, and for added value, under a lens."""
    lanjut = any(lensa in row.lanjut_lensa for row in skala.pilihan)
    tambah = any(row.nilai_tambah and lensa not in row.lanjut_lensa for row in skala.pilihan)
    return lanjut, tambah


def complete_grades(skala: Skala) -> frozenset[str]:
    """The grades that say that every criterion is met; none on a scale that does not say so."""
    best = next((row.nilai for row in skala.pilihan if row.ambang == PENUH), None)
    return frozenset(row.kode for row in skala.pilihan if best is not None and row.nilai >= best)


def count_lanjut(tahun: int, lengkap: Collection[int]) -> int:
    """For how many whole years before `tahun` all was met without a gap."""
    return next(n for n in range(len(lengkap) + 1) if tahun - n - 1 not in lengkap)


@dataclass(frozen=True, slots=True)
class Saran:
    """What the ticks of one sub-component suggest.

    `bagian` is the share met (0 to 1) of the `berlaku` criteria; `kurang` are those not fully met.
    `batas_atas` is None where the scale has no thresholds.
    """

    subkomponen: str
    bagian: Fraction
    berlaku: int
    kurang: tuple[Kriteria, ...]
    batas_atas: Pilihan | None
    catatan: str


def suggest_nilai(
    instrumen: Instrumen,
    kode_subkomponen: str,
    status: Mapping[str, str],
    *,
    jenis_entitas: str | None = None,
    pernyataan: Pernyataan = TANPA,
) -> Saran:
    """The highest answer that the status of each criterion of a sub-component can carry.

    Answers above "all met" are within the bound only where `pernyataan` carries them.
    A criterion without a status counts as not met. Raises BelumDinilaiError when none has one, and
    PenilaianError with every unknown criterion and status.
    """
    check_jenis_entitas(instrumen, jenis_entitas)
    if not status:
        raise BelumDinilaiError
    sub = next((row for row in instrumen.subkomponen if row.kode == kode_subkomponen), None)
    if sub is None:
        raise PenilaianError([Pesan(kode_subkomponen, "Subkomponen tidak dikenal.")])
    kriteria = instrumen.kriteria(sub, jenis_entitas)
    if pesan := list(_status_faults(instrumen, kriteria, status)):
        raise PenilaianError(pesan)
    terpenuhi = {kode: Fraction(instrumen.status[satu]) for kode, satu in status.items()}
    bobot = {row.kode: Fraction(row.bobot) for row in kriteria}
    poin = sum((bobot[kode] * satu for kode, satu in terpenuhi.items()), Fraction(0))
    bagian = poin / sum(bobot.values(), Fraction(0))
    return Saran(
        subkomponen=sub.kode,
        bagian=bagian,
        berlaku=len(kriteria),
        kurang=tuple(row for row in kriteria if terpenuhi.get(row.kode, 0) < 1),
        batas_atas=compute_batas(
            instrumen.skala[sub.skala],
            bagian,
            lensa=sub.lensa,
            lanjut=pernyataan.lanjut,
            nilai_tambah=pernyataan.nilai_tambah,
        ),
        catatan=CATATAN.format(peraturan=instrumen.peraturan),
    )


def _status_faults(
    instrumen: Instrumen, kriteria: Sequence[Kriteria], status: Mapping[str, str]
) -> Iterator[Pesan]:
    dikenal = {row.kode for row in kriteria}
    for kode, satu in status.items():
        if kode not in dikenal:
            yield Pesan(kode, "Kriteria tidak dikenal atau tidak berlaku di sini.")
        elif satu not in instrumen.status:
            pilihan = ", ".join(instrumen.status) or "tidak ada"
            yield Pesan(kode, f"Status tidak dikenal; yang dikenal: {pilihan}.")


def compute_batas(
    skala: Skala,
    bagian: Fraction,
    *,
    lensa: str = "",
    lanjut: int = 0,
    nilai_tambah: NilaiTambah = "",
) -> Pilihan | None:
    """The best answer whose threshold the share met (0 to 1) passes; None on a scale without any.

    What is complete, and was so for `lanjut` whole years or has told its added value, may reach an
    answer that asks for them.
    """
    persen = bagian * 100
    pernyataan = Pernyataan(lanjut, nilai_tambah)
    for pilihan in skala.pilihan:
        if persen == 100 and pernyataan.covers(pilihan, lensa):
            return pilihan
        if pilihan.ambang is None:
            continue
        ambang = Fraction(pilihan.ambang)
        if persen > ambang or (pilihan.ambang_termasuk and persen == ambang):
            return pilihan
    return None


def check_kerangka_logis(
    instrumen: Instrumen, nilai: Mapping[str, Jawaban], *, jenis_entitas: str | None = None
) -> tuple[Pesan, ...]:
    """A warning for every answer above what it rests on ("kontrol kerangka logis", 12/2015).

    The sheet may be half filled: a rule is silent until all its answers are there. Warnings never
    change a score. Raises PenilaianError for unknown keys and answers.
    """
    check_jenis_entitas(instrumen, jenis_entitas)
    terbaca, pesan = read_jawaban(instrumen.butir(jenis_entitas), nilai)
    if pesan:
        raise PenilaianError(pesan)
    dijawab = {row.butir.kode: row for row in terbaca}
    return tuple(pesan for aturan in instrumen.kontrol for pesan in _warnings(aturan, dijawab))


def _warnings(aturan: Kontrol, dijawab: Mapping[str, NilaiButir]) -> Iterator[Pesan]:
    batas: list[tuple[str, tuple[str, ...], Callable[[list[Fraction]], Fraction]]] = [
        *((f"butir {kode}", (kode,), max) for kode in aturan.induk),
        *((f"yang tertinggi dari butir {', '.join(kode)}", kode, max) for kode in aturan.tertinggi),
        *((f"rata-rata butir {', '.join(kode)}", kode, mean) for kode in aturan.rata_rata),
    ]
    lebih = f" lebih dari {aturan.longgar} tingkat" if aturan.longgar else ""
    for nama, daftar, compute in batas:
        if dijawab.keys() >= {*daftar}:
            tertinggi = compute([_stretch(dijawab[kode], aturan.longgar) for kode in daftar])
            for kode in aturan.butir:
                if kode in dijawab and dijawab[kode].bagian > tertinggi:
                    teks = f"Nilainya melebihi {nama}{lebih}; periksa kembali jawabannya."
                    yield Pesan(kode, f"{teks} {aturan.alasan}".rstrip())


def _stretch(satu: NilaiButir, longgar: int) -> Fraction:
    """The share of an answer that stands `longgar` steps better on its scale."""
    pilihan = satu.butir.skala.pilihan
    kode = [row.kode for row in pilihan]
    if not longgar or satu.jawaban not in kode:
        return satu.bagian
    lebih = pilihan[max(0, kode.index(satu.jawaban) - longgar)]
    return Fraction(lebih.nilai) / Fraction(satu.butir.penuh)
