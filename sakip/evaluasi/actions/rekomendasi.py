"""Recommendations: written while the sheet is scored, closed when they were acted upon."""

from datetime import date
from typing import Any

from django.db import transaction

from sakip.audit.actions import record, require, transition, update_guarded
from sakip.evaluasi import permissions
from sakip.evaluasi.acuan import load_instrumen_of
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.lembar import hold
from sakip.evaluasi.models import Penilaian, Rekomendasi
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import Konflik, RuleError


@transaction.atomic
def create_rekomendasi(
    penilaian: Penilaian,
    *,
    subkomponen: str,
    uraian: str,
    tenggat: date,
    kriteria: str = "",
    acting_user: Pengguna,
) -> Rekomendasi:
    """Recommend something on a sub-component or one of its criteria; the same again is the one that stands.

    Raises RuleError for a place the sheet does not have, and ValidationError for an empty text.
    """
    hold(penilaian)
    require(permissions.can_update_rekomendasi(Hubungan(acting_user, penilaian)))
    _check_place(penilaian, subkomponen, kriteria)
    said: dict[str, Any] = {
        "penilaian": penilaian, "subkomponen": subkomponen, "kriteria": kriteria,
        "uraian": uraian.strip(), "tenggat": tenggat,
    }  # fmt: skip
    if (same := Rekomendasi.objects.filter(**said).first()) is not None:
        return same
    row = Rekomendasi(instansi_id=penilaian.instansi_id, pembuat=acting_user, **said)
    row.full_clean()
    row.save(force_insert=True)
    record(row, "rekomendasi.create", acting_user=acting_user)
    return row


@transaction.atomic
def update_rekomendasi(
    row: Rekomendasi, *, revisi: int, acting_user: Pengguna, **fields: Any
) -> None:
    """Change the words, place (kriteria) or deadline; 409 when somebody changed it since `revisi`."""
    hold(row.penilaian)
    require(permissions.can_update_rekomendasi(Hubungan(acting_user, row.penilaian)))
    _check_place(row.penilaian, row.subkomponen, fields.get("kriteria", ""))
    update_guarded(row, "rekomendasi.update", revisi=revisi, acting_user=acting_user, **fields)


@transaction.atomic
def delete_rekomendasi(row: Rekomendasi, *, revisi: int, acting_user: Pengguna) -> None:
    """Take back a recommendation before the evaluation has ended."""
    hold(row.penilaian)
    require(permissions.can_update_rekomendasi(Hubungan(acting_user, row.penilaian)))
    deleted, _ = Rekomendasi.objects.filter(pk=row.pk, revisi=revisi).delete()
    if not deleted:
        raise Konflik
    record(row, "rekomendasi.delete", acting_user=acting_user)


@transaction.atomic
def approve_rekomendasi(row: Rekomendasi, *, tindak_lanjut: str, acting_user: Pengguna) -> None:
    """Accept what was done and close it. Raises RuleError without saying what was done."""
    require(permissions.can_approve_rekomendasi(Hubungan(acting_user, row.penilaian), row))
    if not tindak_lanjut.strip():
        raise RuleError("Tulis tindak lanjut yang Anda terima dan buktinya.")
    transition(
        row,
        "rekomendasi.approve",
        before=Rekomendasi.Status.TERBUKA,
        after=Rekomendasi.Status.DITUTUP,
        acting_user=acting_user,
        tindak_lanjut=tindak_lanjut.strip(),
        ditutup_oleh=acting_user,
        ditutup_pada=acting_user.instansi.hari_ini,
    )


def _check_place(penilaian: Penilaian, subkomponen: str, kriteria: str) -> None:
    instrumen = load_instrumen_of(penilaian)
    found = [sub for sub in instrumen.subkomponen if sub.kode == subkomponen]
    if not found:
        raise RuleError(f"Subkomponen {subkomponen} tidak ada pada lembar ini.")
    known = {row.kode for row in instrumen.kriteria(found[0], penilaian.jenis_entitas)}
    if kriteria and kriteria not in known:
        raise RuleError(f"Kriteria {kriteria} tidak ada pada subkomponen {subkomponen}.")
