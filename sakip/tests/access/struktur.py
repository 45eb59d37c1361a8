"""The agency, its years, units, positions, and what became of what."""

from datetime import timedelta

from sakip.organisasi.models import Jabatan, Pergantian
from sakip.organisasi.pergantian import Rencana, UnitBaru
from sakip.tests.access.notasi import (
    ADMIN,
    BERTUGAS,
    LIHAT_DINKES,
    LIHAT_PUPR,
    PENGELOLA,
    SE_INSTANSI,
    TIADA,
    Baris,
    Tindakan,
    act,
    get,
    post,
)
from sakip.tests.builders import make_jabatan, make_perangkat_daerah


def isian_instansi(d, **lain):
    i = d.kabupaten
    return {
        "jenis": i.jenis, "nama": "Kabupaten Lestari Raya", "kode_wilayah": "99.77",
        "zona_waktu": i.zona_waktu, "sebutan_kepala_daerah": "Bupati",
        "sebutan_perangkat_daerah": "OPD", "sebutan_bappeda": "Bappeda",
        "sebutan_inspektorat": "Inspektorat", "sebutan_bagian_organisasi": "Bagian Organisasi",
        "revisi": i.revisi,
    } | lain  # fmt: skip


def isian_unit(unit, **lain):
    return {
        "kode": unit.kode, "nama": "Dinas Kesehatan dan KB", "singkatan": unit.singkatan,
        "jenis": unit.jenis, "aktif_sejak": "2020-01-01", "revisi": unit.revisi,
    } | lain  # fmt: skip


def unit_baru(d):
    return {
        "kode": "77", "nama": "Dinas Baru", "singkatan": "DB", "jenis": "dinas",
        "aktif_sejak": "2026-01-01",
    }  # fmt: skip


def jabatan_baru(d, **lain):
    return {
        "nama": "Kepala Bidang Baru", "perangkat_daerah": d.dinkes.pk, "jenjang": "3_administrator",
    } | lain  # fmt: skip


def isian_jabatan(row, **lain):
    return {
        "nama": "Kepala Bidang Lain", "perangkat_daerah": row.perangkat_daerah_id,
        "jenjang": row.jenjang, "revisi": row.revisi,
    } | lain  # fmt: skip


def ganti_nama(d, **lain):
    return {
        "asal": d.unit_tua.pk, "tanggal": f"{d.kabupaten.hari_ini}", "dasar": "Perda Nomor 3",
        "langkah": "catat", "baru-TOTAL_FORMS": 1, "baru-INITIAL_FORMS": 0, "baru-0-kode": "88",
        "baru-0-nama": "Dinas Muda", "baru-0-singkatan": "DM",
    } | lain  # fmt: skip


def rencana(d):
    return Rencana(
        jenis=Pergantian.Jenis.GANTI_NAMA, asal=[d.unit_tua], menjadi=[],
        baru=[UnitBaru("88", "Dinas Muda", "DM")], tanggal=d.kabupaten.hari_ini, dasar="Perda",
    )  # fmt: skip


GANTI = {"argumen": lambda d: {"jenis": "ganti-nama"}}

TABEL: list[Baris] = [
    get("organisasi:setelan", boleh=PENGELOLA),
    # --- the agency and its years
    get("organisasi:instansi_update", boleh=PENGELOLA),
    post("organisasi:instansi_update", "instansi.update", data=isian_instansi, boleh=ADMIN),
    post("organisasi:instansi_update", data=lambda d: isian_instansi(d, revisi=9), boleh=ADMIN,
         status=409, kasus="orang lain lebih dulu"),
    get("organisasi:tahun_list", boleh=BERTUGAS),
    post("organisasi:tahun_list", "tahun_kerja.create", data=lambda d: {"tahun": 2031},
         boleh=PENGELOLA),
    # --- units
    get("organisasi:perangkat_daerah_list", boleh=BERTUGAS, memuat={
        "Dinas Kesehatan Lestari": LIHAT_DINKES, "Dinas PUPR Lestari": LIHAT_PUPR}),
    get("organisasi:perangkat_daerah_detail", objek="dinkes", boleh=LIHAT_DINKES,
        memuat={"Kepala Dinas Kesehatan Lestari": LIHAT_DINKES}),
    get("organisasi:perangkat_daerah_create", boleh=PENGELOLA),
    post("organisasi:perangkat_daerah_create", "perangkat_daerah.create", data=unit_baru,
         boleh=PENGELOLA),
    get("organisasi:perangkat_daerah_update", objek="dinkes", boleh=LIHAT_DINKES),
    post("organisasi:perangkat_daerah_update", "perangkat_daerah.update", objek="dinkes",
         data=lambda d: isian_unit(d.dinkes), boleh=PENGELOLA, lihat=LIHAT_DINKES),
    post("organisasi:perangkat_daerah_update", objek="dinkes",
         data=lambda d: isian_unit(d.dinkes, revisi=9), boleh=PENGELOLA, lihat=LIHAT_DINKES,
         status=409, kasus="orang lain lebih dulu"),
    post("organisasi:perangkat_daerah_update", objek="unit_berakhir",
         data=lambda d: isian_unit(d.unit_berakhir), lihat=SE_INSTANSI, kasus="sudah berakhir"),
    # --- merged, split, renamed
    get("organisasi:pergantian_list", boleh=BERTUGAS),
    get("organisasi:pergantian_create", **GANTI, boleh=PENGELOLA),
    post("organisasi:pergantian_create", "pergantian.create", **GANTI, data=ganti_nama,
         boleh=PENGELOLA, asing=200),
    post("organisasi:pergantian_create", **GANTI, data=lambda d: ganti_nama(d, langkah="lihat"),
         boleh=PENGELOLA, status=200, kasus="baru dilihat akibatnya"),
    # --- positions
    get("organisasi:jabatan_list", boleh=BERTUGAS,
        memuat={"Kepala Dinas Kesehatan Lestari": LIHAT_DINKES}),
    get("organisasi:jabatan_create", boleh=PENGELOLA),
    post("organisasi:jabatan_create", "jabatan.create", data=jabatan_baru, boleh=PENGELOLA,
         asing=200),
    get("organisasi:jabatan_update", objek="kadinkes", boleh=LIHAT_DINKES),
    post("organisasi:jabatan_update", "jabatan.update", objek="kadinkes",
         data=lambda d: isian_jabatan(d.kadinkes), boleh=PENGELOLA, lihat=LIHAT_DINKES),
    post("organisasi:jabatan_update", objek="kadinkes",
         data=lambda d: isian_jabatan(d.kadinkes, revisi=9), boleh=PENGELOLA, lihat=LIHAT_DINKES,
         status=409, kasus="orang lain lebih dulu"),
    post("organisasi:jabatan_update", objek="jabatan_berakhir",
         data=lambda d: isian_jabatan(d.jabatan_berakhir, perangkat_daerah=d.dinkes.pk),
         lihat=SE_INSTANSI,
         kasus="unitnya sudah berakhir"),
    post("organisasi:jabatan_delete", "jabatan.delete", objek="kadinkes",
         data=lambda d: {"revisi": 0}, boleh=PENGELOLA, lihat=LIHAT_DINKES),
    post("organisasi:jabatan_delete", objek="kadinkes", data=lambda d: {"revisi": 9},
         boleh=PENGELOLA, lihat=LIHAT_DINKES, status=409, kasus="orang lain lebih dulu"),
    post("organisasi:jabatan_delete", objek="jabatan_terpakai", data=lambda d: {"revisi": 0},
         lihat=LIHAT_DINKES, kasus="dipakai jabatan lain"),
]  # fmt: skip

AKSI = "organisasi.actions"

TINDAKAN: list[Tindakan] = [
    act(f"{AKSI}.instansi.create_instansi", boleh=TIADA,
        isi=lambda d: {"username": "baru", "nama_admin": "Baru", "nama": "Kabupaten Baru",
                       "jenis": "kabupaten", "kode_wilayah": "98.01"}),
    act(f"{AKSI}.instansi.update_instansi", "kabupaten", boleh=ADMIN,
        isi=lambda d: {"revisi": 0, "nama": "Kabupaten Lain"}),
    act(f"{AKSI}.tahun.create_tahun", boleh=PENGELOLA, isi=lambda d: {"tahun": 2031}),
    act(f"{AKSI}.perangkat_daerah.create_perangkat_daerah", boleh=PENGELOLA, isi=unit_baru),
    act(f"{AKSI}.perangkat_daerah.update_perangkat_daerah", "dinkes", boleh=PENGELOLA,
        isi=lambda d: {"revisi": 0, "nama": "Dinas Lain"}),
    act(f"{AKSI}.perangkat_daerah.update_perangkat_daerah", "unit_berakhir", boleh=TIADA,
        isi=lambda d: {"revisi": 0, "nama": "Dinas Lain"}, kasus="sudah berakhir"),
    act(f"{AKSI}.pergantian.create_pergantian", boleh=PENGELOLA,
        isi=lambda d: {"rencana": rencana(d)}),
    act(f"{AKSI}.jabatan.create_jabatan", boleh=PENGELOLA,
        isi=lambda d: {"nama": "Kabid", "jenjang": "3_administrator", "perangkat_daerah": d.dinkes}),
    act(f"{AKSI}.jabatan.update_jabatan", "kadinkes", boleh=PENGELOLA,
        isi=lambda d: {"revisi": 0, "nama": "Kabid"}),
    act(f"{AKSI}.jabatan.delete_jabatan", "kadinkes", boleh=PENGELOLA, isi=lambda d: {"revisi": 0}),
    act(f"{AKSI}.jabatan.delete_jabatan", "jabatan_terpakai", boleh=TIADA,
        isi=lambda d: {"revisi": 0}, kasus="dipakai jabatan lain"),
]  # fmt: skip


def add_rows(dunia):
    """Units and positions in the states that decide what may be done, and the same in the other agency."""
    kemarin = dunia.kabupaten.hari_ini - timedelta(days=1)
    dunia.unit_berakhir = make_perangkat_daerah(
        dunia.kabupaten, kode="90", nama="Dinas Lama Lestari", aktif_sampai=kemarin
    )
    dunia.unit_tua = make_perangkat_daerah(dunia.kabupaten, kode="91", nama="Dinas Tua Lestari")
    dunia.kadinkes = make_jabatan(dunia.dinkes, nama="Kepala Dinas Kesehatan Lestari")
    dunia.jabatan_terpakai = make_jabatan(dunia.dinkes, nama="Sekretaris Dinas Lestari")
    make_jabatan(
        dunia.dinkes,
        nama="Kasubbag Lestari",
        jenjang=Jabatan.Jenjang.PENGAWAS,
        atasan=dunia.jabatan_terpakai,
    )
    dunia.jabatan_berakhir = make_jabatan(dunia.unit_berakhir, nama="Kepala Dinas Lama Lestari")
    dunia.jabatan_asing = make_jabatan(dunia.dinas_asing, nama="Kepala Dinas Seberang")
    lama_asing = make_perangkat_daerah(dunia.kota, kode="72", nama="Dinas Lama Seberang")
    Pergantian.objects.create(
        instansi=dunia.kota,
        asal=lama_asing,
        menjadi=dunia.dinas_asing,
        jenis=Pergantian.Jenis.GANTI_NAMA,
        tanggal=kemarin,
        dasar="Perwali Seberang",
    )
