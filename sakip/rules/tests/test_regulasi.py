"""Reading dated regulation files: exact, strict about keys, newest in force wins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest

from sakip.rules.regulasi import RegulasiError, build, in_force, load_folder, read_toml


@dataclass(frozen=True, slots=True)
class Bagian:
    kode: str
    bobot: Decimal


@dataclass(frozen=True, slots=True)
class Peraturan:
    berlaku_sejak: date
    tingkat: Literal["atas", "bawah"]
    bagian: tuple[Bagian, ...]
    kamus: Mapping[str, Decimal]
    final: bool
    catatan: str = ""
    batas: int | None = None


LENGKAP: dict[str, Any] = {
    "berlaku_sejak": date(2024, 1, 1),
    "tingkat": "atas",
    "bagian": [{"kode": "a", "bobot": 5}, {"kode": "b", "bobot": Decimal("7.5")}],
    "kamus": {"x": 1},
    "final": False,
}


def test_a_developer_gets_a_typed_regulation_with_exact_numbers() -> None:
    peraturan = build(Peraturan, {**LENGKAP, "catatan": "dua\n  baris", "batas": 3}, "uji")

    assert peraturan.bagian == (Bagian("a", Decimal(5)), Bagian("b", Decimal("7.5")))
    assert peraturan.kamus == {"x": Decimal(1)}
    assert isinstance(peraturan.kamus["x"], Decimal)
    assert (peraturan.catatan, peraturan.batas) == ("dua baris", 3)


@pytest.mark.parametrize(
    ("ubahan", "pesan"),
    [
        ({"bagian": [{"kode": "a"}]}, r"uji.bagian\[1\]: bobot belum diisi."),
        ({"bagian": [{"kode": "a", "bobott": 1, "bobot": 1}]}, "bobott tidak dikenal"),
        ({"bagian": {"kode": "a", "bobot": 1}}, "uji.bagian"),
        ({"bagian": [{"kode": "a", "bobot": True}]}, "bobot"),
        ({"bagian": [{"kode": "a", "bobot": Decimal("NaN")}]}, "bobot"),
        ({"bagian": [{"kode": 1, "bobot": 1}]}, "kode"),
        ({"berlaku_sejak": "2024-01-01"}, "berlaku_sejak"),
        ({"tingkat": "tengah"}, "tingkat"),
        ({"kamus": ["x"]}, "kamus"),
        ({"final": 1}, "final"),
        ({"batas": True}, "batas"),
    ],
)
def test_a_person_who_edits_a_file_is_told_the_place_of_the_fault(
    ubahan: dict[str, Any], pesan: str
) -> None:
    with pytest.raises(RegulasiError, match=pesan):
        build(Peraturan, LENGKAP | ubahan, "uji")


def test_a_person_who_breaks_the_toml_is_told_the_file(tmp_path: Path) -> None:
    (tmp_path / "rusak.toml").write_text("kode = ")

    with pytest.raises(RegulasiError, match="rusak"):
        read_toml(tmp_path / "rusak.toml")


def test_a_region_overrides_a_national_file_and_the_newest_begun_is_in_force(
    tmp_path: Path,
) -> None:
    nasional, daerah = tmp_path / "nasional", tmp_path / "daerah"
    nasional.mkdir()
    daerah.mkdir()
    for folder, nama, sejak, catatan in (
        (nasional, "b-2024", "2024-01-01", "nasional"),
        (nasional, "a-2020", "2020-01-01", "nasional"),
        (daerah, "b-2024", "2024-01-01", "daerah"),
    ):
        (folder / f"{nama}.toml").write_text(
            f'berlaku_sejak = {sejak}\ntingkat = "atas"\nbagian = []\nkamus = {{}}\n'
            f'final = true\ncatatan = "{catatan}"\n'
        )

    rows = load_folder(lambda kunci, table: build(Peraturan, table, kunci), (nasional, daerah))

    assert list(rows) == ["a-2020", "b-2024"]
    assert rows["b-2024"].catatan == "daerah"
    assert in_force(rows.values(), date(2023, 12, 31)) is rows["a-2020"]
    assert in_force(rows.values(), date(2024, 1, 1)) is rows["b-2024"]
    with pytest.raises(LookupError, match="2019-12-31"):
        in_force(rows.values(), date(2019, 12, 31))
