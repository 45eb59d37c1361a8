"""Positions: who sees which, who changes them, what keeps one from being deleted."""

import json
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.audit.models import Jejak
from sakip.organisasi.actions.jabatan import create_jabatan, delete_jabatan, update_jabatan
from sakip.organisasi.models import Jabatan, JenisPenugasan, Koordinasi, Peran
from sakip.rules.decision import Konflik
from sakip.tests.builders import (
    make_jabatan,
    make_pengguna,
    make_penugasan,
    make_perangkat_daerah,
)

LIST = "/setelan/jabatan/"
TAMBAH = "/setelan/jabatan/tambah/"


@pytest.fixture
def kepala(dinkes):
    return make_jabatan(dinkes, nama="Kepala Dinas Kesehatan", jenjang="2_jpt_pratama")


def isian(unit, **fields):
    return {
        "nama": "Sekretaris Dinas", "perangkat_daerah": unit.pk, "jenjang": "3_administrator"
    } | fields  # fmt: skip


def change(row, **fields):
    return isian(row.perangkat_daerah, nama=row.nama, revisi=row.revisi) | fields


def url_of(row, act=""):
    return f"{LIST}{row.pk}/{act}"


# --- the list -------------------------------------------------------------------------------------


def test_sari_reads_the_positions_of_her_office_and_who_may_change_them(client, sari, kepala, joko):
    make_jabatan(joko.penugasan_set.get().perangkat_daerah, nama="Kepala Dinas PUPR")
    client.force_login(sari)
    page = client.get(LIST).content.decode()
    assert "Kepala Dinas Kesehatan" in page
    assert "Kepala Dinas PUPR" not in page
    assert "Hanya Admin atau Bagian Organisasi" in page
    assert f'href="{url_of(kepala)}"' not in page


def test_rina_finds_a_position_by_its_words_and_its_unit(client, rina, kepala):
    other = make_perangkat_daerah(kepala.instansi, kode="06", nama="Dinas PUPR")
    make_jabatan(other, nama="Kepala Bidang Jalan")
    client.force_login(rina)
    assert "Kepala Bidang Jalan" not in client.get(LIST + "?unit=05").content.decode()
    page = client.get(LIST + "?cari=bidang pupr", headers={"HX-Request": "true"}).content.decode()
    assert "Kepala Bidang Jalan" in page
    assert "Kepala Dinas Kesehatan" not in page
    assert "<html" not in page
    assert "tidak ada jabatan yang cocok" in client.get(LIST + "?cari=xyz").content.decode().lower()


def test_the_holder_of_today_stands_beside_his_position(client, rina, kepala):
    person = make_pengguna(kepala.instansi, nama="Dewi Plt")
    make_penugasan(person, Peran.KEPALA_OPD, kepala.perangkat_daerah, jabatan=kepala,
                   jenis=JenisPenugasan.PLT, nomor_surat="1/2026")  # fmt: skip
    client.force_login(rina)
    assert "Plt. Dewi Plt" in client.get(LIST).content.decode()


def test_positions_of_a_unit_that_ended_are_found_only_through_it(client, rina, kabupaten):
    old = make_perangkat_daerah(kabupaten, kode="90", aktif_sampai="2021-12-31")
    row = make_jabatan(old, nama="Kepala Dinas Lama")
    client.force_login(rina)
    assert "Kepala Dinas Lama" not in client.get(LIST).content.decode()
    assert "Kepala Dinas Lama" in client.get(LIST + "?unit=90").content.decode()
    assert "sudah berakhir; riwayatnya tidak diubah." in client.get(url_of(row)).content.decode()
    assert client.post(url_of(row), change(row, nama="Lain")).status_code == 403


def test_joko_is_offered_his_own_units_and_reads_no_name_of_another(client, joko, kepala, kota):
    make_perangkat_daerah(kota, kode="05", nama="Dinas Kota", singkatan="Diskota")
    own = joko.penugasan_set.get().perangkat_daerah
    make_perangkat_daerah(own.instansi, nama="UPT Lama", induk=own, aktif_sampai="2021-12-31")
    client.force_login(joko)
    page = client.get(LIST + "?unit=05").content.decode()
    options = re.findall(r"<option value=\"[^\"]*\"[^>]*>([^<]+)<", page)
    assert options == ["Semua perangkat daerah", "06 Dinas PUPR"]
    assert "Dinkes" not in page
    assert "Diskota" not in page


def test_a_unit_without_positions_offers_the_first(client, rina, dinkes):
    client.force_login(rina)
    page = client.get(LIST + "?unit=05").content.decode()
    assert "Belum ada jabatan di Dinas Kesehatan." in page
    assert 'href="/setelan/jabatan/tambah/?unit=05"' in page


def test_the_list_asks_as_often_for_one_position_as_for_thirty(client, rina, kepala, count_queries):
    client.force_login(rina)
    make_penugasan(rina, Peran.PEGAWAI, kepala.perangkat_daerah, jabatan=kepala)
    few = count_queries(LIST)
    for n in range(30):
        row = make_jabatan(kepala.perangkat_daerah, atasan=kepala)
        if n < 5:
            person = make_pengguna(kepala.instansi)
            make_penugasan(person, Peran.PEGAWAI, kepala.perangkat_daerah, jabatan=row)
    assert count_queries(LIST) == few


# --- add and change -------------------------------------------------------------------------------


def test_rina_adds_a_position_under_one_of_another_unit(client, rina, kepala):
    setda = make_perangkat_daerah(kepala.instansi, singkatan="Setda")
    client.force_login(rina)
    answer = client.post(TAMBAH, isian(setda, atasan=kepala.pk))
    assert answer.status_code == 302
    row = Jabatan.objects.get(nama="Sekretaris Dinas")
    assert (row.atasan, row.instansi) == (kepala, rina.instansi)
    assert Jejak.objects.get().tindakan == "jabatan.create"


def test_the_form_opened_from_a_unit_has_it_chosen(client, rina, dinkes):
    client.force_login(rina)
    page = client.get(TAMBAH + "?unit=05").content.decode()
    assert f'<option value="{dinkes.pk}" selected>' in page


def test_rina_moves_a_position_nobody_held(client, rina, kepala):
    other = make_perangkat_daerah(kepala.instansi)
    client.force_login(rina)
    data = change(kepala, perangkat_daerah=other.pk, jenjang="2_jpt_pratama")
    assert client.post(url_of(kepala), data).status_code == 302
    assert Jabatan.objects.get(pk=kepala.pk).perangkat_daerah == other
    sesudah = json.loads(Jejak.objects.get().isi)["rincian"]["sesudah"]
    assert sesudah == {"perangkat_daerah": other.pk}


def test_a_position_somebody_held_stays_in_its_unit(client, rina, siti, kepala):
    make_penugasan(siti, Peran.KEPALA_OPD, kepala.perangkat_daerah, jabatan=kepala)
    other = make_perangkat_daerah(kepala.instansi)
    client.force_login(rina)
    answer = client.post(url_of(kepala), change(kepala, perangkat_daerah=other.pk))
    assert "Jabatan yang pernah dipegang tetap" in answer.content.decode()
    assert Jabatan.objects.get(pk=kepala.pk).perangkat_daerah == kepala.perangkat_daerah


@pytest.mark.parametrize("levels", [1, 3])
def test_nobody_is_above_himself(client, rina, kepala, levels):
    lowest = kepala
    for _ in range(levels):
        lowest = make_jabatan(kepala.perangkat_daerah, atasan=lowest)
    client.force_login(rina)
    answer = client.post(url_of(kepala), change(kepala, atasan=lowest.pk))
    assert answer.status_code == 200
    assert "berada di bawah jabatan ini sendiri" in answer.content.decode()
    assert Jabatan.objects.get(pk=kepala.pk).atasan is None
    assert not Jejak.objects.exists()


def test_a_position_is_not_offered_as_its_own_superior(client, rina, kepala):
    client.force_login(rina)
    answer = client.post(url_of(kepala), change(kepala, atasan=kepala.pk))
    assert answer.status_code == 200
    with pytest.raises(ValidationError, match="di bawah jabatan ini sendiri"):
        update_jabatan(kepala, revisi=0, acting_user=rina, atasan=kepala)


def test_what_belongs_to_another_agency_is_not_taken(client, rina, kota, dinkes, kepala):
    unit = make_perangkat_daerah(kota, nama="Dinas Kota")
    foreign = make_jabatan(unit, nama="Kepala Dinas Kota")
    client.force_login(rina)
    for data in (isian(unit), isian(dinkes, atasan=foreign.pk)):
        answer = client.post(TAMBAH, data)
        assert answer.status_code == 200
        assert "Dinas Kota" not in answer.content.decode()
    for field, value in (("perangkat_daerah", unit), ("atasan", foreign)):
        with pytest.raises(ValidationError, match="instansi yang sama"):
            update_jabatan(kepala, revisi=0, acting_user=rina, **{field: value})
    fields = {"nama": "Sekretaris", "perangkat_daerah": unit, "jenjang": "3_administrator"}
    with pytest.raises(ValidationError, match="instansi yang sama"):
        create_jabatan(acting_user=rina, **fields)
    assert not Jejak.objects.exists()


def test_a_unit_that_ended_gets_no_positions(client, rina, kepala):
    old = make_perangkat_daerah(kepala.instansi, nama="Dinas Lama", aktif_sampai="2021-12-31")
    make_jabatan(old, nama="Kepala yang Pergi")
    client.force_login(rina)
    page = client.get(TAMBAH).content.decode()
    assert "Kepala Dinas Kesehatan" in page
    assert "Dinas Lama" not in page
    assert "Kepala yang Pergi" not in page
    assert client.post(TAMBAH, isian(old)).status_code == 200
    old.refresh_from_db()
    fields = {"nama": "Sekretaris", "jenjang": "3_administrator", "perangkat_daerah": old}
    with pytest.raises(ValidationError, match="Dinas Lama sudah berakhir"):
        create_jabatan(acting_user=rina, **fields)
    with pytest.raises(ValidationError, match="Dinas Lama sudah berakhir"):
        update_jabatan(kepala, revisi=0, acting_user=rina, perangkat_daerah=old)


def test_an_admin_of_another_agency_cannot_change_ours(wati, kepala):
    for act in (update_jabatan, delete_jabatan):
        with pytest.raises(PermissionDenied, match="instansi lain"):
            act(kepala, revisi=0, acting_user=wati)


def test_a_name_in_use_in_that_unit_is_refused_beside_its_field(client, rina, kepala):
    client.force_login(rina)
    same = isian(kepala.perangkat_daerah, nama=kepala.nama)
    page = client.post(TAMBAH, same).content.decode()
    assert "Nama jabatan: Jabatan dengan nama ini sudah ada" in page
    second = make_jabatan(kepala.perangkat_daerah)
    page = client.post(url_of(second), change(second, nama=kepala.nama)).content.decode()
    assert "Nama jabatan: Jabatan dengan nama ini sudah ada" in page


def test_two_people_change_one_position_and_the_second_sees_both(client, rina, kepala):
    update_jabatan(kepala, revisi=0, acting_user=rina, nama="Kepala Dinkes")
    client.force_login(rina)
    answer = client.post(url_of(kepala), change(kepala, nama="Kadinkes", revisi=0))
    assert answer.status_code == 409
    assert "Kepala Dinkes" in answer.content.decode()
    assert "Kadinkes" in answer.content.decode()


def test_sari_reads_a_superior_whose_unit_she_does_not_reach(client, sari, kepala):
    sekda = make_jabatan(make_perangkat_daerah(kepala.instansi), nama="Sekretaris Daerah")
    Jabatan.objects.filter(pk=kepala.pk).update(atasan=sekda)
    client.force_login(sari)
    assert "Sekretaris Daerah" in client.get(url_of(kepala)).content.decode()


def test_sari_may_read_and_not_change_a_position_of_her_office(client, sari, kepala):
    client.force_login(sari)
    assert "Hanya Admin atau Bagian Organisasi" in client.get(url_of(kepala)).content.decode()
    assert client.get(TAMBAH).status_code == 403
    assert client.post(TAMBAH, isian(kepala.perangkat_daerah)).status_code == 403
    assert client.post(url_of(kepala), change(kepala)).status_code == 403
    assert client.post(url_of(kepala, "hapus/"), {"revisi": 0}).status_code == 403
    for act in (update_jabatan, delete_jabatan):
        with pytest.raises(PermissionDenied):
            act(kepala, revisi=0, acting_user=sari)
    with pytest.raises(PermissionDenied):
        create_jabatan(
            acting_user=sari, nama="Sekretaris", perangkat_daerah=kepala.perangkat_daerah
        )


@pytest.mark.parametrize("who", ["joko", "wati"])
def test_who_does_not_reach_the_unit_finds_no_position(client, request, kepala, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url_of(kepala)).status_code == 404
    assert client.post(url_of(kepala), change(kepala)).status_code == 404
    assert client.post(url_of(kepala, "hapus/"), {"revisi": 0}).status_code == 404


# --- delete ---------------------------------------------------------------------------------------


def test_rina_deletes_a_position_made_by_mistake_and_it_is_recorded(client, rina, kepala):
    client.force_login(rina)
    answer = client.post(url_of(kepala, "hapus/"), {"revisi": 0})
    assert answer.status_code == 302
    assert answer.url == "/setelan/jabatan/?unit=05"
    assert not Jabatan.objects.exists()
    jejak = Jejak.objects.get()
    assert (jejak.tindakan, jejak.objek_id) == ("jabatan.delete", kepala.pk)
    assert json.loads(jejak.isi)["rincian"]["nama"] == "Kepala Dinas Kesehatan"


def use_by_penugasan(row):
    make_penugasan(make_pengguna(row.instansi), Peran.PEGAWAI, row.perangkat_daerah, jabatan=row,
                   selesai="2021-01-01")  # fmt: skip


def use_by_bawahan(row):
    make_jabatan(row.perangkat_daerah, atasan=row)


def use_by_koordinasi(row):
    Koordinasi.objects.create(
        instansi=row.instansi, jabatan=row, perangkat_daerah=row.perangkat_daerah
    )


@pytest.mark.parametrize(
    ("use", "word"),
    [
        (use_by_penugasan, "penugasan"),
        (use_by_bawahan, "jabatan"),
        (use_by_koordinasi, "koordinasi asisten"),
    ],
)
def test_a_position_in_use_is_kept_and_the_page_says_by_what(client, rina, kepala, use, word):
    use(kepala)
    client.force_login(rina)
    assert f"sudah dipakai ({word})" in client.get(url_of(kepala)).content.decode()
    answer = client.post(url_of(kepala, "hapus/"), {"revisi": 0})
    assert answer.status_code == 403
    assert f"sudah dipakai ({word})" in answer.content.decode()
    assert Jabatan.objects.filter(pk=kepala.pk).exists()


def test_a_position_changed_meanwhile_is_not_deleted(client, rina, kepala):
    update_jabatan(kepala, revisi=0, acting_user=rina, nama="Kepala Dinkes")
    client.force_login(rina)
    assert client.post(url_of(kepala, "hapus/"), {"revisi": 0}).status_code == 409
    with pytest.raises(Konflik):
        delete_jabatan(kepala, revisi=0, acting_user=rina)
    assert Jabatan.objects.filter(pk=kepala.pk).exists()


@pytest.mark.parametrize("revisi", ["", "satu", "-1"])
def test_a_delete_without_the_revision_seen_is_not_read(client, rina, kepala, revisi):
    client.force_login(rina)
    assert client.post(url_of(kepala, "hapus/"), {"revisi": revisi}).status_code == 400
    assert Jabatan.objects.filter(pk=kepala.pk).exists()
