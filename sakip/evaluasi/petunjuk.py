"""Hints that answers of one sub-component do not go together. They never change a grade."""

from collections import Counter
from collections.abc import Iterator

from sakip.evaluasi.lembar import Lembar
from sakip.evaluasi.sudut import Sudut
from sakip.rules.instrumen import Subkomponen
from sakip.rules.penilaian import PenilaianError
from sakip.rules.saran import check_kerangka_logis, complete_grades

RAGU = ("belum", "sebagian")
CATATAN_SAMA = 3


def load_petunjuk(sudut: Sudut, sub: Subkomponen) -> list[str]:
    """The hints on what was stored, for those they are for; none of them is a grade."""
    return list(_hints(sudut.lembar, sudut.tahap, sub)) if sudut.berpetunjuk else []


def load_peringatan(sudut: Sudut) -> dict[str, list[str]]:
    """The warnings of "kontrol kerangka logis" by what they stand at, for those hints are for."""
    if not sudut.berpetunjuk:
        return {}
    lembar, tahap = sudut.lembar, sudut.tahap
    try:
        pesan = check_kerangka_logis(
            lembar.berlaku(tahap),
            lembar.nilai_tahap(tahap),
            jenis_entitas=lembar.penilaian.jenis_entitas,
        )
    except PenilaianError:
        return {}  # the file changed under stored answers; the page says so
    found: dict[str, list[str]] = {}
    for satu in pesan:
        found.setdefault(satu.kunci, []).append(satu.teks)
    return found


def _hints(lembar: Lembar, tahap: str, sub: Subkomponen) -> Iterator[str]:
    """A high grade beside doubts, copied notes, weak evidence."""
    rows = [
        row
        for kriteria in lembar.kriteria_sendiri(sub)
        if (row := lembar.find_jawaban(tahap, kriteria.kode)) is not None
    ]
    grade = lembar.nilai.get((tahap, sub.kode))
    high = grade is not None and grade.jawaban in complete_grades(lembar.instrumen.skala_of(sub))
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
