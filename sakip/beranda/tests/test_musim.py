"""The home through a season: each finds the sheet at his stage, and what others wait for him to decide."""

import pytest

from sakip.beranda.tugas import load_papan
from sakip.conftest import wearing
from sakip.evaluasi.actions.koreksi import create_koreksi
from sakip.evaluasi.actions.penilaian import publish_penilaian
from sakip.evaluasi.actions.tahap import create_tanggapan, return_tanggapan, submit_tahap
from sakip.organisasi.models import Peran
from sakip.tests.builders import make_pengguna
from sakip.tests.evaluasi import make_penilaian
from sakip.tests.musim import BERJENJANG, declare, grade, make_surat, put_at
from sakip.web.clock import database_now

pytestmark = pytest.mark.django_db
TEMPAT = {
    "ketua": Peran.EVALUATOR,
    "pengendali_teknis": Peran.EVALUATOR,
    "pengendali_mutu": Peran.PENJAMIN_MUTU,
    "penanggung_jawab": Peran.PENJAMIN_MUTU,
}


@pytest.fixture
def tim(kabupaten):
    return {
        tempat: wearing(make_pengguna(kabupaten, peran, username=tempat))
        for tempat, peran in TEMPAT.items()
    }


@pytest.fixture
def sheet(rina, dinkes, tim):
    row = make_penilaian(rina, dinkes, tahapan=BERJENJANG)
    make_surat(row, tim=[(user, tempat) for tempat, user in tim.items()], acting_user=tim["ketua"])
    declare(row, *tim.values())
    return put_at(row, "ketua")


def keys(user):
    """What waits for him, of evaluations."""
    lines = load_papan(user).tugas
    kinds = ("nilai", "tanggapan", "jawab-tanggapan", "koreksi")
    return [one.kunci for one in lines if one.kunci.split("/")[0] in kinds]


def test_each_finds_the_sheet_when_it_lies_with_him(sheet, tim, sari, siti):
    here = [f"nilai/{sheet.pk}"]
    assert [keys(user) for user in tim.values()] == [here, [], [], []]
    put_at(sheet, "pengendali_teknis")
    assert [keys(user) for user in tim.values()] == [[], here, [], []]
    assert keys(siti) == keys(sari) == []
    put_at(sheet, "tanggapan")
    assert [keys(user) for user in tim.values()] == [[], [], [], []]
    assert keys(siti) == keys(sari) == [f"tanggapan/{sheet.pk}"]


def test_an_objection_waits_for_the_leader_and_a_correction_for_who_releases(
    sheet, tim, sari, siti
):
    ketua, _, mutu, inspektur = tim.values()
    grade(sheet, ketua)
    put_at(sheet, "tanggapan")
    row = create_tanggapan(sheet, subkomponen="1.b", uraian="Lebih baik.", acting_user=sari)
    assert [keys(user) for user in tim.values()] == [[f"jawab-tanggapan/{row.pk}"], [], [], []]
    return_tanggapan(row, jawaban="Tidak.", acting_user=ketua)
    submit_tahap(sheet, tahap="tanggapan", acting_user=siti)
    assert [keys(user) for user in tim.values()] == [[], [], [], [f"nilai/{sheet.pk}"]]
    publish_penilaian(sheet, acting_user=inspektur)
    koreksi = create_koreksi(sheet, {"1.b": "B"}, alasan="Salah salin.", acting_user=mutu)
    assert [keys(user) for user in tim.values()] == [[], [], [], [f"koreksi/{koreksi.pk}"]]
    assert keys(siti) == []
    assert keys(wearing(make_pengguna(sheet.instansi, Peran.PENJAMIN_MUTU))) == []


def test_in_two_stages_every_quality_guard_decides_a_correction_of_another(
    rina, dinkes, eko, kabupaten
):
    sheet = make_penilaian(rina, dinkes, anggota=[eko])
    sheet.hasil_set.create(instansi=kabupaten, tahap="evaluator", total=1, predikat="E", hash="x")
    koreksi = sheet.koreksi_set.create(
        instansi=kabupaten, hasil=sheet.hasil_set.get(), alasan="Salah.", pengusul=eko,
        diusulkan_pada=database_now(),
    )  # fmt: skip
    guard = wearing(make_pengguna(kabupaten, Peran.PENJAMIN_MUTU))
    assert keys(guard) == [f"koreksi/{koreksi.pk}"]
    assert keys(eko) == []
    sheet.koreksi_set.update(pengusul=guard)
    assert keys(guard) == [], "his own is decided by another"
