"""A sheet that contradicts itself is refused where it is written, with the field and a sentence."""

from decimal import Decimal

import pytest

from sakip.rules.agregasi import Agregasi
from sakip.rules.capaian import compute_capaian
from sakip.rules.indikator import check_lembar, check_target, check_triwulan
from sakip.rules.periode import Frekuensi
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.skala import load_skala_ordinal
from sakip.rules.target import TARGET_TIDAK_DINILAI, JenisTarget, Target

OPINI = load_skala_ordinal()["opini-bpk"]
SEPULUH = Target(JenisTarget.ANGKA, Decimal(10), Decimal(10))


def check(
    rumus=Rumus.RASIO, agregasi=Agregasi.POSISI_AKHIR, frekuensi=Frekuensi.TRIWULANAN, **lain
):
    sheet = {"arah": rumus.arah, "has_baseline": False, "skala": None} | lain
    return list(check_lembar(rumus, agregasi, frekuensi, **sheet))


@pytest.mark.parametrize("rumus", Rumus)
@pytest.mark.parametrize("arah", [None, *Arah])
def test_a_direction_is_refused_exactly_where_the_engine_would_not_compute(rumus, arah):
    refused = [
        sentence
        for field, sentence in check(rumus, arah=arah, has_baseline=True, skala=OPINI)
        if field == "arah" and "kedua arah" not in sentence
    ]
    if refused:
        with pytest.raises(ValueError, match="bukan untuk indikator"):
            compute_capaian(SEPULUH, Decimal(9), rumus, arah=arah)
    else:
        compute_capaian(SEPULUH, Decimal(9), rumus, arah=arah)


@pytest.mark.parametrize(
    ("lembar", "fault"),
    [
        ({"rumus": Rumus.RASIO, "arah": Arah.TURUN},
         ("arah", "Rumus R/T untuk indikator naik, bukan turun.")),
        ({"rumus": Rumus.BASELINE, "has_baseline": True},
         ("arah", "Rumus (R-B)/(T-B) untuk kedua arah. Tulis naik atau turun.")),
        ({"rumus": Rumus.BASELINE, "arah": Arah.NAIK},
         ("baseline", "Rumus (R-B)/(T-B) perlu angka baseline.")),
        ({"rumus": Rumus.ORDINAL},
         ("skala", "Rumus ordinal perlu skala predikat. Pilih skalanya.")),
        ({"rumus": Rumus.YA_TIDAK, "agregasi": Agregasi.KUMULATIF},
         ("agregasi",
          "Predikat tidak dapat dihitung sebagai jumlah dari awal tahun. Pilih posisi akhir.")),
        ({"agregasi": Agregasi.TAHUNAN},
         ("frekuensi",
          "Satu angka setahun berarti diukur tahunan. Ganti frekuensi atau agregasi.")),
    ],
)  # fmt: skip
def test_a_planner_reads_what_contradicts_what(lembar, fault):
    assert check(**lembar) == [fault]


def test_a_planner_may_write_every_formula_as_the_demo_does():
    assert check(Rumus.ORDINAL, Agregasi.TAHUNAN, Frekuensi.TAHUNAN, skala=OPINI) == []
    assert check(Rumus.BASELINE, arah=Arah.TURUN, has_baseline=True) == []
    assert check(Rumus.PITA) == []
    assert check(Rumus.RASIO, Agregasi.RASIO, Frekuensi.SEMESTERAN) == []


def test_a_target_left_over_from_another_formula_is_named():
    assert check_target(SEPULUH, Rumus.RASIO, None) == ""
    assert check_target(TARGET_TIDAK_DINILAI, Rumus.ORDINAL, OPINI) == ""
    assert "Target 10 tidak cocok dengan rumus pita" in check_target(SEPULUH, Rumus.PITA, None)
    wtp, nindya = (Target(JenisTarget.ORDINAL, label=label) for label in ("WTP", "Nindya"))
    assert check_target(wtp, Rumus.ORDINAL, OPINI) == ""
    assert "Nindya tidak ada dalam skala Opini BPK" in check_target(nindya, Rumus.ORDINAL, OPINI)


def test_a_yearly_indicator_promises_nothing_for_the_first_three_quarters():
    targets = {(2026, tw): SEPULUH for tw in (1, 4)} | {(2026, 2): TARGET_TIDAK_DINILAI}
    assert list(check_triwulan(targets, Frekuensi.TAHUNAN)) == [
        ((2026, 1), "Indikator ini tidak diukur pada TW I. Kosongkan targetnya.")
    ]
    assert list(check_triwulan(targets, Frekuensi.TRIWULANAN)) == []
