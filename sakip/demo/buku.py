"""A workbook that came back in the demo: some answers are new, one was changed on the page meanwhile."""

from dataclasses import replace

from django.core.files.base import ContentFile

from sakip.audit.hashing import sha256
from sakip.evaluasi.actions.impor import create_impor_lembar
from sakip.evaluasi.actions.jawaban import score_subkomponen
from sakip.evaluasi.buku.baca import read_buku
from sakip.evaluasi.buku.baris import JAWABAN, KRITERIA, Kunci, Petak
from sakip.evaluasi.buku.gambar import write_buku
from sakip.evaluasi.buku.identitas import write_identitas
from sakip.evaluasi.buku.isi import build_identitas, load_isi
from sakip.evaluasi.isian import IsianSub, IsiKriteria
from sakip.evaluasi.models import Penilaian
from sakip.organisasi.models import Pengguna

# Typed without a network, by criterion: the answer and what was read.
DIKETIK = {
    "1.b.4": ("Terpenuhi", "Tujuan dan sasaran pada Renstra menyebut hasil, bukan kegiatan."),
    "1.b.5": ("Sebagian", "Dua dari lima indikator sampel belum punya rumus."),
    "1.b.7": ("Belum", "Target tiga indikator di bawah realisasi tahun lalu."),
}
DIUBAH = "1.b.5"


def seed_buku(sheet: Penilaian, user: Pengguna) -> None:
    """A member of the team filled in a workbook, and answered one of its criteria on the page since."""
    [(sudut, isi)] = load_isi(user, [sheet])
    typed: dict[Petak, str] = {}
    for kode, (jawaban, catatan) in DIKETIK.items():
        baris = Kunci(KRITERIA, kode)
        typed |= {Petak(baris, JAWABAN): jawaban, Petak(baris, "catatan"): catatan}
    identitas = write_identitas(build_identitas(user, [sudut], [isi]))
    data = write_buku([replace(isi, isi={**isi.isi, **typed})], (), identitas=identitas)
    answered = IsianSub(sudut.tahap, "1.b", [IsiKriteria(DIUBAH, "terpenuhi", 2)])
    score_subkomponen(sheet, answered, acting_user=user)
    nama = f"{sheet.tahun_evaluasi}_LKE_{sheet.singkatan}.xlsx"
    create_impor_lembar(
        tahun=sheet.tahun_evaluasi,
        nama_berkas=nama,
        sha256=sha256(nama),
        objek=read_buku(ContentFile(data, nama), tahun=sheet.tahun_evaluasi, user=user),
        acting_user=user,
    )
