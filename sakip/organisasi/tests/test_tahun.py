"""The years an agency works in."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.audit.models import Jejak
from sakip.organisasi.actions.tahun import create_tahun
from sakip.organisasi.models import TahunKerja

URL = "/setelan/tahun/"


@pytest.fixture(autouse=True)
def _today(settings):
    settings.HARI_INI = "2026-10-12"


def test_rina_opens_the_next_year_and_it_stands_in_every_menu(client, rina):
    client.force_login(rina)
    assert 'value="2027"' in client.get(URL).content.decode()
    assert client.post(URL, {"tahun": 2027}).status_code == 302
    row = TahunKerja.objects.get(tahun=2027)
    assert (row.instansi, str(row.dibuka_pada)) == (rina.instansi, "2026-10-12")
    assert Jejak.objects.get().tindakan == "tahun_kerja.create"
    assert (
        "/2027/tw4/perangkat-daerah/" in client.get("/2026/tw4/perangkat-daerah/").content.decode()
    )


def test_an_agency_that_starts_is_offered_this_year(client, rina):
    TahunKerja.objects.all().delete()
    client.force_login(rina)
    page = client.get(URL).content.decode()
    assert "Belum ada tahun yang dibuka." in page
    assert 'value="2026"' in page


@pytest.mark.parametrize(
    ("tahun", "why"),
    [
        ("2026", "Tahun ini sudah dibuka."),
        ("1999", "Tahun paling awal adalah 2000."),
        ("2101", "Tahun paling akhir adalah 2100."),
        ("dua ribu", "Tulis tahun dengan empat angka"),
        ("", "tidak boleh kosong"),
    ],
)
def test_a_year_that_cannot_be_opened_is_refused_in_words(client, rina, tahun, why):
    client.force_login(rina)
    answer = client.post(URL, {"tahun": tahun})
    assert answer.status_code == 200
    assert why in answer.content.decode()
    assert not Jejak.objects.exists()


def test_the_last_year_of_the_table_has_pages(client, rina):
    client.force_login(rina)
    client.post(URL, {"tahun": 2100})
    assert client.get(URL).status_code == 200
    assert client.get("/2100/tw1/perangkat-daerah/").status_code == 200


@pytest.mark.parametrize("tahun", [1999, 2026, 2101])
def test_a_command_gets_the_same_refusal(rina, tahun):
    with pytest.raises(ValidationError):
        create_tahun(tahun, acting_user=rina)
    assert TahunKerja.objects.visible_to(rina).count() == 1


def test_each_agency_opens_its_own_years(client, rina, wati):
    create_tahun(2027, acting_user=wati)
    client.force_login(rina)
    assert "2027" not in client.get("/2026/tw4/kalender/").content.decode().split("<main")[0]
    page = client.get(URL).content.decode()
    assert "2027</a>" not in page
    assert 'value="2027"' in page
    assert client.post(URL, {"tahun": 2027}).status_code == 302


def test_sari_reads_the_years_and_is_told_who_opens_them(client, sari):
    client.force_login(sari)
    assert "Hanya Admin atau Bagian Organisasi" in client.get(URL).content.decode()
    assert client.post(URL, {"tahun": 2027}).status_code == 403
    with pytest.raises(PermissionDenied):
        create_tahun(2027, acting_user=sari)
