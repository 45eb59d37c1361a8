"""The agency's own names: an admin changes them, a manager reads them."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from sakip.audit.models import Jejak
from sakip.organisasi.actions.instansi import update_instansi
from sakip.organisasi.models import Instansi

URL = "/setelan/instansi/"


def isian(instansi, **fields):
    return {
        "nama": instansi.nama, "jenis": instansi.jenis, "kode_wilayah": "35.16",
        "zona_waktu": instansi.zona_waktu, "sebutan_kepala_daerah": "Bupati",
        "sebutan_perangkat_daerah": "OPD", "sebutan_bappeda": "Bapperida",
        "sebutan_inspektorat": "Inspektorat", "sebutan_bagian_organisasi": "Bagian Organisasi",
        "revisi": instansi.revisi,
    } | fields  # fmt: skip


def test_adi_writes_the_words_of_his_region_and_the_pages_use_them(client, adi, dinkes):
    client.force_login(adi)
    answer = client.post(URL, isian(adi.instansi, zona_waktu="Asia/Makassar"))
    assert answer.status_code == 302
    stored = Instansi.objects.get(pk=adi.instansi_id)
    assert (stored.sebutan_perangkat_daerah, stored.zona) == ("OPD", "WITA")
    assert "<h1>OPD</h1>" in client.get("/2026/tw4/perangkat-daerah/").content.decode()
    jejak = Jejak.objects.get()
    assert (jejak.tindakan, jejak.pelaku) == ("instansi.update", adi)
    assert json.loads(jejak.isi)["rincian"]["sesudah"]["sebutan_bappeda"] == "Bapperida"


def test_rina_reads_the_profile_and_is_told_who_may_change_it(client, rina):
    client.force_login(rina)
    page = client.get(URL).content.decode()
    assert "Hanya Admin yang dapat melakukan ini." in page
    assert '<fieldset class="bagian" disabled>' in page
    assert client.post(URL, isian(rina.instansi)).status_code == 403
    assert not Jejak.objects.exists()


def test_sari_does_not_open_the_profile(client, sari):
    client.force_login(sari)
    assert client.get(URL).status_code == 403


def test_an_admin_of_another_agency_cannot_write_ours(wati, adi):
    with pytest.raises(PermissionDenied, match="instansi lain"):
        update_instansi(adi.instansi, revisi=0, acting_user=wati, nama="Punya Wati")


def test_the_region_code_of_another_agency_is_refused_beside_its_field(client, adi, kota):
    Instansi.objects.filter(pk=kota.pk).update(kode_wilayah="35.76")
    client.force_login(adi)
    answer = client.post(URL, isian(adi.instansi, kode_wilayah="35.76", nama="Kabupaten Baru"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Kode wilayah: " in page
    assert "Kabupaten Baru" in page
    assert Instansi.objects.get(pk=adi.instansi_id).nama == "Kabupaten Contoh"


@pytest.mark.parametrize("kode", ["3516", "35,16", "AB.16", "35.1", ""])
def test_a_region_code_that_is_none_is_refused(client, adi, kode):
    client.force_login(adi)
    answer = client.post(URL, isian(adi.instansi, kode_wilayah=kode))
    assert answer.status_code == 200
    assert not Jejak.objects.exists()


def test_two_admins_write_at_once_and_the_second_sees_both(client, adi):
    seen = adi.instansi.revisi
    update_instansi(adi.instansi, revisi=seen, acting_user=adi, zona_waktu="Asia/Jayapura")
    client.force_login(adi)
    answer = client.post(URL, isian(adi.instansi, zona_waktu="Asia/Makassar", revisi=seen))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "WITA" in page
    assert "WIT</td>" in page
