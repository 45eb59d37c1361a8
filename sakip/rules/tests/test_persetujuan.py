"""How a head decides: worked examples, and files that do not hold."""

from datetime import UTC, date, datetime

import pytest

from sakip.rules.persetujuan import aturan_persetujuan_on, load_aturan_persetujuan
from sakip.rules.regulasi import RegulasiError

HEAD = 'peraturan = "P"\njudul = "J"\nberlaku_sejak = 2020-01-01\nsumber = "S"\ndiperiksa = []\n'


def test_an_approval_at_half_past_two_may_be_undone_until_twenty_to_three():
    aturan = aturan_persetujuan_on(date(2026, 10, 12))
    at = datetime(2026, 10, 12, 14, 30, tzinfo=UTC)
    assert aturan.ends_urung(at) == datetime(2026, 10, 12, 14, 40, tzinfo=UTC)


def test_a_delegation_from_the_first_of_october_lasts_ninety_days_at_most():
    aturan = aturan_persetujuan_on(date(2026, 10, 12))
    assert aturan.ends_pelimpahan(date(2026, 10, 1)) == date(2026, 12, 29)
    assert len(aturan.alasan_kembali) == 3


@pytest.mark.parametrize(
    ("baris", "kata"),
    [
        ('urung_menit = -1\npelimpahan_hari = 9\nalasan_kembali = ["A."]\n', "positif"),
        ('urung_menit = 1\npelimpahan_hari = 0\nalasan_kembali = ["A."]\n', "positif"),
        ('urung_menit = 1\npelimpahan_hari = 9\nalasan_kembali = [" "]\n', "kosong"),
    ],
)
def test_a_file_that_does_not_hold_is_refused(tmp_path, baris, kata):
    (tmp_path / "persetujuan").mkdir()
    (tmp_path / "persetujuan" / "daerah.toml").write_text(HEAD + baris)
    with pytest.raises(RegulasiError, match=kata):
        load_aturan_persetujuan((tmp_path,))
