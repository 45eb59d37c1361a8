"""The cells a person fills in, as words in a workbook and as fields of the page they stand for."""

from collections.abc import Mapping

from sakip.audit.hashing import canonical, sha256
from sakip.evaluasi.buku.baris import JAWABAN, KRITERIA, KolomIsi, Kunci
from sakip.evaluasi.isian import PERNYATAAN, opsi_of
from sakip.evaluasi.lembar import Lembar
from sakip.evaluasi.models import Jawaban, NilaiSub
from sakip.rules.instrumen import Subkomponen
from sakip.web.xlsx.write import safe_text

KEKUATAN = {str(nilai): f"{nilai} {nama}" for nilai, nama in Jawaban.Kekuatan.choices}
TAMBAH = {str(nilai): str(nama) for nilai, nama in NilaiSub.JenisTambah.choices}
DISETUJUI = "disetujui"
KOLOM = (
    KolomIsi("kekuatan", "Kekuatan bukti", 20, tuple(KEKUATAN.values())),
    KolomIsi("tautan", "Tautan bukti", 24),
    KolomIsi("catatan", "Catatan", 50),
    KolomIsi("alasan_beda", "Alasan berbeda dari saran", 40),
    KolomIsi(DISETUJUI, "Disetujui", 24),
    KolomIsi("lanjut_sejak", "Terpenuhi semua sejak tahun", 14),
    KolomIsi("lanjut_bukti", "Bukti sejak tahun itu", 40),
    KolomIsi("tambah_jenis", "Jenis nilai tambah", 24, tuple(TAMBAH.values())),
    KolomIsi("tambah_uraian", "Uraian nilai tambah", 40),
)
JUDUL_BIDANG = {JAWABAN: "Jawaban", **{kolom.kunci: kolom.judul for kolom in KOLOM}}
BIDANG_KRITERIA = (JAWABAN, "kekuatan", "tautan", "catatan")
BIDANG_SUB = {
    JAWABAN: "nilai",
    "catatan": "catatan_lhe",
    "alasan_beda": "alasan_beda",
    **{name: name for name in PERNYATAAN},
}

Isi = Mapping[str, str]
"""What the cells of one row say, by key of the column."""


def field_of(baris: Kunci, kunci: str) -> str:
    """The field of the work page that a cell stands for."""
    if baris.tingkat == KRITERIA:
        return f"{kunci}-{baris.kode}"
    return BIDANG_SUB[kunci]


def read_row(lembar: Lembar, sub: Subkomponen, baris: Kunci, isi: Isi) -> dict[str, str]:
    """The fields of the page from the cells of a row; words nobody knows stay, to be refused."""
    choices = _choices(lembar, sub, baris)
    found = {}
    for kunci, teks in isi.items():
        by_word = {kata.casefold(): nilai for nilai, kata in choices.get(kunci, {}).items()}
        found[field_of(baris, kunci)] = by_word.get(teks.casefold(), teks)
    return found


def write_row(lembar: Lembar, sub: Subkomponen, row: Jawaban | NilaiSub | None) -> dict[str, str]:
    """The cells of a row from what is stored, in the words of the workbook; empty ones are left out."""
    if row is None:
        return {}
    if isinstance(row, Jawaban):
        baris = Kunci(KRITERIA, row.kriteria)
        values = {
            JAWABAN: row.status,
            "kekuatan": str(row.kekuatan_bukti),
            "tautan": row.tautan,
            "catatan": row.catatan,
        }
    else:
        baris = Kunci(1, row.subkomponen)
        values = {JAWABAN: row.jawaban, "catatan": row.catatan, "alasan_beda": row.alasan_beda}
        values |= {name: str(getattr(row, kolom) or "") for name, kolom in PERNYATAAN.items()}
    choices = _choices(lembar, sub, baris)
    words = {kunci: choices.get(kunci, {}).get(teks, teks) for kunci, teks in values.items()}
    return {kunci: tidy(teks) for kunci, teks in words.items() if tidy(teks)}


def hash_row(isi: Isi) -> str:
    """By which a row is known as untouched: the first 16 digits of the SHA-256 of its filled cells."""
    return sha256(canonical({kunci: teks for kunci, teks in sorted(isi.items()) if teks}))[:16]


def tidy(teks: str) -> str:
    """A text as a cell gives it back."""
    return safe_text(teks).strip()


def _choices(lembar: Lembar, sub: Subkomponen, baris: Kunci) -> dict[str, dict[str, str]]:
    """The words of each column that has a list, by stored value."""
    if baris.tingkat != KRITERIA:
        grades = lembar.instrumen.skala_of(sub).pilihan
        return {JAWABAN: {row.kode: row.kode for row in grades}, "tambah_jenis": TAMBAH}
    kriteria = next(row for row in lembar.kriteria(sub) if row.kode == baris.kode)
    status = {one.kode: one.nama for one in opsi_of(lembar, sub, kriteria)}
    return {JAWABAN: status, "kekuatan": KEKUATAN}
