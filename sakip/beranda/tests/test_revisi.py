"""Plans under revision in the list of what waits: for Budi who decides, for Sari who got one back."""

import pytest

from sakip.beranda.tugas import load_papan
from sakip.conftest import wearing
from sakip.organisasi.models import Peran
from sakip.perencanaan.actions import versi as life
from sakip.perencanaan.models import PeriodeRencana, Versi
from sakip.perencanaan.tests.pohon import make_pohon, open_draf, submit
from sakip.tests.builders import make_pengguna

pytestmark = pytest.mark.django_db


def titles(user):
    """What waits for this person himself, drafts he may go on with aside."""
    rows = [one for one in load_papan(user).tugas if one.pihak is None]
    return [one.judul for one in rows if not one.kunci.startswith("versi-lanjutkan")]


def test_a_draft_waits_for_bappeda_and_returned_for_its_writer(client, sari, kabupaten):
    budi = wearing(make_pengguna(kabupaten, Peran.BAPPEDA, nama="Budi"))
    draf = open_draf(make_pohon(sari), sari)
    assert titles(budi) == []
    submit(draf, sari)
    (tugas,) = load_papan(budi).tugas
    assert tugas.judul == "Putuskan revisi Renstra 2025–2029 Dinkes"
    assert tugas.keterangan == "Sari menunggu keputusan Anda. Penyesuaian RPJMD"
    client.force_login(budi)
    assert client.get(tugas.alamat).status_code == 200
    life.return_draf(draf, catatan="Belum terukur.", acting_user=budi)
    assert titles(budi) == ["Perbaiki revisi Renstra 2025–2029 Dinkes"]
    assert "Perbaiki revisi Renstra 2025–2029 Dinkes" in titles(sari)


def test_the_agencys_own_plan_waits_for_the_sekda_alone(rina, kabupaten, wati):
    sekda, budi = (wearing(make_pengguna(kabupaten, p)) for p in (Peran.SEKDA, Peran.BAPPEDA))
    for user in (rina, wati):
        rpjmd = PeriodeRencana(jenis="rpjmd", tahun_awal=2025, tahun_akhir=2029)
        life.create_dokumen(rpjmd, unit=None, acting_user=user)
    Versi.objects.filter(instansi=wati.instansi).update(catatan="Belum terukur.")
    assert titles(budi) == [], "nothing of another agency"
    Versi.objects.update(status="diajukan")
    assert titles(sekda) == ["Putuskan revisi RPJMD 2025–2029"]
    assert titles(budi) == []
    Versi.objects.update(status="draf", catatan="Belum terukur.")
    assert titles(budi) == ["Perbaiki revisi RPJMD 2025–2029"]


def test_a_draft_returned_in_another_office_does_not_wait_for_joko(sari, joko):
    draf = open_draf(make_pohon(sari), sari)
    Versi.objects.filter(pk=draf.pk).update(catatan="Belum terukur.")
    assert titles(joko) == []
