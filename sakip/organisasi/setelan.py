"""How far an agency is set up: counts in words, and the way of one that starts."""

from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef
from django.urls import reverse

from sakip.audit.models import Jejak
from sakip.organisasi.models import (
    ImporBerkas,
    Jabatan,
    Pengguna,
    Penugasan,
    PerangkatDaerah,
    Pergantian,
    TahunKerja,
)
from sakip.organisasi.models.penugasan import PERAN_OPD
from sakip.rules.tanggal import triwulan_of


@dataclass(frozen=True, slots=True)
class Hitung:
    """How many of each there are today, and how many of them need attention."""

    tahun: int
    tahun_terbaru: int | None
    unit: int
    unit_berakhir: int
    pergantian: int
    jabatan: int
    jabatan_kosong: int
    pengguna: int
    pengguna_baru: int
    pengguna_nonaktif: int
    penugasan: int
    penugasan_opd: int
    impor: int
    impor_draf: int
    jejak: int


@dataclass(frozen=True, slots=True)
class Langkah:
    """One step of a new agency: what, why, whether it is done, and its button."""

    nama: str
    kalimat: str
    selesai: bool
    tombol: str
    alamat: str


@dataclass(frozen=True, slots=True)
class Kartu:
    """One thing that can be set up, with its counts in words."""

    nama: str
    ikon: str
    alamat: str
    keadaan: str
    kalimat: str


def load_hitung(user: Pengguna) -> Hitung:
    """Count what the agency has; the number of queries does not depend on it."""
    on = user.instansi.hari_ini
    units = PerangkatDaerah.objects.visible_to(user)
    given = Penugasan.objects.visible_to(user).in_force(on)
    positions = Jabatan.objects.visible_to(user).active_on(on)
    people = Pengguna.objects.visible_to(user)
    years = TahunKerja.objects.visible_to(user).aggregate(semua=Count("pk"), terbaru=Max("tahun"))
    imports = ImporBerkas.objects.visible_to(user)
    last = Jejak.objects.visible_to(user).aggregate(nomor=Max("nomor"))
    return Hitung(
        tahun=years["semua"],
        tahun_terbaru=years["terbaru"],
        unit=units.active_on(on).count(),
        unit_berakhir=units.ended_before(on).count(),
        pergantian=Pergantian.objects.visible_to(user).count(),
        jabatan=positions.count(),
        jabatan_kosong=positions.exclude(Exists(given.filter(jabatan=OuterRef("pk")))).count(),
        pengguna=people.in_keadaan("aktif").count(),
        pengguna_baru=people.in_keadaan("belum_aktivasi").count(),
        pengguna_nonaktif=people.in_keadaan("nonaktif").count(),
        penugasan=given.count(),
        penugasan_opd=given.filter(peran__in=PERAN_OPD).count(),
        impor=imports.count(),
        impor_draf=imports.filter(status=ImporBerkas.Status.DRAF).count(),
        jejak=last["nomor"] or 0,
    )


def load_langkah(user: Pengguna, hitung: Hitung) -> list[Langkah]:
    """The way of a new agency, in the order in which each step needs the one before."""
    return [
        Langkah(
            "Periksa profil instansi",
            "Nama, kode wilayah, zona waktu, dan sebutan yang dipakai di semua halaman.",
            user.instansi.revisi > 0,
            "Periksa profil",
            reverse("organisasi:instansi_update"),
        ),
        Langkah(
            "Buka tahun kerja",
            "Rencana, triwulan, dan evaluasi bergantung pada tahun yang dibuka.",
            hitung.tahun > 0,
            "Buka tahun",
            reverse("organisasi:tahun_list"),
        ),
        Langkah(
            "Susun perangkat daerah",
            "Dinas, badan, kecamatan, dan unit di bawahnya: dari berkas XLSX atau satu per satu.",
            hitung.unit > 0,
            "Impor perangkat daerah",
            reverse("organisasi:impor_create", args=(ImporBerkas.Jenis.PERANGKAT_DAERAH,)),
        ),
        Langkah(
            "Susun jabatan",
            "Perjanjian kinerja melekat pada jabatan, bukan pada orang.",
            hitung.jabatan > 0,
            "Impor jabatan",
            reverse("organisasi:impor_create", args=(ImporBerkas.Jenis.JABATAN,)),
        ),
        Langkah(
            "Daftarkan pengguna",
            "Setiap orang menerima kode aktivasi, lalu memilih kata sandinya sendiri.",
            hitung.pengguna + hitung.pengguna_baru > 1,
            "Impor pengguna",
            reverse("organisasi:impor_create", args=(ImporBerkas.Jenis.PENGGUNA,)),
        ),
        Langkah(
            "Beri penugasan",
            "Siapa kepala dan operator tiap perangkat daerah, sejak kapan, dengan surat apa.",
            hitung.penugasan_opd > 0,
            "Beri penugasan",
            reverse("organisasi:penugasan_list"),
        ),
    ]


def load_kartu(user: Pengguna, hitung: Hitung) -> list[Kartu]:
    """What can be set up, in the order of the steps."""
    instansi, today = user.instansi, user.instansi.hari_ini
    now = (today.year, triwulan_of(today))
    units = reverse("organisasi:perangkat_daerah_list", args=now)
    years = f"{hitung.tahun} tahun dibuka, terbaru {hitung.tahun_terbaru}"
    people = f"{hitung.pengguna} aktif, {hitung.pengguna_baru} belum aktivasi"
    gone = f", {hitung.pengguna_nonaktif} nonaktif" if hitung.pengguna_nonaktif else ""
    return [
        Kartu(
            "Instansi",
            "building-community",
            reverse("organisasi:instansi_update"),
            f"{instansi.nama}, kode {instansi.kode_wilayah}",
            f"Nama, sebutan, dan zona waktu ({instansi.zona}).",
        ),
        Kartu(
            "Tahun kerja",
            "calendar",
            reverse("organisasi:tahun_list"),
            years if hitung.tahun else "Belum ada tahun yang dibuka",
            "Tahun yang sudah dibuka, dan membuka tahun berikutnya.",
        ),
        Kartu(
            instansi.sebutan_perangkat_daerah,
            "sitemap",
            units,
            f"{hitung.unit} aktif, {hitung.unit_berakhir} berakhir",
            "Susunan, kewajiban, dan riwayat tiap unit.",
        ),
        Kartu(
            "Pergantian",
            "arrows-join",
            reverse("organisasi:pergantian_list"),
            f"{hitung.pergantian} tercatat",
            "Gabung, pecah, dan ganti nama perangkat daerah.",
        ),
        Kartu(
            "Jabatan",
            "briefcase",
            reverse("organisasi:jabatan_list"),
            f"{hitung.jabatan} jabatan, {hitung.jabatan_kosong} belum disebut di penugasan",
            "Jenjang dan garis atasan, tempat PK melekat.",
        ),
        Kartu(
            "Bentuk PK",
            "file-text",
            reverse("perjanjian:bentuk_update", args=now),
            f"Untuk PK {today.year} dan sesudahnya",
            "Baris jumlah, pangkat, NIP, dan formulir jenjang di bawah kepala.",
        ),
        Kartu(
            "Lembar evaluasi",
            "clipboard-check",
            reverse("evaluasi:instrumen_update", args=now),
            f"Untuk evaluasi {today.year}",
            "Lembar nasional, atau lembar daerah menurut peraturan kepala daerah.",
        ),
        Kartu(
            "Pengguna",
            "users",
            reverse("organisasi:pengguna_list"),
            people + gone,
            "Akun orang dan kode aktivasinya.",
        ),
        Kartu(
            "Penugasan",
            "user-check",
            reverse("organisasi:penugasan_list"),
            f"{hitung.penugasan} berlaku hari ini",
            "Siapa bertugas di mana: definitif, Plt., Plh., atau Pj.",
        ),
        Kartu(
            "Impor",
            "upload",
            reverse("organisasi:impor_list"),
            f"{hitung.impor} berkas, {hitung.impor_draf} menunggu diterapkan",
            "Perangkat daerah, jabatan, dan orang dari berkas XLSX.",
        ),
        Kartu(
            "Jejak",
            "history",
            reverse("organisasi:jejak_list"),
            f"{hitung.jejak} tindakan tercatat",
            "Siapa mengubah apa, dan kapan.",
        ),
    ]
