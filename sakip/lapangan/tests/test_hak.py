"""Who goes and looks, and who reads what Eko saw before the result is out."""

import pytest
from django.core.exceptions import PermissionDenied

from sakip.berkas.models import Berkas
from sakip.berkas.permissions import can_create_berkas
from sakip.conftest import wearing
from sakip.evaluasi.models import Penilaian
from sakip.lapangan.actions import create_naskah
from sakip.lapangan.naskah import store_naskah
from sakip.lapangan.permissions import can_create_catatan
from sakip.lapangan.tests.catatan import catat, lihat, simpan, touched
from sakip.organisasi.caps import wear_cap
from sakip.organisasi.models import Keterlibatan, Peran
from sakip.tests.builders import make_pengguna, make_penugasan, make_perangkat_daerah
from sakip.tests.evaluasi import answer, make_penilaian, said_no
from sakip.tests.musim import BERJENJANG, declare, make_surat, put_at, tie

pytestmark = pytest.mark.django_db


def test_eko_goes_for_his_team_and_nobody_outside_it(eko, budi, rina, joko, dinkes, penilaian):
    assert can_create_catatan(eko, dinkes)
    assert said_no(can_create_catatan(budi, dinkes), "bukan anggota tim")
    assert said_no(can_create_catatan(rina, dinkes), "tim penilai dan petugas")
    assert said_no(can_create_catatan(joko, dinkes), "di luar lingkup")
    for other in (budi, rina, joko):
        with pytest.raises(PermissionDenied):
            catat(other, dinkes)
    Penilaian.objects.update(
        status="selesai", selesai_oleh=eko, selesai_pada="2026-11-22T00:00:00Z"
    )
    assert said_no(can_create_catatan(eko, dinkes), "bukan anggota tim")


@pytest.mark.parametrize("jenis", [Keterlibatan.Jenis.BEKERJA, Keterlibatan.Jenis.MENYUSUN])
def test_a_tie_to_the_office_keeps_eko_away(eko, dinkes, penilaian, jenis):
    tie(eko, dinkes, jenis)
    assert said_no(can_create_catatan(eko, dinkes), "Anda ")
    with pytest.raises(PermissionDenied):
        catat(eko, dinkes)


def test_who_filled_in_the_own_answers_does_not_check_them(eko, dinkes, penilaian):
    once = make_penugasan(eko, Peran.OPERATOR_OPD, dinkes)
    wear_cap(eko, dinkes.instansi.hari_ini, chosen=once.pk)
    answer(penilaian, "mandiri", "1.b", acting_user=eko, status={"1.b.3": "terpenuhi"})
    wearing(eko)
    assert said_no(can_create_catatan(eko, dinkes), "ikut mengisi")


def test_in_a_season_the_letter_and_the_declaration_come_first(rina, eko, budi, dinkes):
    sheet = make_penilaian(rina, dinkes, tahapan=BERJENJANG)
    assert said_no(can_create_catatan(eko, dinkes), "bukan anggota tim")
    make_surat(sheet, tim=[(eko, "anggota"), (budi, "pengendali_teknis")], acting_user=eko)
    assert said_no(can_create_catatan(eko, dinkes), "Nyatakan dahulu")
    declare(sheet, eko, budi)
    assert can_create_catatan(eko, dinkes)
    assert can_create_catatan(budi, dinkes)
    tie(budi, dinkes, Keterlibatan.Jenis.MELATIH)
    assert said_no(can_create_catatan(budi, dinkes), "mendampingi")


def test_the_office_reads_what_eko_saw_when_it_is_asked_to_object(
    client, rina, eko, budi, sari, siti, joko, dinkes
):
    sheet = make_penilaian(rina, dinkes, tahapan=BERJENJANG)
    make_surat(sheet, tim=[(eko, "anggota"), (budi, "ketua")], acting_user=eko)
    declare(sheet, eko)
    row = catat(eko, dinkes, isi=[simpan()])
    photo = row.lampiran_set.get().berkas
    read = f"/berkas/{photo.pk}/lihat/"

    def seen_by(user):
        found = {lihat(client, user, row).status_code, client.get(read).status_code}
        return found == {200}

    for tahap, readers in (
        ("ketua", {eko, budi}),
        ("tanggapan", {eko, budi, sari, siti}),
        ("inspektur", {eko, budi, sari, siti}),
    ):
        put_at(sheet, tahap)
        assert {u for u in (eko, budi, sari, siti, rina, joko) if seen_by(u)} == readers, tahap
    Penilaian.objects.update(
        status="selesai", selesai_oleh=budi, selesai_pada="2026-11-22T00:00:00Z"
    )
    assert {u for u in (eko, sari, rina, joko) if seen_by(u)} == {eko, sari, rina}


def test_the_office_above_is_not_asked_to_object_and_reads_nothing_yet(
    client, rina, eko, budi, sari, dinkes
):
    upt = make_perangkat_daerah(dinkes.instansi, kode="05.1", nama="UPTD Gizi", induk=dinkes)
    tini = wearing(make_pengguna(dinkes.instansi, Peran.OPERATOR_OPD, upt, username="tini"))
    sheet = make_penilaian(rina, upt, tahapan=BERJENJANG)
    make_surat(sheet, tim=[(eko, "anggota"), (budi, "ketua")], acting_user=eko)
    declare(sheet, eko)
    row = catat(eko, upt)
    put_at(sheet, "tanggapan")
    assert [lihat(client, user, row).status_code for user in (tini, sari)] == [200, 404]


def test_what_eko_took_lies_in_no_cabinet(client, eko, sari, dinkes, penilaian):
    row = catat(eko, dinkes, isi=[simpan("rahasia.png")])
    photo = row.lampiran_set.get().berkas
    assert photo.perangkat_daerah is None
    assert not Berkas.objects.for_unit(dinkes).exists()
    assert not Berkas.objects.visible_to(eko).current().exists()
    for user in (sari, eko):
        client.force_login(user)
        assert "rahasia.png" not in client.get("/2026/tw4/opd/05/berkas/").content.decode()
    page = client.get(f"/berkas/{photo.pk}/lihat/").content.decode()
    assert "rahasia.png" in page
    assert "Ubah keterangan" not in page
    assert not touched(dinkes)


def test_evaluators_and_offices_have_as_much_room_as_a_cabinet(
    eko, sari, dinkes, penilaian, settings
):
    isi = simpan()
    settings.BERKAS_KUOTA_BITA = isi.ukuran + 1
    catat(eko, dinkes, isi=[isi])
    assert can_create_berkas(sari, dinkes, isi.ukuran)
    assert said_no(can_create_catatan(eko, dinkes, 2), "Foto catatan lapangan")
    catat(sari, dinkes, isi=[isi])
    assert said_no(can_create_catatan(sari, dinkes, 2), "Ruang berkas")


def test_a_paper_that_eko_may_not_put_there_is_not_even_stored(client, sari, eko, dinkes, tmp_path):
    row = catat(sari, dinkes)
    assert lihat(client, eko, row).status_code == 200
    assert client.post(f"/lapangan/{row.pk}/lemari/").status_code == 403
    assert not [*(tmp_path / "berkas").rglob("*")]


def test_a_record_goes_into_the_cabinet_once_by_who_may_change_it(sari, eko, dinkes):
    row = catat(sari, dinkes)
    paper = store_naskah(row, sari)
    with pytest.raises(PermissionDenied):
        create_naskah(row, paper, acting_user=eko)
    berkas = create_naskah(row, paper, acting_user=sari)
    assert berkas.lemari == dinkes
    with pytest.raises(PermissionDenied, match="sudah ada di lemari"):
        create_naskah(row, paper, acting_user=sari)
