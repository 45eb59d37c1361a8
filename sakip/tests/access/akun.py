"""One's own account: the door, the cap, password, address, sessions, codes."""

from datetime import timedelta

from sakip.organisasi.codes import hash_kode
from sakip.organisasi.models import KodeAktivasi
from sakip.tests.access.notasi import (
    ADMIN,
    ASING,
    PENGELOLA,
    SEMUA,
    TIADA,
    Baris,
    Tindakan,
    act,
    get,
    post,
)
from sakip.tests.builders import make_pengguna
from sakip.web.clock import now

SANDI = "tenda-biru-di-tepi-sawah"
BARU = "lumbung-padi-empat-musim"
KODE = "K7QM-3XHP-0000-1111-2222-3333-4444"
KODE_LAMA = "K7QM-3XHP-0000-1111-2222-3333-5555"
SIAPA_PUN = SEMUA | ASING


def aktivasi(kode):
    return lambda d: {"username": "warga", "kode": kode, "baru": BARU, "ulang": BARU}


TABEL: list[Baris] = [
    get("akun:masuk", boleh=SIAPA_PUN, status=302, anonim=200),
    post("akun:masuk", data=lambda d: {"username": "bagor", "password": SANDI},
         boleh=SIAPA_PUN, anonim=302),
    post("akun:masuk", data=lambda d: {"username": "bagor", "password": "salah"},
         boleh=SIAPA_PUN, anonim=200, kasus="kata sandi salah"),
    post("akun:keluar", boleh=SEMUA),
    get("akun:aktivasi", boleh=SIAPA_PUN, anonim=200),
    post("akun:aktivasi", "kata_sandi.update", data=aktivasi(KODE),
         boleh=SIAPA_PUN, anonim=302, pelaku="warga"),
    post("akun:aktivasi", data=aktivasi(KODE_LAMA), boleh=SIAPA_PUN, status=200, anonim=200,
         kasus="kode kedaluwarsa"),
    post("akun:aktivasi", data=aktivasi("K7QM"), boleh=SIAPA_PUN, status=200, anonim=200,
         kasus="kode salah"),
    get("akun:lupa", boleh=SIAPA_PUN, anonim=200),
    post("akun:lupa", "kode_aktivasi.create", data=lambda d: {"username": "warga"},
         boleh=SIAPA_PUN, anonim=302, pelaku=""),
    post("akun:lupa", data=lambda d: {"username": "tidak.ada"}, boleh=SIAPA_PUN, anonim=302,
         kasus="akun tidak ada"),
    post("akun:cap_update", objek="cap_operator", boleh={"operator_opd"}),
    post("akun:cap_update", objek="cap_berakhir", boleh=TIADA, kasus="sudah berakhir"),
    get("akun:profil", boleh=SEMUA),
    get("akun:kata_sandi", boleh=SEMUA),
    post("akun:kata_sandi", "kata_sandi.update",
         data=lambda d: {"lama": SANDI, "baru": BARU, "ulang": BARU}, boleh=SEMUA),
    post("akun:kata_sandi", data=lambda d: {"lama": "salah", "baru": BARU, "ulang": BARU},
         boleh=SEMUA, status=200, kasus="kata sandi lama salah"),
    get("akun:surel", boleh=SEMUA),
    post("akun:surel", "pengguna.update",
         data=lambda d: {"email": "baru@contoh.go.id", "lama": SANDI, "revisi": 0}, boleh=SEMUA),
    post("akun:surel", data=lambda d: {"email": "baru@contoh.go.id", "lama": "salah", "revisi": 0},
         boleh=SEMUA, status=200, kasus="kata sandi salah"),
    post("akun:surel", data=lambda d: {"email": "baru@contoh.go.id", "lama": SANDI, "revisi": 9},
         boleh=SEMUA, status=409, kasus="orang lain lebih dulu"),
    get("akun:sesi", boleh=SEMUA),
    post("akun:sesi", data=lambda d: {"lama": SANDI}, boleh=SEMUA),
    get("akun:kalender", boleh=SEMUA),
    post("akun:kalender", "langganan.create", boleh=SEMUA, status=200),
    post("akun:kalender_revoke", "langganan.revoke", boleh=SEMUA),
]  # fmt: skip

AKUN = "organisasi.actions.akun"

TINDAKAN: list[Tindakan] = [
    act(f"{AKUN}.create_kode_aktivasi", "warga", boleh=PENGELOLA),
    act(f"{AKUN}.create_kode_aktivasi", "orang_evaluator", boleh=ADMIN, kasus="peran tinggi"),
    act(f"{AKUN}.create_kode_aktivasi", "warga_nonaktif", boleh=TIADA, kasus="nonaktif"),
    act(f"{AKUN}.create_kode_surat", "warga", boleh=SEMUA),
    act(f"{AKUN}.create_kode_surat", "warga_nonaktif", boleh=TIADA, kasus="nonaktif"),
    act(f"{AKUN}.update_kata_sandi_by_kode", "kode_pegawai", boleh={"pegawai"},
        isi=lambda d: {"baru": BARU}),
    act(f"{AKUN}.update_kata_sandi_by_kode", "kode_lama", boleh=TIADA,
        isi=lambda d: {"baru": BARU}, kasus="kedaluwarsa"),
    act(f"{AKUN}.update_kata_sandi", "orang_pegawai", boleh={"pegawai"},
        isi=lambda d: {"baru": BARU, "sesi": None}),
    act("organisasi.actions.langganan.create_langganan", "orang_pegawai", boleh={"pegawai"}),
    act("organisasi.actions.langganan.revoke_langganan", "orang_pegawai", boleh={"pegawai"}),
    act(f"{AKUN}.update_hash", "orang_pegawai", boleh={"pegawai"},
        isi=lambda d: {"kata_sandi": SANDI}),
    act(f"{AKUN}.update_surel", "orang_pegawai", boleh={"pegawai"},
        isi=lambda d: {"email": "baru@contoh.go.id", "revisi": 0}),
]  # fmt: skip


def add_rows(dunia):
    """Each person's own assignment; people who wait for a code, and codes in every state."""
    dunia.cap_operator = dunia.orang["operator_opd"].penugasan_set.get()
    dunia.cap_berakhir = dunia.orang["admin_berakhir"].penugasan_set.get()
    dunia.warga = _belum(dunia.kabupaten, "warga", email="warga@contoh.go.id")
    dunia.warga_baru = _belum(dunia.kabupaten, "warga_baru")
    dunia.warga_asing = _belum(dunia.kota, "warga_asing", nama="Warga Seberang")
    dunia.warga_nonaktif = make_pengguna(
        dunia.kabupaten, username="nonaktif", email="lama@contoh.go.id", is_active=False
    )
    besok, kemarin = now() + timedelta(days=1), now() - timedelta(days=1)
    dunia.kode = _kode(dunia.warga, KODE, besok)
    dunia.kode_lama = _kode(dunia.warga, KODE_LAMA, kemarin)
    dunia.kode_pegawai = _kode(dunia.orang["pegawai"], "K7QM-PEGAWAI", besok)


def _belum(instansi, username, **fields):
    """Somebody who has not set a password yet."""
    orang = make_pengguna(instansi, username=username, **fields)
    orang.set_unusable_password()
    orang.save()
    return orang


def _kode(orang, kode, sampai):
    return KodeAktivasi.objects.create(
        instansi=orang.instansi, pengguna=orang, hash=hash_kode(kode), kedaluwarsa=sampai
    )
