"""Letters of assignment: written down with their objects and their team, changed until the end."""

from collections.abc import Sequence

from django.db import models, transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.evaluasi import permissions
from sakip.evaluasi.acuan import load_tahapan_of
from sakip.evaluasi.isian import IsiSurat
from sakip.evaluasi.lembar import hold
from sakip.evaluasi.models import Penilaian, SuratTugas, TimPenilai
from sakip.evaluasi.tim import create_tim
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import RuleError
from sakip.web.rows import hold_all, insert


@transaction.atomic
def create_surat_tugas(
    penilaian: Sequence[Penilaian], isi: IsiSurat, *, tahun: int, acting_user: Pengguna
) -> SuratTugas:
    """Write down a letter; its team becomes the team of each of its objects.

    Raises RuleError for an object or a person that does not fit, ValidationError for odd dates or a
    number that is known.
    """
    require(permissions.can_create_surat(acting_user))
    if not penilaian:
        raise RuleError("Pilih sedikitnya satu penilaian untuk surat tugas ini.")
    row = SuratTugas(instansi_id=acting_user.instansi_id, tahun=tahun, **isi.kolom)
    insert(row)
    hold_all(Penilaian.objects.filter(pk__in=[sheet.pk for sheet in penilaian]))
    touched = [one for sheet in penilaian for one in _put_under(sheet, row, isi)]
    record(row, "surat_tugas.create", acting_user=acting_user, juga=touched)
    return row


@transaction.atomic
def update_surat_tugas(
    row: SuratTugas, isi: IsiSurat, *, revisi: int, acting_user: Pengguna
) -> None:
    """Change what a letter says and who is in it, for every object that has not ended."""
    require(permissions.can_create_surat(acting_user))
    hold_all(row.penilaian_set.all())
    touched = [
        one
        for sheet in row.penilaian_set.exclude(status=Penilaian.Status.SELESAI)
        for one in _put_under(sheet, row, isi)
    ]
    for name, value in isi.kolom.items():
        setattr(row, name, value)
    row.full_clean()
    update_guarded(
        row,
        "surat_tugas.update",
        revisi=revisi,
        acting_user=acting_user,
        juga=touched,
        **isi.kolom,
    )


def _put_under(sheet: Penilaian, surat: SuratTugas, isi: IsiSurat) -> list[models.Model]:
    """One object under the letter: the team of before goes, this one comes; the rows touched."""
    hold(sheet)
    _check_object(sheet, surat, isi)
    before = list(TimPenilai.objects.filter(penilaian=sheet))
    TimPenilai.objects.filter(penilaian=sheet).delete()
    Penilaian.objects.filter(pk=sheet.pk).update(surat_tugas=surat, revisi=models.F("revisi") + 1)
    sheet.refresh_from_db()
    return [sheet, *before, *create_tim(sheet, isi.tim)]


def _check_object(sheet: Penilaian, surat: SuratTugas, isi: IsiSurat) -> None:
    tahapan = load_tahapan_of(sheet)
    if sheet.instansi_id != surat.instansi_id or sheet.tahun_evaluasi != surat.tahun:
        raise RuleError(f"{sheet.nama} bukan penilaian tahun {surat.tahun} instansi ini.")
    if sheet.status == Penilaian.Status.SELESAI:
        raise RuleError(f"Penilaian {sheet.nama} sudah selesai.")
    if not tahapan.surat_tugas:
        raise RuleError(f"Tahapan penilaian {sheet.nama} tidak memakai surat tugas.")
    if sheet.surat_tugas_id not in (None, surat.pk):
        raise RuleError(f"{sheet.nama} sudah tercantum dalam surat tugas {sheet.surat_tugas}.")
    kata = tahapan.penilai_luar.get(sheet.jenis_entitas)
    if kata is not None and isi.jenis == SuratTugas.Jenis.INSPEKTORAT:
        raise RuleError(f"{kata} Pilih jenis surat yang sesuai.")
