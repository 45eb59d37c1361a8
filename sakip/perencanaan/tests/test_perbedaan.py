"""What Budi reads when he compares two versions, and what the draft touches outside its words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.dampak import compute_dampak
from sakip.perencanaan.isi import token
from sakip.perencanaan.models import PeriodeRencana, Versi
from sakip.perencanaan.perbedaan import compute_perbedaan
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.suntingan import (
    HapusSimpul,
    PindahSimpul,
    TambahSimpul,
    UbahSimpul,
)
from sakip.perencanaan.suntingan_indikator import HapusIndikator, UbahIndikator, UbahTarget
from sakip.perencanaan.suntingan_letak import geser, keluar
from sakip.perencanaan.tests.buku import angka, renstra, rpjmd, simpul
from sakip.perencanaan.tests.pohon import (
    edit,
    lembar_of,
    make_pohon,
    open_draf,
    pk_of,
    seen,
    seen_lembar,
)
from sakip.perencanaan.urutan import find_pindah
from sakip.tests.builders import make_perangkat_daerah


@pytest.fixture
def draf(sari):
    return open_draf(make_pohon(sari), sari)


def compare(draf):
    return compute_perbedaan(Versi.objects.berlaku().get(periode=draf.periode), draf)


def short(draf):
    return [(one.jenis, one.tabel, one.kode) for one in compare(draf).selisih]


def test_words_before_and_after_stand_beside_each_other(draf, sari, dinkes):
    pupr = make_perangkat_daerah(sari.instansi, kode="06", singkatan="DPUPR")
    isi = {
        "pernyataan": "Ibu selamat",
        "kontributor": [pupr.pk],
        "tanda": ["prioritas_nasional", "mudah"],
    }
    edit(draf, UbahSimpul(pk_of("S1"), seen(draf, "S1"), isi), sari)
    (one,) = compare(draf).selisih
    assert (one.jenis, one.kode, one.judul) == ("diubah", "S1", "Ibu selamat")
    assert one.kata == [
        ("pernyataan", "Derajat kesehatan ibu dan anak meningkat", "Ibu selamat"),
        ("tanda", "kosong", "Mudah, Prioritas nasional"),
        ("kontributor", "kosong", "DPUPR"),
    ]


def test_a_promise_and_a_sheet_changed_are_one_change_of_the_indicator(draf, sari):
    pk = lembar_of("S1.1")
    edit(draf, UbahIndikator(pk, seen_lembar(draf, "S1.1"), {"satuan": "poin"}), sari)
    edit(draf, UbahTarget(pk, {2028: token(None)}, {2028: angka(84)}), sari)
    (one,) = compare(draf).selisih
    assert one.kata == [("satuan", "indeks", "poin"), ("target 2028", "tidak ada", "84")]
    assert one.tahun == [2028]


def test_a_new_promise_alone_is_a_change_too(draf, sari):
    edit(draf, UbahTarget(lembar_of("S2.1"), {2028: token(None)}, {2028: angka(84)}), sari)
    assert short(draf) == [("diubah", "indikator", "S2.1")]


def test_each_kind_of_difference_is_counted_once(draf, sari):
    edit(draf, TambahSimpul(pk_of("S2"), "Antrean makin pendek", jenjang="program"), sari)
    edit(draf, HapusSimpul(pk_of("P2"), seen(draf, "P2"), 2), sari)
    edit(
        draf, PindahSimpul(pk_of("K1"), pk_of("P1"), Ruang(draf).anak[pk_of("S2")][0].simpul), sari
    )
    pk = lembar_of("S1.1")
    edit(draf, UbahIndikator(pk, seen_lembar(draf, "S1.1"), {"simpul_id": pk_of("S2")}), sari)
    assert sorted(short(draf)) == [
        ("dihapus", "indikator", "P2.1"),
        ("dihapus", "simpul", "P2"),
        ("dipindah", "indikator", "S1.1"),
        ("dipindah", "simpul", "K1"),
        ("ditambah", "simpul", "N6"),
    ]
    found = compare(draf)
    assert [found.count(j) for j in ("ditambah", "diubah", "dipindah", "dihapus")] == [1, 0, 2, 2]
    assert ("induk", "P1", "N6") in found.of("simpul", "dipindah")[0].kata


def test_of_reordered_neighbours_only_the_one_that_moved_is_named(draf, sari):
    edit(draf, geser(Ruang(draf), pk_of("S2"), -1), sari)
    assert short(draf) == [("dipindah", "simpul", "S2")]


def test_a_level_that_came_with_a_move_is_a_change_of_words_too(draf, sari):
    edit(draf, keluar(Ruang(draf), pk_of("P2")), sari)
    assert short(draf) == [("diubah", "simpul", "P2"), ("dipindah", "simpul", "P2")]
    assert compare(draf).selisih[0].kata == [("jenjang", "Program", "Sasaran")]


def test_comparing_asks_as_often_for_one_change_as_for_many(sari):
    import_rencana(renstra(*(simpul(f"S{n}") for n in range(60))), acting_user=sari)
    draf = open_draf(PeriodeRencana.objects.get(), sari)

    def count():
        with CaptureQueriesContext(connection) as asked:
            found = compare(draf)
        return len(asked), len(found.selisih)

    edit(draf, UbahSimpul(pk_of("S1"), seen(draf, "S1"), {"pernyataan": "Lain"}), sari)
    few, one = count()
    for n in range(2, 50):
        edit(draf, UbahSimpul(pk_of(f"S{n}"), seen(draf, f"S{n}"), {"pernyataan": "Lain"}), sari)
    many, all_of_them = count()
    assert (one, all_of_them) == (1, 49)
    assert many == few


@given(st.permutations(range(7)), st.sets(st.integers(0, 6)))
def test_no_smaller_set_of_moves_explains_an_order(baru, tersentuh):
    moved = find_pindah(range(7), baru, tersentuh)
    kept = [pk for pk in baru if pk not in moved]
    assert kept == sorted(kept)
    longest = {}
    for n, pk in enumerate(baru):
        longest[pk] = 1 + max((longest[q] for q in baru[:n] if q < pk), default=0)
    assert len(kept) == max(longest.values())


# --- impact ---------------------------------------------------------------------------------------
def test_a_renstra_that_hangs_under_a_changed_sasaran_is_named(sari, rina):
    import_rencana(
        rpjmd(
            simpul("T1", "tujuan", "Sejahtera"),
            *(simpul(f"S{n}", pernyataan=f"Sehat {n}", induk="T1") for n in (1, 2, 3)),
        ),
        acting_user=rina,
    )
    rows = [simpul(f"P{n}", "program", f"Gizi {n}", induk=f"RPJMD S{n}") for n in (1, 2, 3)]
    import_rencana(renstra(*rows), acting_user=sari)
    draf = open_draf(PeriodeRencana.objects.get(jenis="rpjmd"), rina)
    assert compute_dampak(draf) == []
    edit(draf, UbahSimpul(pk_of("S1"), seen(draf, "S1"), {"pernyataan": "Bugar"}), rina)
    edit(draf, HapusSimpul(pk_of("S2"), seen(draf, "S2"), 1), rina)
    found = [(row.judul, row.rincian, row.pilihan[0][0]) for row in compute_dampak(draf)]
    assert found == [
        ("P1 di Renstra 2025–2029 Dinkes", "Induknya, S1 Bugar, diubah.", "ikut"),
        ("P2 di Renstra 2025–2029 Dinkes", "Induknya, S2 Sehat 2, dihapus.", "pindah"),
    ]


def test_a_promise_of_a_year_that_runs_needs_a_decision_and_a_later_one_does_not(draf, sari):
    this_year = draf.instansi.hari_ini.year
    edit(
        draf,
        UbahTarget(lembar_of("S2.1"), {this_year + 2: token(None)}, {this_year + 2: angka(1)}),
        sari,
    )
    assert compute_dampak(draf) == []
    edit(draf, HapusIndikator(lembar_of("S1.1"), seen_lembar(draf, "S1.1")), sari)
    (row,) = compute_dampak(draf)
    assert row.judul.startswith(f"Target {this_year} S1.1")
