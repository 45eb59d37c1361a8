"""Which level may hang under which: worked examples, circles, and files that do not hold together."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.penjenjangan import find_lingkaran, load_penjenjangan, penjenjangan_on
from sakip.rules.regulasi import FOLDER, RegulasiError, read_toml

ATURAN = penjenjangan_on(date(2026, 1, 1))
CONTOH = read_toml(FOLDER / "penjenjangan" / "contoh" / f"{ATURAN.kunci}.toml")["contoh"]


@pytest.mark.parametrize("contoh", CONTOH, ids=lambda row: row["nama"])
def test_a_planner_hangs_a_node_where_the_law_has_it(contoh):
    decision = ATURAN.check_induk(
        contoh["jenjang"],
        contoh["induk"],
        daerah=contoh["daerah"],
        unit=contoh["dokumen"] == "unit",
    )
    assert bool(decision) is contoh["boleh"]
    assert decision.reason == contoh.get("kalimat", "")


def test_every_level_stands_in_the_examples():
    assert {row["jenjang"] for row in CONTOH} == {row.kunci for row in ATURAN.jenjang}


def test_a_planner_is_told_which_nodes_stand_below_themselves_and_no_others():
    induk = {"a": "b", "b": "c", "c": "a", "bawah": "a", "sendiri": "sendiri", "d": "", "e": "luar"}
    assert find_lingkaran(induk) == {"a", "b", "c", "sendiri"}


@given(st.dictionaries(st.integers(0, 9).map(str), st.integers(0, 9).map(str), max_size=10))
def test_a_node_is_on_a_circle_exactly_when_walking_up_leads_back_to_it(induk):
    def comes_back(kode):
        step = induk[kode]
        for _ in induk:
            if step == kode:
                return True
            step = induk.get(step, "")
        return False

    assert find_lingkaran(induk) == {kode for kode in induk if comes_back(kode)}


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([("tujuan", []), ("tujuan", [])], "dua kali"),
        ([("sasaran", ["visi"])], "induk visi tidak dikenal"),
    ],
)
def test_a_file_that_does_not_hold_together_is_named(tmp_path: Path, rows, fault):
    folder = tmp_path / "penjenjangan"
    folder.mkdir()
    head = (
        'peraturan = "Perbup"\njudul = "Jenjang"\nberlaku_sejak = 2026-01-01\n'
        'sumber = "uji"\ndiperiksa = []\n'
    )
    parts = [
        f'[[jenjang]]\nkunci = "{kunci}"\nnama = "X"\ninduk = {induk}\ninduk_daerah = []\n'
        "puncak = true\npuncak_unit = true\n"
        for kunci, induk in rows
    ]
    (folder / "perbup-1-2026.toml").write_text(head + "".join(parts).replace("'", '"'))
    with pytest.raises(RegulasiError, match=f"perbup-1-2026: .*{fault}"):
        load_penjenjangan((tmp_path,))
