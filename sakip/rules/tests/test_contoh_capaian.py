"""Each worked example beside the measuring rules is one test; evaluators may add their own."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal
from typing import Any

import pytest

from sakip.rules.agregasi import Agregasi, IsiMasa, compute_agregat, split_kumulatif
from sakip.rules.angka import bulatkan, read_angka, write_angka
from sakip.rules.capaian import Capaian, compute_capaian
from sakip.rules.regulasi import FOLDER, read_toml
from sakip.rules.rumus import Arah, Rumus, find_rumus
from sakip.rules.skala import load_skala_ordinal
from sakip.rules.target import Target, read_realisasi, read_target, write_target

CONTOH = FOLDER / "pengukuran" / "contoh"


def load_contoh(nama: str) -> list[Mapping[str, Any]]:
    return read_toml(CONTOH / f"{nama}.toml")["contoh"]


def compute_contoh(contoh: Mapping[str, Any]) -> Capaian:
    rumus = find_rumus(contoh["rumus"]) or Rumus(contoh["rumus"])
    cara = {"skala": load_skala_ordinal().get(contoh.get("skala", "")), "pemisah_ribuan": "."}
    return compute_capaian(
        read_target(contoh["target"], rumus, **cara),
        read_realisasi(contoh["realisasi"], rumus, **cara),
        rumus,
        baseline=read_angka(contoh["baseline"]) if "baseline" in contoh else None,
        arah=Arah(contoh["arah"]) if "arah" in contoh else None,
        skala=cara["skala"],
    )


@pytest.mark.parametrize("contoh", load_contoh("demo-2025"), ids=lambda row: row["nama"])
def test_a_head_of_office_sees_the_capaian_of_each_of_the_forty_indicators(contoh):
    hasil = compute_contoh(contoh)
    assert hasil.nilai is not None
    assert write_angka(hasil.nilai) == contoh["harapan"]
    assert hasil.tercapai is contoh["tercapai"]
    assert not hasil.catatan
    assert hasil.langkah.startswith("Capaian = ")
    assert contoh["harapan"] in hasil.langkah


def test_all_forty_demo_indicators_stand_beside_the_rules():
    assert [row["no"] for row in load_contoh("demo-2025")] == list(range(1, 41))


@pytest.mark.parametrize("contoh", load_contoh("tepi"), ids=lambda row: row["nama"])
def test_an_edge_that_no_law_settles_is_computed_as_this_house_writes_it(contoh):
    hasil = compute_contoh(contoh)
    if "alasan" in contoh:
        assert hasil.nilai is None
        assert hasil.alasan == contoh["alasan"]
        assert hasil.langkah == hasil.alasan.kalimat
    else:
        assert hasil.alasan is None
        assert write_angka(hasil.nilai) == contoh["harapan"]
    assert hasil.tercapai is contoh.get("tercapai")
    assert hasil.di_dalam is contoh.get("di_dalam")
    assert bool(hasil.catatan) is contoh.get("bercatatan", False)


@pytest.mark.parametrize("contoh", load_contoh("capaian-terbit"), ids=lambda row: row["kode"])
def test_a_published_figure_is_reproduced_or_reported_as_differing_never_bent(contoh):
    nilai = compute_contoh(contoh).nilai
    assert write_angka(nilai) == contoh["harapan"]
    terbit = read_angka(contoh["terbit"])
    if terbit == bulatkan(nilai):
        kata = "dibulatkan"
    elif terbit == nilai.quantize(Decimal("0.01"), ROUND_DOWN):
        kata = "dipotong"
    else:
        kata = "berbeda"
    assert kata == contoh["kata"]
    assert (abs(terbit - nilai) < Decimal("0.01")) is (kata != "berbeda")


def test_twenty_three_published_rows_follow_two_are_cut_and_two_differ():
    kata = [row["kata"] for row in load_contoh("capaian-terbit")]
    assert (kata.count("dibulatkan"), kata.count("dipotong"), kata.count("berbeda")) == (23, 2, 2)


def read_masa(contoh: Mapping[str, Any]) -> list[IsiMasa]:
    if "pasangan" in contoh:
        kolom = [
            [read_angka(teks) for teks in satu] for satu in zip(*contoh["pasangan"], strict=True)
        ]
        sendiri = [split_kumulatif(satu) for satu in kolom]
        return [IsiMasa(pembilang=n, penyebut=d) for n, d in zip(*sendiri, strict=True)]
    bobot = contoh.get("bobot", [""] * len(contoh["nilai"]))
    target = contoh.get("target", ["–"] * len(contoh["nilai"]))
    return [
        IsiMasa(
            nilai=None if nilai == "–" else read_angka(nilai),
            target=read_target(satu_target, Rumus.RASIO),
            bobot=read_angka(satu_bobot) if satu_bobot else None,
        )
        for nilai, satu_target, satu_bobot in zip(contoh["nilai"], target, bobot, strict=False)
    ]


def print_target(target: Target | None) -> str:
    return "" if target is None else write_target(target).replace(".", "")


@pytest.mark.parametrize("contoh", load_contoh("agregasi"), ids=lambda row: row["nama"])
def test_an_operator_sees_the_year_so_far_after_every_quarter(contoh):
    masa = read_masa(contoh)
    agregasi = Agregasi(contoh["agregasi"])
    for sampai, harapan in enumerate(contoh["harapan"], 1):
        hasil = compute_agregat(agregasi, masa[:sampai], faktor=Decimal(contoh.get("faktor", 1)))
        assert ("" if hasil.nilai is None else write_angka(hasil.nilai)) == harapan
        assert harapan in hasil.langkah
        if "harapan_target" in contoh:
            assert print_target(hasil.target) == contoh["harapan_target"][sampai - 1]
    assert len(hasil.peringatan) == contoh.get("peringatan", 0)
