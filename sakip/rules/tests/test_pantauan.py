"""When an operator is reminded, and how much of an agency's work came in the last two days."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from sakip.rules.pantauan import compute_bagian_akhir, load_pantauan, pantauan_on
from sakip.rules.regulasi import RegulasiError

WIT = ZoneInfo("Asia/Jayapura")
TENGGAT = datetime(2026, 10, 10, 16, 0, tzinfo=WIT)
ATURAN = pantauan_on(date(2026, 10, 1))


@pytest.mark.parametrize(
    ("hari", "jam", "tahap"),
    [
        (2, 9, None),  # H-8
        (3, 6, None),  # H-7, before the office opens
        (3, 7, 7),
        (4, 9, 7),  # the machine was off on H-7
        (6, 23, 7),  # H-4
        (7, 7, 3),
        (8, 12, 3),
        (9, 7, 1),
        (10, 15, 1),
        (10, 16, None),  # the deadline itself
        (11, 9, None),
    ],
)
def test_sari_is_reminded_seven_three_and_one_day_before_on_her_own_clock(hari, jam, tahap):
    assert ATURAN.find_tahap(TENGGAT, datetime(2026, 10, hari, jam, tzinfo=WIT)) == tahap


def test_the_last_two_days_begin_at_the_hour_of_the_deadline():
    assert ATURAN.begins_akhir(TENGGAT) == TENGGAT - timedelta(days=2)


def test_three_of_eight_entries_in_the_last_days_are_37_and_a_half_percent():
    assert compute_bagian_akhir(3, 8) == Decimal("37.5")
    assert compute_bagian_akhir(0, 8) == 0


def test_before_the_first_entry_there_is_no_share():
    assert compute_bagian_akhir(0, 0) is None


@pytest.mark.parametrize(
    ("baris", "galat"),
    [
        ("hari_pengingat = [1, 3, 7]\njam_pengingat = 7", "harus menurun"),
        ("hari_pengingat = [7, 7]\njam_pengingat = 7", "harus menurun"),
        ("hari_pengingat = [7]\njam_pengingat = 24", "antara 0 dan 23"),
    ],
)
def test_a_region_writes_days_that_make_no_sense_and_is_told(tmp_path, baris, galat):
    folder = tmp_path / "pantauan"
    folder.mkdir()
    (folder / "daerah.toml").write_text(
        'peraturan = "P"\njudul = "J"\nberlaku_sejak = 2026-01-01\nsumber = "s"\ndiperiksa = []\n'
        f"{baris}\nhari_akhir = 2\nbatas_akhir = 40\n"
    )
    with pytest.raises(RegulasiError, match=galat):
        load_pantauan((tmp_path,))
