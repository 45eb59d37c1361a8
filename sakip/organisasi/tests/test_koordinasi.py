"""Coordination: which units an asisten looks after, and what he sees by it."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.organisasi.actions.koordinasi import update_koordinasi
from sakip.organisasi.models import Koordinasi, Peran, PerangkatDaerah
from sakip.tests.builders import (
    make_jabatan,
    make_pengguna,
    make_penugasan,
    make_perangkat_daerah,
)

LIST = "/setelan/koordinasi/"


@pytest.fixture
def asisten(kabupaten):
    """The position of the first asisten, held by Ani."""
    setda = make_perangkat_daerah(
        kabupaten, kode="01", nama="Sekretariat Daerah", singkatan="Setda"
    )
    jabatan = make_jabatan(setda, nama="Asisten Pemerintahan")
    ani = make_pengguna(kabupaten, username="ani", nama="Ani")
    make_penugasan(ani, Peran.ASISTEN, setda, jabatan=jabatan)
    return jabatan


def ticked(jabatan):
    return set(
        Koordinasi.objects.filter(jabatan=jabatan).values_list("perangkat_daerah", flat=True)
    )


def test_rina_ticks_units_and_ani_sees_exactly_these(client, rina, asisten, dinkes, joko):
    pupr = PerangkatDaerah.objects.get(kode="06")
    client.force_login(rina)
    url = f"{LIST}{asisten.pk}/"
    assert client.post(url, {"units": [dinkes.pk, pupr.pk], "revisi": 0}).status_code == 302
    ani = wearing(asisten.penugasan_set.get().pengguna)
    assert set(PerangkatDaerah.objects.visible_to(ani)) == {dinkes, pupr}
    assert client.post(url, {"units": [dinkes.pk], "revisi": 1}).status_code == 302
    assert set(PerangkatDaerah.objects.visible_to(ani)) == {dinkes}
    acts = [j.tindakan for j in Jejak.objects.order_by("nomor")]
    assert acts == ["koordinasi.update", "koordinasi.delete", "koordinasi.update"]


def test_two_people_tick_at_once_and_the_second_is_told(client, rina, asisten, dinkes):
    update_koordinasi(asisten, units=[dinkes], revisi=0, acting_user=rina)
    client.force_login(rina)
    answer = client.post(f"{LIST}{asisten.pk}/", {"units": [], "revisi": 0})
    assert answer.status_code == 409
    assert ticked(asisten) == {dinkes.pk}


def test_the_list_names_the_holder_the_number_and_what_nobody_coordinates(
    client, rina, asisten, dinkes
):
    client.force_login(rina)
    page = client.get(LIST).content.decode()
    assert "Asisten Pemerintahan" in page
    assert "Ani" in page
    assert "Dinas Kesehatan" in page
    update_koordinasi(asisten, units=[dinkes], revisi=0, acting_user=rina)
    assert "Dinas Kesehatan" not in client.get(LIST).content.decode()


def test_a_unit_that_another_asisten_has_is_shown_beside_the_boxes(client, rina, asisten, dinkes):
    second = make_jabatan(asisten.perangkat_daerah, nama="Asisten Administrasi")
    update_koordinasi(second, units=[dinkes], revisi=0, acting_user=rina)
    client.force_login(rina)
    page = client.get(f"{LIST}{asisten.pk}/").content.decode()
    assert "Dinas Kesehatan: Asisten Administrasi" in page


def test_without_an_asisten_the_page_says_what_to_do_first(client, rina):
    client.force_login(rina)
    assert "Belum ada jabatan asisten" in client.get(LIST).content.decode()


def test_the_list_asks_as_often_for_one_asisten_as_for_ten(client, rina, asisten, count_queries):
    client.force_login(rina)

    few = count_queries(LIST)
    for _ in range(10):
        person = make_pengguna(rina.instansi)
        jabatan = make_jabatan(asisten.perangkat_daerah)
        make_penugasan(person, Peran.ASISTEN, asisten.perangkat_daerah, jabatan=jabatan)
    assert count_queries(LIST) == few


def test_a_unit_of_another_agency_is_never_coordinated(client, rina, asisten, kota):
    foreign = make_perangkat_daerah(kota)
    with pytest.raises(ValidationError, match="instansi yang sama"):
        update_koordinasi(asisten, units=[foreign], revisi=0, acting_user=rina)
    client.force_login(rina)
    for unit in (foreign.pk, 0, "x", "9" * 19):
        answer = client.post(f"{LIST}{asisten.pk}/", {"units": [unit], "revisi": 0})
        assert "ringkasan-galat" in answer.content.decode()
    assert ticked(asisten) == set()


def test_others_may_not_and_another_agency_finds_nothing(client, sari, wati, asisten, dinkes):
    with pytest.raises(PermissionDenied, match="Hanya Admin atau Bagian Organisasi"):
        update_koordinasi(asisten, units=[dinkes], revisi=0, acting_user=sari)
    setda_operator = make_pengguna(
        asisten.instansi, Peran.OPERATOR_OPD, asisten.perangkat_daerah, username="operator.setda"
    )
    for person in (sari, setda_operator):
        client.force_login(person)
        assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}{asisten.pk}/").status_code == 403
    client.force_login(wati)
    for answer in (client.get(f"{LIST}{asisten.pk}/"), client.post(f"{LIST}{asisten.pk}/")):
        assert answer.status_code == 404


def test_the_pages_name_only_ones_own_agency_and_what_still_works(
    client, rina, asisten, dinkes, kota
):
    make_perangkat_daerah(dinkes.instansi, nama="Dinas Bubar", aktif_sampai=date(2025, 12, 31))
    theirs = make_perangkat_daerah(kota, nama="Dinas Seberang")
    position = make_jabatan(theirs, nama="Asisten Seberang")
    holder = make_pengguna(kota, nama="Orang Seberang")
    make_penugasan(holder, Peran.ASISTEN, theirs, jabatan=position)
    client.force_login(rina)
    for url in (LIST, f"{LIST}{asisten.pk}/"):
        page = client.get(url).content.decode()
        assert "Dinas Kesehatan" in page
        assert "Seberang" not in page
        assert "Dinas Bubar" not in page


def test_an_ended_unit_that_is_ticked_is_not_let_go_by_accident(client, rina, asisten, dinkes):
    update_koordinasi(asisten, units=[dinkes], revisi=0, acting_user=rina)
    PerangkatDaerah.objects.filter(pk=dinkes.pk).update(aktif_sampai=date(2025, 12, 31))
    client.force_login(rina)
    page = client.get(f"{LIST}{asisten.pk}/").content.decode()
    assert re.search(rf'value="{dinkes.pk}"[^>]*checked', page)
