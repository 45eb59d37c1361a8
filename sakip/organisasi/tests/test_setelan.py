"""The door to what an agency sets up: counts that are true, and the way of one that starts."""

import re

from sakip.organisasi.actions.tahun import create_tahun
from sakip.organisasi.models import ImporBerkas, Peran, Pergantian
from sakip.tests.builders import (
    make_jabatan,
    make_pengguna,
    make_penugasan,
    make_perangkat_daerah,
)
from sakip.web.clock import now

URL = "/setelan/"


def read(client, user):
    client.force_login(user)
    text = re.sub(r"<[^>]+>", " ", client.get(URL).content.decode())
    return re.sub(r"\s+", " ", text)


def test_adi_reads_how_much_his_agency_has(client, adi, dinkes):
    make_jabatan(make_perangkat_daerah(dinkes.instansi, aktif_sampai="2021-12-31"))
    held, empty = make_jabatan(dinkes), make_jabatan(dinkes)
    make_penugasan(adi, Peran.PEGAWAI, dinkes, jabatan=held)
    make_penugasan(adi, Peran.PEGAWAI, dinkes, jabatan=empty, selesai="2021-12-31")
    page = read(client, adi)
    assert "1 aktif, 1 berakhir" in page
    assert "2 jabatan, 1 belum disebut di penugasan" in page
    assert "1 tahun dibuka, terbaru 2026" in page
    assert "2 berlaku hari ini" in page


def test_what_another_agency_has_is_not_counted(client, adi, wati, siti):
    before = read(client, adi)
    unit, old = make_perangkat_daerah(wati.instansi), make_perangkat_daerah(wati.instansi)
    make_penugasan(make_pengguna(wati.instansi), Peran.PEGAWAI, unit, jabatan=make_jabatan(unit))
    make_pengguna(wati.instansi, is_active=False)
    create_tahun(2031, acting_user=wati)
    Pergantian.objects.create(
        instansi=wati.instansi, asal=old, menjadi=unit, jenis="ganti_nama", tanggal="2026-01-01"
    )
    ImporBerkas.objects.create(
        instansi=wati.instansi, jenis="jabatan", pembuat=wati, dibuat_pada=now(), isi={}
    )
    assert read(client, adi) == before


def test_the_admin_of_a_new_agency_is_led_to_the_next_step(client, wati):
    wati.instansi.tahun_set.all().delete()
    page = read(client, wati)
    assert "Mulai dari sini 0 dari 6 langkah selesai." in page
    assert "Periksa profil" in page
    client.post("/setelan/tahun/", {"tahun": 2026})
    assert "1 dari 6 langkah selesai." in read(client, wati)


def test_only_the_next_step_has_the_main_button(client, wati):
    client.force_login(wati)
    page = client.get(URL).content.decode()
    main = re.findall(r'<a class="btn btn-primary" href="([^"]+)"', page)
    assert main == ["/setelan/instansi/"]


def test_the_steps_are_gone_when_all_are_done(client, adi, siti, dinkes):
    make_jabatan(dinkes)
    type(adi.instansi).objects.filter(pk=adi.instansi_id).update(revisi=1)
    assert "Mulai dari sini" not in read(client, adi)


def test_every_card_and_step_leads_somewhere(client, wati):
    client.force_login(wati)
    page = client.get(URL).content.decode()
    inside = page.split('id="isi"')[1].split("</main>")[0]
    links = set(re.findall(r'<a [^>]*href="(/[^"]*)"', inside))
    pages = (
        "instansi",
        "tahun",
        "pergantian",
        "jabatan",
        "pengguna",
        "penugasan",
        "impor",
        "jejak",
    )
    assert {f"/setelan/{page}/" for page in pages} <= links
    assert "/setelan/impor/jabatan/" in links
    for link in links:
        assert client.get(link).status_code == 200, link


def test_the_page_asks_as_often_for_a_small_agency_as_for_a_large_one(
    client, adi, dinkes, count_queries
):
    client.force_login(adi)
    small = count_queries(URL)
    for _ in range(8):
        unit = make_perangkat_daerah(dinkes.instansi)
        make_penugasan(
            make_pengguna(dinkes.instansi), Peran.PEGAWAI, unit, jabatan=make_jabatan(unit)
        )
    assert count_queries(URL) == small


def test_sari_is_told_who_may_open_it(client, sari):
    client.force_login(sari)
    answer = client.get(URL)
    assert answer.status_code == 403
    assert "Hanya Admin atau Bagian Organisasi" in answer.content.decode()
