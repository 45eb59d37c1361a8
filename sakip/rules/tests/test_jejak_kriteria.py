"""Which acts may help which criterion: the file names criteria that exist, and claims little."""

from pathlib import Path

import pytest

from sakip.rules.instrumen import load_instrumen
from sakip.rules.jejak_kriteria import find_jejak, load_aturan_jejak
from sakip.rules.regulasi import FOLDER, RegulasiError


def test_an_evaluator_finds_leads_only_for_criteria_of_the_sheet() -> None:
    semua = load_instrumen()
    for aturan in load_aturan_jejak().values():
        for kunci in aturan.instrumen:
            assert set(aturan.jejak) <= {row.kode for row in semua[kunci].semua_kriteria}
    aturan = find_jejak("permenpanrb-88-2021")
    assert aturan is not None
    assert aturan.kekuatan <= 2
    # Nobody's care is proven by a record of use (practice 3).
    assert not set(aturan.jejak) & {"1.c.7", "1.c.8", "2.c.9", "2.c.10"}
    assert find_jejak("permenpanrb-12-2015") is None


@pytest.mark.parametrize(
    ("lama", "baru", "galat"),
    [
        ('["iku"]', '["kuis"]', "tidak dikenal: kuis"),
        ("kekuatan = 2", "kekuatan = 4", "paling tinggi 2"),
    ],
)
def test_a_file_that_claims_too_much_is_refused(
    tmp_path: Path, lama: str, baru: str, galat: str
) -> None:
    teks = (FOLDER / "jejak_kriteria" / "permenpanrb-88-2021.toml").read_text(encoding="utf-8")
    (tmp_path / "jejak_kriteria").mkdir()
    (tmp_path / "jejak_kriteria" / "lokal.toml").write_text(
        teks.replace(lama, baru), encoding="utf-8"
    )
    with pytest.raises(RegulasiError, match=galat):
        load_aturan_jejak((tmp_path,))
