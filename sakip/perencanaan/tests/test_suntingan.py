"""What Sari does to the outline of her draft by keyboard, and what the tree forbids."""

import pytest

from sakip.perencanaan.actions import draf as actions
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.isi import token
from sakip.perencanaan.models import IsiIndikator, IsiSimpul, Simpul, TargetTahun
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.suntingan import (
    HapusSimpul,
    PindahSimpul,
    TambahSimpul,
    UbahSimpul,
)
from sakip.perencanaan.suntingan_indikator import (
    HapusIndikator,
    TambahIndikator,
    UbahIndikator,
    UbahTarget,
)
from sakip.perencanaan.suntingan_letak import geser, keluar, masuk
from sakip.perencanaan.tests.buku import angka, renstra, rpjmd, simpul
from sakip.perencanaan.tests.pohon import (
    edit,
    lembar_of,
    make_pohon,
    open_draf,
    outline,
    pk_of,
    seen,
    seen_lembar,
)
from sakip.rules.decision import Konflik, RuleError
from sakip.rules.target import JenisTarget, Target
from sakip.tests.builders import make_perangkat_daerah

AWAL = ["S1 sasaran", ".P1 program", "..K1 kegiatan", ".P2 program", "S2 sasaran"]


@pytest.fixture
def draf(sari):
    return open_draf(make_pohon(sari), sari)


def refuse(draf, suntingan, user, text):
    with pytest.raises(RuleError, match=text):
        edit(draf, suntingan, user)
    assert outline(draf) == AWAL


# --- the keys -------------------------------------------------------------------------------------
def test_enter_adds_a_sibling_of_the_same_level_right_behind(draf, sari):
    edit(draf, TambahSimpul(pk_of("S1"), "Gizi ibu membaik", pk_of("P1")), sari)
    assert outline(draf) == [*AWAL[:3], ".N6 program", *AWAL[3:]]
    new = IsiSimpul.objects.di_versi(draf).get(simpul__kode="N6")
    assert new.perangkat_daerah.kode == "05"


def test_a_new_node_below_takes_the_first_level_that_fits(draf, sari):
    edit(draf, TambahSimpul(pk_of("K1"), "Kelas ibu hamil"), sari)
    assert outline(draf)[3] == "...N6 subkegiatan"
    with pytest.raises(RuleError, match="Tidak ada jenjang di bawah"):
        edit(draf, TambahSimpul(pk_of("N6"), "Lebih kecil"), sari)


def test_tab_takes_the_whole_part_one_level_down(draf, sari):
    edit(draf, masuk(Ruang(draf), pk_of("P2")), sari)
    assert outline(draf) == [*AWAL[:3], "..P2 kegiatan", AWAL[4]]
    edit(draf, masuk(Ruang(draf), pk_of("S2")), sari)
    assert outline(draf)[-1] == ".S2 program"


def test_shift_tab_takes_it_up_again_behind_its_parent(draf, sari):
    edit(draf, keluar(Ruang(draf), pk_of("P1")), sari)
    assert outline(draf) == ["S1 sasaran", ".P2 program", "P1 sasaran", ".K1 program", "S2 sasaran"]


def test_keys_at_the_edge_say_so(draf, sari):
    ruang = Ruang(draf)
    for act, text in (
        (lambda: masuk(ruang, pk_of("S1")), "Tidak ada simpul di atasnya"),
        (lambda: keluar(ruang, pk_of("S1")), "jenjang teratas"),
        (lambda: geser(ruang, pk_of("S1"), -1), "di ujung"),
        (lambda: geser(ruang, pk_of("S2"), 1), "di ujung"),
    ):
        with pytest.raises(RuleError, match=text):
            act()


def test_alt_arrows_move_among_siblings_and_undo_puts_it_back(draf, sari):
    edit(draf, geser(Ruang(draf), pk_of("S1"), 1), sari)
    assert outline(draf)[0] == "S2 sasaran"
    edit(draf, geser(Ruang(draf), pk_of("S1"), -1), sari)
    assert outline(draf) == AWAL
    for _ in range(2):
        actions.revoke_langkah(draf, acting_user=sari)
    assert outline(draf) == AWAL


def test_a_part_with_five_levels_cannot_go_deeper(draf, sari):
    edit(draf, TambahSimpul(pk_of("K1"), "Kelas ibu hamil"), sari)
    before = outline(draf)
    with pytest.raises(RuleError, match="tidak ada jenjang lagi"):
        edit(draf, PindahSimpul(pk_of("P1"), pk_of("S1"), pk_of("P2")), sari)
    assert outline(draf) == before


def test_undo_brings_back_a_part_with_its_indicators_and_promises(draf, sari):
    edit(draf, HapusSimpul(pk_of("P1"), seen(draf, "P1"), 4), sari)
    assert outline(draf) == ["S1 sasaran", ".P2 program", "S2 sasaran"]
    assert IsiIndikator.objects.di_versi(draf).count() == 3
    assert TargetTahun.objects.di_versi(draf).count() == 6
    actions.revoke_langkah(draf, acting_user=sari)
    assert outline(draf) == AWAL
    assert IsiIndikator.objects.di_versi(draf).count() == 5
    assert TargetTahun.objects.di_versi(draf).count() == 10


# --- what the tree forbids ------------------------------------------------------------------------
def test_a_node_does_not_go_below_itself(draf, sari):
    text = "bawah dirinya sendiri"
    refuse(draf, PindahSimpul(pk_of("S1"), None, pk_of("K1")), sari, text)
    refuse(draf, PindahSimpul(pk_of("S1"), None, pk_of("S1")), sari, text)


def test_a_level_that_may_not_hang_there_is_refused(draf, sari):
    refuse(draf, TambahSimpul(None, "Program", jenjang="program"), sari, "harus punya induk")
    wish = UbahSimpul(pk_of("P1"), seen(draf, "P1"), {"jenjang": "kegiatan"})
    refuse(draf, wish, sari, "tidak dapat berada di bawah sasaran")
    wish = UbahSimpul(pk_of("S1"), seen(draf, "S1"), {"jenjang": "tujuan"})
    refuse(draf, wish, sari, "P1 di bawahnya: Program tidak dapat")
    wish = UbahSimpul(pk_of("S1"), seen(draf, "S1"), {"jenjang": "misi"})
    refuse(draf, wish, sari, "Jenjang misi tidak dikenal")
    edit(draf, UbahSimpul(pk_of("S2"), seen(draf, "S2"), {"jenjang": "tujuan"}), sari)


def test_one_unit_answers_and_others_only_contribute(draf, sari, dinkes, wati):
    pupr = make_perangkat_daerah(sari.instansi, kode="06")
    asing = make_perangkat_daerah(wati.instansi, kode="77")
    for isi, text in (
        ({"perangkat_daerah_id": pupr.pk}, "Penanggung jawab harus"),
        ({"kontributor": [dinkes.pk]}, "tidak perlu disebut lagi"),
        ({"kontributor": [asing.pk]}, "Kontributor harus"),
        ({"kontributor": [pupr.pk, pupr.pk]}, "Kontributor harus"),
        ({"tanda": ["murah"]}, "Tanda ini tidak dikenal"),
        ({"pernyataan": ""}, "Pernyataan: "),
        ({"pernyataan": "a" * 501}, "Pernyataan: "),
    ):
        refuse(draf, UbahSimpul(pk_of("S1"), seen(draf, "S1"), isi), sari, text)
    isi = {"kontributor": [pupr.pk], "tanda": ["prioritas_nasional"], "faktor_kunci": "Bidan ada"}
    edit(draf, UbahSimpul(pk_of("S1"), seen(draf, "S1"), isi), sari)
    row = IsiSimpul.objects.di_versi(draf).get(simpul__kode="S1")
    assert [one.perangkat_daerah for one in row.kontributor_set.all()] == [pupr]
    assert (row.tanda, row.faktor_kunci) == (["prioritas_nasional"], "Bidan ada")


def test_a_parent_moved_by_somebody_else_is_seen_first(draf, sari, siti):
    late = PindahSimpul(pk_of("K1"), pk_of("P1"), pk_of("P2"))
    edit(draf, keluar(Ruang(draf), pk_of("K1")), siti)
    with pytest.raises(Konflik) as caught:
        edit(draf, late, sari)
    assert (caught.value.beda[0].milik_anda, caught.value.beda[0].tersimpan) == ("P1", "S1")


def test_what_hangs_in_a_renstra_keeps_its_level_above(sari, rina):
    import_rencana(
        rpjmd(simpul("T1", "tujuan", "Sejahtera"), simpul("S1", pernyataan="Sehat", induk="T1")),
        acting_user=rina,
    )
    import_rencana(renstra(simpul("P1", "program", "Gizi", induk="RPJMD S1")), acting_user=sari)
    draf = open_draf(Simpul.objects.get(kode="S1").periode, rina)
    wish = PindahSimpul(pk_of("S1"), pk_of("T1"), None)
    with pytest.raises(RuleError, match="Jenjangnya tidak dapat diganti: di bawahnya ada program"):
        edit(draf, wish, rina)


def test_a_renstra_hangs_under_the_agencys_plan_in_force(draf, sari, rina):
    import_rencana(rpjmd(simpul("T1", "tujuan", "Sejahtera")), acting_user=rina)
    edit(draf, PindahSimpul(pk_of("S2"), None, pk_of("T1")), sari)
    assert IsiSimpul.objects.di_versi(draf).get(simpul__kode="S2").induk.kode == "T1"
    theirs = open_draf(Simpul.objects.get(kode="T1").periode, rina)
    edit(theirs, TambahSimpul(pk_of("T1"), "Belum disetujui"), rina)
    with pytest.raises(Konflik):
        edit(draf, PindahSimpul(pk_of("S1"), None, Simpul.objects.latest("pk").pk), sari)


# --- ranks ----------------------------------------------------------------------------------------
def test_neighbours_make_room_only_when_there_is_none(draf, sari):
    for n in range(12):
        edit(draf, TambahSimpul(None, f"Sasaran {n}", pk_of("S1")), sari)
    kode = [row.split()[0] for row in outline(draf) if not row.startswith(".")]
    assert kode == ["S1", *(f"N{n}" for n in range(17, 5, -1)), "S2"]


# --- indicators -----------------------------------------------------------------------------------
def test_an_indicator_is_added_moved_and_its_promise_typed(draf, sari):
    edit(draf, TambahIndikator(pk_of("S1"), "Angka kematian ibu", "per 100.000", {}), sari)
    new = IsiIndikator.objects.di_versi(draf).get(nama="Angka kematian ibu")
    assert (new.indikator.kode, new.perangkat_daerah.kode) == ("S1.2", "05")
    seen_now = seen_lembar(draf, "S1.2")
    edit(draf, UbahIndikator(new.indikator_id, seen_now, {"simpul_id": pk_of("S2")}), sari)
    moved = IsiIndikator.objects.di_versi(draf).filter(simpul=pk_of("S2")).order_by("urutan")
    assert [row.indikator.kode for row in moved] == ["S2.1", "S1.2"]
    empty = {2026: token(None)}
    edit(draf, UbahTarget(new.indikator_id, empty, {2026: angka(90)}), sari)
    with pytest.raises(Konflik):
        edit(draf, UbahTarget(new.indikator_id, empty, {2026: angka(95)}), sari)


@pytest.mark.parametrize(
    ("tahun", "target", "text"),
    [
        (2041, angka(1), "di luar masa dokumen"),
        (2028, angka("0.12345"), "4 angka di belakang koma"),
        (2028, Target(JenisTarget.ORDINAL, None, None, "WTP"), "Target 2028: "),
    ],
)
def test_a_promise_that_cannot_be_kept_is_refused(draf, sari, tahun, target, text):
    wish = UbahTarget(lembar_of("S1.1"), {tahun: token(None)}, {tahun: target})
    with pytest.raises(RuleError, match=text):
        edit(draf, wish, sari)


def test_a_promise_of_an_indicator_that_somebody_deleted_is_not_kept(draf, sari, siti):
    late = UbahTarget(lembar_of("S1.1"), {2028: token(None)}, {2028: angka(84)})
    edit(draf, HapusIndikator(lembar_of("S1.1"), seen_lembar(draf, "S1.1")), siti)
    with pytest.raises(Konflik):
        edit(draf, late, sari)


def test_an_indicator_of_the_agency_needs_somebody_who_answers(rina):
    import_rencana(rpjmd(simpul("T1", "tujuan", "Sejahtera")), acting_user=rina)
    draf = open_draf(Simpul.objects.get(kode="T1").periode, rina)
    with pytest.raises(RuleError, match="Pilih perangkat daerah"):
        edit(draf, TambahIndikator(pk_of("T1"), "IPM", "indeks", {}), rina)
