"""Ordinal scales: ranks, and files that do not hold together."""

from pathlib import Path

import pytest

from sakip.rules.regulasi import RegulasiError
from sakip.rules.skala import load_skala_ordinal

KEPALA = """peraturan = "Perbup 1/2026"
judul = "Tingkat"
berlaku_sejak = 2026-01-01
sumber = "lampiran"
diperiksa = []
"""


def write_skala(root: Path, isi: str) -> None:
    folder = root / "pengukuran" / "ordinal"
    folder.mkdir(parents=True)
    (folder / "tingkat.toml").write_text(KEPALA + isi, encoding="utf-8")


def test_an_auditor_finds_wtp_at_rank_four_and_kla_at_five():
    skala = load_skala_ordinal()
    assert [skala["opini-bpk"].compute_rank(x) for x in ("TMP", "TW", "WDP", "WTP")] == [1, 2, 3, 4]
    assert skala["kabupaten-layak-anak"].compute_rank("Pratama") == 1
    assert skala["kabupaten-layak-anak"].compute_rank("KLA") == 5
    assert skala["predikat-akip"].compute_rank("AA") == 7
    assert skala["opini-bpk"].compute_rank("wtp") is None


def test_a_region_adds_its_own_scale_in_its_own_folder(tmp_path):
    write_skala(
        tmp_path,
        '[[tingkat]]\nlabel = "Rintisan"\nnama = "Rintisan"\n'
        '[[tingkat]]\nlabel = "Mapan"\nnama = "Sudah Mapan"\n',
    )
    skala = load_skala_ordinal((tmp_path,))["tingkat"]
    assert skala.find_label("sudah mapan") == "Mapan"
    assert skala.compute_rank("Mapan") == 2


@pytest.mark.parametrize(
    "isi",
    [
        "tingkat = []",
        '[[tingkat]]\nlabel = "A"\nnama = "A"',
        '[[tingkat]]\nlabel = "A"\nnama = "A"\n[[tingkat]]\nlabel = "B"\nnama = "a"',
        '[[tingkat]]\nlabel = "A"\n[[tingkat]]\nlabel = "B"\nnama = "B"',
        '[[tingkat]]\nlabel = "A"\nnama = "A"\nbobot = 1',
    ],
)
def test_a_scale_without_two_different_steps_is_refused_at_loading(tmp_path, isi):
    write_skala(tmp_path, isi)
    with pytest.raises(RegulasiError, match="tingkat"):
        load_skala_ordinal((tmp_path,))
