"""The cheapest way to a predikat: figures of practice, brute force, and what must hold for every plan."""

import random
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from math import prod

import pytest

from sakip.rules.jalan import TakSelesaiError, compute_tepi, find_jalan, find_tertinggi
from sakip.rules.jalan_soal import Soal, check_soal
from sakip.rules.penilaian import PenilaianError
from sakip.rules.tests.demo_jalan import DEMO, KATALOG, LKE, PREDIKAT, SEMUA, above
from sakip.rules.tests.oracle_jalan import compare, garis_di, plans, random_kasus, to_soal
from sakip.rules.tindakan import Tindakan


def codes(rencana) -> str:
    return " ".join(row.kode for row in rencana.tindakan)


def test_the_demo_region_stands_where_its_criteria_put_it() -> None:
    hasil = DEMO.score(DEMO.terpenuhi)

    assert [row.nilai for row in hasil.komponen] == [
        Fraction("18.3"),
        Fraction("18.3"),
        Fraction("9.9"),
        16,
    ]
    assert (hasil.total, hasil.predikat.kode) == (Decimal("62.50"), "B")


@pytest.mark.parametrize(
    ("garis", "hk", "tindakan", "total", "peluang"),
    [
        ("65", 473, "A09 A13 A22", "65.65", "0.343"),
        ("70", 1048, "A02 A03 A06 A13 A17 A22", "70.65", "0.074529"),
    ],
)
def test_bagor_is_shown_the_cheapest_plan_that_full_enumeration_finds(
    garis: str, hk: int, tindakan: str, total: str, peluang: str
) -> None:
    rencana = find_jalan(DEMO, above(garis))

    assert rencana is not None
    assert (rencana.hk, codes(rencana)) == (hk, tindakan)
    assert (rencana.sesudah.total, rencana.peluang) == (Decimal(total), Decimal(peluang))
    assert rencana.terbukti
    assert rencana.batas_bawah == rencana.hk
    assert sum(row.naik for row in rencana.langkah) == Decimal(total) - Decimal("62.50")


def test_a_bupati_who_wants_a_is_told_how_far_the_region_comes() -> None:
    tertinggi = find_tertinggi(DEMO)

    assert find_jalan(DEMO, PREDIKAT["A"]) is None
    assert (tertinggi.sesudah.total, tertinggi.sesudah.predikat.kode) == (Decimal("78.50"), "BB")
    assert find_jalan(DEMO, above("78.49")) == tertinggi


def test_who_is_there_already_has_nothing_to_do() -> None:
    rencana = find_jalan(DEMO, PREDIKAT["B"])

    assert rencana is not None
    assert (rencana.tindakan, rencana.hk, rencana.peluang, rencana.langkah) == ((), 0, 1, ())


def test_the_worked_example_of_the_screen_is_right_to_the_cent() -> None:
    """A,B,CC / BB,CC,CC / A,B,CC / BB,CC,C is 65,00; three steps make it 70,25, and without one 69,00."""
    kurang = {
        "1.b.9", "1.c.1", "1.c.2", "1.c.3", "2.b.1", "2.b.2", "2.b.3", "2.c.1", "2.c.2", "2.c.3", "2.c.4",
        "3.b.6", "3.b.7", "3.c.1", "3.c.2", "3.c.3", "4.b.1", "4.b.2", "4.c.1", "4.c.2", "4.c.3",
    }  # fmt: skip
    tindakan = (
        Tindakan("rekomendasi", ("4.c.1", "4.c.2", "4.c.3"), Decimal(20)),
        Tindakan("crosscutting", ("1.b.9",), Decimal(10)),
    )
    awal = Soal(LKE, SEMUA - kurang, tindakan, {"1.a": 1, "3.a": 1})
    tahun_lalu = replace(awal, lanjut={"1.a": 1, "2.a": 1, "3.a": 1})

    assert awal.score(awal.terpenuhi).total == Decimal("65.00")
    assert tahun_lalu.score(awal.terpenuhi).total == Decimal("65.60")
    rencana = find_jalan(tahun_lalu, PREDIKAT["BB"])
    assert rencana is not None
    assert (rencana.sesudah.total, rencana.hk) == (Decimal("70.25"), 30)
    assert [(row.subkomponen, row.dari, row.ke, row.naik) for row in rencana.langkah] == [
        ("1.b", "B", "BB", Decimal("0.9")),
        ("4.c", "C", "BB", Decimal("3.75")),
    ]
    assert tahun_lalu.score(rencana_tanpa(tahun_lalu, "4.c.3")).total == Decimal("69.00")


def rencana_tanpa(soal: Soal, kriteria: str) -> frozenset[str]:
    return soal.after(soal.tindakan) - {kriteria}


def test_a_document_made_complete_this_year_is_bb_whatever_years_are_claimed() -> None:
    soal = Soal(
        LKE, SEMUA - {"1.a.1"}, (Tindakan("A", ("1.a.1",), Decimal(1)),), {"1.a": 5, "2.a": 5}
    )
    rencana = find_tertinggi(soal)

    assert [(row.dari, row.ke) for row in rencana.langkah] == [("B", "BB")]
    assert rencana.sesudah.subkomponen[3].jawaban == "AA"


def test_five_hundred_random_cases_begin_to_equal_brute_force() -> None:
    assert compare(40, seed=random.SystemRandom().randrange(2**32)) == []


@pytest.mark.bukti
def test_five_hundred_random_cases_equal_brute_force_ties_included() -> None:
    assert compare(500, seed=9) == []


def test_equal_effort_is_decided_by_fewer_actions_and_then_by_code() -> None:
    def plan(*tindakan: Tindakan) -> str:
        rencana = find_jalan(Soal(LKE, SEMUA - {"1.b.1", "1.b.2"}, tindakan), above("79.5"))
        return codes(rencana)

    satu, dua = Tindakan("Z", ("1.b.1",), Decimal(1)), Tindakan("Y", ("1.b.2",), Decimal(1))
    berdua = Tindakan("X2", ("1.b.1", "1.b.2"), Decimal(2))
    assert plan(satu, dua, berdua) == "X2"
    assert plan(satu, dua, berdua, replace(berdua, kode="X1")) == "X1"
    assert plan(satu, dua, replace(berdua, hk_pusat=Decimal("2.000001"))) == "Y Z"


def test_what_must_come_first_is_bought_unless_it_has_nothing_left_to_open() -> None:
    dasar = Tindakan("A", ("1.b.1",), Decimal(5))
    lanjut = Tindakan("B", ("1.b.2",), Decimal(1), syarat=("A",))

    bought = find_tertinggi(Soal(LKE, SEMUA - {"1.b.1", "1.b.2"}, (dasar, lanjut)))
    done = find_tertinggi(Soal(LKE, SEMUA - {"1.b.2"}, (dasar, lanjut)))

    assert (codes(bought), bought.hk) == ("A B", 6)
    assert (codes(done), done.hk) == ("B", 1)


def test_no_cheaper_plan_is_found_by_looking_around_at_random() -> None:
    acak = random.Random(4)
    for _ in range(6):
        terpenuhi = frozenset(kode for kode in SEMUA if acak.random() < 0.6)
        soal = replace(DEMO, terpenuhi=terpenuhi, lanjut={})
        garis = above("70") if find_tertinggi(soal).sesudah.total > 70 else above("60")
        rencana = find_jalan(soal, garis)
        if rencana is None:
            continue
        for _ in range(150):
            calon = {*rencana.tindakan} ^ {*acak.sample(soal.terbuka, acak.randint(1, 4))}
            kode = {row.kode for row in calon} | {
                row.kode for row in soal.tindakan if not soal.opens(row)
            }
            sampai = soal.score(soal.after(calon)).total > garis.bawah
            if sampai and all({*row.syarat} <= kode for row in calon):
                assert sum(row.hk for row in calon) >= rencana.hk


def test_one_action_more_to_choose_from_never_makes_a_plan_dearer() -> None:
    acak = random.Random(5)
    for _ in range(10):
        soal = to_soal(random_kasus(acak))
        for banyak in range(len(soal.tindakan)):
            sedikit = replace(
                soal, tindakan=tuple(row for row in soal.tindakan[:banyak] if not row.syarat)
            )
            lebih = replace(
                soal, tindakan=(*sedikit.tindakan, replace(soal.tindakan[banyak], syarat=()))
            )
            lama = find_tertinggi(sedikit)
            garis = above(str(lama.sesudah.total - Decimal("0.01")))
            baru = find_jalan(lebih, garis)
            assert baru is not None
            assert baru.hk <= lama.hk
            assert find_tertinggi(lebih).sesudah.total >= lama.sesudah.total


def test_a_higher_line_never_costs_less() -> None:
    biaya = [
        rencana.hk for n in range(6250, 7850, 50) if (rencana := find_jalan(DEMO, garis_di(n)))
    ]

    assert len(biaya) == 32
    assert biaya == sorted(biaya)


def test_a_leader_sees_what_more_effort_gives_in_chance() -> None:
    tepi = list(compute_tepi(DEMO, PREDIKAT["BB"]))

    assert [(row.hk, codes(row)) for row in tepi] == [
        (1048, "A02 A03 A06 A13 A17 A22"),
        (1143, "A02 A13 A17 A19 A22"),
    ]
    assert [row.peluang for row in tepi] == [Decimal("0.074529"), Decimal("0.143325")]
    assert list(compute_tepi(DEMO, PREDIKAT["BB"], hk_terbanyak=Decimal(1142))) == tepi[:1]
    assert list(compute_tepi(DEMO, PREDIKAT["BB"], hk_terbanyak=Decimal(1047))) == []


def test_the_front_of_effort_and_chance_equals_that_of_all_plans() -> None:
    acak = random.Random(6)
    for _ in range(40):
        kasus = random_kasus(acak)
        soal, semua = to_soal(kasus), plans(kasus)
        garis = acak.choice([nilai for *_, nilai in semua]) - 1
        if garis < 1000:
            continue
        peluang = [
            (hk, prod((Fraction(kasus.peluang[satu]) for satu in kode), start=Fraction(1)))
            for hk, _, kode, nilai in semua
            if nilai > garis
        ]
        harap, terbaik = [], Fraction(-1)
        for hk, nilai in sorted(peluang, key=lambda row: (row[0], -row[1])):
            if nilai > terbaik:
                harap.append((hk, nilai))
                terbaik = nilai
        assert [
            (row.hk, Fraction(row.peluang)) for row in compute_tepi(soal, garis_di(garis))
        ] == harap


def test_a_search_that_is_cut_short_says_that_it_proves_nothing() -> None:
    terpotong = find_jalan(DEMO, PREDIKAT["BB"], simpul_terbanyak=8)

    assert terpotong is not None
    assert not terpotong.terbukti
    assert 0 < terpotong.batas_bawah <= 1048 <= terpotong.hk
    with pytest.raises(TakSelesaiError, match="Kurangi tindakan"):
        find_jalan(DEMO, PREDIKAT["BB"], simpul_terbanyak=1)


def test_the_callers_rounding_changes_nothing() -> None:
    with localcontext(prec=2):
        rencana = find_jalan(DEMO, PREDIKAT["BB"])

    assert rencana is not None
    assert (rencana.hk, rencana.peluang) == (1048, Decimal("0.074529"))


def test_a_dinas_is_not_asked_for_what_only_the_pemda_can_do() -> None:
    dinas = replace(DEMO, terpenuhi=DEMO.terpenuhi - {"3.a.4"}, jenis_entitas="perangkat_daerah")
    check_soal(dinas)

    assert dinas.score(dinas.terpenuhi).subkomponen[6].jawaban == "A"
    with pytest.raises(PenilaianError, match=r"Kriteria 3\.a\.4 tidak ada"):
        check_soal(replace(dinas, terpenuhi=SEMUA))


def test_bagor_is_told_every_fault_of_the_start_and_of_the_actions() -> None:
    ulang = (
        Tindakan("A", ("9.z.1",), Decimal(1), syarat=("C",)),
        Tindakan("A", (), Decimal(-1), peluang=Decimal(2), bulan=0, jendela=(0, 13)),
        Tindakan("D", ("1.a.1",), Decimal(1), syarat=("E",)),
        Tindakan("E", ("1.a.1",), Decimal(1), syarat=("D",)),
    )
    soal = Soal(LKE, frozenset({"x"}), ulang, {"1.x": 1, "1.a": -1}, frozenset({"y"}))
    with pytest.raises(PenilaianError) as caught:
        check_soal(soal)

    assert [pesan.kunci for pesan in caught.value.pesan] == [
        "terpenuhi", "lanjut.1.x", "lanjut.1.a", "tindakan A", "tindakan bintang", "tindakan A",
        "tindakan A", "tindakan A", "tindakan A", "tindakan A", "tindakan A", "tindakan A", "tindakan D",
    ]  # fmt: skip
    banyak = tuple(Tindakan(str(n), ("1.a.1",), Decimal(1)) for n in range(101))
    with pytest.raises(PenilaianError, match="Paling banyak 100 tindakan"):
        check_soal(Soal(LKE, frozenset(), banyak))


@pytest.mark.parametrize("kunci", ["permenpanrb-12-2015", "permenpanrb-88-2021-lhe"])
def test_a_sheet_without_stairs_has_no_way(kunci: str) -> None:
    from sakip.rules.instrumen import load_instrumen

    with pytest.raises(PenilaianError, match="tidak naik bertangga"):
        check_soal(Soal(load_instrumen()[kunci], frozenset(), KATALOG.tindakan))
