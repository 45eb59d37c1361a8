"""Background work of evaluasi: the workbook of all sheets, and a workbook of many sheets written."""

from django.db import transaction
from django.shortcuts import get_object_or_404

from sakip.evaluasi.actions.impor import import_impor_lembar
from sakip.evaluasi.buku.beda import read_pilihan
from sakip.evaluasi.buku.susun import list_lembar, write_lembar
from sakip.evaluasi.models import ImporLembar
from sakip.latar.context import JobContext
from sakip.latar.registry import job


@job("evaluasi.buku")
def siapkan_buku(ctx: JobContext, *, tahun: int) -> None:
    """The sheets of a year that this person works on, with a recap, as one workbook."""
    rows = list_lembar(ctx.acting_user, tahun)
    isi = write_lembar(ctx.acting_user, rows, kemajuan=ctx.progress)
    ctx.save_result(f"lke-{tahun}.xlsx", isi)


@job("evaluasi.impor_lembar")
def terapkan_buku(ctx: JobContext, *, impor: int, revisi: int, pilihan: list[str]) -> None:
    """Write a workbook that was read; the work and its end are one transaction."""
    user = ctx.acting_user
    row = get_object_or_404(ImporLembar.objects.visible_to(user), pk=impor)
    with transaction.atomic():
        import_impor_lembar(row, revisi=revisi, pilihan=read_pilihan(pilihan), acting_user=user)
        ctx.finish()
