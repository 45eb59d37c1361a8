"""`sakip instansi buat`: from nothing to a first admin who sets his own password."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from sakip.__main__ import main
from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.organisasi.actions.instansi import create_instansi
from sakip.organisasi.models import Instansi, KodeAktivasi, Pengguna, Penugasan, TahunKerja

pytestmark = pytest.mark.usefixtures("db")

LENGKAP = {
    "--kode": "35.99",
    "--nama": "Kabupaten Baru",
    "--jenis": "kabupaten",
    "--zona": "WITA",
    "--admin": "adi.baru",
    "--nama-admin": "Adi Baru",
}


def buat(**words: str) -> int:
    options = LENGKAP | {f"--{key.replace('_', '-')}": value for key, value in words.items()}
    return main(["instansi", "buat", *(word for pair in options.items() for word in pair)])


def test_an_agency_begins_with_its_year_and_an_admin(capsys):
    assert buat() == 0
    instansi = Instansi.objects.get()
    assert (instansi.nama, instansi.zona, instansi.sebutan_kepala_daerah) == (
        "Kabupaten Baru", "WITA", "Bupati",
    )  # fmt: skip
    assert TahunKerja.objects.get().tahun == instansi.hari_ini.year
    admin = Pengguna.objects.get()
    assert (admin.username, admin.nama, admin.has_usable_password()) == (
        "adi.baru",
        "Adi Baru",
        False,
    )
    assert Penugasan.objects.get().peran == "admin"
    out = capsys.readouterr().out
    assert "Kabupaten Baru (35.99) dibuat" in out
    assert out.endswith("/akun/aktivasi/\n")


def test_the_code_is_printed_once_and_opens_the_account(capsys, client: Client):
    buat()
    out = capsys.readouterr().out
    (kode,) = re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}", out)
    assert kode not in str(KodeAktivasi.objects.values().get())
    sandi = "kapal-kecil-di-laut-tenang"
    isian = {"username": "adi.baru", "kode": kode, "baru": sandi, "ulang": sandi}
    client.post("/akun/aktivasi/", isian)
    assert Pengguna.objects.get().check_password(sandi)


def test_its_chain_is_whole_from_the_first_act(capsys):
    buat()
    instansi = Instansi.objects.get()
    assert check_chain(instansi.pk) == []
    jejak = Jejak.objects.get()
    assert (jejak.tindakan, jejak.pelaku, jejak.instansi_id) == (
        "instansi.create",
        None,
        instansi.pk,
    )
    assert "Adi Baru" not in jejak.isi


def test_the_second_agency_stands_beside_the_first(capsys):
    assert buat() == 0
    assert buat(kode="35", jenis="provinsi", nama="Provinsi Baru", admin="gubernur") == 0
    assert Instansi.objects.get(jenis="provinsi").sebutan_kepala_daerah == "Gubernur"
    assert Jejak.objects.values("instansi_id").distinct().count() == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"kode": "35"}, "--kode: tulis kode wilayah kabupaten seperti 35.99."),
        ({"kode": "35.99", "jenis": "provinsi"}, "--kode: tulis kode wilayah provinsi seperti 35."),
        ({"nama": "  "}, "--nama: tulis namanya."),
        ({"nama": "x" * 121}, "--nama: "),
        ({"nama_admin": ""}, "--nama-admin: tulis namanya."),
        ({"admin": "adi baru"}, "--admin: pakai huruf, angka, titik"),
        ({"admin": "a" * 61}, "--admin: "),
        ({"zona": "GMT"}, "GMT tidak dikenal. Pilih WIB, WITA, WIT."),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_made(words, sentence, capsys):
    assert buat(**words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(sentence), err
    assert err.count("\n") == 1
    assert not Instansi.objects.exists()


def test_every_fault_has_its_own_line(capsys):
    assert buat(kode="x", nama="", admin="?") == 2
    assert capsys.readouterr().err.count("\n") == 3


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"admin": "lain"}, "--kode: instansi dengan kode 35.99 sudah ada."),
        ({"kode": "35.98", "admin": "ADI.BARU"}, "Nama pengguna ini sudah dipakai."),
    ],
)
def test_a_code_and_a_name_are_given_once(words, sentence, capsys):
    buat()
    capsys.readouterr()
    assert buat(**words) == 2
    assert capsys.readouterr().err == f"{sentence}\n"
    assert Instansi.objects.count() == 1


def test_nobody_signed_in_makes_an_agency_not_even_an_admin(adi):
    with pytest.raises(PermissionDenied, match="sakip instansi buat"):
        create_instansi(
            jenis="kota", kode_wilayah="35.98", nama="Kota", username="x", nama_admin="X",
            acting_user=adi,
        )  # fmt: skip
    assert not Instansi.objects.filter(kode_wilayah="35.98").exists()
