"""What the common form takes: Indonesian dates, the revision seen, faults beside their field."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from sakip.web.forms import Form, TanggalField, WaktuField, first_fault, read_hidden


class TanggalForm(Form):
    nama = forms.CharField(required=False)
    tanggal = TanggalField(label="Tanggal")


@pytest.mark.parametrize("typed", ["2026-12-31", "31-12-2026", "31/12/2026", " 31-12-2026 "])
def test_a_day_is_read_as_it_is_written_here(typed):
    form = TanggalForm({"tanggal": typed})
    assert form.is_valid()
    assert form.cleaned_data["tanggal"] == date(2026, 12, 31)


@pytest.mark.parametrize("typed", ["12/31/2026", "31-12-26", "2026-02-30", "besok", "31.12.2026"])
def test_a_day_that_could_be_another_is_refused_with_an_example(typed):
    form = TanggalForm({"tanggal": typed})
    assert form.errors == {"tanggal": ["Tulis tanggal seperti 31-12-2026."]}


@pytest.mark.parametrize("typed", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_day_beside_which_no_other_could_be_reckoned_is_refused(typed):
    assert TanggalForm({"tanggal": typed}).errors == {"tanggal": ["Tulis tahun 1900 sampai 2200."]}
    with pytest.raises(ValidationError, match="Tulis tahun 1900 sampai 2200"):
        WaktuField().clean(f"{typed}T09:14")


def test_the_browser_gets_the_day_as_its_date_field_wants_it():
    assert 'value="2026-12-31"' in str(
        TanggalForm(initial={"tanggal": date(2026, 12, 31)})["tanggal"]
    )


def test_the_revision_travels_hidden_and_must_come_back():
    form = TanggalForm(revisi=4)
    assert 'type="hidden"' in str(form["revisi"])
    assert 'value="4"' in str(form["revisi"])
    assert not TanggalForm({"tanggal": "2026-12-31"}, revisi=4).is_valid()
    assert not TanggalForm({"tanggal": "2026-12-31", "revisi": "-1"}, revisi=4).is_valid()
    form = TanggalForm({"tanggal": "2026-12-31", "revisi": "3"}, revisi=4)
    assert form.is_valid()
    assert form.cleaned_data["revisi"] == 3, "what the person saw, not what is stored"


@pytest.mark.parametrize("typed", ["9" * 19, "9" * 5000, "²", "٣", "1e9", "-1", ""])
def test_a_number_that_no_page_of_ours_hides_is_none(typed):
    """Python reads no more than 4300 digits, and no database keeps a key of more than 18."""
    assert read_hidden({"revisi": typed}, "revisi") == -1


def test_a_revision_that_no_database_keeps_is_a_fault():
    form = TanggalForm({"tanggal": "2026-12-31", "revisi": "9" * 19}, revisi=4)
    assert list(form.errors) == ["revisi"]


def test_a_new_row_has_no_revision():
    assert "revisi" not in TanggalForm().fields


def test_a_fault_of_the_table_stands_beside_its_field_and_others_above():
    form = TanggalForm({"tanggal": "2026-12-31"})
    assert form.is_valid()
    form.take_faults(ValidationError({"nama": "Nama ini sudah ada.", "lain": "Ada yang kurang."}))
    assert form.errors["nama"] == ["Nama ini sudah ada."]
    assert form.non_field_errors() == ["Ada yang kurang."]


def test_the_first_fault_is_one_sentence():
    assert first_fault(ValidationError({"nama": ["Satu.", "Dua."]})) == "Satu."
    assert first_fault(ValidationError("Tiga.")) == "Tiga."
