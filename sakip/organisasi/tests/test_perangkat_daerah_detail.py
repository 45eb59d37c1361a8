"""One unit: what it is, who works there today, what hangs below, what it came from."""

from datetime import date

import pytest

from sakip.organisasi.actions.perangkat_daerah import update_perangkat_daerah
from sakip.organisasi.models import JenisPenugasan, Peran, PerangkatDaerah, Pergantian
from sakip.tests.builders import (
    make_jabatan,
    make_pengguna,
    make_penugasan,
    make_perangkat_daerah,
)

URL = "/2026/tw4/opd/05/"


def pergantian(asal, menjadi, jenis="ganti_nama", tanggal=date(2024, 1, 1)):
    return Pergantian.objects.create(
        instansi=asal.instansi, asal=asal, menjadi=menjadi, jenis=jenis, tanggal=tanggal,
        dasar="Perda 3/2023",
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _today(settings):
    settings.HARI_INI = "2026-10-12"


def test_sari_reads_who_holds_what_in_her_office_today(client, sari, dinkes):
    kepala = make_jabatan(dinkes, nama="Kepala Dinas Kesehatan")
    make_jabatan(dinkes, nama="Sekretaris Dinas")
    make_penugasan(make_pengguna(dinkes.instansi, nama="Budi Lama"), Peran.KEPALA_OPD, dinkes,
                   jabatan=kepala, selesai=date(2025, 12, 31))  # fmt: skip
    make_penugasan(make_pengguna(dinkes.instansi, nama="Siti Kini"), Peran.KEPALA_OPD, dinkes,
                   jabatan=kepala, jenis=JenisPenugasan.PLT, nomor_surat="1/2026",
                   mulai=date(2026, 1, 1))  # fmt: skip
    make_penugasan(make_pengguna(dinkes.instansi, nama="Operator Lama"), Peran.OPERATOR_OPD,
                   dinkes, selesai=date(2025, 12, 31))  # fmt: skip
    client.force_login(sari)
    page = client.get(URL).content.decode()
    assert "Plt. Siti Kini" in page
    assert "Operator Lama" not in page
    assert "Budi Lama" not in page
    assert "Belum ada" in page
    assert "Operator perangkat daerah" in page


def test_a_position_that_no_assignment_names_shows_who_has_the_role(client, sari, dinkes):
    make_jabatan(dinkes, nama="Kepala Dinas Kesehatan")
    make_penugasan(make_pengguna(dinkes.instansi, nama="Budi Kini"), Peran.KEPALA_OPD, dinkes)
    make_penugasan(make_pengguna(dinkes.instansi, nama="Ani Lain"), Peran.OPERATOR_OPD, dinkes)
    client.force_login(sari)
    for url in (URL, "/setelan/jabatan/"):
        page = " ".join(client.get(url).content.decode().split())
        assert 'Budi Kini</span> <span class="baris-bawah">menurut perannya' in page
        assert 'Ani Lain</span> <span class="baris-bawah">menurut' not in page


def test_joko_finds_nothing_of_another_office_and_wati_nothing_at_all(client, joko, wati, dinkes):
    for person in (joko, wati):
        client.force_login(person)
        assert client.get(URL).status_code == 404


def test_the_units_below_are_linked(client, sari, dinkes):
    make_perangkat_daerah(dinkes.instansi, kode="37", nama="RSUD Contoh", induk=dinkes)
    make_perangkat_daerah(dinkes.instansi, nama="UPT Lama", induk=dinkes,
                          aktif_sampai=date(2025, 12, 31))  # fmt: skip
    client.force_login(sari)
    page = client.get(URL).content.decode()
    assert '<a href="/2026/tw4/opd/37/">RSUD Contoh</a>' in page
    assert "UPT Lama" not in page
    assert "UPT Lama" in client.get("/2025/tw4/opd/05/").content.decode()
    assert client.get("/2026/tw4/opd/37/").status_code == 200


def test_the_name_of_then_is_found_from_the_name_of_now(client, rina, sari, dinkes):
    old = make_perangkat_daerah(
        dinkes.instansi, kode="05-231231", nama="Dinas Sehat", aktif_sampai=date(2023, 12, 31)
    )
    PerangkatDaerah.objects.filter(pk=dinkes.pk).update(aktif_sejak=date(2024, 1, 1))
    pergantian(old, dinkes)
    client.force_login(rina)
    page = client.get("/2023/tw2/opd/05/").content.decode()
    assert "Belum aktif pada 30 Juni 2023." in page
    assert '<a href="/2023/tw2/opd/05-231231/">Dinas Sehat</a>' in page
    assert "1 Januari 2024 · Perda 3/2023" in page
    # Sari belongs to the new unit only: she reads the old name, and has no link that would fail.
    client.force_login(sari)
    page = client.get("/2023/tw2/opd/05/").content.decode()
    assert "Dinas Sehat" in page
    assert "05-231231" not in page


def test_the_chain_runs_both_ways_and_not_to_the_sisters(kabupaten):
    a, b, c, d, e = (make_perangkat_daerah(kabupaten) for _ in range(5))
    pergantian(a, c, "gabung")
    pergantian(b, c, "gabung")
    pergantian(c, d, "pecah", date(2025, 1, 1))
    pergantian(c, e, "pecah", date(2025, 1, 1))
    assert set(c.chain()) == {a, b, c, d, e}
    assert set(d.chain()) == {a, b, c, d}
    assert set(a.chain()) == {a, c, d, e}


def test_the_newest_acts_are_for_those_who_may_read_the_trail(client, rina, siti, dinkes):
    update_perangkat_daerah(dinkes, revisi=0, acting_user=rina, singkatan="Dinkes RI")
    client.force_login(rina)
    assert "Perubahan terbaru" in client.get(URL).content.decode()
    client.force_login(siti)
    assert "Perubahan terbaru" not in client.get(URL).content.decode()


def test_rina_is_offered_the_change_and_sari_is_not(client, rina, sari, dinkes):
    button = f'href="/setelan/perangkat-daerah/{dinkes.pk}/"'
    client.force_login(rina)
    assert button in client.get(URL).content.decode()
    client.force_login(sari)
    assert button not in client.get(URL).content.decode()


def test_the_page_asks_as_often_for_a_small_office_as_for_a_large_one(
    client, rina, sari, siti, dinkes, count_queries
):
    make_penugasan(siti, Peran.PEGAWAI, dinkes, jabatan=make_jabatan(dinkes))
    make_perangkat_daerah(dinkes.instansi, induk=dinkes)
    old = make_perangkat_daerah(dinkes.instansi, aktif_sampai=date(2023, 12, 31))
    pergantian(old, dinkes)
    update_perangkat_daerah(dinkes, revisi=0, acting_user=rina, singkatan="A")
    client.force_login(rina)
    few = count_queries(URL)
    for n in range(8):
        update_perangkat_daerah(dinkes, revisi=n + 1, acting_user=rina, singkatan=f"B{n}")
        make_perangkat_daerah(dinkes.instansi, induk=dinkes)
        person = make_pengguna(dinkes.instansi, Peran.PEGAWAI, dinkes)
        make_penugasan(person, Peran.PEGAWAI, dinkes, jabatan=make_jabatan(dinkes))
        before = make_perangkat_daerah(dinkes.instansi, aktif_sampai=date(2022, 12, 31))
        pergantian(before, old, "gabung", date(2023, 1, 1))
    assert count_queries(URL) == few
