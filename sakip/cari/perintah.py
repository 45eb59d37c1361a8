"""Commands: pages by their name or by what they answer, other periods and caps, the way out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.urls import Resolver404, resolve, reverse

from sakip.cari.hasil import AWAL, SEAKAR, TERTULIS, Hasil, Konteks
from sakip.dasbor.permissions import PENGUJI
from sakip.menu import MENU, PENGELOLA, SEMUA, Butir
from sakip.organisasi.models import Peran
from sakip.rules.pencarian import Kata, is_match
from sakip.rules.tanggal import write_triwulan

PEMBACA_EVALUASI = SEMUA - {Peran.PEGAWAI}
# Pages that are reached from within another one.
LAIN = (
    Butir("Capaian", "target", "dasbor:capaian_list", konteks=True),
    Butir("Rekap evaluasi", "clipboard-check", "dasbor:rekap", PEMBACA_EVALUASI, konteks=True),
    Butir("Sebaran nilai", "chart-bar", "dasbor:persebaran", PEMBACA_EVALUASI, konteks=True),
    Butir("Uji kewajaran", "alert-triangle", "dasbor:kewajaran", PENGUJI, konteks=True),
    Butir("Pantauan pengisian", "clock", "pengukuran:pantauan", konteks=True),
    Butir("Verifikasi realisasi", "checks", "pengukuran:verifikasi_list", konteks=True),
    Butir("Pembukaan kembali", "lock", "pengukuran:pembukaan_list", konteks=True),
    Butir("Perjanjian Kinerja", "file-text", "perjanjian:pk_list", konteks=True),
    Butir("Rencana aksi", "checks", "perjanjian:aksi_list", konteks=True),
    Butir("Indikator Kinerja Utama", "target", "perjanjian:iku_list", konteks=True),
    Butir("Kelengkapan dokumen", "file-text", "perjanjian:dokumen_list", konteks=True),
    Butir("Rupiah dan hasil", "report", "perencanaan:pagu_list", konteks=True),
    Butir("Lintas perangkat daerah", "arrows-split", "perencanaan:lintas_list", konteks=True),
    Butir("Permintaan data", "download", "perencanaan:permintaan_list", konteks=True),
    Butir("Nomenklatur", "list-tree", "perencanaan:nomenklatur_list"),
    Butir("Tahun kerja", "calendar", "organisasi:tahun_list"),
    Butir("Jabatan", "sitemap", "organisasi:jabatan_list"),
    Butir("Pergantian perangkat daerah", "history", "organisasi:pergantian_list"),
    Butir("Profil dan kata sandi", "settings", "akun:profil"),
    Butir("Pengguna", "users", "organisasi:pengguna_list", PENGELOLA),
    Butir("Penugasan", "user-check", "organisasi:penugasan_list", PENGELOLA),
    Butir("Koordinasi asisten", "sitemap", "organisasi:koordinasi_list", PENGELOLA),
    Butir("Impor XLSX", "upload", "organisasi:impor_list", PENGELOLA),
    Butir("Instansi", "building-community", "organisasi:instansi_update", PENGELOLA),
    Butir("Jejak perubahan", "history", "organisasi:jejak_list", PENGELOLA),
)
# What people ask for when they mean a page; small letters.
PERTANYAAN = {
    "beranda": "beranda tugas kotak kembalikan dikembalikan ditolak persetujuan setujui",
    "dasbor:ringkasan": "dasbor pimpinan nilai predikat sakip liga merah",
    "dasbor:capaian_list": "terendah tertinggi terbaik terburuk peringkat capaian kinerja opd",
    "dasbor:rekap": "lke opd subkomponen nilai semua",
    "dasbor:persebaran": "rata-rata median grafik sebar liga",
    "dasbor:kewajaran": "curang janggal narasi sama mencurigakan",
    "pengukuran:pantauan": "belum mengisi mengirim terlambat ingatkan pengingat kesegaran",
    "pengukuran:lembar_list": "isi pengukuran lembar angka triwulan kirim ajukan",
    "pengukuran:kalender": "tenggat jadwal batas waktu jatuh tempo buka tutup kunci",
    "evaluasi:penilaian_list": "lke lhe kriteria predikat nilai rekomendasi penilaian mandiri",
    "perencanaan:rencana_list": "rpjmd renstra pohon kinerja cascading sasaran tujuan",
    "perjanjian:pk_list": "pk tanda tangan jabatan",
    "perjanjian:aksi_list": "langkah tahapan",
    "perjanjian:iku_list": "iku",
    "perjanjian:dokumen_list": "lkjip dpa renja unggah dokumen kurang",
    "perencanaan:pagu_list": "pagu anggaran serapan uang",
    "berkas:unit_list": "unggah berkas dokumen file",
    "organisasi:perangkat_daerah_list": "opd skpd dinas badan kecamatan",
    "latar:pekerjaan_list": "unduhan antrean cetak",
    "akun:profil": "sandi password surel email sesi",
    "organisasi:pengguna_list": "akun orang kode aktivasi",
    "organisasi:jejak_list": "audit log riwayat siapa mengubah",
}


@dataclass(frozen=True, slots=True)
class BarisPerintah:
    """A command: its words, what else people call it, and where it leads."""

    nama: str
    sebutan: str
    letak: str
    alamat: str
    kirim: bool = False
    peringkat: int = TERTULIS


class SumberPerintah:
    """What this person may open or do from anywhere; without a question his menu."""

    kunci = "perintah"
    nama = "Halaman dan perintah"
    ikon = "chevron-right"

    def find_rows(self, pertanyaan: Sequence[Kata], konteks: Konteks) -> list[BarisPerintah]:
        if not pertanyaan:
            return list(_pages(MENU, konteks))
        found = [_rank(row, pertanyaan) for row in _every(konteks)]
        return sorted((row for row in found if row), key=lambda row: row.peringkat)

    def to_hasil(self, row: BarisPerintah, konteks: Konteks) -> Hasil:
        return Hasil(row.nama, row.letak, row.alamat, "", row.peringkat, row.kirim)


def masa_of(dari: str) -> dict[str, int] | None:
    """Year and quarter of a page, None where its address carries none."""
    try:
        kwargs = resolve(dari).kwargs
    except Resolver404:
        return None
    masa: dict[str, int] = {name: kwargs[name] for name in ("tahun", "tw") if name in kwargs}
    return masa if len(masa) == 2 else None


def _every(konteks: Konteks) -> Iterator[BarisPerintah]:
    yield from _pages((*MENU, *LAIN), konteks)
    yield from _periods(konteks)
    for cap in konteks.user.caps:
        if cap != konteks.user.cap:
            page = reverse("akun:cap_update", args=(cap.penugasan_id,))
            yield BarisPerintah(
                f"Bertindak sebagai {cap.sebutan}", "ganti peran", "Peran", page, True
            )
    keluar = reverse("akun:keluar")
    yield BarisPerintah("Keluar", "logout selesai", "Akhiri sesi ini", keluar, True)


def _pages(butir: Sequence[Butir], konteks: Konteks) -> Iterator[BarisPerintah]:
    peran = konteks.user.cap.peran if konteks.user.cap else None
    for one in butir:
        if peran in one.peran:
            page = reverse(one.halaman, kwargs=konteks.masa if one.konteks else None)
            letak = write_triwulan(konteks.tw, konteks.tahun) if one.konteks else "Halaman"
            yield BarisPerintah(one.nama, PERTANYAAN.get(one.halaman, ""), letak, page)


def _periods(konteks: Konteks) -> Iterator[BarisPerintah]:
    """The page one is on in every other quarter; the leaders' page when it knows none."""
    here = resolve(konteks.dari) if masa_of(konteks.dari) else None
    name, kwargs = (here.view_name, here.kwargs) if here else ("dasbor:ringkasan", {})
    for tahun in konteks.tahun_tersedia:
        for tw in range(1, 5):
            if (tahun, tw) != (konteks.tahun, konteks.tw):
                page = reverse(name, kwargs={**kwargs, "tahun": tahun, "tw": tw})
                nama = f"Ganti ke {write_triwulan(tw, tahun)}"
                yield BarisPerintah(nama, f"tw{tw} tw {tw} triwulan tahun", "Ganti triwulan", page)


def _rank(row: BarisPerintah, pertanyaan: Sequence[Kata]) -> BarisPerintah | None:
    nama = row.nama.lower()
    teks = f"{nama} {row.sebutan}"
    if not all(_stands(one, teks) for one in pertanyaan):
        return None
    typed = " ".join(one.teks for one in pertanyaan)
    if nama.startswith(typed):
        peringkat = AWAL
    else:
        peringkat = TERTULIS if all(one.teks in teks for one in pertanyaan) else SEAKAR
    return replace(row, peringkat=peringkat)


def _stands(kata: Kata, teks: str) -> bool:
    """A figure is a word of its own: the 2 of "tw 2" is not that of 2025."""
    return is_match(kata, teks) if kata.teks.isalpha() else kata.teks in teks.split()


PERINTAH = SumberPerintah()
