"""Hints that answers of one sub-component do not go together. They never change a grade."""

from collections import Counter
from collections.abc import Iterator

from sakip.evaluasi.lembar import Lembar
from sakip.evaluasi.sudut import Sudut
from sakip.rules.instrumen import Skala, Subkomponen

RAGU = ("belum", "sebagian")
CATATAN_SAMA = 3
LENGKAP = 100


def load_petunjuk(sudut: Sudut, sub: Subkomponen) -> list[str]:
    """The hints on what was stored, for those they are for; none of them is a grade."""
    return list(_hints(sudut.lembar, sudut.tahap, sub)) if sudut.berpetunjuk else []


def _hints(lembar: Lembar, tahap: str, sub: Subkomponen) -> Iterator[str]:
    """A high grade beside doubts, copied notes, weak evidence."""
    rows = [
        row
        for kriteria in lembar.kriteria_sendiri(sub)
        if (row := lembar.jawaban.get((tahap, kriteria.kode))) is not None
    ]
    grade = lembar.nilai.get((tahap, sub.kode))
    high = grade is not None and grade.jawaban in _complete_grades(
        lembar.instrumen.skala[sub.skala]
    )
    doubt = [f"kriteria {row.kriteria}" for row in rows if _is_doubt(row.catatan)]
    if grade is not None and high and (doubt or _is_doubt(grade.catatan)):
        where = ", ".join(doubt + ["subkomponen"] * _is_doubt(grade.catatan))
        yield f"Nilainya {grade.jawaban}, tetapi catatan {where} memuat kata “belum” atau “sebagian”."
    notes = Counter(row.catatan for row in rows if row.catatan)
    for note, times in notes.items():
        if times >= CATATAN_SAMA:
            yield f"Catatan yang sama dipakai pada {times} kriteria: “{note[:80]}”."
    needed = lembar.instrumen.lensa[sub.lensa].kekuatan_bukti
    if needed is None:
        return
    weak = [r.kriteria for r in rows if r.status == "terpenuhi" and r.kekuatan_bukti < needed]
    if weak:
        lensa = lembar.instrumen.lensa[sub.lensa].nama.lower()
        yield (
            f"Kriteria {', '.join(weak)} dijawab terpenuhi dengan bukti di bawah kekuatan {needed}, "
            f"yang dibutuhkan lensa {lensa}."
        )


def _is_doubt(catatan: str) -> bool:
    return any(word in catatan.lower() for word in RAGU)


def _complete_grades(skala: Skala) -> set[str]:
    """The grades that say that every criterion is met."""
    best = next((row.nilai for row in skala.pilihan if row.ambang == LENGKAP), None)
    return {row.kode for row in skala.pilihan if best is not None and row.nilai >= best}
