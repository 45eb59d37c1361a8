"""The catalogue of actions as data: what the file holds, and what is refused."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sakip.rules.instrumen import load_instrumen
from sakip.rules.regulasi import FOLDER, RegulasiError
from sakip.rules.tindakan import check_katalog, katalog_awal_of, katalog_of, load_katalog

LKE = load_instrumen()["permenpanrb-88-2021"]
KATALOG = load_katalog()["pemda"]
NASIONAL = (FOLDER / "jalan_predikat" / "pemda.toml").read_text(encoding="utf-8")


def load_lokal(root: Path, teks: str) -> None:
    (root / "jalan_predikat").mkdir(exist_ok=True)
    (root / "jalan_predikat" / "perbup.toml").write_text(teks, encoding="utf-8")
    load_katalog((FOLDER, root))


def test_bagor_finds_twenty_five_actions_and_their_whole_effort() -> None:
    assert [row.kode for row in KATALOG.tindakan] == [f"A{n:02}" for n in range(1, 26)]
    assert sum(row.hk for row in KATALOG.tindakan) == 4872
    assert KATALOG.find("A15").hk == Decimal(40)
    assert (
        sum(len({kode.rsplit(".", 1)[0] for kode in row.kriteria}) > 1 for row in KATALOG.tindakan)
        == 16
    )
    dibuka = {kode for row in KATALOG.tindakan for kode in row.kriteria}
    semua = {row.kode for row in LKE.semua_kriteria}
    assert semua - dibuka == {"1.c.6", "3.c.7", "4.c.5"}
    assert katalog_of(LKE) == KATALOG


def test_a_sheet_of_a_region_takes_what_opens_a_criterion_of_the_same_code() -> None:
    """Without 1.a.1 and without all that A02 opens, A02 falls and nothing waits for it."""
    hilang = {"1.a.1", *KATALOG.find("A02").kriteria, "1.c.6"}
    komponen = tuple(
        replace(satu, subkomponen=tuple(
            replace(sub, kriteria=tuple(row for row in sub.kriteria if row.kode not in hilang))
            for sub in satu.subkomponen
        ))
        for satu in LKE.komponen
    )  # fmt: skip
    lokal = replace(LKE, kunci="perbup", varian_dari=LKE.kunci, komponen=komponen)
    katalog = katalog_awal_of(lokal)

    assert katalog.instrumen == "perbup"
    assert "A02" not in [row.kode for row in katalog.tindakan]
    assert katalog.find("A01").kriteria == ("2.a.1", "2.a.3", "4.a.1", "4.b.1")
    assert "A02" in KATALOG.find("A03").syarat
    assert "A02" not in katalog.find("A03").syarat
    assert not [*check_katalog(lokal, katalog.tindakan, katalog.bintang)]
    assert "1.c.6" not in katalog.bintang
    assert katalog_awal_of(LKE) == KATALOG
    asing = replace(lokal, komponen=())
    with pytest.raises(LookupError, match="Tidak ada tindakan bawaan"):
        katalog_awal_of(asing)
    with pytest.raises(LookupError):
        katalog_awal_of(replace(asing, varian_dari=""))


def test_an_archived_sheet_has_no_catalogue() -> None:
    with pytest.raises(LookupError, match="Belum ada katalog tindakan untuk PermenPANRB 12/2015"):
        katalog_of(load_instrumen()["permenpanrb-12-2015"])


@pytest.mark.parametrize(
    ("lama", "baru", "pesan"),
    [
        ('kode = "A02"', 'kode = "A01"', "A01 Kode ini tertulis lebih dari sekali"),
        ('"1.b.3", "1.b.4"', '"1.b.3", "1.b.12"', r"A02 Kriteria 1\.b\.12 tidak ada"),
        ('"3.c.7", "4.c.5"', '"3.c.8", "4.c.5"', r"bintang Kriteria 3\.c\.8 tidak ada"),
        ('syarat = ["A22"]', 'syarat = ["A99"]', "A23 Syarat A99 bukan kode tindakan"),
        (
            '"Bappeda"]\npeluang = 0.6',
            '"Bappeda"]\nsyarat = ["A03"]\npeluang = 0.6',
            "Syarat berputar",
        ),
        ('instrumen = "permenpanrb-88-2021"', 'instrumen = "x"', "instrumen x tidak dikenal"),
        ("jendela = [6, 9]", "jendela = [6]", "A17 Jendela harus dua bulan"),
        ("hk_pusat = 25", "hk_pusat = -1", "A01 Hari kerja tidak boleh kurang dari 0"),
        ("peluang = 0.95", "peluang = 95", "A20 Peluang harus 0 sampai dengan 1"),
        ("hk_pusat = 25", "hk = 25", "hk_pusat belum diisi"),
    ],
)
def test_a_region_is_told_what_is_wrong_with_its_catalogue(
    tmp_path: Path, lama: str, baru: str, pesan: str
) -> None:
    assert lama in NASIONAL
    with pytest.raises(RegulasiError, match=pesan):
        load_lokal(tmp_path, NASIONAL.replace(lama, baru, 1))
