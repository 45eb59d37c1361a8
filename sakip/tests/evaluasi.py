"""Builders of evaluations: a sheet with its team, answers and grades, in any state."""

from typing import Any

from sakip.evaluasi.actions.jawaban import import_nilai_sub, score_subkomponen
from sakip.evaluasi.actions.penilaian import create_penilaian
from sakip.evaluasi.isian import IsianSub, IsiKriteria, IsiNilai
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.models import TAHAPAN_LAMA, Penilaian
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.rules.decision import Decision
from sakip.rules.tahapan import MANDIRI

EVALUATOR = "evaluator"
# A sheet of 64,00: every component has BB, CC, CC.
NILAI = {
    f"{k}.{s}": jawaban for k in "1234" for s, jawaban in (("a", "BB"), ("b", "CC"), ("c", "CC"))
}


LKE = "/2026/tw4/opd/05/lke/"


def typed(tahap: str, **lain: str) -> dict[str, str]:
    """The fields of a work page: criterion 1.b.3 answered, unless said otherwise."""
    return {
        "tahap": tahap,
        "jawaban-1.b.3": "terpenuhi",
        "kekuatan-1.b.3": "3",
        "catatan-1.b.3": "Sampel lima sasaran dibaca.",
        "tautan-1.b.3": "https://contoh.test/renstra",
        "revisi-1.b.3": "",
        **lain,
    }


def make_penilaian(
    acting_user: Pengguna,
    *units: PerangkatDaerah | None,
    tahun: int = 2026,
    tahapan: str = TAHAPAN_LAMA,
    **tim: Any,
) -> Penilaian:
    """The evaluation of a unit (None: the agency itself), opened by its action, in two stages."""
    isi = {"tahun": tahun, "tahapan": tahapan, **tim}
    return create_penilaian(units=units, acting_user=acting_user, **isi)[0]


def answer(penilaian: Penilaian, tahap: str, sub: str, *, acting_user: Pengguna, **isi: Any) -> int:
    """Answer criteria and grade one sub-component: `status` by code, `nilai`, and what else is given."""
    nilai = isi.pop("nilai", None)
    status = isi.pop("status", {})
    lembar = load_lembar(penilaian)
    rows = []
    for kode, value in status.items():
        old = lembar.jawaban.get((tahap, kode))
        rows.append(IsiKriteria(kode, value, revisi=old.revisi if old else None))
    grade = None
    if nilai:
        old_grade = lembar.nilai.get((tahap, sub))
        revisi = old_grade.revisi if old_grade else None
        grade = IsiNilai(nilai, revisi=revisi, **isi)
    isian = IsianSub(tahap, sub, kriteria=rows, nilai=grade)
    return score_subkomponen(penilaian, isian, acting_user=acting_user).berubah


def fill_mandiri(penilaian: Penilaian, *, acting_user: Pengguna, status: str = "terpenuhi") -> None:
    """Answer every criterion of its own with one status, and grade everything."""
    lembar = load_lembar(penilaian)
    for sub in lembar.instrumen.subkomponen:
        own = {row.kode: status for row in lembar.kriteria_sendiri(sub)}
        answer(
            penilaian, MANDIRI, sub.kode, acting_user=acting_user, status=own, nilai=NILAI[sub.kode]
        )


def start_scoring(penilaian: Penilaian) -> Penilaian:
    """Put the sheet into the evaluators' hands, without the way there."""
    Penilaian.objects.filter(pk=penilaian.pk).update(status=Penilaian.Status.DINILAI)
    penilaian.refresh_from_db()
    return penilaian


def grade_all(penilaian: Penilaian, *, acting_user: Pengguna, **lain: str) -> None:
    """Set the evaluators' twelve grades; `lain` changes some ("b1" is 1.b)."""
    other = {f"{name[1]}.{name[0]}": value for name, value in lain.items()}
    import_nilai_sub(penilaian, EVALUATOR, NILAI | other, acting_user=acting_user)


def said_no(decision: Decision, words: str) -> bool:
    """Whether this is a refusal whose sentence holds these words."""
    return not decision and words in decision.reason and decision.reason.endswith(".")
