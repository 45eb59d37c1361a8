"""Hints that what a stage stored does not go together, by what they stand at. They never change a grade."""

from collections.abc import Mapping
from typing import TypeVar

from sakip.evaluasi.isian import opsi_of
from sakip.evaluasi.lembar import Kunci, Lembar
from sakip.evaluasi.models import Jawaban, NilaiSub
from sakip.evaluasi.sudut import Sudut
from sakip.rules import petunjuk as rules
from sakip.rules.instrumen import Kriteria, Subkomponen
from sakip.rules.penilaian import PenilaianError
from sakip.rules.saran import check_kerangka_logis, complete_grades

Baris = TypeVar("Baris", Jawaban, NilaiSub)
Petunjuk = dict[str, list[str]]
"""Sentences by code of a criterion or sub-component."""


def load_petunjuk(sudut: Sudut) -> Petunjuk:
    """The hints on what was stored, for those they are for; none of them is a grade."""
    return find_petunjuk(sudut.lembar, sudut.tahap) if sudut.berpetunjuk else {}


def load_peringatan(sudut: Sudut) -> Petunjuk:
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
    found: Petunjuk = {}
    for satu in pesan:
        found.setdefault(satu.kunci, []).append(satu.teks)
    return found


def find_petunjuk(lembar: Lembar, tahap: str) -> Petunjuk:
    """Every hint on a stage of a sheet; no query is made."""
    found: Petunjuk = {}
    notes: dict[str, str] = {}
    for sub in lembar.instrumen.subkomponen:
        for row in lembar.kriteria_sendiri(sub):
            if (jawaban := lembar.find_jawaban(tahap, row.kode)) is not None:
                found[row.kode] = _on_kriteria(lembar, sub, row, jawaban)
                notes[row.kode] = jawaban.catatan
        if (nilai := lembar.nilai.get((tahap, sub.kode))) is not None and nilai.jawaban:
            found[sub.kode] = _on_nilai(lembar, sub, nilai)
    for kode, lain in rules.find_sama(notes).items():
        found.setdefault(kode, []).append(rules.write_sama(lain))
    return {kode: kalimat for kode, kalimat in found.items() if kalimat}


def _on_kriteria(lembar: Lembar, sub: Subkomponen, row: Kriteria, jawaban: Jawaban) -> list[str]:
    urutan = tuple(opsi.kode for opsi in opsi_of(lembar, sub, row))
    nama, lalu = _before(lembar, jawaban.tahap, lembar.jawaban, row.kode)
    isi = rules.Isian(
        uraian=row.uraian,
        jawaban=jawaban.status,
        urutan=urutan,
        penuh=urutan[:1],
        catatan=jawaban.kata,
        lalu=lalu.status if lalu else "",
        tahap_lalu=nama,
    )
    lensa = lembar.instrumen.lensa[sub.lensa]
    return list(rules.check_kriteria(isi, jawaban.kekuatan_bukti, lensa))


def _on_nilai(lembar: Lembar, sub: Subkomponen, nilai: NilaiSub) -> list[str]:
    skala = lembar.instrumen.skala_of(sub)
    nama, lalu = _before(lembar, nilai.tahap, lembar.nilai, sub.kode)
    own = (lembar.find_jawaban(nilai.tahap, row.kode) for row in lembar.kriteria_sendiri(sub))
    isi = rules.Isian(
        uraian=sub.nama,
        jawaban=nilai.jawaban,
        urutan=tuple(row.kode for row in skala.pilihan),
        penuh=complete_grades(skala),
        catatan="\n".join(filter(None, (nilai.catatan, nilai.alasan_beda))),
        lalu=lalu.jawaban if lalu else "",
        tahap_lalu=nama,
    )
    ragu = [row.kriteria for row in own if row is not None and rules.find_ragu(row.kata)]
    return list(
        rules.check_nilai(
            isi, batas=nilai.saran, beralasan=not nilai.perlu_alasan, kriteria_ragu=ragu
        )
    )


def _before(
    lembar: Lembar, tahap: str, rows: Mapping[Kunci, Baris], kode: str
) -> tuple[str, Baris | None]:
    """What the nearest stage before this one stored there, with the name of that stage."""
    semua = lembar.tahapan.tahap
    for satu in reversed(semua[: lembar.tahapan.order(tahap)]):
        if (satu.kunci, kode) in rows:
            return satu.nama, rows[satu.kunci, kode]
    return "", None
