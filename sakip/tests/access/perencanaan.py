"""Plans and money: who reads them, and who sends, sees, applies and drops an upload."""

from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.organisasi.caps import wear_cap
from sakip.perencanaan.actions.anggaran import BarisAnggaran
from sakip.perencanaan.actions.impor import create_impor, import_impor
from sakip.perencanaan.actions.pagu import BarisPagu
from sakip.perencanaan.actions.serapan import BarisSerapan
from sakip.perencanaan.imports import make_reader
from sakip.perencanaan.models import ImporRencana
from sakip.perencanaan.models.impor import UANG as UANG_JENIS
from sakip.perencanaan.rencana import BarisSimpul, Rencana
from sakip.perencanaan.tests.buku import BAIK_SIMPUL, KEPALA_PAGU, buku
from sakip.tests.access.notasi import (
    BERTUGAS,
    LIHAT_DINKES,
    LIHAT_PUPR,
    TIADA,
    Baris,
    Tindakan,
    act,
    get,
    post,
)

PERENCANA = {"bappeda", "bagor", "admin"}
PENULIS = PERENCANA | {"operator_opd", "kepala_opd"}


UANG = [("Perangkat daerah", "Tahun", "Triwulan", "Pagu", "Realisasi"), ("05", 2026, 1, 10, 5)]
PAGU = [
    KEPALA_PAGU,
    ("05", 2026, "murni", "1.02.02.2.02.0001", "Layanan ibu hamil", "APBD", 10),
]
SERAPAN = [
    ("Perangkat daerah", "Tahun", "Triwulan", "Kode sub kegiatan", "Sumber dana", "Realisasi"),
    ("05", 2026, 1, "1.02.02.2.02.0009", "APBD", 3),
]
# Made once: a workbook holds the second in which it was written.
BUKU_RENCANA, BUKU_UANG = buku(BAIK_SIMPUL).read(), buku(Anggaran=UANG).read()
BUKU_PAGU, BUKU_SERAPAN = buku(Pagu=PAGU).read(), buku(Serapan=SERAPAN).read()


def unggahan(buku_xlsx, **lain):
    return {"berkas": SimpleUploadedFile("buku.xlsx", buku_xlsx), "pemisah_ribuan": ""} | lain


def dokumen(**lain):
    return unggahan(BUKU_RENCANA, tahun_awal=2025, tahun_akhir=2029, **lain)


# The revision of the preview that was seen.
DILIHAT = {"data": lambda d: {"revisi": 0}}
TITIK = {"data": lambda d: {"pemisah_ribuan": ".", "revisi": 0}}
SENDIRI = {"boleh": PENULIS, "lihat": LIHAT_DINKES}
DAERAH = {"boleh": PERENCANA, "lihat": BERTUGAS}

TABEL: list[Baris] = [
    get("perencanaan:rencana_list", boleh=BERTUGAS, memuat={
        "Dinas Kesehatan Lestari": LIHAT_DINKES, "Dinas PUPR Lestari": LIHAT_PUPR}),
    get("perencanaan:rencana_detail", objek="dinkes", boleh=LIHAT_DINKES,
        memuat={"Indikator Lestari": LIHAT_DINKES}),
    get("perencanaan:pagu_list", boleh=BERTUGAS, memuat={
        "Dinas Kesehatan Lestari": LIHAT_DINKES, "Dinas PUPR Lestari": LIHAT_PUPR}),
    get("perencanaan:pagu_detail", objek="dinkes", boleh=LIHAT_DINKES),
    post("perencanaan:ikatan_update", "ikatan.create", objek="dinkes", **SENDIRI,
         data=lambda d: {"kode": "1.02.02.2.02.0009", "simpul": d.simpul_ampuan.pk}),
    get("perencanaan:impor_pagu", boleh=PERENCANA),
    post("perencanaan:impor_pagu", "impor_rencana.create", boleh=PERENCANA,
         data=lambda d: unggahan(BUKU_PAGU)),
    get("perencanaan:templat_pagu", boleh=BERTUGAS),
    get("perencanaan:serapan_detail", objek="dinkes", boleh=LIHAT_DINKES),
    get("perencanaan:impor_serapan", boleh=PERENCANA),
    post("perencanaan:impor_serapan", "impor_rencana.create", boleh=PERENCANA,
         data=lambda d: unggahan(BUKU_SERAPAN)),
    get("perencanaan:templat_serapan", boleh=BERTUGAS),
    get("perencanaan:kolom_update", boleh=PERENCANA, lihat=BERTUGAS, argumen=lambda _: {"jenis": "pagu"}),
    post("perencanaan:kolom_update", "kolom_berkas.create", boleh=PERENCANA, lihat=BERTUGAS,
         argumen=lambda _: {"jenis": "pagu"}, data=lambda _: {"judul_jumlah": "Nilai"}),
    # The national list, the same for everybody who signs in; other people's texts are never on it.
    get("perencanaan:nomenklatur_list", boleh=BERTUGAS),
    # --- what leaves
    get("perencanaan:templat_daerah", boleh=BERTUGAS),
    get("perencanaan:templat_unit", objek="dinkes", boleh=LIHAT_DINKES),
    get("perencanaan:templat_anggaran", boleh=BERTUGAS),
    # --- uploads
    get("perencanaan:impor_daerah", boleh=PERENCANA, memuat={"rpjmd-lestari.xlsx": PERENCANA}),
    post("perencanaan:impor_daerah", "impor_rencana.create", boleh=PERENCANA,
         data=lambda d: dokumen(jenis="rpjmd")),
    get("perencanaan:impor_unit", objek="dinkes", **SENDIRI,
        memuat={"renstra-lestari.xlsx": PENULIS}),
    post("perencanaan:impor_unit", "impor_rencana.create", objek="dinkes",
         data=lambda d: dokumen(), **SENDIRI),
    get("perencanaan:impor_anggaran", boleh=PERENCANA, memuat={"anggaran-lestari.xlsx": PERENCANA}),
    post("perencanaan:impor_anggaran", "impor_rencana.create", boleh=PERENCANA,
         data=lambda d: unggahan(BUKU_UANG)),
    # --- a unit's file
    get("perencanaan:impor_detail", objek="impor_dinkes", **SENDIRI,
        memuat={"Warga makin sehat": PENULIS}),
    get("perencanaan:impor_galat", objek="impor_dinkes", **SENDIRI),
    post("perencanaan:impor_update", "impor_rencana.update", objek="impor_dinkes", **TITIK,
         **SENDIRI),
    post("perencanaan:impor_import", "rencana.import", "impor_rencana.import",
         objek="impor_dinkes", **DILIHAT, **SENDIRI),
    post("perencanaan:impor_revoke", "impor_rencana.revoke", objek="impor_dinkes", **SENDIRI),
    post("perencanaan:impor_import", objek="impor_selesai", **DILIHAT, lihat=LIHAT_DINKES,
         kasus="sudah diterapkan"),
    post("perencanaan:impor_update", objek="impor_selesai", **TITIK, lihat=LIHAT_DINKES,
         kasus="sudah diterapkan"),
    post("perencanaan:impor_revoke", objek="impor_selesai", lihat=LIHAT_DINKES,
         kasus="sudah diterapkan"),
    # --- files of the whole agency
    get("perencanaan:impor_detail", objek="impor_rpjmd", **DAERAH),
    post("perencanaan:impor_import", objek="impor_rpjmd", **DILIHAT, lihat=BERTUGAS,
         kasus="tidak ada baris baik"),
    get("perencanaan:impor_detail", objek="impor_uang", **DAERAH),
    get("perencanaan:impor_galat", objek="impor_uang", **DAERAH),
    post("perencanaan:impor_update", "impor_rencana.update", objek="impor_uang", **TITIK, **DAERAH),
    post("perencanaan:impor_import", "anggaran.import", "impor_rencana.import", objek="impor_uang",
         **DILIHAT, **DAERAH),
    post("perencanaan:penerapan_revoke", "impor_rencana.revoke", objek="uang_diterapkan", **DAERAH),
    post("perencanaan:penerapan_revoke", objek="impor_uang", lihat=BERTUGAS, kasus="belum diterapkan"),
    post("perencanaan:penerapan_revoke", objek="impor_selesai", lihat=LIHAT_DINKES, kasus="rencana"),
    post("perencanaan:impor_revoke", "impor_rencana.revoke", objek="impor_uang", **DAERAH),
]  # fmt: skip

AKSI = "perencanaan.actions"


def rencana(unit=""):
    jenis = "renstra" if unit else "rpjmd"
    jenjang = "sasaran" if unit else "tujuan"
    return Rencana(jenis, 2035, 2039, unit, simpul=(BarisSimpul("S1", jenjang, "Sehat"),))


def bacaan(d, nama):
    """How the file of a row is read, by whoever planned it."""
    row = getattr(d, nama)
    reader = make_reader(row, d.orang["bappeda"])
    return lambda: reader.read(row.baris)


def kiriman(d, unit=None, jenis="rpjmd"):
    """A file about to be uploaded, and how it is read."""
    row = make_kiriman(jenis, unit, "baru.xlsx")
    reader = make_reader(row, d.orang["bappeda"])
    return (row,), {"diabaikan": [], "read": lambda: reader.read(isi(jenis))}


TINDAKAN: list[Tindakan] = [
    act(f"{AKSI}.rencana.import_rencana", boleh=PERENCANA, isi=lambda d: {"rencana": rencana()}),
    act(f"{AKSI}.rencana.import_rencana", boleh=PENULIS, isi=lambda d: {"rencana": rencana("05")},
        kasus="renstra"),
    act(f"{AKSI}.anggaran.import_anggaran", boleh=PERENCANA,
        isi=lambda d: {"rows": [BarisAnggaran("05", 2026, 2, Decimal(9), Decimal(3))]}),
    act(f"{AKSI}.pagu.import_pagu", boleh=PERENCANA,
        isi=lambda d: {"rows": [BarisPagu("05", 2026, 0, "1.02.02.2.02.0001", "Hamil", "APBD", Decimal(9))]}),
    act(f"{AKSI}.serapan.import_serapan", boleh=PERENCANA, isi=lambda d: {
        "rows": [BarisSerapan("05", 2026, 1, "1.02.02.2.02.0009", "APBD", Decimal(3))]}),
    act(f"{AKSI}.kolom.update_kolom_berkas", boleh=PERENCANA, isi=lambda _: {
        "jenis": "pagu", "judul": {"jumlah": "Nilai"}, "bawaan": {}, "revisi": None}),
    act(f"{AKSI}.pagu.update_ikatan", "dinkes", boleh=PENULIS,
        isi=lambda d: {"kode": "1.02.02.2.02.0009", "simpul": d.simpul_ampuan, "revisi": None}),
    act(f"{AKSI}.nomenklatur.import_nomenklatur", boleh=TIADA,
        isi=lambda d: {"rows": [], "edisi": "2026"}),
    Tindakan(nama=f"{AKSI}.impor.create_impor", isi=kiriman, boleh=PERENCANA),
    Tindakan(nama=f"{AKSI}.impor.create_impor", boleh=PENULIS, kasus="renstra",
             isi=lambda d: kiriman(d, d.dinkes, "renstra")),
    Tindakan(nama=f"{AKSI}.impor.create_impor", boleh=PERENCANA, kasus="anggaran",
             isi=lambda d: kiriman(d, None, "anggaran")),
    act(f"{AKSI}.impor.update_impor", "impor_dinkes", boleh=PENULIS,
        isi=lambda d: {"pemisah_ribuan": ".", "read": bacaan(d, "impor_dinkes"), "revisi": 0}),
    act(f"{AKSI}.impor.import_impor", "impor_dinkes", boleh=PENULIS,
        isi=lambda d: {"read": bacaan(d, "impor_dinkes"), "revisi": 0}),
    act(f"{AKSI}.impor.import_impor", "impor_uang", boleh=PERENCANA,
        isi=lambda d: {"read": bacaan(d, "impor_uang"), "revisi": 0}, kasus="anggaran"),
    act(f"{AKSI}.impor.revoke_impor", "impor_dinkes", boleh=PENULIS),
    act(f"{AKSI}.impor.revoke_penerapan", "uang_diterapkan", boleh=PERENCANA),
]  # fmt: skip


def isi(jenis):
    """The rows of a file as they were read."""
    if jenis == "anggaran":
        cells = {"unit": "05", "tahun": "2026", "triwulan": "1", "pagu": "1.234", "realisasi": "5"}
        money = [cells, cells | {"triwulan": "2", "pagu": "20"}]
        return [_baris("Anggaran", n, one) for n, one in enumerate(money, 2)]
    if jenis == "pagu":
        names = ("unit", "tahun", "tahap", "kode", "nama", "sumber_dana", "jumlah")
        values = ("05", "2026", "murni", "1.02.02.2.02.0009", "Layanan Lestari", "APBD", "7")
        return [_baris("Pagu", 2, dict(zip(names, values, strict=True)))]
    cells = {"kode": "S1", "jenjang": "Sasaran", "pernyataan": "Warga makin sehat"}
    return [_baris("Simpul", 2, cells)]


def _baris(lembar, nomor, cells):
    return {"lembar": lembar, "nomor": nomor, "isi": cells, "salah": {}}


def make_kiriman(jenis, unit, nama):
    years = {} if jenis in UANG_JENIS else {"tahun_awal": 2025, "tahun_akhir": 2029}
    return ImporRencana(
        jenis=jenis, perangkat_daerah=unit, nama_berkas=nama, sha256="0" * 64, **years
    )


def add_rows(dunia):
    """A Renstra that waits, one that was applied, an RPJMD with faults, money; money of theirs too.

    Indicators come with the quarters (`pengukuran`).
    """
    bappeda = dunia.orang["bappeda"]
    dunia.impor_dinkes = _upload(bappeda, "renstra", dunia.dinkes, "renstra-lestari.xlsx")
    dunia.impor_rpjmd = _upload(bappeda, "rpjmd", None, "rpjmd-lestari.xlsx")
    dunia.impor_uang = _upload(bappeda, "anggaran", None, "anggaran-lestari.xlsx")
    dunia.uang_diterapkan = _upload(bappeda, "pagu", None, "pagu-lestari.xlsx")
    reader = make_reader(dunia.uang_diterapkan, bappeda)
    rows = dunia.uang_diterapkan.baris
    import_impor(
        dunia.uang_diterapkan, read=lambda: reader.read(rows), revisi=0, acting_user=bappeda
    )
    dunia.impor_selesai = ImporRencana.objects.create(
        instansi=dunia.kabupaten,
        pembuat=bappeda,
        dibuat_pada=dunia.impor_dinkes.dibuat_pada,
        jenis="renstra",
        perangkat_daerah=dunia.dinkes,
        tahun_awal=2025,
        tahun_akhir=2029,
        nama_berkas="renstra-lama-lestari.xlsx",
        sha256="0" * 64,
        isi={"diabaikan": [], "ambigu": [], "baris": []},
        baru=1,
        status=ImporRencana.Status.DITERAPKAN,
    )
    for jenis in ("anggaran", "rpjmd"):
        _upload(dunia.orang["admin_asing"], jenis, None, f"{jenis} Seberang.xlsx")


def _upload(orang, jenis, unit, nama):
    wear_cap(orang, orang.instansi.hari_ini)
    row = make_kiriman(jenis, unit, nama)
    reader = make_reader(row, orang)
    return create_impor(row, diabaikan=[], read=lambda: reader.read(isi(jenis)), acting_user=orang)
