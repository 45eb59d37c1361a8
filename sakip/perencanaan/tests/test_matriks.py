"""Bappeda looks which national priorities the plan serves, and where it serves none."""

import pytest

from sakip.perencanaan.matriks import load_matriks
from sakip.perencanaan.models import IsiSimpul
from sakip.perencanaan.suntingan import UbahSimpul
from sakip.perencanaan.tests.pohon import edit, make_pohon, open_draf, pk_of, seen

KESEHATAN, DESA = "pn_4_kesehatan_dan_pendidikan", "pn_6_desa_dan_pengentasan_kemiskinan"

pytestmark = pytest.mark.django_db


@pytest.fixture
def draf(sari):
    draf = open_draf(make_pohon(sari), sari)
    step = UbahSimpul(pk_of("S1"), seen(draf, "S1"), {"tanda": [KESEHATAN, DESA, "mudah"]})
    edit(draf, step, sari)
    return draf


def test_both_gaps_are_listed(draf):
    matriks = load_matriks(draf)
    assert [row.simpul.kode for row in matriks.sasaran] == ["S1", "S2"]
    assert [row.simpul.kode for row in matriks.tanpa_prioritas] == ["S2"]
    assert [one.nama[:4] for one in matriks.tanpa_sasaran] == [
        "PN 1", "PN 2", "PN 3", "PN 5", "PN 7", "PN 8",
    ]  # fmt: skip
    assert "mudah" not in {one.kunci for one in matriks.prioritas}


def test_the_page_shows_them_and_leads_to_the_node(client, sari, draf):
    client.force_login(sari)
    page = client.get(f"/perencanaan/versi/{draf.pk}/matriks/").content.decode()
    for text in ("1 sasaran belum mendukung", "6 prioritas belum didukung", "PN 4 Kesehatan"):
        assert text in page
    assert f"/perencanaan/versi/{draf.pk}/simpul/{pk_of('S2')}/" in page


def test_the_version_in_force_is_read_and_not_written(client, sari, draf):
    old = draf.periode.versi_set.get(status="berlaku")
    client.force_login(sari)
    page = client.get(f"/perencanaan/versi/{old.pk}/matriks/").content.decode()
    assert "2 sasaran belum mendukung" in page
    assert f"?simpul={pk_of('S1')}#simpul-" in page


def test_a_plan_without_gaps_says_so_and_one_without_sasaran_too(client, sari, draf):
    client.force_login(sari)
    every = [one.kunci for one in load_matriks(draf).prioritas]
    IsiSimpul.objects.di_versi(draf).filter(jenjang="sasaran").update(tanda=every)
    page = client.get(f"/perencanaan/versi/{draf.pk}/matriks/").content.decode()
    assert "Tidak ada celah" in page
    IsiSimpul.objects.di_versi(draf).update(jenjang="program")
    page = client.get(f"/perencanaan/versi/{draf.pk}/matriks/").content.decode()
    assert "belum punya sasaran" in page
