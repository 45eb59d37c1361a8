"""Answers and grades of one stage: what was typed, then what follows from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import QuerySet

from sakip.audit.actions import record, require, transition
from sakip.evaluasi.beda import differs, find_beda
from sakip.evaluasi.compute import compute_hasil, fill_hasil, fill_saran, find_hasil, find_setuju
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.isian import (
    IsianSub,
    IsiKriteria,
    IsiNilai,
    check_jawaban,
    find_faults,
    read_isian,
)
from sakip.evaluasi.lembar import (
    Lembar,
    blank_lembar,
    hold,
    hold_first,
    load_lembar,
    riwayat_of,
)
from sakip.evaluasi.models import Hasil, Jawaban, NilaiSub, Penilaian, Tanggapan
from sakip.evaluasi.permissions import (
    can_approve_nilai,
    can_approve_tanggapan,
    can_score_subkomponen,
)
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import Beda, Konflik, RuleError
from sakip.rules.instrumen import Subkomponen
from sakip.rules.tahapan import MANDIRI

Baris = TypeVar("Baris", Jawaban, NilaiSub)


@dataclass(frozen=True, slots=True)
class Simpanan:
    """How many rows were written, where, and the sheet as it stands after."""

    berubah: int
    sub: Subkomponen
    lembar: Lembar


@transaction.atomic
def score_subkomponen(penilaian: Penilaian, isian: IsianSub, *, acting_user: Pengguna) -> Simpanan:
    """Save what a stage says of one sub-component: any of its criteria, its grade, or both.

    All or nothing. The suggestion is computed after the grade is stored, the result of the stage
    once every grade is there. Raises RuleError for answers the sheet does not know and Konflik,
    with both values, for rows changed since they were seen.
    """
    hold(penilaian)
    require(can_score_subkomponen(Hubungan(acting_user, penilaian), isian.tahap))
    lembar = load_lembar(penilaian)
    berubah = _save(lembar, isian.tahap, [isian], "update", acting_user)
    return Simpanan(berubah, _find(lembar, isian.subkomponen), lembar)


@transaction.atomic
def score_butir(
    rows: QuerySet[Penilaian], butir: str, isi: Mapping[str, str], *, acting_user: Pengguna
) -> Simpanan:
    """Save one criterion or one grade of the first of these evaluations, in ten queries with its request.

    `isi` are the fields as posted. As `score_subkomponen`; raises Penilaian.DoesNotExist where there
    is no such evaluation, or nothing of this code in it.
    """
    penilaian = hold_first(rows)
    if penilaian is None or (sub := blank_lembar(penilaian).sub_of(butir)) is None:
        raise Penilaian.DoesNotExist
    orang, tahap = Hubungan(acting_user, penilaian), isi.get("tahap", "")
    require(can_score_subkomponen(orang, tahap))
    lembar = load_lembar(penilaian)
    isian = read_isian(lembar, sub, tahap, isi)
    return Simpanan(_save(lembar, tahap, [isian], "update", acting_user, orang), sub, lembar)


@transaction.atomic
def import_halaman(
    penilaian: Penilaian,
    tahap: str,
    halaman: Mapping[str, Mapping[str, str]],
    *,
    acting_user: Pengguna,
) -> int:
    """Save many pages of one stage at once: the fields of each as its page posts them, by sub-component.

    As `score_subkomponen` for each of them, all or nothing, with one line in the trail.
    """
    hold(penilaian)
    require(can_score_subkomponen(Hubungan(acting_user, penilaian), tahap))
    lembar = load_lembar(penilaian)
    isian = [read_isian(lembar, _find(lembar, kode), tahap, isi) for kode, isi in halaman.items()]
    return _save(lembar, tahap, isian, "import", acting_user)


@transaction.atomic
def import_nilai_sub(
    penilaian: Penilaian,
    tahap: str,
    nilai: Mapping[str, str],
    *,
    catatan: Mapping[str, str] | None = None,
    acting_user: Pengguna,
) -> int:
    """Set many grades of one stage at once, by code of the sub-component: archives and workbooks.

    A note that is not given stays as it stands. Whoever may grade on the page may import, and nobody
    else. Raises RuleError for a code or grade the sheet does not know. Returns how many changed.
    """
    hold(penilaian)
    require(can_score_subkomponen(Hubungan(acting_user, penilaian), tahap))
    lembar = load_lembar(penilaian)
    subs = [_find(lembar, kode) for kode in nilai]
    before = _said(lembar, tahap)
    changed: list[models.Model] = []
    for sub in subs:
        old = lembar.nilai.get((tahap, sub.kode))
        note = (catatan or {}).get(sub.kode, old.catatan if old else "")
        isi = IsiNilai(nilai[sub.kode], note, None, _revision(old))
        isian = IsianSub(tahap, sub.kode, nilai=isi)
        for _, sentence in find_faults(lembar, sub, isian):
            raise RuleError(f"Subkomponen {sub.kode}: {sentence}")
        changed += _write_grade(lembar, isian, acting_user)
    if changed:
        touched = _follow(lembar, tahap, subs, changed)
        act = f"penilaian_{tahap}.import"
        _record(lembar, act, acting_user, touched, before, _said(lembar, tahap))
    return len(changed)


@transaction.atomic
def approve_nilai(
    penilaian: Penilaian, tahap: str, dengan: str, nilai: str, sub: str, *, acting_user: Pengguna
) -> None:
    """Agree with one grade of an earlier stage, as it was seen; each sub-component is its own act.

    The agreeing stage gets a row of its own. Raises RuleError where there is no such grade, Konflik
    where it changed since it was seen.
    """
    hold(penilaian)
    require(can_approve_nilai(Hubungan(acting_user, penilaian), tahap))
    lembar = load_lembar(penilaian)
    theirs = find_setuju(lembar, tahap, _find(lembar, sub)).get(dengan)
    if theirs is None:
        raise RuleError(f"Belum ada nilai {sub} dari tahap sebelumnya untuk disetujui.")
    if theirs != nilai:
        raise Konflik(
            (Beda(f"Nilai {sub}", nilai, f"{theirs} ({lembar.tahapan.get(dengan).nama})"),)
        )
    before = _said(lembar, tahap)
    own = lembar.nilai.get((tahap, sub))
    catatan = own.catatan if own else ""
    isi = IsiNilai(theirs, catatan, setuju_dengan=dengan)
    typed = _write_grade(lembar, IsianSub(tahap, sub, nilai=isi), acting_user)
    if typed:
        touched = _follow(lembar, tahap, [_find(lembar, sub)], typed)
        act = f"penilaian_{tahap}.approve"
        _record(lembar, act, acting_user, touched, before, _said(lembar, tahap))


@transaction.atomic
def approve_tanggapan(row: Tanggapan, *, nilai: str, jawaban: str, acting_user: Pengguna) -> None:
    """Accept an objection: the grade of the result becomes another one, with the reason.

    Raises RuleError for a grade the sheet does not know, the grade that stands, or no reason.
    """
    penilaian = row.penilaian
    hold(penilaian)
    require(can_approve_tanggapan(Hubungan(acting_user, penilaian), row))
    check_jawaban(jawaban)
    lembar = load_lembar(penilaian)
    tahap, sub = lembar.tahapan.hasil, _find(lembar, row.subkomponen)
    kode = lembar.find_butir_at(row.subkomponen, row.kriteria).kode
    before = lembar.nilai_tahap(tahap)[kode]
    isian = _accepted(lembar, row, nilai, jawaban.strip())
    for _, sentence in find_faults(lembar, sub, isian):
        raise RuleError(sentence)
    if nilai == before:
        raise RuleError("Nilainya tetap sama. Pilih nilai lain, atau tolak tanggapannya.")
    typed = _write_criteria(lembar, isian, acting_user) + _write_grade(lembar, isian, acting_user)
    transition(
        row,
        "tanggapan.approve",
        before=Tanggapan.Status.DIAJUKAN,
        after=Tanggapan.Status.DITERIMA,
        acting_user=acting_user,
        juga=_follow(lembar, tahap, [sub], typed),
        jawaban=jawaban.strip(),
        nilai_lama=before,
        nilai_baru=nilai,
        dijawab_oleh=acting_user,
    )


def _accepted(lembar: Lembar, row: Tanggapan, nilai: str, jawaban: str) -> IsianSub:
    """What the result's stage says when an objection is accepted: another grade, or another answer."""
    isian = IsianSub(lembar.tahapan.hasil, row.subkomponen)
    if lembar.per_kriteria:
        answer = lembar.find_jawaban(isian.tahap, row.kriteria)
        kept = (answer.kekuatan_bukti, answer.tautan, answer.catatan) if answer else (0, "", "")
        seen = _revision(lembar.jawaban.get((isian.tahap, row.kriteria)))
        isian.kriteria = [IsiKriteria(row.kriteria, nilai, *kept, seen)]
    else:
        grade = lembar.nilai[isian.tahap, row.subkomponen]
        isian.nilai = IsiNilai(nilai, grade.catatan, f"Tanggapan diterima: {jawaban}")
    return isian


def _save(
    lembar: Lembar,
    tahap: str,
    halaman: Sequence[IsianSub],
    act: str,
    user: Pengguna,
    orang: Hubungan | None = None,
) -> int:
    """Check everything first, then write, then what follows from it; how many rows were typed.

    With `orang`, who was asked about while the sheet was held since it was read, the trail asks less.
    """
    subs = [_find(lembar, isian.subkomponen) for isian in halaman]
    beda: list[Beda] = []
    for sub, isian in zip(subs, halaman, strict=True):
        for _, sentence in find_faults(lembar, sub, isian):
            raise RuleError(sentence)
        beda += find_beda(lembar, isian)
    if beda:
        raise Konflik(tuple(beda))
    before = _said(lembar, tahap)
    typed: list[models.Model] = []
    for isian in halaman:
        typed += _write_criteria(lembar, isian, user) + _write_grade(lembar, isian, user)
    if typed:
        touched = _follow(lembar, tahap, subs, typed)
        known = {} if orang is None else _known(orang, touched)
        tindakan = f"penilaian_{tahap}.{act}"
        _record(lembar, tindakan, user, touched, before, _said(lembar, tahap), **known)
    return len(typed)


def _find(lembar: Lembar, kode: str) -> Subkomponen:
    sub = lembar.subkomponen(kode)
    if sub is None:
        raise RuleError(f"Subkomponen {kode} tidak ada pada lembar ini.")
    return sub


def _revision(row: Jawaban | NilaiSub | None) -> int | None:
    return None if row is None else row.revisi


def _lanjut_fields(lembar: Lembar, isian: IsianSub) -> dict[str, object]:
    """Since when all was met, where earlier evaluations here say it; nobody types over that."""
    sub = _find(lembar, isian.subkomponen)
    pilihan = lembar.instrumen.skala_of(sub).find(isian.nilai.jawaban if isian.nilai else "")
    asked = pilihan is not None and sub.lensa in pilihan.lanjut_lensa
    old = lembar.nilai.get((isian.tahap, sub.kode))
    stated = old is not None and old.sejak is not None
    return riwayat_of(lembar).fill(sub, pilihan) if asked or stated else {}


def _write_criteria(lembar: Lembar, isian: IsianSub, user: Pengguna) -> list[models.Model]:
    changed: list[models.Model] = []
    for isi in isian.kriteria:
        old = lembar.jawaban.get((isian.tahap, isi.kriteria))
        if old is not None and not differs(old, isi.nilai):
            continue
        row = old or Jawaban(
            instansi_id=lembar.penilaian.instansi_id,
            penilaian=lembar.penilaian,
            tahap=isian.tahap,
            kriteria=isi.kriteria,
        )
        lembar.jawaban[isian.tahap, isi.kriteria] = row
        changed.append(_store(row, user, isi.nilai))
    return changed


def _write_grade(lembar: Lembar, isian: IsianSub, user: Pengguna) -> list[models.Model]:
    if isian.nilai is None:
        return []
    fields = isian.nilai.kolom | _lanjut_fields(lembar, isian)
    old = lembar.nilai.get((isian.tahap, isian.subkomponen))
    if old is not None and not differs(old, fields):
        return []
    row = old or NilaiSub(
        instansi_id=lembar.penilaian.instansi_id,
        penilaian=lembar.penilaian,
        tahap=isian.tahap,
        subkomponen=isian.subkomponen,
    )
    lembar.nilai[isian.tahap, isian.subkomponen] = row
    return [_store(row, user, fields)]


def _store(row: Baris, user: Pengguna, fields: Mapping[str, object]) -> Baris:
    """Write a row whose evaluation is held: nobody else writes it at the same moment."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.penilai = user
    if row.pk is not None:
        row.revisi += 1
    row.save()
    return row


def _follow(
    lembar: Lembar, tahap: str, subs: Iterable[Subkomponen], typed: Iterable[models.Model]
) -> list[models.Model]:
    """What was just stored with what follows: suggestions, and the result once it can be scored.

    A result stays as it is where nothing that makes its points was typed.
    """
    touched = list(typed)
    bernilai = lembar.per_kriteria or any(isinstance(row, NilaiSub) for row in touched)
    for sub in subs:
        if fill_saran(lembar, tahap, sub):
            nilai = lembar.nilai[tahap, sub.kode]
            nilai.save(update_fields=["saran"])
            touched.append(nilai)
    scored = tahap in (MANDIRI, lembar.tahapan.hasil)
    if bernilai and scored and not lembar.belum_dinilai(tahap):
        touched.append(_store_hasil(lembar, tahap))
    return touched


def _store_hasil(lembar: Lembar, tahap: str) -> Hasil:
    row = find_hasil(lembar.penilaian, tahap)
    fill_hasil(row, compute_hasil(lembar, tahap))
    row.save()
    return row


def _said(lembar: Lembar, tahap: str) -> dict[str, str]:
    """Answers and grades of a stage in short; notes may name people and stay out of the trail."""
    said = {
        kode: f"{row.get_status_display()}, {row.get_kekuatan_bukti_display().lower()}"
        for (other, kode), row in lembar.jawaban.items()
        if other == tahap
    }
    return said | lembar.nilai_tahap(tahap)


def _record(
    lembar: Lembar,
    tindakan: str,
    user: Pengguna,
    touched: Iterable[models.Model],
    before: Mapping[str, str],
    after: Mapping[str, str],
    **known: Any,
) -> None:
    changed = [kode for kode, said in after.items() if before.get(kode) != said]
    record(
        lembar.penilaian,
        tindakan,
        acting_user=user,
        juga={(type(row), row.pk): row for row in touched}.values(),
        sebelum={kode: before.get(kode, "") for kode in changed},
        sesudah={kode: after[kode] for kode in changed},
        **known,
    )


def _known(orang: Hubungan, touched: Iterable[models.Model]) -> dict[str, Any]:
    """What `record` need not ask: a result holds decimals, which a database may write otherwise."""
    rows = [row for row in touched if isinstance(row, Jawaban | NilaiSub)]
    return {"utuh": [orang.penilaian, *rows], "kepala": orang.kepala}
