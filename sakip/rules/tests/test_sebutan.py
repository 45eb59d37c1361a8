"""Who is named in a comment."""

import pytest

from sakip.rules.sebutan import find_sebutan

ORANG = {1: "Siti", 2: "Siti Aminah", 3: "Budi Santoso, S.E.", 4: "Rini Astuti", 5: "Rini Wulandari",
         6: "Agus Salim", 7: "Agus Salim"}  # fmt: skip


@pytest.mark.parametrize(
    ("teks", "disebut"),
    [
        ("Mohon dicek @Siti Aminah, terima kasih", {2}),
        ("@siti aminah", {2}),
        ("@Siti  Aminah", {2}),
        ("@Siti, mohon dicek", {1}),
        ("(@Budi Santoso, S.E.) dan @Siti.", {3, 1}),
        ("@budi tolong", {3}),
        ("@Aminah", {2}),
        ("@Rini tolong", set()),
        ("@Rini Astuti tolong", {4}),
        ("@Agus Salim", {6, 7}),
        ("surel siti@contoh.go.id", set()),
        ("@Sitinurbaya", set()),
        ("@", set()),
        ("tanpa siapa pun", set()),
    ],
)
def test_those_named_are_found_and_nobody_else(teks, disebut):
    assert find_sebutan(teks, ORANG) == disebut


def test_a_person_without_a_name_is_never_named():
    assert find_sebutan("@ada", {1: ""}) == set()
