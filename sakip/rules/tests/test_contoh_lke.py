"""Each worked example beside the instruments and the schemes is one test."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from sakip.rules.instrumen import Butir, load_instrumen
from sakip.rules.penilaian import Jawaban, score_lke
from sakip.rules.predikat import classify, load_predikat
from sakip.rules.regulasi import FOLDER, read_toml


def load_contoh(folder: str) -> list[Mapping[str, Any]]:
    files = sorted((FOLDER / folder / "contoh").glob("*.toml"))
    return [contoh for path in files for contoh in read_toml(path)["contoh"]]


def fill(butir: Butir, lainnya: str) -> Jawaban:
    """The answer of a row that the example does not write."""
    if not butir.skala.pilihan:
        return butir.penuh if lainnya == "terbaik" else 0
    return {
        "terbaik": butir.skala.pilihan[0].kode,
        "terburuk": butir.skala.pilihan[-1].kode,
    }.get(lainnya, lainnya)


@pytest.mark.parametrize("contoh", load_contoh("evaluasi_akip"), ids=lambda row: row["nama"])
def test_an_evaluator_gets_the_total_of_the_worked_example(contoh: Mapping[str, Any]) -> None:
    instrumen = load_instrumen()[contoh["peraturan"]]
    nilai = dict(contoh["nilai"])
    if "lainnya" in contoh:
        nilai = {row.kode: fill(row, contoh["lainnya"]) for row in instrumen.butir()} | nilai
    harapan = contoh["harapan"]

    hasil = score_lke(instrumen, nilai)

    assert hasil.total == harapan["total"]
    assert hasil.total.as_tuple().exponent == -2
    assert hasil.predikat.kode == harapan["predikat"]
    for bagian, rows in (("komponen", hasil.komponen), ("subkomponen", hasil.subkomponen)):
        nilai_bagian = {row.kode: row.nilai for row in rows}
        for kode, poin in harapan.get(bagian, {}).items():
            assert nilai_bagian[kode] == Decimal(poin), (bagian, kode)


@pytest.mark.parametrize(
    "contoh",
    load_contoh("predikat"),
    ids=lambda row: f"{row['skema']} {row['nilai']} {row.get('target_baik', '')}",
)
def test_a_value_on_the_boundary_has_the_predikat_that_the_scheme_prints(
    contoh: Mapping[str, Any],
) -> None:
    skema = next(row for row in load_predikat().values() if row.sebutan == contoh["skema"])

    predikat = classify(skema, Decimal(contoh["nilai"]), target_baik=contoh.get("target_baik"))

    assert predikat.kode == contoh["predikat"]


def test_the_official_history_of_the_pemda_uses_the_sheet_of_its_year() -> None:
    """Five components up to 2021, the break, four components after it; eight times B."""
    riwayat = [row for row in load_contoh("evaluasi_akip") if "tanggal" in row]

    assert len(riwayat) == 8
    for row in riwayat:
        instrumen = load_instrumen()[row["peraturan"]]
        lama = row["tanggal"].year <= 2021
        assert len(instrumen.komponen) == (5 if lama else 4)
        assert instrumen.berlaku_sejak <= row["tanggal"]
