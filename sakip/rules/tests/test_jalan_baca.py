"""What a way to a predikat teaches those who read it."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from sakip.rules.instrumen import load_instrumen
from sakip.rules.jalan import find_jalan, find_tertinggi
from sakip.rules.jalan_baca import (
    compute_kepekaan,
    compute_langit,
    compute_tangga,
    find_diam,
    find_pembatas,
)
from sakip.rules.jalan_soal import Soal
from sakip.rules.regulasi import FOLDER
from sakip.rules.tests.demo_jalan import DEMO, LKE, PREDIKAT, SEMUA
from sakip.rules.tindakan import Tindakan

LANJUT = {f"{n}.a": 1 for n in "1234"}


def test_a_bupati_reads_the_ceiling_of_his_own_years_and_of_the_reading() -> None:
    """All 80 met is 80,00 only where nothing has stood: one year of .a makes 82,00, five 84,00."""
    for lanjut, sendiri in (({}, 80), (LANJUT, 82), (dict.fromkeys(LANJUT, 5), 84)):
        langit = compute_langit(Soal(LKE, SEMUA, (), lanjut))
        assert [langit.baru.total, langit.sendiri.total, langit.bertahan.total] == [80, sendiri, 84]
    assert compute_langit(Soal(LKE, SEMUA, (), LANJUT)).sendiri.predikat.kode == "A"


def test_a_region_that_reads_one_scale_for_all_lenses_adds_a_file_only(tmp_path: Path) -> None:
    teks = (FOLDER / "evaluasi_akip" / f"{LKE.kunci}.toml").read_text(encoding="utf-8")
    for tahun in (5, 1):
        satu = f"lanjut_lensa.keberadaan = {tahun}\n"
        teks = teks.replace(satu, satu + satu.replace("keberadaan", "kualitas"))
        teks = teks.replace(satu, satu + satu.replace("keberadaan", "pemanfaatan"))
    (tmp_path / "evaluasi_akip").mkdir()
    (tmp_path / "evaluasi_akip" / "perbup.toml").write_text(teks, encoding="utf-8")
    satu_skala = load_instrumen((FOLDER, tmp_path))["perbup"]
    setahun = {sub.kode: 1 for sub in satu_skala.subkomponen}

    langit = compute_langit(Soal(satu_skala, SEMUA, (), setahun))

    assert [langit.sendiri.total, langit.bertahan.total] == [90, 100]


def test_bagor_sees_how_many_criteria_the_next_step_takes() -> None:
    tangga = {row.subkomponen: row for row in compute_tangga(DEMO)}

    assert [*tangga] == ["1.b", "1.c", "2.b", "2.c", "3.b", "3.c", "4.b", "4.c"]
    empat = tangga["2.c"]
    assert (empat.dari, empat.ke, empat.perlu, empat.naik) == ("C", "CC", 2, Decimal("1.5"))
    assert (tangga["4.b"].ke, tangga["4.b"].perlu, tangga["4.b"].naik) == ("BB", 1, Decimal("0.75"))


def test_bagor_sees_what_lifts_nothing_alone() -> None:
    assert [row.kode for row in find_diam(DEMO)] == ["A06", "A07", "A14", "A15", "A16"]


def test_a_bupati_sees_what_the_highest_total_is_limited_by() -> None:
    pembatas = find_pembatas(DEMO, find_tertinggi(DEMO))

    assert {(row.subkomponen, row.jawaban, row.sebab, row.kriteria) for row in pembatas} == {
        *((f"{n}.a", "A", "belum_bertahan", ()) for n in "1234"),
        *((kode, "BB", "upaya_lebih", ()) for kode in ("1.b", "2.b", "2.c", "3.b", "4.b")),
        ("1.c", "B", "hasil", ("1.c.6",)),
        ("3.c", "B", "hasil", ("3.c.7",)),
        ("4.c", "B", "hasil", ("4.c.5",)),
    }
    assert all(row.teks.endswith(".") for row in pembatas)


def test_a_criterion_without_an_action_is_named() -> None:
    soal = Soal(LKE, SEMUA - {"1.b.1", "1.b.2"}, (Tindakan("A", ("1.b.1",), Decimal(1)),))

    pembatas = {row.subkomponen: row for row in find_pembatas(soal, find_tertinggi(soal))}
    assert (pembatas["1.b"].sebab, pembatas["1.b"].kriteria) == ("tanpa_tindakan", ("1.b.2",))


def test_a_leader_sees_where_the_plan_ends_when_one_action_is_refused() -> None:
    rencana = find_jalan(DEMO, PREDIKAT["BB"])
    assert rencana is not None

    kepekaan = compute_kepekaan(DEMO, rencana)

    assert [(row.tindakan.kode, row.total) for row in kepekaan] == [
        ("A02", Decimal("69.75")),
        ("A03", Decimal("69.75")),
        ("A06", Decimal("69.75")),
        ("A13", Decimal("69.75")),
        ("A17", Decimal("65.95")),
        ("A22", Decimal("69.90")),
    ]
    assert {row.predikat.kode for row in kepekaan} == {"B"}


def test_what_another_action_opens_as_well_survives_a_refusal() -> None:
    tindakan = tuple(Tindakan(kode, ("1.b.1",), Decimal(1)) for kode in "AB")
    soal = Soal(LKE, SEMUA - {"1.b.1"}, tindakan)
    rencana = find_tertinggi(soal)

    berdua = replace(rencana, tindakan=tindakan)
    assert {row.total for row in compute_kepekaan(soal, berdua)} == {rencana.sesudah.total}


def test_what_no_criterion_decides_keeps_its_grade_and_is_not_a_step() -> None:
    """4.a of a unit is the agency's to answer (practice.md 1.13); 60 of 100 x 5 = 3,00 stays."""
    unit = LKE.entitas["perangkat_daerah"]
    tutup = replace(unit, tidak_berlaku=(*unit.tidak_berlaku, "4.a.1", "4.a.2", "4.a.3"))
    lembar = replace(LKE, entitas={**LKE.entitas, "perangkat_daerah": tutup})
    soal = Soal(
        lembar, frozenset(), (Tindakan("A", ("1.b.1",), Decimal(1)),), jenis_entitas="perangkat_daerah",
        tetap={"4.a": "CC"},
    )  # fmt: skip

    tertinggi = find_tertinggi(soal)
    assert tertinggi.sekarang.total == 3
    assert tertinggi.sesudah.total == 3 + Decimal("2.7")
    assert "4.a" not in {row.subkomponen for row in compute_tangga(soal)}
    pembatas = {row.subkomponen: row for row in find_pembatas(soal, tertinggi)}
    assert pembatas["4.a"].sebab == "pemda"
