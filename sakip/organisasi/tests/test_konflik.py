"""The conflict guard as a table: who may score whom on 12 October 2026 (quality T05)."""

from datetime import date

import pytest

from sakip.conftest import wearing
from sakip.organisasi.actions.penugasan import create_penugasan, revoke_penugasan
from sakip.organisasi.konflik import (
    IKATAN,
    a_year_after,
    can_hold_peran,
    can_score,
    values_of,
)
from sakip.organisasi.models import Keterlibatan, Peran, Pergantian
from sakip.tests.builders import make_pengguna, make_perangkat_daerah

HARI = date(2026, 10, 12)
BEKERJA, MELATIH, MENILAI, MENYUSUN = Keterlibatan.Jenis.values

# what, from, to, may Eko score Dinas Kesehatan, and why not
TABEL = [
    (BEKERJA, date(2020, 1, 1), None, False, "Anda bekerja di Dinas Kesehatan, jadi"),
    (BEKERJA, date(2020, 1, 1), date(2026, 12, 31), False, "Anda bekerja di Dinas Kesehatan, jadi"),
    (BEKERJA, date(2020, 1, 1), HARI, False, "Anda bekerja di Dinas Kesehatan, jadi"),
    (BEKERJA, date(2020, 1, 1), date(2026, 10, 11), False, "mulai 11 Oktober 2027"),
    (BEKERJA, date(2020, 1, 1), date(2025, 10, 13), False, "mulai 13 Oktober 2026"),
    (BEKERJA, date(2020, 1, 1), date(2025, 10, 12), True, ""),
    (BEKERJA, date(2020, 1, 1), date(2021, 1, 1), True, ""),
    (BEKERJA, date(2026, 10, 13), None, True, ""),
    # Revoked before it began: it never happened.
    (BEKERJA, date(2026, 10, 10), date(2026, 10, 1), True, ""),
    (MELATIH, date(2026, 2, 1), None, False, "Anda mendampingi Dinas Kesehatan, jadi"),
    (MELATIH, date(2026, 2, 1), date(2026, 6, 1), False, "mulai 1 Juni 2027"),
    (MELATIH, date(2024, 2, 1), date(2024, 6, 1), True, ""),
    (MENYUSUN, date(2026, 2, 1), None, False, "menyusun dokumen Dinas Kesehatan"),
    (MENILAI, date(2026, 2, 1), None, True, ""),
]


def involve(person, unit, jenis=BEKERJA, mulai=date(2020, 1, 1), selesai=None):
    return Keterlibatan.objects.create(
        instansi=unit.instansi, pengguna=person, perangkat_daerah=unit,
        jenis=jenis, mulai=mulai, selesai=selesai,
    )  # fmt: skip


@pytest.mark.parametrize(("jenis", "mulai", "selesai", "may", "why"), TABEL)
def test_who_works_worked_or_coached_there_does_not_score(
    eko, dinkes, jenis, mulai, selesai, may, why
):
    involve(eko, dinkes, jenis, mulai, selesai)
    decision = can_score(eko, dinkes, HARI)
    assert (bool(decision), why in decision.reason) == (may, True)


def test_an_evaluator_without_ties_scores(eko, dinkes, siti):
    involve(siti, dinkes)
    assert can_score(eko, dinkes, HARI)


def test_the_unit_of_another_agency_is_not_scored_nor_what_became_of_it_read(wati, dinkes):
    new = make_perangkat_daerah(dinkes.instansi)
    Pergantian.objects.create(
        instansi=dinkes.instansi, asal=dinkes, menjadi=new, jenis="ganti_nama", tanggal=HARI
    )
    assert "instansi lain" in can_score(wati, dinkes, HARI).reason
    found = IKATAN.load(**values_of(wati, HARI))
    assert not found["asal"]


@pytest.fixture
def susunan(dinkes):
    """RSUD under Dinas Kesehatan, its ward below; a sister puskesmas; an unrelated office."""
    rsud = make_perangkat_daerah(dinkes.instansi, nama="RSUD", induk=dinkes)
    return {
        "atas": dinkes,
        "tengah": rsud,
        "bawah": make_perangkat_daerah(dinkes.instansi, nama="Instalasi", induk=rsud),
        "saudara": make_perangkat_daerah(dinkes.instansi, nama="Puskesmas", induk=dinkes),
        "lain": make_perangkat_daerah(dinkes.instansi, nama="Dinas PUPR"),
    }


@pytest.mark.parametrize(
    ("works", "scores", "may"),
    [("bawah", "atas", False), ("atas", "bawah", False), ("tengah", "tengah", False),
     ("saudara", "tengah", True), ("lain", "atas", True), ("tengah", "lain", True)],
)  # fmt: skip
def test_the_units_above_and_below_count_as_one_house(eko, susunan, works, scores, may):
    involve(eko, susunan[works])
    assert bool(can_score(eko, susunan[scores], HARI)) is may


def test_a_merger_makes_nobody_independent(eko, dinkes):
    first = make_perangkat_daerah(dinkes.instansi, nama="Dinas Sosial Lama")
    between = make_perangkat_daerah(dinkes.instansi, nama="Dinas Sosial")
    for asal, menjadi in ((first, between), (between, dinkes)):
        Pergantian.objects.create(
            instansi=dinkes.instansi, asal=asal, menjadi=menjadi, jenis="gabung",
            tanggal=date(2026, 7, 1), dasar="Perda 1/2026",
        )  # fmt: skip
    involve(eko, first, selesai=date(2026, 6, 30))
    assert "Dinas Sosial Lama" in can_score(eko, dinkes, HARI).reason
    assert can_score(eko, dinkes, date(2027, 6, 30))


def test_the_latest_tie_speaks(eko, dinkes):
    involve(eko, dinkes, selesai=date(2021, 1, 1))
    involve(eko, dinkes, MELATIH, date(2026, 1, 1), date(2026, 3, 1))
    assert "mendampingi" in can_score(eko, dinkes, HARI).reason


def test_an_assignment_blocks_from_its_first_day_and_a_revoked_one_for_a_year(rina, dinkes):
    person = make_pengguna(dinkes.instansi, Peran.EVALUATOR)
    row = create_penugasan(
        person,
        acting_user=rina,
        peran=Peran.PEGAWAI,
        perangkat_daerah=dinkes,
        mulai=date(2026, 1, 1),
    )
    today = rina.instansi.hari_ini
    assert not can_score(wearing(person), dinkes, today)
    revoke_penugasan(row, revisi=row.revisi, acting_user=rina)
    assert not can_score(person, dinkes, today)
    assert can_score(person, dinkes, a_year_after(today))


def test_the_guard_asks_once_however_large_the_agency(eko, dinkes, django_assert_num_queries):
    for _ in range(20):
        make_perangkat_daerah(dinkes.instansi, induk=dinkes)
    involve(eko, dinkes)
    with django_assert_num_queries(1):
        can_score(eko, dinkes, HARI)


def test_a_year_after_a_leap_day_is_the_first_of_march():
    assert a_year_after(date(2024, 2, 29)) == date(2025, 3, 1)


def test_roles_of_other_times_do_not_clash(eko):
    """Eko evaluates since 2020; nothing else is his, so only an overlapping admin would clash."""
    assert not can_hold_peran(eko, Peran.ADMIN, date(2026, 1, 1), None)
    assert can_hold_peran(eko, Peran.ADMIN, date(2019, 1, 1), date(2019, 12, 31))
    assert can_hold_peran(eko, Peran.BAPPEDA, date(2026, 1, 1), None)
