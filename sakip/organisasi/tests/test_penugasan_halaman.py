"""Pages of assignments: the list, the form with and without scripts, one row and its end."""

from datetime import date, timedelta

import pytest

from sakip.organisasi.models import Penugasan, Peran
from sakip.tests.builders import (
    make_jabatan,
    make_pengguna,
    make_penugasan,
    make_perangkat_daerah,
)

LIST = "/setelan/penugasan/"
DESEMBER = date(2026, 12, 31)


@pytest.fixture
def budi(kabupaten):
    """Budi has an account and no role yet."""
    return make_pengguna(kabupaten, username="budi", nama="Budi")


@pytest.fixture
def kepala(dinkes):
    return make_jabatan(dinkes, nama="Kepala Dinas Kesehatan")


def test_the_list_tells_what_is_in_force_to_come_and_over(client, rina, budi, dinkes):
    today = rina.instansi.hari_ini
    day = timedelta(1)
    terms = {
        "Orang Lampau": {"selesai": today - day},
        "Orang Kini": {"selesai": today},
        "Orang Nanti": {"mulai": today + day},
        "Orang Dicabut": {"dicabut": True},
    }
    for name, fields in terms.items():
        make_penugasan(make_pengguna(rina.instansi, nama=name), Peran.PEGAWAI, dinkes, **fields)
    client.force_login(rina)

    def names(query):
        page = client.get(
            f"{LIST}?unit=05&{query}", headers={"HX-Request": "true"}
        ).content.decode()
        assert "<html" not in page
        return {name for name in terms if name in page}

    assert names("") == {"Orang Kini"}
    assert names("keadaan=mendatang") == {"Orang Nanti"}
    assert names("keadaan=berakhir") == {"Orang Lampau", "Orang Dicabut"}
    assert names("keadaan=semua&cari=lampau") == {"Orang Lampau"}
    assert names("keadaan=semua&peran=admin") == set()
    assert names("keadaan=%27%3B--&unit=zzz") == set()


def test_the_list_asks_as_often_for_one_row_as_for_thirty(client, rina, dinkes, count_queries):
    client.force_login(rina)
    few = count_queries(LIST)
    for _ in range(30):
        make_pengguna(rina.instansi, Peran.OPERATOR_OPD, dinkes)
    assert count_queries(LIST) == few


def test_the_form_offers_only_roles_one_may_give(client, rina, adi, budi):
    page = f"/setelan/pengguna/{budi.pk}/penugasan/"
    client.force_login(rina)
    assert 'value="evaluator"' not in client.get(page).content.decode()
    client.force_login(adi)
    assert 'value="evaluator"' in client.get(page).content.decode()


def test_choosing_a_unit_brings_its_positions_with_and_without_scripts(
    client, rina, budi, dinkes, kepala
):
    url = f"/setelan/pengguna/{budi.pk}/penugasan/"
    client.force_login(rina)
    assert kepala.nama not in client.get(url).content.decode()
    part = client.get(f"{url}?perangkat_daerah={dinkes.pk}", headers={"HX-Request": "true"})
    assert kepala.nama in part.content.decode()
    assert "<html" not in part.content.decode()
    typed = {
        "perangkat_daerah": dinkes.pk,
        "peran": "kepala_opd",
        "nomor_surat": "800/9",
        "muat": "ya",
    }
    page = client.post(url, typed).content.decode()
    assert kepala.nama in page
    assert "800/9" in page
    assert "ringkasan-galat" not in page
    assert not Penugasan.objects.filter(pengguna=budi).exists()


def test_rina_gives_budi_a_position_on_the_page(client, rina, budi, dinkes, kepala):
    url = f"/setelan/pengguna/{budi.pk}/penugasan/"
    typed = {
        "peran": "kepala_opd", "perangkat_daerah": dinkes.pk, "jabatan": kepala.pk, "jenis": "plt",
        "mulai": "2026-01-02", "selesai": "", "nomor_surat": "",
    }  # fmt: skip
    client.force_login(rina)
    assert "Isi nomor surat" in client.post(url, typed).content.decode()
    answer = client.post(url, typed | {"nomor_surat": "800/12/2026"})
    assert answer["Location"] == f"/setelan/pengguna/{budi.pk}/"
    row = Penugasan.objects.get(pengguna=budi)
    assert (row.jabatan, row.nomor_surat, row.mulai) == (kepala, "800/12/2026", date(2026, 1, 2))
    page = client.get(f"{LIST}{row.pk}/").content.decode()
    assert "Plt., 800/12/2026" in page
    answer = client.post(f"{LIST}{row.pk}/", {"selesai": "2026-12-31", "revisi": row.revisi})
    row.refresh_from_db()
    assert row.selesai == DESEMBER
    answer = client.post(f"{LIST}{row.pk}/", {"selesai": "2026-06-30", "revisi": row.revisi - 1})
    assert answer.status_code == 409


def test_a_position_of_another_unit_cannot_be_posted(client, rina, budi, dinkes, joko):
    other = make_jabatan(joko.caps and Penugasan.objects.get(pengguna=joko).perangkat_daerah)
    typed = {
        "peran": "pegawai", "perangkat_daerah": dinkes.pk, "jabatan": other.pk,
        "jenis": "definitif", "mulai": "2026-01-02",
    }  # fmt: skip
    client.force_login(rina)
    client.post(f"/setelan/pengguna/{budi.pk}/penugasan/", typed)
    assert not Penugasan.objects.filter(pengguna=budi).exists()


def test_an_assignment_of_another_agency_is_not_found(client, wati, sari):
    row = Penugasan.objects.get(pengguna=sari)
    client.force_login(wati)
    assert client.get(f"{LIST}{row.pk}/").status_code == 404
    for tail in ("", "cabut/"):
        answer = client.post(f"{LIST}{row.pk}/{tail}", {"selesai": "2026-01-01", "revisi": 0})
        assert answer.status_code == 404
    assert "Sari" not in client.get(LIST).content.decode()


def test_sari_opens_neither_the_list_nor_the_form(client, sari, siti):
    row = Penugasan.objects.get(pengguna=siti)
    client.force_login(sari)
    for url in (LIST, f"{LIST}{row.pk}/", f"/setelan/pengguna/{siti.pk}/penugasan/"):
        answer = client.get(url)
        assert answer.status_code == 403
        assert "Hanya Admin atau Bagian Organisasi" in answer.content.decode()


def test_the_pages_offer_nothing_of_another_agency(client, rina, budi, dinkes, kota):
    theirs = make_perangkat_daerah(kota, nama="Dinas Seberang", singkatan="Seberang")
    make_jabatan(theirs, nama="Kepala Seberang")
    client.force_login(rina)
    form = f"/setelan/pengguna/{budi.pk}/penugasan/"
    for url in (LIST, form, f"{form}?perangkat_daerah={theirs.pk}"):
        page = client.get(url).content.decode()
        assert "Dinas Kesehatan" in page
        assert "Seberang" not in page


def test_sari_may_not_end_her_heads_assignment(client, sari, siti):
    row = Penugasan.objects.get(pengguna=siti)
    client.force_login(sari)
    answer = client.post(f"{LIST}{row.pk}/cabut/", {"revisi": row.revisi})
    assert answer.status_code == 403
    row.refresh_from_db()
    assert not row.dicabut
