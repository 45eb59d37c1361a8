"""Reading and writing numbers: what people type, what is refused, and that both ways agree."""

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.angka import (
    MINUS,
    NARROW_NBSP,
    NBSP,
    AngkaAmbigu,
    AngkaError,
    bulatkan,
    read_angka,
    write_angka,
    write_persen,
    write_rupiah,
    write_rupiah_besar,
)


@pytest.mark.parametrize(
    ("teks", "angka"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("25.09", "25.09"),
        ("87,5 %", "87.5"),
        ("87,5%", "87.5"),
        (f"93,91{NARROW_NBSP}%", "93.91"),
        ("Rp 1.234.567", "1234567"),
        ("Rp1.234.567,89", "1234567.89"),
        ("Rp. 1.234.567,-", "1234567"),
        (f"Rp{NBSP}2.500.000", "2500000"),
        ("-2,18", "-2.18"),
        ("−2,18", "-2.18"),
        ("–2,18", "-2.18"),
        ("+2,10", "2.10"),
        ("−Rp 1.234.567", "-1234567"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1 234 567,5", "1234567.5"),
        (f"1{NARROW_NBSP}234", "1234"),
        ("1\u2009234\u2009567", "1234567"),
        ("1.234,567", "1234.567"),
        ("1234.567", "1234.567"),
        ("1,2340", "1.2340"),
        ("0,123", "0.123"),
        ("0.000", "0.000"),
        ("0,4380", "0.4380"),
        ("−0,00", "0.00"),
        ("  7 ", "7"),
        ("0", "0"),
        ("1234567890123,4567", "1234567890123.4567"),
    ],
)
def test_a_person_types_a_number_in_any_habit_and_it_is_read_exactly(teks, angka):
    assert str(read_angka(teks)) == angka


@pytest.mark.parametrize(
    ("teks", "ribuan", "desimal"),
    [
        ("1.234", "1234", "1.234"),
        ("1,234", "1234", "1.234"),
        ("12.345", "12345", "12.345"),
        ("100.000", "100000", "100.000"),
        ("012.345", "12345", "12.345"),
        ("−1.234", "-1234", "-1.234"),
        ("1.234 %", "1234", "1.234"),
    ],
)
def test_a_form_like_1_234_is_never_guessed_but_carries_both_readings(teks, ribuan, desimal):
    with pytest.raises(AngkaAmbigu) as galat:
        read_angka(teks)
    assert galat.value.ribuan == Decimal(ribuan)
    assert galat.value.desimal == Decimal(desimal)
    assert teks in str(galat.value)
    for saran in str(galat.value).rstrip(".").split(". Tulis ")[1].split(" atau "):
        assert read_angka(saran) in (Decimal(ribuan), Decimal(desimal))


def test_a_person_who_was_asked_once_settles_a_pasted_block():
    assert read_angka("1.234", pemisah_ribuan=".") == 1234
    assert read_angka("1.234", pemisah_ribuan=",") == Decimal("1.234")
    assert read_angka("1,234", pemisah_ribuan=",") == 1234
    assert read_angka("1,234", pemisah_ribuan=".") == Decimal("1.234")
    assert read_angka("25.09", pemisah_ribuan=".") == Decimal("25.09")
    assert read_angka("1,234.56", pemisah_ribuan=".") == Decimal("1234.56")


def test_rupiah_has_no_third_decimal_so_rp_1_234_is_thousands():
    assert read_angka("Rp 1.234") == 1234
    assert read_angka("Rp 1,234") == 1234


@pytest.mark.parametrize(
    "teks",
    [
        *("", "   ", "abc", "14..5", "12.34.56", "1.234.56", "1,2,3", "1.,2", "1.234,5,6"),
        *("0.123.456", "1234.567,8", "1.234 567", "12 34", "5,", ",5", "5.", "5-", "--5", "- 5"),
        *("1e5", "1E5", "NaN", "nan", "inf", "Infinity", "0x10", "1_000", "½", "٣", "１２", "५"),
        *("Rp 5 %", "Rp", "%", "5 % %", "1.234.567,-", "Rp 5,5,-", "Rp -5", "5 persen"),
        *("1\n234", "1\t234", "5\u200b", "=1+1", "9" * 61),
    ],
)
def test_unreadable_text_is_refused_in_one_indonesian_line_with_an_example(teks):
    with pytest.raises(AngkaError) as galat:
        read_angka(teks)
    assert not isinstance(galat.value, AngkaAmbigu)
    assert "1.234,56" in str(galat.value)
    assert str(galat.value).endswith(".")
    assert "\n" not in str(galat.value)


def test_the_message_repeats_what_was_typed_and_is_short():
    with pytest.raises(AngkaError) as galat:
        read_angka("14..5")
    assert str(galat.value) == '"14..5" bukan angka. Tulis seperti 1.234,56 atau 87,5 %.'
    with pytest.raises(AngkaError, match=r"^Angka belum diisi\. "):
        read_angka("")
    with pytest.raises(AngkaError, match=r'^"(ab ){20}…" bukan angka'):
        read_angka("ab " * 500)
    with pytest.raises(AngkaAmbigu) as galat:
        read_angka("1.234")
    assert str(galat.value) == '"1.234" dapat berarti 1234 atau 1,234. Tulis 1234 atau 1,2340.'
    assert read_angka("9" * 60) == Decimal("9" * 60)


@given(st.text(max_size=12))
def test_no_text_whatever_breaks_the_reader(teks):
    try:
        angka = read_angka(teks)
    except AngkaError:
        return
    assert angka.is_finite()
    assert any(huruf in "0123456789" for huruf in teks)


angka = st.decimals(min_value=-(10**15), max_value=10**15, places=4)


@given(angka, st.sampled_from([0, 1, 2, 3, 4]))
def test_what_is_written_is_read_back(nilai, desimal):
    bulat = bulatkan(nilai, desimal)
    assert read_angka(write_angka(bulat, desimal), pemisah_ribuan=".") == bulat
    assert read_angka(write_persen(bulat, desimal), pemisah_ribuan=".") == bulat


@given(angka, st.sampled_from([0, 2]))
def test_money_is_read_back_in_whole_rupiah_and_in_sen(nilai, desimal):
    assert read_angka(write_rupiah(nilai, desimal)) == bulatkan(nilai, desimal)


@given(angka)
def test_two_or_four_decimals_are_read_back_without_asking(nilai):
    for desimal in (2, 4):
        assert read_angka(write_angka(nilai, desimal)) == bulatkan(nilai, desimal)


@pytest.mark.parametrize(
    ("nilai", "desimal", "teks"),
    [
        ("1234567.89", 2, "1.234.567,89"),
        ("0.005", 2, "0,01"),
        ("-0.005", 2, f"{MINUS}0,01"),
        ("-0.001", 2, "0,00"),
        ("-2.18", 2, f"{MINUS}2,18"),
        ("999.995", 2, "1.000,00"),
        ("0.438", None, "0,438"),
        ("1950", None, "1.950"),
        ("1E+3", None, "1.000"),
    ],
)
def test_a_reader_sees_indonesian_numbers_rounded_half_up(nilai, desimal, teks):
    assert write_angka(Decimal(nilai), desimal) == teks


def test_percent_has_a_narrow_space_and_rupiah_a_hard_one():
    assert write_persen(Decimal("93.913")) == f"93,91{NARROW_NBSP}%"
    assert write_rupiah(Decimal(1234567)) == f"Rp{NBSP}1.234.567"
    assert write_rupiah(Decimal("-1234567.5")) == f"{MINUS}Rp{NBSP}1.234.568"
    assert write_rupiah(Decimal("-0.4")) == f"Rp{NBSP}0"


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        ("999999", "Rp 999.999"),
        ("999999.5", "Rp 1 juta"),
        ("850000000", "Rp 850 juta"),
        ("949999999", "Rp 950 juta"),
        ("999949999", "Rp 999,9 juta"),
        ("999950000", "Rp 1 miliar"),
        ("1200000000", "Rp 1,2 miliar"),
        ("2380000000000", "Rp 2,4 triliun"),
        ("3621300000000000", "Rp 3.621,3 triliun"),
        ("-1250000000", "−Rp 1,3 miliar"),
        ("0", "Rp 0"),
    ],
)
def test_big_money_is_said_in_words_nobody_can_mistake(nilai, teks):
    assert write_rupiah_besar(Decimal(nilai)).replace(NBSP, " ") == teks


def test_nobody_elses_decimal_context_changes_a_number():
    with localcontext(Context(prec=3)):
        assert read_angka("123456,789") == Decimal("123456.789")
        assert write_angka(Decimal("-123456.785")) == f"{MINUS}123.456,79"
        assert write_rupiah_besar(Decimal("-123456789012")).endswith("123,5\u00a0miliar")
