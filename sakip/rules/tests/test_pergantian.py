"""How many units a change takes and gives."""

import pytest

from sakip.rules.pergantian import check_gabung, check_ganti_nama, check_pecah


@pytest.mark.parametrize(
    ("check", "asal", "lama", "baru"),
    [
        (check_gabung, 2, 0, 1),
        (check_gabung, 1, 1, 0),
        (check_gabung, 5, 1, 0),
        (check_pecah, 1, 0, 2),
        (check_pecah, 1, 2, 0),
        (check_pecah, 1, 1, 1),
        (check_ganti_nama, 1, 0, 1),
    ],
)
def test_a_change_that_happens_in_practice_is_taken(check, asal, lama, baru):
    assert check(asal=asal, lama=lama, baru=baru)


@pytest.mark.parametrize(
    ("check", "asal", "lama", "baru", "why"),
    [
        (check_gabung, 1, 0, 1, "sedikitnya dua"),
        (check_gabung, 0, 1, 0, "sedikitnya dua"),
        (check_gabung, 2, 1, 1, "satu penerima"),
        (check_gabung, 2, 0, 0, "satu penerima"),
        (check_pecah, 2, 0, 2, "satu perangkat daerah"),
        (check_pecah, 1, 0, 1, "sedikitnya dua"),
        (check_ganti_nama, 2, 0, 1, "satu perangkat daerah"),
        (check_ganti_nama, 1, 1, 0, "kode, nama, dan singkatan"),
        (check_ganti_nama, 1, 0, 2, "kode, nama, dan singkatan"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_with_its_reason(check, asal, lama, baru, why):
    decision = check(asal=asal, lama=lama, baru=baru)
    assert not decision
    assert why in decision.reason
