"""Suggestions stay suggestions, and contradicting answers are pointed at."""

import pytest

from sakip.rules.instrumen import load_instrumen
from sakip.rules.penilaian import BelumDinilaiError, Jawaban, PenilaianError
from sakip.rules.saran import check_kerangka_logis, suggest_nilai

LKE = load_instrumen()["permenpanrb-88-2021"]
SKPD = load_instrumen()["permenpanrb-12-2015"]
KRITERIA = {sub.kode: [row.kode for row in sub.kriteria] for sub in LKE.subkomponen}


def ticks(sub: str, terpenuhi: int, sisa: str = "belum") -> dict[str, str]:
    kode = KRITERIA[sub]
    return dict.fromkeys(kode, sisa) | dict.fromkeys(kode[:terpenuhi], "terpenuhi")


@pytest.mark.parametrize(
    ("sub", "terpenuhi", "batas"),
    [
        ("1.b", 11, "BB"),
        ("1.b", 10, "B"),
        ("1.b", 9, "B"),
        ("1.b", 8, "CC"),
        ("1.c", 6, "CC"),
        ("1.c", 4, "C"),
        ("1.c", 2, "D"),
        ("1.c", 1, "D"),
        ("1.c", 0, "E"),
        ("4.c", 2, "C"),
        ("4.c", 4, "B"),
        ("4.c", 5, "BB"),
    ],
)
def test_an_evaluator_sees_the_upper_bound_of_the_share_met_and_never_above_bb(
    sub: str, terpenuhi: int, batas: str
) -> None:
    saran = suggest_nilai(LKE, sub, ticks(sub, terpenuhi))

    assert saran.batas_atas is not None
    assert saran.batas_atas.kode == batas
    assert saran.bagian * saran.berlaku == terpenuhi
    assert [row.kode for row in saran.kurang] == KRITERIA[sub][terpenuhi:]


def test_partly_met_and_asked_for_evidence_count_for_nothing() -> None:
    for status in ("sebagian", "minta_bukti"):
        saran = suggest_nilai(LKE, "4.c", ticks("4.c", 3, status))

        assert saran.bagian * 5 == 3
        assert len(saran.kurang) == 2


def test_an_evaluator_reads_that_counting_ticks_is_our_simplification() -> None:
    catatan = suggest_nilai(LKE, "4.c", ticks("4.c", 5)).catatan

    assert "penyederhanaan aplikasi" in catatan
    assert "PermenPANRB 88/2021" in catatan


def test_a_dinas_that_has_everything_it_can_have_reaches_the_bound_bb() -> None:
    """3.a.4 (reviu) is for the pemda alone, so five of five and not five of six."""
    status = dict.fromkeys(KRITERIA["3.a"], "terpenuhi")
    del status["3.a.4"]

    dinas = suggest_nilai(LKE, "3.a", status, jenis_entitas="perangkat_daerah")
    pemda = suggest_nilai(LKE, "3.a", status, jenis_entitas="pemda")

    assert dinas.batas_atas is not None
    assert pemda.batas_atas is not None
    assert (dinas.batas_atas.kode, dinas.berlaku) == ("BB", 5)
    assert (pemda.batas_atas.kode, pemda.berlaku) == ("B", 6)


def test_an_evaluator_is_told_every_criterion_and_status_that_is_not_known() -> None:
    status = {"3.a.4": "terpenuhi", "3.a.1": "ya", "9.9": "terpenuhi"}
    with pytest.raises(PenilaianError) as caught:
        suggest_nilai(LKE, "3.a", status, jenis_entitas="rsud")

    assert [pesan.kunci for pesan in caught.value.pesan] == ["3.a.4", "3.a.1", "9.9"]
    with pytest.raises(PenilaianError, match="Subkomponen tidak dikenal"):
        suggest_nilai(LKE, "9.z", {"3.a.1": "terpenuhi"})
    with pytest.raises(PenilaianError, match="entitas"):
        suggest_nilai(LKE, "3.a", {"3.a.1": "terpenuhi"}, jenis_entitas="kota")


def test_without_any_tick_nothing_is_suggested() -> None:
    with pytest.raises(BelumDinilaiError):
        suggest_nilai(LKE, "3.a", {})


def lembar(**ubahan: str) -> dict[str, Jawaban]:
    """A perfect SKPD sheet with some questions answered otherwise (q10="c")."""
    sempurna: dict[str, Jawaban] = {row.kode: row.skala.pilihan[0].kode for row in SKPD.butir()}
    return sempurna | {kode.removeprefix("q"): jawaban for kode, jawaban in ubahan.items()}


def warned(**ubahan: str) -> list[str]:
    return [pesan.kunci for pesan in check_kerangka_logis(SKPD, lembar(**ubahan))]


def test_a_perfect_sheet_gives_no_warning() -> None:
    assert warned() == []


def test_without_a_renstra_its_contents_and_quality_cannot_score() -> None:
    assert {str(n) for n in range(2, 21)} <= {*warned(q1="tidak")}


@pytest.mark.parametrize(
    ("jawaban", "dilaporkan"),
    [
        ({"q21": "b"}, {"22"}),
        ({"q70": "e"}, {"71", "72", "73", "74"}),
        ({"q68": "d"}, set()),
        ({"q76": "tidak"}, {"78", "79", "80", "81"}),
        ({"q75": "tidak"}, {"78"}),
        ({"q13": "e", "q14": "e"}, {"15", "16", "17", "18", "19", "20"}),
        ({"q2": "tidak"}, {"10"}),
        ({"q43": "tidak"}, set()),
        ({"q41": "e"}, {"47", "48", "50"}),
    ],
)
def test_an_answer_above_what_it_rests_on_is_pointed_at(
    jawaban: dict[str, str], dilaporkan: set[str]
) -> None:
    """q70 and q78 rest on their own parents: the checks that read q68 and q77 are not copied."""
    assert {*warned(**jawaban)} == dilaporkan


def test_a_mean_divides_by_the_number_of_questions_in_it() -> None:
    """The mean of q10-15 has six values: five at 1 and one at 0,75 is 0,958, below 1."""
    assert set(warned(q15="b")) == {"16", "17", "18", "19", "20"}
    sekitar = {f"q{n}": "b" for n in range(10, 16)}
    assert "16" not in warned(**sekitar, q16="b", q17="b")


def test_a_half_filled_sheet_is_checked_as_far_as_it_goes() -> None:
    assert check_kerangka_logis(SKPD, {"10": "a"}) == ()
    (pesan,) = check_kerangka_logis(SKPD, {"10": "a", "2": "tidak"})
    assert str(pesan) == "10: Nilainya melebihi butir 2; periksa kembali jawabannya."
    with pytest.raises(PenilaianError, match="10: "):
        check_kerangka_logis(SKPD, {"10": "ya"})
