"""Where what was typed differs from what somebody else stored since it was seen."""

from collections.abc import Iterator, Mapping

from django.db import models

from sakip.evaluasi.isian import IsianSub
from sakip.evaluasi.lembar import Lembar
from sakip.evaluasi.models import Jawaban
from sakip.rules.decision import Beda


def find_beda(lembar: Lembar, isian: IsianSub) -> Iterator[Beda]:
    """Both values of every row that was changed since it was seen, unless to the same."""
    for row in isian.kriteria:
        old = lembar.jawaban.get((isian.tahap, row.kriteria))
        if old is not None and old.revisi != row.revisi and differs(old, row.nilai):
            yield Beda(f"Kriteria {row.kriteria}", _write(Jawaban(**row.nilai)), _write(old))
    grade, typed = lembar.nilai.get((isian.tahap, isian.subkomponen)), isian.nilai
    if grade is None or typed is None or grade.revisi == typed.revisi:
        return
    if differs(grade, typed.kolom):
        name = f"Nilai {isian.subkomponen}"
        yield Beda(name, typed.jawaban, f"{grade.jawaban} ({grade.penilai})")


def differs(old: models.Model, values: Mapping[str, object]) -> bool:
    """Whether any of these columns is stored with another value."""
    return any(getattr(old, name) != value for name, value in values.items())


def _write(row: Jawaban) -> str:
    """An answer in one line, with who gave it where it is stored."""
    who = f" ({row.penilai})" if row.penilai_id else ""
    note = f", “{row.kata}”" if row.kata else ""
    return f"{row.get_status_display()}, {row.get_kekuatan_bukti_display().lower()}{note}{who}"
