"""Sums that follow every figure: of a node with all below it, of a unit, of the agency."""

import random
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from sakip.audit.check import check_chain
from sakip.audit.models import Jejak
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.actions.hitungan import update_hitungan
from sakip.pengukuran.actions.realisasi import update_realisasi
from sakip.pengukuran.compute import load_aturan
from sakip.pengukuran.hitung import check_tahun
from sakip.pengukuran.isian import read_isian
from sakip.pengukuran.models import (
    CapaianTahun,
    LembarRealisasi,
    Potret,
    Realisasi,
    Ringkasan,
)
from sakip.perencanaan.models import IsiSimpul, TargetTahun
from sakip.rules.capaian import compute_rata_rata
from sakip.tests.rencana import (
    fill,
    make_indikator,
    make_periode,
    make_simpul,
    make_target,
    open_masa,
)


@pytest.fixture
def sasaran(dinkes):
    """The agency's node, above what the units promise."""
    return make_simpul(make_periode(dinkes.instansi), pernyataan="Derajat kesehatan meningkat")


@pytest.fixture
def program(dinkes, sasaran):
    return make_simpul(make_periode(dinkes.instansi, dinkes), sasaran)


def measured(unit, simpul=None, **fields):
    indikator = make_indikator(unit, simpul, **fields)
    make_target(indikator, "10", "20", "30", "40")
    return indikator


def sums(**place):
    """The sums of the one period that was opened, or of a given one; masa=None: of the year."""
    here = {"simpul": None, "perangkat_daerah": None, "masa__isnull": False}
    if "masa" in place:
        del here["masa__isnull"]
    return Ringkasan.objects.get(**here | place)


def figures_in_trail(instansi):
    """Whether the trail knows every figure as it stands."""
    found = {one.tabel for one in check_chain(instansi)}
    return not found & {"pengukuran.realisasi", "pengukuran.lembarrealisasi"}


def of_agency():
    return sums()


def promise(indikator, value):
    """Let the plan promise this for the whole year."""
    TargetTahun.objects.filter(indikator=indikator).update(bawah=value, atas=value)


def of_year(**place):
    return sums(masa=None, **place)


def test_a_figure_counts_for_its_nodes_its_unit_and_the_agency(
    sari, joko, rina, dinkes, program, sasaran
):
    other = PerangkatDaerah.objects.get(kode="06")
    one = measured(dinkes, program)
    measured(dinkes, sasaran)
    measured(other)
    masa = open_masa(rina)
    assert (sums(simpul=program).diukur, sums(simpul=sasaran).diukur) == (1, 2)
    assert (sums(perangkat_daerah=dinkes).diukur, of_agency().diukur) == (2, 3)
    fill(masa, one.kode, "30", sari)
    for row in (sums(simpul=program), sums(simpul=sasaran), sums(perangkat_daerah=dinkes)):
        assert (row.terisi, row.dihitung, row.jumlah, row.tercapai) == (1, 1, 75, 0)
        assert row.kelas == {"sedang": 1}
    theirs = sums(perangkat_daerah=other)
    assert (theirs.terisi, theirs.jumlah, theirs.kelas) == (0, 0, {})
    assert of_agency().rata_rata == compute_rata_rata(
        [Decimal(75), None, None], load_aturan().batas_rata_rata
    )


def test_the_year_counts_the_last_figure_against_the_promise_of_the_year(
    sari, rina, dinkes, program, sasaran
):
    one, two = measured(dinkes, program), measured(dinkes, sasaran)
    promise(one, 60)
    TargetTahun.objects.filter(indikator=two).delete()
    first = open_masa(rina, ke=1)
    fill(first, one.kode, "15", sari)
    fill(first, two.kode, "5", sari)
    # 15 of the 60 promised; where the plan promises no year, 5 of the 10 of the quarter.
    assert (of_year(simpul=program).jumlah, of_year(simpul=sasaran).jumlah) == (25, 75)
    later = open_masa(rina, ke=2)
    assert of_year().jumlah == 75, "a quarter that opens changes nothing"
    fill(later, one.kode, "30", sari)
    for place in ({"simpul": sasaran}, {"perangkat_daerah": dinkes}, {}):
        row = of_year(**place)
        assert (row.dihitung, row.jumlah, row.tercapai) == (2, 100, 0)
    fill(later, two.kode, "-", sari)
    assert of_year(simpul=sasaran).jumlah == 100, "what is not measured leaves the year as it was"


def test_the_year_follows_an_indicator_that_moved_and_a_promise_that_was_revised(
    sari, rina, dinkes, program, sasaran
):
    one = measured(dinkes, program)
    promise(one, 60)
    fill(open_masa(rina, ke=1), one.kode, "15", sari)
    IsiSimpul.objects.filter(simpul=program).update(induk=None)
    promise(one, 30)
    assert of_year(simpul=sasaran).jumlah == 25, "the contract of the open quarter holds"
    open_masa(rina, ke=2)
    assert of_year(simpul=program).jumlah == 50
    assert not Ringkasan.objects.filter(masa=None, simpul=sasaran).exists()


def test_months_are_another_count_and_leave_the_year_alone(sari, rina, dinkes):
    one = measured(dinkes, frekuensi="bulan")
    promise(one, 60)
    fill(open_masa(rina, ke=1), one.kode, "15", sari)
    open_masa(rina, jenis="bulan", ke=2)
    assert of_year().jumlah == 25


def test_a_period_keeps_the_tree_it_opened_with(sari, rina, dinkes, program, sasaran):
    one = measured(dinkes, program)
    masa = open_masa(rina, ke=1)
    IsiSimpul.objects.filter(simpul=program).update(induk=None)
    fill(masa, one.kode, "5", sari)
    assert sums(simpul=sasaran).jumlah == 50
    open_masa(rina, ke=2)
    assert not Ringkasan.objects.filter(masa__ke=2, simpul=sasaran).exists()


def test_one_wild_figure_counts_no_more_than_the_scale_allows(sari, rina, dinkes):
    one = measured(dinkes)
    fill(open_masa(rina), one.kode, "400", sari)
    assert (of_agency().jumlah, of_agency().tercapai) == (120, 1)


def test_what_is_not_measured_or_waited_for_is_counted_apart(sari, rina, dinkes, program):
    one, two, three = (measured(dinkes, program) for _ in range(3))
    yearly = measured(dinkes, program, frekuensi="tahunan")
    masa = open_masa(rina, ke=3)
    for indikator, typed in ((one, "-"), (two, "menunggu data"), (three, "30")):
        fill(masa, indikator.kode, typed, sari)
    row = of_agency()
    assert (row.diukur, row.terisi, row.tidak_diukur, row.menunggu_data) == (3, 3, 1, 1)
    assert (row.dihitung, row.jumlah) == (1, 100)
    assert not masa.potret_set.get(indikator=yearly).diukur


def test_a_figure_that_is_deleted_again_leaves_nothing_behind(sari, rina, dinkes):
    one = measured(dinkes)
    before, after = open_masa(rina, ke=1), open_masa(rina, ke=2)
    fill(before, one.kode, "10", sari)
    fill(after, one.kode, "20", sari)
    lembar = LembarRealisasi.objects.get(masa=after)
    row = Realisasi.objects.get(potret__masa=after)
    empty = read_isian(Potret.objects.get(pk=row.potret_id), {}, row.revisi)
    update_realisasi(lembar, [empty], acting_user=sari)
    row.refresh_from_db()
    assert (row.capaian, row.alasan) == (None, "realisasi_kosong")
    left = Ringkasan.objects.get(masa=after, perangkat_daerah=dinkes)
    assert (left.diukur, left.terisi, left.dihitung, left.jumlah, left.kelas) == (1, 0, 0, 0, {})


def test_a_corrected_quarter_moves_the_sums_of_the_later_one(sari, rina, dinkes):
    one = measured(dinkes, agregasi="KUM")
    first, second = open_masa(rina, ke=1), open_masa(rina, ke=2)
    fill(first, one.kode, "10", sari)
    fill(second, one.kode, "5", sari)
    assert Ringkasan.objects.get(masa=second, perangkat_daerah=dinkes).jumlah == 50
    lembar = LembarRealisasi.objects.get(masa=first)
    potret = Potret.objects.get(masa=first)
    update_realisasi(lembar, [read_isian(potret, {"nilai": "25"}, 1)], acting_user=sari)
    assert Ringkasan.objects.get(masa=second, perangkat_daerah=dinkes).jumlah == 100


def play(dice, indikator, masa, sari):
    """One save by dice: some rows of a quarter, new, changed or deleted."""
    lembar = LembarRealisasi.objects.get(masa=dice.choice(masa))
    rows = []
    for one in dice.sample(indikator, dice.randint(1, len(indikator))):
        potret = Potret.objects.select_related("masa").get(masa=lembar.masa_id, indikator=one)
        old = Realisasi.objects.filter(potret=potret).first()
        number = f"{dice.randint(-5, 90)},{dice.randint(0, 9999)}"
        typed = {"nilai": dice.choice([number, number, number, "", "-", "menunggu data"])}
        if potret.agregasi == "RAS":
            typed = dice.choice([{"pembilang": str(dice.randint(0, 9)), "penyebut": "7"}, {}])
        rows.append(read_isian(potret, typed, old.revisi if old else 0))
    update_realisasi(lembar, rows, acting_user=sari)


@pytest.mark.parametrize("seed", range(6))
def test_after_a_random_year_the_sums_are_those_of_the_single_figures(
    sari, rina, dinkes, program, sasaran, seed
):
    dice = random.Random(seed)
    kinds = [{"agregasi": kind} for kind in ("KUM", "AKH", "RAT", "RAS", "%K", "TAH")]
    kinds += [{"frekuensi": "semester"}, {"rumus": "M1", "arah": "turun"}]
    indikator = [measured(dinkes, dice.choice([program, sasaran]), **kind) for kind in kinds]
    masa = [open_masa(rina, ke=ke) for ke in (1, 2, 3, 4)]
    for _ in range(12):
        play(dice, indikator, masa, sari)
    assert check_tahun(dinkes.instansi, 2026).kalimat == []
    for one in masa:
        rows = Potret.objects.filter(masa=one, diukur=True).select_related("realisasi")
        values = [getattr(getattr(row, "realisasi", None), "capaian", None) for row in rows]
        mean = compute_rata_rata(values, load_aturan().batas_rata_rata)
        assert Ringkasan.objects.get(masa=one, perangkat_daerah=dinkes).rata_rata == mean
    assert figures_in_trail(dinkes.instansi_id)


def test_rina_puts_right_what_was_changed_past_the_system(sari, rina, dinkes):
    one = measured(dinkes)
    masa = open_masa(rina)
    fill(masa, one.kode, "30", sari)
    Realisasi.objects.update(capaian=Decimal(99))
    CapaianTahun.objects.update(capaian=Decimal(98))
    Ringkasan.objects.filter(simpul=None, perangkat_daerah=None, masa=masa).delete()
    Ringkasan.objects.filter(perangkat_daerah=dinkes, masa=masa).update(terisi=9)
    assert len(update_hitungan(acting_user=rina)) == 4
    assert Realisasi.objects.get().capaian == 75
    assert (of_agency().jumlah, sums(perangkat_daerah=dinkes).terisi) == (75, 1)
    assert Jejak.objects.filter(tindakan="hitungan.update", pelaku=rina).count() == 1
    assert update_hitungan(acting_user=rina) == []
    assert Jejak.objects.filter(tindakan="hitungan.update").count() == 1, "nothing was done"
    assert figures_in_trail(dinkes.instansi_id)


def test_a_sum_without_a_contract_is_taken_away(rina, dinkes, sasaran):
    measured(dinkes)
    masa = open_masa(rina)
    Ringkasan.objects.create(instansi=dinkes.instansi, tahun=2026, masa=masa, simpul=sasaran)
    assert update_hitungan(acting_user=rina) == [
        f"TW IV 2026, simpul {sasaran}: ringkasan ini tidak punya kontrak."
    ]
    assert not Ringkasan.objects.filter(simpul=sasaran).exists()


def test_sari_works_nothing_out_anew(sari):
    with pytest.raises(PermissionDenied, match="Hanya Bagian Organisasi atau Admin"):
        update_hitungan(acting_user=sari)


def test_a_save_asks_as_often_whatever_the_unit_holds(
    sari, rina, dinkes, program, django_assert_max_num_queries
):
    rows = [measured(dinkes, program) for _ in range(30)]
    masa = open_masa(rina)
    lembar = LembarRealisasi.objects.select_related("masa__instansi").get()
    potret = masa.potret_set.get(indikator=rows[0])
    isian = [read_isian(potret, {"nilai": "30"}, 0)]
    with django_assert_max_num_queries(18):
        update_realisasi(lembar, isian, acting_user=sari)
    isian = [read_isian(potret, {"nilai": "31"}, 1)]
    with django_assert_max_num_queries(17):
        update_realisasi(lembar, isian, acting_user=sari)
