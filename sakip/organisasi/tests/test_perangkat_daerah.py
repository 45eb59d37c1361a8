"""Units: who sees which, who changes them, and what a lost race shows."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.organisasi.actions.perangkat_daerah import (
    create_perangkat_daerah,
    update_perangkat_daerah,
)
from sakip.organisasi.caps import load_caps
from sakip.organisasi.models import Koordinasi, Penugasan, Peran, PerangkatDaerah
from sakip.tests.builders import (
    make_jabatan,
    make_pengguna,
    make_penugasan,
    make_perangkat_daerah,
)

LIST = "/2026/tw4/perangkat-daerah/"


def isian(unit, **fields):
    return {
        "kode": unit.kode, "nama": unit.nama, "singkatan": unit.singkatan, "jenis": unit.jenis,
        "aktif_sejak": "2020-01-01", "revisi": unit.revisi,
    } | fields  # fmt: skip


def test_who_has_no_assignment_or_is_asisten_without_a_position_reaches_no_unit(kabupaten, dinkes):
    for peran in (None, Peran.ASISTEN):
        user = wearing(make_pengguna(kabupaten, peran))
        assert not PerangkatDaerah.objects.visible_to(user).exists()


def test_sari_sees_her_own_office_only(client: Client, sari, joko):
    client.force_login(sari)
    page = client.get(LIST).content.decode()
    assert "Dinas Kesehatan" in page
    assert "Dinas PUPR" not in page


def test_an_asisten_sees_the_units_he_coordinates_and_nobody_without_a_task_sees_any(
    client, kabupaten, dinkes, joko
):
    position = make_jabatan(make_perangkat_daerah(kabupaten, nama="Setda"))
    Koordinasi.objects.create(instansi=kabupaten, jabatan=position, perangkat_daerah=dinkes)
    asisten, idle = make_pengguna(kabupaten), make_pengguna(kabupaten)
    make_penugasan(asisten, Peran.ASISTEN, jabatan=position)
    client.force_login(asisten)
    assert names_of(client) == ["Dinas Kesehatan"]
    client.force_login(idle)
    assert names_of(client) == []


def test_htmx_gets_the_table_alone(client, rina, dinkes):
    client.force_login(rina)
    page = client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert "Dinas Kesehatan" in page
    assert "<html" not in page


def test_the_list_asks_as_often_for_one_unit_as_for_thirty(
    client, rina, dinkes, siti, count_queries
):
    client.force_login(rina)
    few = count_queries(LIST)
    for _ in range(30):
        make_perangkat_daerah(dinkes.instansi, induk=dinkes)
    assert count_queries(LIST) == few


def test_rina_renames_an_office_and_it_is_recorded(client, rina, dinkes):
    client.force_login(rina)
    url = f"/setelan/perangkat-daerah/{dinkes.pk}/"
    answer = client.post(url, isian(dinkes, nama="Dinas Kesehatan dan KB"))
    assert answer.status_code == 302
    jejak = Jejak.objects.get()
    assert (jejak.tindakan, jejak.pelaku) == ("perangkat_daerah.update", rina)
    sesudah = json.loads(jejak.isi)["rincian"]["sesudah"]
    assert sesudah["nama"] == "Dinas Kesehatan dan KB"


def test_two_people_rename_one_office_and_the_second_sees_both_names(client, rina, dinkes):
    seen = dinkes.revisi
    update_perangkat_daerah(dinkes, revisi=seen, acting_user=rina, nama="Dinas Sehat")
    client.force_login(rina)
    url = f"/setelan/perangkat-daerah/{dinkes.pk}/"
    answer = client.post(url, isian(dinkes, nama="Dinas Bugar", revisi=seen))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Dinas Sehat" in page
    assert "Dinas Bugar" in page
    assert "Rina" in page
    assert PerangkatDaerah.objects.get(pk=dinkes.pk).nama == "Dinas Sehat"


def test_sari_may_not_change_her_office(sari, dinkes):
    with pytest.raises(PermissionDenied, match="Hanya Admin atau Bagian Organisasi"):
        update_perangkat_daerah(dinkes, revisi=0, acting_user=sari, nama="Punya Sari")
    with pytest.raises(PermissionDenied, match="Hanya Admin atau Bagian Organisasi"):
        create_perangkat_daerah(acting_user=sari, nama="Punya Sari")
    assert not Jejak.objects.exists()


def test_an_admin_of_another_agency_finds_nothing(client, wati, dinkes):
    client.force_login(wati)
    assert client.get(f"/setelan/perangkat-daerah/{dinkes.pk}/").status_code == 404
    assert "Dinas Kesehatan" not in client.get(LIST).content.decode()


def test_a_code_in_use_is_said_beside_the_field_and_nothing_typed_is_lost(client, rina, dinkes):
    client.force_login(rina)
    answer = client.post("/setelan/perangkat-daerah/tambah/", isian(dinkes, nama="Dinas Baru"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Kode ini sudah dipakai" in page
    assert "Dinas Baru" in page


# --- the list of a period -------------------------------------------------------------------------


def names_of(client, query=""):
    """The units of the list, from top to bottom."""
    table = client.get(LIST + query, headers={"HX-Request": "true"}).content.decode()
    return re.findall(r"<th scope=\"row\".*?>([^<>]+)</a>", table, re.S)


def test_a_unit_stands_under_the_one_above_it_whatever_its_code(client, rina, dinkes, joko):
    rsud = make_perangkat_daerah(dinkes.instansi, kode="37", nama="RSUD", induk=dinkes)
    make_perangkat_daerah(dinkes.instansi, kode="02", nama="Instalasi", induk=rsud)
    client.force_login(rina)
    assert names_of(client) == ["Dinas Kesehatan", "RSUD", "Instalasi", "Dinas PUPR"]


def test_rina_filters_by_kind_and_by_what_has_ended(client, rina, dinkes, joko):
    make_perangkat_daerah(dinkes.instansi, kode="90", nama="Kecamatan Lama", jenis="kecamatan",
                          aktif_sampai="2021-12-31")  # fmt: skip
    client.force_login(rina)
    assert names_of(client, "?jenis=kecamatan") == []
    assert names_of(client, "?jenis=kecamatan&keadaan=semua") == ["Kecamatan Lama"]
    assert names_of(client, "?keadaan=berakhir") == ["Kecamatan Lama"]
    assert names_of(client, "?cari=PUPR&jenis=dinas") == ["Dinas PUPR"]
    assert len(names_of(client, "?jenis=tak-ada&keadaan=entah")) == 2


def test_the_list_of_an_earlier_quarter_shows_the_units_of_then(client, rina, dinkes):
    make_perangkat_daerah(dinkes.instansi, nama="Dinas Lama", aktif_sampai="2025-06-30")
    client.force_login(rina)
    assert "Dinas Lama" not in client.get("/2025/tw3/perangkat-daerah/").content.decode()
    assert "Dinas Lama" in client.get("/2025/tw2/perangkat-daerah/").content.decode()


def test_an_empty_agency_is_offered_the_first_unit(client, adi):
    client.force_login(adi)
    page = client.get(LIST).content.decode()
    assert "Belum ada perangkat daerah" in page
    assert "Tambah yang pertama" in page
    assert "Tidak ada perangkat daerah yang cocok" in client.get(LIST + "?cari=x").content.decode()


# --- what a change may not do ---------------------------------------------------------------------


@pytest.mark.parametrize("levels", [1, 2])
def test_a_unit_does_not_come_under_what_is_under_it(client, rina, dinkes, levels):
    below = dinkes
    for _ in range(levels):
        below = make_perangkat_daerah(dinkes.instansi, nama="UPTD Gizi", induk=below)
    client.force_login(rina)
    answer = client.post(f"/setelan/perangkat-daerah/{dinkes.pk}/", isian(dinkes, induk=below.pk))
    assert answer.status_code == 200
    assert "Induk: UPTD Gizi berada di bawah Dinas Kesehatan sendiri." in answer.content.decode()
    dinkes.refresh_from_db()
    assert (dinkes.induk, dinkes.revisi) == (None, 0)
    assert not Jejak.objects.exists()


def test_units_hang_three_levels_deep_and_no_deeper(client, rina, dinkes):
    uptd = make_perangkat_daerah(dinkes.instansi, induk=dinkes)
    third = make_perangkat_daerah(dinkes.instansi, induk=uptd)
    client.force_login(rina)
    baru = isian(dinkes, kode="77", nama="Unit Baru", induk=third.pk)
    answer = client.post("/setelan/perangkat-daerah/tambah/", baru)
    assert "paling dalam 3 tingkat" in answer.content.decode()
    # A dinas with units of its own does not fit under another one's third level either.
    other = make_perangkat_daerah(dinkes.instansi)
    with pytest.raises(ValidationError, match="paling dalam 3 tingkat"):
        update_perangkat_daerah(dinkes, revisi=0, acting_user=rina, induk=other)
    assert (
        client.post("/setelan/perangkat-daerah/tambah/", baru | {"induk": uptd.pk}).status_code
        == 302
    )


def test_a_unit_of_another_agency_is_not_taken_as_the_unit_above(client, rina, dinkes, kota):
    foreign = make_perangkat_daerah(kota, nama="Dinas Kota")
    client.force_login(rina)
    answer = client.post(f"/setelan/perangkat-daerah/{dinkes.pk}/", isian(dinkes, induk=foreign.pk))
    assert answer.status_code == 200
    assert "Dinas Kota" not in answer.content.decode()
    with pytest.raises(ValidationError, match="instansi yang sama"):
        update_perangkat_daerah(dinkes, revisi=0, acting_user=rina, induk=foreign)
    assert not Jejak.objects.exists()


@pytest.mark.parametrize("kode", ["05/1", "dua belas", "../", ""])
def test_a_code_that_cannot_stand_in_an_address_is_refused(client, rina, dinkes, kode):
    client.force_login(rina)
    answer = client.post("/setelan/perangkat-daerah/tambah/", isian(dinkes, kode=kode))
    assert answer.status_code == 200
    assert PerangkatDaerah.objects.count() == 1


def test_a_code_in_use_is_refused_on_a_change_too(client, rina, dinkes, joko):
    client.force_login(rina)
    answer = client.post(f"/setelan/perangkat-daerah/{dinkes.pk}/", isian(dinkes, kode="06"))
    assert answer.status_code == 200
    assert "Kode: Kode ini sudah dipakai perangkat daerah lain." in answer.content.decode()


# --- ending ---------------------------------------------------------------------------------------


def test_ending_a_unit_ends_its_assignments_in_the_same_act(client, rina, sari, siti, dinkes):
    client.force_login(rina)
    url = f"/setelan/perangkat-daerah/{dinkes.pk}/"
    last = rina.instansi.hari_ini - timedelta(days=1)
    assert client.post(url, isian(dinkes, aktif_sampai=last)).status_code == 302
    ended = Penugasan.objects.filter(perangkat_daerah=dinkes)
    assert {row.selesai for row in ended} == {last}
    baris = json.loads(Jejak.objects.get().isi)["baris"]
    assert set(baris["organisasi.penugasan"]) == {str(row.pk) for row in ended}
    assert load_caps(sari, rina.instansi.hari_ini) == ()


def test_dates_the_wrong_way_round_are_refused(client, rina, dinkes):
    client.force_login(rina)
    url = f"/setelan/perangkat-daerah/{dinkes.pk}/"
    answer = client.post(url, isian(dinkes, aktif_sampai="2019-12-31"))
    assert "Aktif sampai: Tanggal akhir mendahului tanggal mulai." in answer.content.decode()
    assert PerangkatDaerah.objects.get(pk=dinkes.pk).aktif_sampai is None


def test_a_unit_with_active_units_below_does_not_end(rina, dinkes):
    make_perangkat_daerah(dinkes.instansi, nama="Puskesmas Satu", induk=dinkes)
    with pytest.raises(ValidationError, match="Puskesmas Satu"):
        update_perangkat_daerah(dinkes, revisi=0, acting_user=rina, aktif_sampai=date(2026, 1, 31))
    assert not Jejak.objects.exists()


def test_a_unit_does_not_outlive_the_one_above_it(rina, dinkes):
    ending = make_perangkat_daerah(dinkes.instansi, nama="Dinas Sosial", aktif_sampai="2030-12-31")
    with pytest.raises(ValidationError, match="Dinas Sosial berakhir lebih dulu"):
        update_perangkat_daerah(dinkes, revisi=0, acting_user=rina, induk=ending)


def test_what_has_ended_is_read_and_not_changed(client, rina, dinkes):
    old = make_perangkat_daerah(dinkes.instansi, nama="Dinas Lama", aktif_sampai="2021-12-31")
    client.force_login(rina)
    url = f"/setelan/perangkat-daerah/{old.pk}/"
    assert "sudah berakhir; riwayatnya tidak diubah." in client.get(url).content.decode()
    assert client.post(url, isian(old, nama="Dinas Hidup Lagi")).status_code == 403


def test_rina_cannot_end_the_unit_her_own_assignment_hangs_on(client, dinkes):
    unit = make_perangkat_daerah(dinkes.instansi)
    rina = make_pengguna(dinkes.instansi, Peran.BAGOR, unit, nama="Rina Dua")
    client.force_login(rina)
    answer = client.post(
        f"/setelan/perangkat-daerah/{unit.pk}/", isian(unit, aktif_sampai="2026-01-31")
    )
    assert answer.status_code == 403
    assert "Penugasan Rina Dua (Bagian Organisasi) ikut berakhir." in answer.content.decode()


def test_rina_cannot_take_an_evaluator_away_by_ending_his_unit(client, rina, dinkes):
    inspektorat = make_perangkat_daerah(dinkes.instansi)
    make_pengguna(dinkes.instansi, Peran.EVALUATOR, inspektorat, nama="Eko Dua")
    make_pengguna(dinkes.instansi, Peran.OPERATOR_OPD, inspektorat, nama="Zaki")
    client.force_login(rina)
    data = isian(inspektorat, aktif_sampai="2026-01-31")
    answer = client.post(f"/setelan/perangkat-daerah/{inspektorat.pk}/", data)
    assert answer.status_code == 403
    assert "hanya dapat diberikan oleh Admin" in answer.content.decode()
    assert Penugasan.objects.get(peran=Peran.EVALUATOR).selesai is None


def test_rina_adds_an_office_and_it_is_recorded(client, rina, dinkes):
    client.force_login(rina)
    baru = isian(dinkes, kode="07", nama="Dinas Perumahan", singkatan="Disperkim", induk="")
    answer = client.post("/setelan/perangkat-daerah/tambah/", baru)
    assert answer.status_code == 302
    assert answer.url.endswith("/opd/07/")
    row = PerangkatDaerah.objects.get(kode="07")
    jejak = Jejak.objects.get()
    assert (jejak.tindakan, jejak.objek_id) == ("perangkat_daerah.create", row.pk)
    assert row.instansi == rina.instansi


def test_sari_does_not_open_the_page_to_add_an_office(client, sari, dinkes):
    client.force_login(sari)
    url = "/setelan/perangkat-daerah/tambah/"
    assert client.get(url).status_code == 403
    # Nothing typed: she is refused before the form is read.
    assert client.post(url, {}).status_code == 403


def test_a_unit_that_ended_is_not_offered_as_the_one_above(client, rina, dinkes):
    old = make_perangkat_daerah(dinkes.instansi, nama="Dinas Lama", aktif_sampai="2021-12-31")
    client.force_login(rina)
    assert "Dinas Lama" not in client.get("/setelan/perangkat-daerah/tambah/").content.decode()
    url = f"/setelan/perangkat-daerah/{dinkes.pk}/"
    assert client.post(url, isian(dinkes, induk=old.pk)).status_code == 200
