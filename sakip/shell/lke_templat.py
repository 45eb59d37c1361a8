"""The LKE workbook of `sakip lke --templat`: the sheet of an instrument with live formulas, empty."""

from sakip.evaluasi.buku.baris import IsiLembar
from sakip.evaluasi.buku.gambar import write_buku
from sakip.rules.instrumen import Instrumen

LEMBAR = "LKE"
PETUNJUK = (
    "Isi kolom Jawaban yang berwarna kuning pada lembar LKE. Kolom lain terkunci tanpa kata sandi.",
    "Pilih jawaban dari daftar pada selnya. Arti setiap jawaban ada pada lembar Skala.",
    "Nilai, poin, jumlah, nilai akhir, dan predikat berubah sendiri setelah jawaban diisi.",
    "Nilai akhir dan predikat muncul setelah semua jawaban terisi.",
    "Nilai akhir dibulatkan sekali ke dua desimal, setengah ke atas. Predikat mengikuti nilai itu.",
    "Kolom Satuan, yang disembunyikan, memuat poin dalam bilangan bulat supaya pembulatannya tepat.",
    "Jangan mengubah kolom Kode. Baris boleh berpindah tempat karena dibaca menurut kodenya.",
    "Baca kembali dengan perintah: sakip lke BERKAS.xlsx",
)


def write_lke(instrumen: Instrumen, jenis_entitas: str | None = None) -> bytes:
    """The workbook, empty answers and all formulas; `jenis_entitas` as for `score_lke`.

    Raises KeyError for a kind of entity that the instrument does not know.
    """
    judul = f"{instrumen.judul} ({instrumen.peraturan})"
    catatan = " ".join(instrumen.catatan.split())
    return write_buku([IsiLembar(LEMBAR, judul, instrumen, jenis_entitas)], (*PETUNJUK, catatan))
