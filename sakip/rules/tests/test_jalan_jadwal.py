"""What can be done before the season: lead times, windows, loads, and plans that keep to them."""

import random
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from sakip.rules.jalan import find_jalan, find_tertinggi
from sakip.rules.jalan_baca import find_pembatas
from sakip.rules.jalan_jadwal import Musim, schedule
from sakip.rules.tests.demo_jalan import DEMO, KATALOG, PREDIKAT
from sakip.rules.tests.oracle_jalan import garis_di, plans, random_kasus, to_soal
from sakip.rules.tindakan import Tindakan

APRIL, NOVEMBER = 4, 11
A21, A17 = KATALOG.find("A21"), KATALOG.find("A17")


def make(kode: str, hk: int = 0, bulan: int = 1, **isi: object) -> Tindakan:
    return Tindakan(kode, ("1.a.1",), Decimal(hk), bulan=bulan, **isi)  # type: ignore[arg-type]


def test_one_action_waits_for_another_and_both_must_be_over_in_time() -> None:
    pohon, lintas = make("A", bulan=4), make("B", bulan=2, syarat=("A", "selesai"))

    assert schedule([lintas, pohon], Musim(NOVEMBER, 6)) == {"A": 0, "B": 4}
    assert schedule([lintas, pohon], Musim(NOVEMBER, 5)) is None


@pytest.mark.parametrize(
    ("musim", "mulai"),
    [
        (Musim(APRIL, 3), {"A21": 0}),
        (Musim(NOVEMBER, 7), {"A21": 5}),
        (Musim(NOVEMBER, 6), None),
        (Musim(6, 10), None),
    ],
)
def test_a_bedah_of_the_report_is_done_from_april_to_june_only(
    musim: Musim, mulai: dict[str, int] | None
) -> None:
    assert schedule([A21], musim) == mulai


def test_a_window_may_run_over_the_turn_of_the_year() -> None:
    desember = make("A", bulan=3, jendela=(12, 2))

    assert schedule([desember], Musim(NOVEMBER, 4)) == {"A": 1}
    assert schedule([desember], Musim(1, 12)) is None


def test_an_inspektur_is_not_given_more_than_he_can_carry_in_a_month() -> None:
    musim = Musim(1, 4, {"Inspektur": Decimal(10)})
    satu = make("A", 20, 2, pemilik=("Inspektur",))
    dua = make("B", 30, 2, pemilik=("Inspektur", "Bagor"))

    assert schedule([satu], musim) == {"A": 0}
    assert schedule([satu, dua], musim) == {"A": 0, "B": 2}
    assert schedule([satu, dua, make("C", 6, pemilik=("Inspektur",))], musim) is None
    assert schedule([satu, replace(dua, hk_pusat=Decimal(41))], musim) is None
    assert schedule([replace(satu, pemilik=("Bappeda",)), dua], musim) == {"A": 0, "B": 0}


def test_a_plan_keeps_to_the_season_and_says_when_each_action_begins() -> None:
    longgar, sempit = Musim(NOVEMBER, 19), Musim(NOVEMBER, 7)

    panjang = find_jalan(replace(DEMO, musim=longgar), PREDIKAT["BB"])
    pendek = replace(DEMO, musim=sempit)

    assert panjang is not None
    assert panjang.hk == 1048
    # Penajaman anggaran has to wait for June, the month in which its window opens.
    assert panjang.mulai == {"A02": 0, "A03": 4, "A06": 0, "A13": 0, "A17": 7, "A22": 0}
    assert find_jalan(pendek, PREDIKAT["BB"]) is None
    tertinggi = find_tertinggi(pendek)
    assert tertinggi.sesudah.total == Decimal("69.25")
    assert ("2.c", "tidak_sempat") in {
        (row.subkomponen, row.sebab) for row in find_pembatas(pendek, tertinggi)
    }


def test_what_an_inspektorat_cannot_carry_limits_the_highest_total() -> None:
    musim = Musim(1, 14, {"Inspektur": Decimal(20)})
    sanggup = find_tertinggi(replace(DEMO, musim=Musim(1, 14)))
    tidak = find_tertinggi(replace(DEMO, musim=musim))

    assert "A23" in {row.kode for row in sanggup.tindakan}
    assert "A23" not in {row.kode for row in tidak.tindakan}
    assert tidak.sesudah.total < sanggup.sesudah.total


def fits(tindakan: list[Tindakan], musim: Musim) -> bool:
    """Whether any choice of months keeps every condition, by trying them all."""
    for mulai in product(range(musim.bulan), repeat=len(tindakan)):
        awal = {row.kode: bulan for row, bulan in zip(tindakan, mulai, strict=True)}
        akhir = {row.kode: awal[row.kode] + row.bulan for row in tindakan}
        beban: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
        for row in tindakan:
            for bulan in range(awal[row.kode], akhir[row.kode]):
                for pemilik in row.pemilik:
                    beban[pemilik, bulan] += Fraction(row.hk_pusat) / len(row.pemilik) / row.bulan
        if (
            all(bulan <= musim.bulan for bulan in akhir.values())
            and all(akhir.get(k, 0) <= awal[row.kode] for row in tindakan for k in row.syarat)
            and all(nilai <= musim.kapasitas[satu] for (satu, _), nilai in beban.items())
        ):
            return True
    return False


def test_random_plans_under_a_season_equal_brute_force() -> None:
    acak = random.Random(7)
    for _ in range(25):
        kasus = random_kasus(acak)
        kasus.tindakan = kasus.tindakan[:4]
        bulan = {kode: acak.randint(1, 3) for kode, *_ in kasus.tindakan}
        musim = Musim(1, 4, {"Bagor": Decimal(acak.randint(1, 4))})
        soal = to_soal(kasus)
        tindakan = tuple(
            replace(row, bulan=bulan[row.kode], pemilik=("Bagor",)) for row in soal.tindakan
        )
        soal = replace(soal, tindakan=tindakan, musim=musim)
        menurut = {row.kode: row for row in tindakan}
        bisa = [plan for plan in plans(kasus) if fits([menurut[kode] for kode in plan[2]], musim)]
        tertinggi = max(plan[3] for plan in bisa)
        assert find_tertinggi(soal).sesudah.total * 100 == tertinggi
        rencana = find_jalan(soal, garis_di(tertinggi - 1))
        assert rencana is not None
        cukup = min(plan for plan in bisa if plan[3] >= tertinggi)
        assert (rencana.hk, [row.kode for row in rencana.tindakan]) == (cukup[0], cukup[2])
