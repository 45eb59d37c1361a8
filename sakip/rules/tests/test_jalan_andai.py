"""What-ifs of the way: forced, refused, a unit's share, another reading."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sakip.rules.jalan import find_jalan
from sakip.rules.jalan_andai import (
    drop_tindakan,
    find_andai,
    needs_of,
    read_satu_skala,
    share_of_entitas,
)
from sakip.rules.jalan_baca import compute_langit
from sakip.rules.kenaikan import kenaikan_on
from sakip.rules.tests.demo_jalan import DEMO, KATALOG, PREDIKAT
from sakip.rules.tests.oracle_jalan import garis_di, plans, random_kasus, to_soal


def codes(rencana) -> list[str]:
    return [row.kode for row in rencana.tindakan]


def test_what_waits_for_a_refused_action_falls_with_it() -> None:
    sisa, gugur = drop_tindakan(KATALOG.tindakan, ["A02"])
    kode = {row.kode for row in sisa}

    assert {"A03", "A05", "A07", "A16", "A17"} <= {*gugur}
    assert kode.isdisjoint({"A02", *gugur})
    assert all({*row.syarat} <= kode for row in sisa)


def test_a_wished_action_is_in_the_plan_with_its_effort_and_the_rest_is_cheapest() -> None:
    rencana = find_andai(DEMO, PREDIKAT["BB"], ["A10"])

    assert rencana is not None
    assert codes(rencana) == ["A02", "A09", "A10", "A13", "A17", "A22"]
    assert rencana.hk == rencana.batas_bawah == 1470
    assert find_andai(DEMO, PREDIKAT["BB"]) == find_jalan(DEMO, PREDIKAT["BB"])
    assert find_andai(DEMO, PREDIKAT["A"], ["A10"]) is None
    assert needs_of(DEMO, ["A10", "A99"]) == {"A09", "A10"}


def test_a_plan_around_wished_actions_is_never_dearer_than_any_set_that_holds_them() -> None:
    acak = random.Random(3)
    for _ in range(40):
        kasus, garis = random_kasus(acak), acak.randrange(1000, 7000)
        soal = to_soal(kasus)
        if not soal.terbuka:
            continue
        wajib = needs_of(soal, [acak.choice(soal.terbuka).kode])
        rencana = find_andai(soal, garis_di(garis), wajib)
        biaya = [hk for hk, _, kode, total in plans(kasus) if wajib <= {*kode} and total > garis]
        assert (rencana.hk if rencana else None) == min(biaya, default=None)


def test_a_unit_pays_its_own_days_and_waits_for_nobody_else() -> None:
    milik = share_of_entitas(KATALOG.tindakan)
    kode = {row.kode for row in milik}

    assert "A22" not in kode
    assert {row.kode: row.hk for row in milik}["A02"] == Decimal(6)
    assert all({*row.syarat} <= kode for row in milik)


def test_one_scale_for_all_lenses_lifts_the_ceiling_to_a_hundred() -> None:
    satu = replace(DEMO, instrumen=read_satu_skala(DEMO.instrumen))

    assert compute_langit(DEMO).bertahan.total == Decimal("84.00")
    assert compute_langit(satu).bertahan.total == Decimal("100.00")
    setahun = replace(satu, lanjut={sub.kode: 1 for sub in DEMO.instrumen.subkomponen})
    penuh = replace(setahun, terpenuhi=setahun.dikenal)
    assert compute_langit(penuh).sendiri.total == Decimal("90.00")


def test_the_usual_gain_is_dated_and_has_its_source() -> None:
    kenaikan = kenaikan_on(date(2026, 1, 1))

    assert kenaikan is not None
    assert [row.teks for row in kenaikan.lazim] == ["+0,18", "+2,00 sampai +4,00"]
    assert all(row.sumber and row.tahun == 2024 for row in kenaikan.lazim)
    assert kenaikan_on(date(2020, 1, 1)) is None
    with pytest.raises(AttributeError):
        kenaikan.lazim[0].bawah = Decimal(0)  # type: ignore[misc]
