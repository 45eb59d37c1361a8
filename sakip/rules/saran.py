"""Help for the evaluator that never scores: what the ticks suggest, and answers that contradict.

A suggestion shows the share met, what is missing and an upper bound; it is never a grade. Counting
ticks is our simplification: PermenPANRB 88/2021 speaks of the quality that is met.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import mean

from sakip.rules.instrumen import Instrumen, Kontrol, Kriteria, Pilihan, Skala
from sakip.rules.penilaian import (
    BelumDinilaiError,
    Jawaban,
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
) -> Saran:
    """The highest answer that the status of each criterion of a sub-component can carry.

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
        batas_atas=compute_batas(instrumen.skala[sub.skala], bagian),
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
    skala: Skala, bagian: Fraction, *, lensa: str = "", lanjut: int = 0
) -> Pilihan | None:
    """The best answer whose threshold the share met (0 to 1) passes; None on a scale without any.

    What is complete, and was so for `lanjut` whole years, may reach an answer that asks for them.
    """
    persen = bagian * 100
    for pilihan in skala.pilihan:
        tahun = pilihan.lanjut_lensa.get(lensa)
        if tahun is not None and persen == 100 and lanjut >= tahun:
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
    bagian = {row.butir.kode: Fraction(row.nilai) / Fraction(row.butir.penuh) for row in terbaca}
    return tuple(pesan for aturan in instrumen.kontrol for pesan in _warnings(aturan, bagian))


def _warnings(aturan: Kontrol, bagian: Mapping[str, Fraction]) -> Iterator[Pesan]:
    batas: list[tuple[str, tuple[str, ...], Callable[[list[Fraction]], Fraction]]] = [
        *((f"butir {kode}", (kode,), max) for kode in aturan.induk),
        *((f"yang tertinggi dari butir {', '.join(kode)}", kode, max) for kode in aturan.tertinggi),
        *((f"rata-rata butir {', '.join(kode)}", kode, mean) for kode in aturan.rata_rata),
    ]
    for nama, daftar, compute in batas:
        if bagian.keys() >= {*daftar}:
            tertinggi = compute([bagian[kode] for kode in daftar])
            for kode in aturan.butir:
                if bagian.get(kode, 0) > tertinggi:
                    yield Pesan(kode, f"Nilainya melebihi {nama}; periksa kembali jawabannya.")
