"""Siti lets a person of her office decide on her behalf: by letter, until a day, taken back at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.conftest import wearing
from sakip.organisasi.actions.pelimpahan import create_pelimpahan, revoke_pelimpahan
from sakip.organisasi.caps import load_caps
from sakip.organisasi.models import JenisPenugasan, Keterlibatan, Penugasan, Peran
from sakip.tests.builders import make_pengguna, make_penugasan

KARTU = "/pelimpahan/"


@pytest.fixture
def wira(dinkes):
    return make_pengguna(dinkes.instansi, Peran.PEGAWAI, dinkes, username="wira", nama="Wira")


def given(siti, wira, **lain):
    today = siti.instansi.hari_ini
    term = {"nomor_surat": "800/12/2026", "mulai": today, "selesai": today + timedelta(days=6)}
    return create_pelimpahan(wira, acting_user=siti, **term | lain)


def caps_on(user, on):
    return [cap.sebutan for cap in load_caps(user, on)]


def test_siti_gives_it_from_her_phone_and_takes_it_back_at_once(client, siti, wira, dinkes):
    today = siti.instansi.hari_ini
    client.force_login(siti)
    sent = {"pengguna": wira.pk, "nomor_surat": "800/12/2026", "mulai": f"{today}"}
    client.post(KARTU, sent | {"selesai": f"{today + timedelta(days=6)}"})
    row = Penugasan.objects.get(jenis="atas_nama")
    assert (row.pengguna, row.peran, row.perangkat_daerah) == (wira, "kepala_opd", dinkes)
    assert Keterlibatan.objects.get(penugasan=row).selesai == row.selesai
    assert "a.n. Kepala perangkat daerah Dinkes" in caps_on(wira, today)
    assert "800/12/2026" in client.get(KARTU).content.decode()
    client.post(f"/pelimpahan/{row.pk}/cabut/")
    assert caps_on(wira, today) == ["Pegawai Dinkes"]
    acts = Jejak.objects.filter(tindakan__startswith="pelimpahan").order_by("nomor")
    assert [act.tindakan for act in acts] == ["pelimpahan.create", "pelimpahan.revoke"]
    assert not [f for f in check_chain(dinkes.instansi_id) if f.tabel == "organisasi.keterlibatan"]


def test_siti_reads_what_her_office_passed_on_and_chooses_among_those_who_work_there_today(
    client, siti, wira, joko, dinkes
):
    unit = joko.penugasan_set.get().perangkat_daerah
    make_penugasan(joko, Peran.KEPALA_OPD, unit, jenis="atas_nama", nomor_surat="800/99/PUPR")
    gone = make_pengguna(dinkes.instansi, Peran.PEGAWAI, dinkes, nama="Gita")
    gone.penugasan_set.update(selesai=siti.instansi.hari_ini - timedelta(days=1))
    given(siti, wira)
    client.force_login(siti)
    page = client.get(KARTU).content.decode()
    assert "800/12/2026" in page
    assert "800/99/PUPR" not in page
    offered = page.split('name="pengguna"')[1]
    assert [name in offered for name in ("Wira", "Gita", "Siti", "Joko")] == [True, *[False] * 3]
    with pytest.raises(PermissionDenied, match="pegawai perangkat daerah Anda"):
        given(siti, gone)


def test_the_right_ends_with_its_last_day(siti, wira):
    row = given(siti, wira)
    assert len(caps_on(wira, row.selesai)) == 2
    assert caps_on(wira, row.selesai + timedelta(days=1)) == ["Pegawai Dinkes"]


@pytest.mark.parametrize(
    ("mulai", "selesai", "field"),
    [(-1, 5, "mulai"), (0, 90, "selesai"), (3, 2, "selesai")],
)
def test_it_neither_begins_in_the_past_nor_lasts_longer_than_the_policy(
    siti, wira, mulai, selesai, field
):
    today = siti.instansi.hari_ini
    days = {"mulai": today + timedelta(days=mulai), "selesai": today + timedelta(days=selesai)}
    with pytest.raises(ValidationError) as caught:
        given(siti, wira, **days)
    assert field in str(caught.value.error_dict)
    assert not Penugasan.objects.filter(jenis="atas_nama").exists()


def test_without_a_letter_nothing_is_passed_on(client, siti, wira):
    today = f"{siti.instansi.hari_ini}"
    client.force_login(siti)
    answer = client.post(
        KARTU, {"pengguna": wira.pk, "nomor_surat": "", "mulai": today, "selesai": today}
    )
    assert "Nomor surat" in answer.content.decode()
    assert not Penugasan.objects.filter(jenis="atas_nama").exists()


def test_what_was_passed_on_is_not_passed_further(siti, wira, dinkes):
    row = given(siti, wira)
    wira.penugasan_set.exclude(pk=row.pk).update(dicabut=True)
    other = make_pengguna(dinkes.instansi, Peran.PEGAWAI, dinkes)
    with pytest.raises(PermissionDenied, match="tidak diteruskan"):
        given(wearing(wira), other)
    with pytest.raises(PermissionDenied, match="tidak diteruskan"):
        revoke_pelimpahan(row, acting_user=wearing(wira))


def test_only_to_another_person_of_the_office(siti, joko, sari):
    for person, why in ((siti, "pilih pegawai lain"), (joko, "pegawai perangkat daerah Anda")):
        with pytest.raises(PermissionDenied, match=why):
            given(siti, person)
    with pytest.raises(PermissionDenied, match="oleh kepala"):
        given(sari, sari)


def test_siti_ends_only_delegations_of_her_own_office(siti, wira, joko, dinkes):
    unit = joko.penugasan_set.get().perangkat_daerah
    letter = {"jenis": JenisPenugasan.ATAS_NAMA, "nomor_surat": "800/1"}
    foreign = make_penugasan(joko, Peran.KEPALA_OPD, unit, **letter)
    plh = make_penugasan(wira, Peran.KEPALA_OPD, dinkes, jenis="plh", nomor_surat="821/1")
    for row in (foreign, plh):
        with pytest.raises(PermissionDenied, match="di perangkat daerah Anda"):
            revoke_pelimpahan(row, acting_user=siti)
    row = given(siti, make_pengguna(dinkes.instansi, Peran.PEGAWAI, dinkes))
    revoke_pelimpahan(row, acting_user=siti)
    with pytest.raises(PermissionDenied, match="sudah berakhir"):
        revoke_pelimpahan(row, acting_user=siti)


def test_a_delegate_is_no_head_of_the_office(siti, wira, dinkes):
    given(siti, wira)
    rows = Penugasan.objects.in_force(dinkes.instansi.hari_ini).heading()
    assert [row.pengguna for row in rows.filter(perangkat_daerah=dinkes)] == [siti]
