"""The formulas of a workbook say what the engine says, in LibreOffice and before anything computes."""

import random
from pathlib import Path

import pytest

from sakip.evaluasi.tests.buku_acak import check_semua, differences, make_buku


def test_an_evaluator_reads_right_figures_where_nothing_computes_formulas(tmp_path: Path) -> None:
    buku = list(make_buku(tmp_path, 6, random.Random(8)))

    assert [kalimat for path, lembar in buku for kalimat in differences(path, lembar)] == []


@pytest.mark.bukti
def test_an_evaluator_sees_in_libreoffice_the_recap_that_the_engine_computes(
    tmp_path: Path,
) -> None:
    assert check_semua(tmp_path, 6, random.Random(12)) == []
