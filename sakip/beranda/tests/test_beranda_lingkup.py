"""What waits for a person is of his own unit and agency, whatever else lies in the same database."""

from dataclasses import replace

import pytest

from sakip.beranda.pantau import load_setrip
from sakip.beranda.tugas import ATURAN, load_papan
from sakip.conftest import wearing
from sakip.evaluasi.models import Penilaian, TimPenilai
from sakip.organisasi.models import Koordinasi, Peran, PerangkatDaerah, TahunKerja
from sakip.organisasi.models.penugasan import PERAN_OPD
from sakip.tests.builders import make_jabatan, make_pengguna, make_penugasan, make_perangkat_daerah
from sakip.tests.evaluasi import make_penilaian, start_scoring
from sakip.tests.rencana import make_indikator, make_target, open_masa


def open_quarter(manager, *units):
    for unit in units:
        make_target(make_indikator(unit), "1", "2", "3", "4")
    open_masa(manager)


def test_sari_is_told_of_her_office_and_not_of_the_clinic_below_it(rina, dinkes, sari):
    clinic = make_perangkat_daerah(dinkes.instansi, nama="Puskesmas Satu", induk=dinkes)
    open_quarter(rina, dinkes, clinic)
    assert len(load_papan(sari).tugas) == 1


def test_rina_counts_the_units_of_her_own_agency(rina, wati, dinkes, settings):
    settings.HARI_INI = "2026-11-20"
    open_quarter(rina, dinkes)
    open_quarter(wati, make_perangkat_daerah(wati.instansi), make_perangkat_daerah(wati.instansi))
    assert [t.keterangan for t in load_papan(rina).tugas] == [
        "0 dari 1 perangkat daerah sudah mengajukan."
    ]


def test_a_quarter_that_another_agency_opened_is_not_open_here(rina, wati, dinkes, settings):
    settings.HARI_INI = "2026-11-20"
    open_quarter(wati, make_perangkat_daerah(wati.instansi))
    assert load_setrip(rina) is None
    assert [t.judul for t in load_papan(rina).tugas] == ["Buka masa pengukuran triwulan ini"]


def test_an_assistant_counts_the_units_he_coordinates(rina, dinkes, settings):
    settings.HARI_INI = "2026-11-20"
    open_quarter(rina, dinkes, make_perangkat_daerah(dinkes.instansi))
    jabatan = make_jabatan(dinkes)
    Koordinasi.objects.create(instansi=dinkes.instansi, jabatan=jabatan, perangkat_daerah=dinkes)
    person = make_pengguna(dinkes.instansi)
    make_penugasan(person, Peran.ASISTEN, jabatan=jabatan)
    assert load_setrip(wearing(person)).semua == 1


def test_another_agency_that_is_set_up_does_not_set_up_ours(adi, wati):
    make_perangkat_daerah(wati.instansi)
    assert not PerangkatDaerah.objects.visible_to(adi).exists()
    assert load_papan(adi).tugas[0].judul == "Siapkan instansi Anda"


def test_a_year_that_another_agency_opened_is_none_of_ours(adi, wati, dinkes):
    assert TahunKerja.objects.filter(instansi=wati.instansi).exists()
    TahunKerja.objects.filter(instansi=adi.instansi).delete()
    assert load_papan(adi).tugas[0].judul == "Siapkan instansi Anda"


def test_eko_is_asked_to_grade_the_sheets_of_his_own_teams(rina, eko, dinkes):
    start_scoring(make_penilaian(rina, dinkes, anggota=[eko]))
    other = make_perangkat_daerah(dinkes.instansi, nama="Dinas Sosial")
    start_scoring(make_penilaian(rina, other))
    assert [t.judul for t in load_papan(eko).tugas] == ["Nilai LKE Dinas Kesehatan"]


def test_sari_fills_the_self_assessment_of_her_office_and_not_of_the_clinic_below_it(
    rina, dinkes, sari
):
    make_penilaian(rina, dinkes)
    make_penilaian(rina, make_perangkat_daerah(dinkes.instansi, induk=dinkes))
    [tugas] = load_papan(sari).tugas
    assert tugas.judul == "Isi penilaian mandiri 2026"
    assert f"/opd/{dinkes.kode}/lke/" in tugas.alamat


# --- rows that lead across agencies, which no page can make -----------------------------------------


@pytest.fixture
def theirs(wati):
    """A unit of another agency, with an open quarter and a sheet that waits for its own people."""
    unit = make_perangkat_daerah(wati.instansi)
    open_quarter(wati, unit)
    manager = wearing(make_pengguna(wati.instansi, Peran.BAGOR))
    make_penilaian(manager, unit)
    return unit


def test_a_cap_that_names_a_unit_of_another_agency_brings_none_of_its_work(sari, theirs):
    sari.cap = replace(sari.cap, perangkat_daerah_id=theirs.pk)
    assert load_papan(sari).tugas == []


def test_a_team_of_another_agency_brings_eko_no_sheet(eko, theirs):
    sheet = start_scoring(Penilaian.objects.get())
    TimPenilai.objects.create(instansi=sheet.instansi, penilaian=sheet, pengguna=eko)
    assert load_papan(eko).tugas == []


@pytest.mark.parametrize("peran", sorted(ATURAN))
def test_every_rule_of_every_role_asks_for_the_persons_own_agency(dinkes, peran):
    user = make_pengguna(dinkes.instansi, peran, dinkes if peran in PERAN_OPD else None)
    own = f'"instansi_id" = {wearing(user).instansi_id}'
    asked = [(rule, one) for rule in ATURAN[peran] for one in rule(user)]
    assert asked or peran in {Peran.BPKAD, Peran.WALIDATA}
    for rule, sumber in asked:
        assert own in str(sumber.rows.query), f"{rule.__name__} of {peran}"
