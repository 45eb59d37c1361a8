"""Which quarters are measured, and when an outside figure is out."""

from datetime import date

import pytest

from sakip.rules.alasan import Alasan
from sakip.rules.periode import (
    Frekuensi,
    Rilis,
    bulan_diukur,
    find_alasan_masa,
    periode_diukur,
    write_rilis,
)


@pytest.mark.parametrize(
    ("frekuensi", "triwulan", "bulan"),
    [
        (Frekuensi.BULANAN, [1, 2, 3, 4], list(range(1, 13))),
        (Frekuensi.TRIWULANAN, [1, 2, 3, 4], [3, 6, 9, 12]),
        (Frekuensi.SEMESTERAN, [2, 4], [6, 12]),
        (Frekuensi.TAHUNAN, [4], [12]),
    ],
)
def test_an_operator_is_asked_only_in_the_periods_of_the_indicator(frekuensi, triwulan, bulan):
    assert [tw for tw in (1, 2, 3, 4) if periode_diukur(frekuensi, tw)] == triwulan
    assert [b for b in range(1, 13) if bulan_diukur(frekuensi, b)] == bulan


@pytest.mark.parametrize(
    ("tw", "hari_ini", "alasan"),
    [
        (3, date(2026, 10, 12), Alasan.TIDAK_DIUKUR),
        (4, date(2027, 4, 30), Alasan.BELUM_RILIS),
        (4, date(2027, 5, 1), None),
        (4, date(2028, 1, 1), None),
    ],
)
def test_nobody_is_late_for_a_figure_that_bps_has_not_published(tw, hari_ini, alasan):
    mei = Rilis(bulan=5, selisih_tahun=1)
    frekuensi = Frekuensi.TAHUNAN
    assert find_alasan_masa(frekuensi, tw, tahun=2026, hari_ini=hari_ini, rilis=mei) is alasan


def test_a_figure_of_ones_own_waits_for_no_release():
    hari_ini = date(2026, 10, 1)
    assert find_alasan_masa(Frekuensi.TRIWULANAN, 3, tahun=2026, hari_ini=hari_ini) is None
    assert find_alasan_masa(Frekuensi.SEMESTERAN, 3, tahun=2026, hari_ini=hari_ini) is (
        Alasan.TIDAK_DIUKUR
    )


def test_the_grid_says_when_the_figure_comes():
    assert write_rilis(Rilis(11), 2026) == "rilis Nov 2026"
    assert write_rilis(Rilis(5, 1), 2026) == "rilis Mei 2027"
