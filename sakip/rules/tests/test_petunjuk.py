"""An evaluator is told what does not go together on his sheet, and nothing where all is well."""

from dataclasses import replace

import pytest

from sakip.rules.instrumen import Lensa
from sakip.rules.petunjuk import (
    Isian,
    asks_tanggal,
    check_kriteria,
    check_nilai,
    count_langkah,
    find_ragu,
    find_sama,
    has_tanggal,
    write_sama,
)

STATUS = ("terpenuhi", "sebagian", "belum")
NILAI = ("AA", "A", "BB", "B", "CC", "C", "D", "E")
KUALITAS = Lensa("Kualitas", 3)
JAWAB = Isian("Indikator memenuhi SMART", "terpenuhi", STATUS, STATUS[:1], "Lima dibaca.")
GRADE = Isian("", "BB", NILAI, NILAI[:3], "Dibaca pada sampel.")


def hints(kekuatan: int = 3, **lain: str) -> list[str]:
    return list(check_kriteria(replace(JAWAB, **lain), kekuatan, KUALITAS))


def grade_hints(
    batas: str = "BB", beralasan: bool = False, ragu: tuple[str, ...] = (), **lain: str
) -> list[str]:
    isi = replace(GRADE, **lain)
    return list(check_nilai(isi, batas=batas, beralasan=beralasan, kriteria_ragu=ragu))


def test_an_answer_that_goes_with_its_note_and_evidence_has_no_hint() -> None:
    assert hints(lalu="sebagian", tahap_lalu="Mandiri") == []
    assert hints(0, jawaban="belum", catatan="Belum ada.") == []
    assert grade_hints() == []


@pytest.mark.parametrize(
    ("lain", "kata"),
    [
        ({"catatan": "Belum semua dibaca."}, "memuat kata “belum”."),
        ({"catatan": "Sebagian; belum lengkap."}, "memuat kata “belum” atau “sebagian”."),
        ({"uraian": "Laporan disampaikan tepat waktu"}, "tidak memuat tanggal."),
        ({"kekuatan": 2}, "di bawah kekuatan 3, yang dibutuhkan lensa kualitas."),
        (
            {"catatan": "", "lalu": "belum", "tahap_lalu": "Penilaian mandiri"},
            "Penilaian mandiri menjawab belum, di sini terpenuhi, tanpa catatan",
        ),
    ],
)
def test_each_slip_on_a_criterion_has_one_sentence(lain: dict[str, str], kata: str) -> None:
    [kalimat] = hints(**lain)  # type: ignore[arg-type]  # kekuatan is an int
    assert kata in kalimat
    assert kalimat.endswith(".")


@pytest.mark.parametrize(
    ("lain", "kata"),
    [
        ({"jawaban": "A"}, "Nilainya A, di atas BB, yang paling tinggi menurut kriterianya"),
        ({"jawaban": "B"}, "Nilainya B, di bawah BB"),
        ({"ragu": ("1.b.3", "1.b.4")}, "tetapi catatan 1.b.3, 1.b.4 memuat kata"),
        ({"catatan": "Sebagian saja."}, "tetapi catatan subkomponen memuat kata"),
        ({"catatan": "", "lalu": "C", "tahap_lalu": "Mandiri"}, "Mandiri menjawab C, di sini BB"),
    ],
)
def test_each_slip_on_a_grade_has_one_sentence(lain: dict[str, str], kata: str) -> None:
    [kalimat] = grade_hints(**lain)  # type: ignore[arg-type]  # ragu is a tuple
    assert kata in kalimat


def test_a_reason_ends_the_hint_on_a_grade_beyond_its_criteria() -> None:
    assert grade_hints(jawaban="A", beralasan=True) == []
    assert grade_hints(jawaban="A", batas="") == []


def test_a_lower_grade_may_have_doubts_and_two_steps_are_no_jump() -> None:
    assert grade_hints(batas="B", jawaban="B", ragu=("1.b.3",)) == []
    assert grade_hints(catatan="", lalu="CC", tahap_lalu="Mandiri") == []


def test_a_note_on_three_criteria_is_found_and_on_two_is_not() -> None:
    catatan = {"1.a.1": "Ada SK 12.", "1.a.2": " ada sk 13", "1.a.3": "Ada SK", "1.a.4": "Lain"}
    found = find_sama(catatan | {"1.a.5": "", "1.a.6": "", "1.a.7": ""})
    assert found["1.a.2"] == ("1.a.1", "1.a.3")
    assert not {"1.a.4", "1.a.5"} & found.keys()
    assert find_sama({"1": "sama", "2": "sama"}) == {}
    assert write_sama(found["1.a.2"]) == "Catatannya sama dengan catatan 1.a.1, 1.a.3."


@pytest.mark.parametrize(
    ("teks", "ada"),
    [
        ("Terbit 31 Januari 2026.", True),
        ("terbit 3 mei", True),
        ("Unggah 2026-03-05", True),
        ("5-3-2026", True),
        ("Terbit Januari 2026", False),
        ("Perbup 12/2025", False),
        ("hal. 12 Maretta", False),
        ("", False),
    ],
)
def test_a_day_is_told_from_a_year_and_a_number(teks: str, ada: bool) -> None:
    assert has_tanggal(teks) is ada


def test_words_of_doubt_are_whole_words() -> None:
    assert find_ragu("Sebelum 2026, sebagiannya") == ()
    assert find_ragu("BELUM.") == ("belum",)
    assert asks_tanggal("Dokumen dipublikasikan Tepat  waktu")
    assert not asks_tanggal("Waktu yang tepat")


def test_steps_are_counted_only_between_known_answers() -> None:
    assert count_langkah(NILAI, "AA", "BB") == 2
    assert count_langkah(NILAI, "BB", "A") == -1
    assert count_langkah(NILAI, "", "A") == count_langkah(NILAI, "A", "x") == 0
