"""People, their assignments, who coordinates what, and the trail."""

from datetime import timedelta

from sakip.organisasi.models import Keterlibatan, Koordinasi, Peran
from sakip.tests.access.notasi import (
    ADMIN,
    BERTUGAS,
    DI_DINKES,
    PENGELOLA,
    SE_INSTANSI,
    TIADA,
    Baris,
    Tindakan,
    act,
    get,
    post,
)
from sakip.tests.builders import make_pengguna, make_penugasan


def isian_pengguna(row, **lain):
    return {
        "username": row.username, "nama": "Nama Baru", "nip": "",
        "pangkat": "Penata (III/c)", "email": "baru@contoh.go.id", "revisi": row.revisi,
    } | lain  # fmt: skip


def isian_penugasan(d, **lain):
    return {
        "peran": "operator_opd", "perangkat_daerah": d.dinkes.pk, "jenis": "definitif",
        "mulai": f"{d.kabupaten.hari_ini}", "jabatan": "", "nomor_surat": "", "selesai": "",
    } | lain  # fmt: skip


def limpah(d):
    return {
        "pengguna": d.orang_pegawai.pk, "nomor_surat": "800/8",
        "mulai": f"{d.kabupaten.hari_ini}", "selesai": f"{d.kabupaten.hari_ini}",
    }  # fmt: skip


def akhir(d, **lain):
    return {"selesai": f"{d.kabupaten.hari_ini}", "revisi": 0} | lain


LIHAT_TUGAS = SE_INSTANSI | DI_DINKES

TABEL: list[Baris] = [
    # --- people
    get("organisasi:pengguna_list", boleh=PENGELOLA, memuat={"Pemegang Lestari": PENGELOLA}),
    get("organisasi:pengguna_create", boleh=PENGELOLA),
    post("organisasi:pengguna_create", "pengguna.create",
         data=lambda d: {"username": "orang.baru", "nama": "Orang Baru"}, boleh=PENGELOLA),
    get("organisasi:pengguna_update", objek="warga", boleh=PENGELOLA, lihat=BERTUGAS),
    post("organisasi:pengguna_update", "pengguna.update", objek="warga",
         data=lambda d: isian_pengguna(d.warga), boleh=PENGELOLA, lihat=BERTUGAS),
    post("organisasi:pengguna_update", objek="warga",
         data=lambda d: isian_pengguna(d.warga, revisi=9), boleh=PENGELOLA, lihat=BERTUGAS,
         status=409, kasus="orang lain lebih dulu"),
    post("organisasi:pengguna_update", "pengguna.update", objek="tinggi",
         data=lambda d: isian_pengguna(d.tinggi), boleh=ADMIN, lihat=BERTUGAS, kasus="peran tinggi"),
    post("organisasi:pengguna_update", "pengguna.update", objek="orang_bagor",
         data=lambda d: isian_pengguna(d.orang_bagor), boleh=ADMIN, lihat=BERTUGAS,
         kasus="bagor atas dirinya sendiri"),
    post("organisasi:pengguna_update", objek="orang_admin",
         data=lambda d: isian_pengguna(d.orang_admin), lihat=BERTUGAS,
         kasus="admin atas dirinya sendiri"),
    post("organisasi:pengguna_aktif", "pengguna.update", objek="warga",
         data=lambda d: {"is_active": "tidak", "revisi": 0}, boleh=PENGELOLA, lihat=BERTUGAS),
    post("organisasi:pengguna_aktif", "pengguna.update", objek="tinggi",
         data=lambda d: {"is_active": "tidak", "revisi": 0}, boleh=ADMIN, lihat=BERTUGAS,
         kasus="peran tinggi"),
    post("organisasi:pengguna_aktif", objek="warga",
         data=lambda d: {"is_active": "tidak", "revisi": 9}, boleh=PENGELOLA, lihat=BERTUGAS,
         status=409, kasus="orang lain lebih dulu"),
    post("organisasi:kode_aktivasi_create", "kode_aktivasi.create", objek="warga",
         boleh=PENGELOLA, lihat=BERTUGAS, status=200),
    post("organisasi:kode_aktivasi_create", "kode_aktivasi.create", objek="tinggi",
         boleh=ADMIN, lihat=BERTUGAS, status=200, kasus="peran tinggi"),
    post("organisasi:kode_aktivasi_create", objek="warga_nonaktif", lihat=BERTUGAS,
         kasus="nonaktif"),
    post("organisasi:slip_create", "kode_aktivasi.create", boleh=PENGELOLA, status=200),
    # --- assignments
    get("organisasi:penugasan_list", boleh=PENGELOLA, memuat={"Pemegang Lestari": PENGELOLA}),
    get("organisasi:penugasan_create", objek="warga", boleh=PENGELOLA, lihat=BERTUGAS),
    post("organisasi:penugasan_create", "penugasan.create", objek="warga", data=isian_penugasan,
         boleh=PENGELOLA, lihat=BERTUGAS),
    post("organisasi:penugasan_create", objek="tinggi", data=isian_penugasan,
         boleh=PENGELOLA, lihat=BERTUGAS, status=200, kasus="operator sekaligus penjamin mutu"),
    get("organisasi:penugasan_update", objek="tugas", boleh=PENGELOLA, lihat=LIHAT_TUGAS),
    post("organisasi:penugasan_update", "penugasan.update", objek="tugas", data=akhir,
         boleh=PENGELOLA, lihat=LIHAT_TUGAS),
    post("organisasi:penugasan_update", "penugasan.update", objek="tugas_tinggi", data=akhir,
         boleh=ADMIN, lihat=SE_INSTANSI, kasus="peran tinggi"),
    post("organisasi:penugasan_update", objek="tugas", data=lambda d: akhir(d, revisi=9),
         boleh=PENGELOLA, lihat=LIHAT_TUGAS, status=409, kasus="orang lain lebih dulu"),
    post("organisasi:penugasan_update", objek="tugas_berakhir", data=akhir, lihat=LIHAT_TUGAS,
         kasus="sudah berakhir"),
    post("organisasi:penugasan_revoke", "penugasan.revoke", objek="tugas",
         data=lambda d: {"revisi": 0}, boleh=PENGELOLA, lihat=LIHAT_TUGAS),
    post("organisasi:penugasan_revoke", "penugasan.revoke", objek="tugas_tinggi",
         data=lambda d: {"revisi": 0}, boleh=ADMIN, lihat=SE_INSTANSI, kasus="peran tinggi"),
    post("organisasi:penugasan_revoke", objek="tugas", data=lambda d: {"revisi": 9},
         boleh=PENGELOLA, lihat=LIHAT_TUGAS, status=409, kasus="orang lain lebih dulu"),
    post("organisasi:penugasan_revoke", objek="tugas_berakhir", data=lambda d: {"revisi": 0},
         lihat=LIHAT_TUGAS, kasus="sudah berakhir"),
    # --- on behalf of the head
    get("organisasi:pelimpahan_list", boleh={"kepala_opd"}, memuat={"800/7/Lestari": {"kepala_opd"}}),
    post("organisasi:pelimpahan_list", "pelimpahan.create", data=limpah, boleh={"kepala_opd"}),
    post("organisasi:pelimpahan_revoke", "pelimpahan.revoke", objek="wakil", boleh={"kepala_opd"},
         lihat=LIHAT_TUGAS),
    post("organisasi:pelimpahan_revoke", objek="tugas", lihat=LIHAT_TUGAS, kasus="bukan a.n."),
    # --- coordination and the trail
    get("organisasi:koordinasi_list", boleh=PENGELOLA, memuat={"Jabatan asisten": PENGELOLA}),
    get("organisasi:koordinasi_update", objek="jabatan_asisten", boleh=PENGELOLA,
        lihat=SE_INSTANSI | DI_DINKES),
    post("organisasi:koordinasi_update", "koordinasi.update", objek="jabatan_asisten",
         data=lambda d: {"units": [d.dinkes.pk, d.pupr.pk], "revisi": 0}, boleh=PENGELOLA,
         lihat=SE_INSTANSI | DI_DINKES),
    post("organisasi:koordinasi_update", "koordinasi.delete", "koordinasi.update",
         objek="jabatan_asisten", data=lambda d: {"revisi": 0}, boleh=PENGELOLA,
         lihat=SE_INSTANSI | DI_DINKES, kasus="dikosongkan"),
    post("organisasi:koordinasi_update", objek="jabatan_asisten",
         data=lambda d: {"units": [d.dinkes.pk], "revisi": 9}, boleh=PENGELOLA,
         lihat=SE_INSTANSI | DI_DINKES, status=409, kasus="orang lain lebih dulu"),
    get("organisasi:jejak_list", boleh=PENGELOLA | {"evaluator"}),
]  # fmt: skip

AKSI = "organisasi.actions"

TINDAKAN: list[Tindakan] = [
    act(f"{AKSI}.pengguna.create_pengguna", boleh=PENGELOLA,
        isi=lambda d: {"username": "orang.baru", "nama": "Orang Baru"}),
    act(f"{AKSI}.pengguna.update_pengguna", "warga", boleh=PENGELOLA,
        isi=lambda d: {"revisi": 0, "nama": "Nama Baru"}),
    act(f"{AKSI}.pengguna.update_pengguna", "tinggi", boleh=ADMIN,
        isi=lambda d: {"revisi": 0, "nama": "Nama Baru"}, kasus="peran tinggi"),
    act(f"{AKSI}.pengguna.update_pengguna_aktif", "warga", boleh=PENGELOLA,
        isi=lambda d: {"revisi": 0, "is_active": False}),
    act(f"{AKSI}.pengguna.create_slip", boleh=PENGELOLA, isi=lambda d: {"people": [d.warga]}),
    act(f"{AKSI}.penugasan.create_penugasan", "warga", boleh=PENGELOLA,
        isi=lambda d: {"peran": "kepala_opd", "perangkat_daerah": d.dinkes,
                       "mulai": d.kabupaten.hari_ini}),
    act(f"{AKSI}.penugasan.create_penugasan", "warga", boleh=ADMIN,
        isi=lambda d: {"peran": "evaluator", "mulai": d.kabupaten.hari_ini}, kasus="peran tinggi"),
    act(f"{AKSI}.penugasan.create_penugasan", "orang_bagor", boleh=ADMIN,
        isi=lambda d: {"peran": "bappeda", "mulai": d.kabupaten.hari_ini},
        kasus="bagor untuk dirinya sendiri"),
    act(f"{AKSI}.penugasan.update_penugasan", "tugas", boleh=PENGELOLA,
        isi=lambda d: {"revisi": 0, "selesai": d.kabupaten.hari_ini}),
    act(f"{AKSI}.penugasan.update_penugasan", "tugas_berakhir", boleh=TIADA,
        isi=lambda d: {"revisi": 0, "selesai": d.kabupaten.hari_ini}, kasus="sudah berakhir"),
    act(f"{AKSI}.penugasan.revoke_penugasan", "tugas", boleh=PENGELOLA, isi=lambda d: {"revisi": 0}),
    act(f"{AKSI}.penugasan.revoke_penugasan", "tugas_tinggi", boleh=ADMIN,
        isi=lambda d: {"revisi": 0}, kasus="peran tinggi"),
    act(f"{AKSI}.pelimpahan.create_pelimpahan", "orang_pegawai", boleh={"kepala_opd"},
        isi=lambda d: {"nomor_surat": "800/8", "mulai": d.kabupaten.hari_ini,
                       "selesai": d.kabupaten.hari_ini}),
    act(f"{AKSI}.pelimpahan.revoke_pelimpahan", "wakil", boleh={"kepala_opd"}),
    act(f"{AKSI}.koordinasi.update_koordinasi", "jabatan_asisten", boleh=PENGELOLA,
        isi=lambda d: {"revisi": 0, "units": [d.dinkes, d.pupr]}),
]  # fmt: skip


def add_rows(dunia):
    """People with a plain, a high and an ended role at Dinkes, and the asisten's position."""
    hari_ini = dunia.kabupaten.hari_ini
    dunia.pemegang = make_pengguna(dunia.kabupaten, username="pemegang", nama="Pemegang Lestari")
    dunia.tugas = make_penugasan(dunia.pemegang, Peran.OPERATOR_OPD, dunia.dinkes)
    Keterlibatan.objects.create(
        instansi=dunia.kabupaten,
        pengguna=dunia.pemegang,
        perangkat_daerah=dunia.dinkes,
        penugasan=dunia.tugas,
        jenis=Keterlibatan.Jenis.BEKERJA,
        mulai=dunia.tugas.mulai,
    )
    dunia.tugas_berakhir = make_penugasan(
        dunia.pemegang, Peran.PEGAWAI, dunia.dinkes, selesai=hari_ini - timedelta(days=1)
    )
    dunia.wakil = make_penugasan(
        dunia.pemegang,
        Peran.KEPALA_OPD,
        dunia.dinkes,
        jenis="atas_nama",
        nomor_surat="800/7/Lestari",
        selesai=hari_ini,
    )
    dunia.tinggi = make_pengguna(dunia.kabupaten, Peran.PENJAMIN_MUTU, username="tinggi")
    dunia.tugas_tinggi = dunia.tinggi.penugasan_set.get()
    dunia.jabatan_asisten = Koordinasi.objects.get(perangkat_daerah=dunia.dinkes).jabatan
