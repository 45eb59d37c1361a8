"""Background work on evidence: is it still what was uploaded, what does it show, what may go?"""

import time
from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction

from sakip.audit.actions import require, update_guarded
from sakip.berkas import permissions, potongan, pratinjau
from sakip.berkas.models import LAMA_TERHAPUS, Berkas, Kiriman, Telaah
from sakip.berkas.storage import Temuan, berkas_store, check_berkas, delete_isi, open_isi
from sakip.berkas.telaah import TAK_TERBACA, Hasil, read_isi
from sakip.latar.context import JobContext
from sakip.latar.registry import job, periodic
from sakip.rules.decision import Konflik
from sakip.web.clock import now
from sakip.web.xlsx import Kolom, LembarTulis, write_book

SEKALI_TELAAH = 200
LAMA_TELAAH = 60
KOLOM = (
    Kolom("unit", "Perangkat daerah", lebar=36),
    Kolom("nama", "Nama berkas", lebar=50),
    Kolom("nomor", "Nomor"),
    Kolom("pesan", "Temuan", lebar=50),
)


@job("berkas.periksa")
def periksa(ctx: JobContext) -> None:
    """Read every content of the agency and leave a workbook with what is missing or changed."""
    require(permissions.can_check_berkas(ctx.acting_user))
    rows = Berkas.objects.visible_to(ctx.acting_user).select_related("blob", "perangkat_daerah")
    files = list(rows.order_by("pk"))
    found: list[Temuan] = []
    for n, temuan in enumerate(check_berkas(files), start=1):
        found += [temuan] if temuan else []
        ctx.progress(
            100 * n // len(files), f"{n} dari {len(files)} berkas, {len(found)} bermasalah."
        )
    ctx.save_result("pemeriksaan-berkas.xlsx", _write(found, len(files)))


def _write(found: list[Temuan], jumlah: int) -> bytes:
    baris = [(t.berkas.letak, t.berkas.nama, t.berkas.pk, t.pesan) for t in found]
    ringkas = [("Berkas diperiksa", jumlah), ("Berkas bermasalah", len(found))]
    return write_book(
        [
            LembarTulis(
                "Ringkasan", (Kolom("apa", "Apa", lebar=30), Kolom("n", "Jumlah")), ringkas
            ),
            LembarTulis("Temuan", KOLOM, baris),
        ]
    )


@periodic("berkas.bersih", every=timedelta(days=1))
def delete_unfinished() -> None:
    """What a killed process left half written, uploads nobody went on with, and old previews go."""
    berkas_store().delete_unfinished()
    old = now() - timedelta(days=1)
    Kiriman.objects.filter(berubah_pada__lt=old).delete()
    potongan.delete_older()
    pratinjau.delete_older()


@periodic("berkas.musnah", every=timedelta(days=1))
def musnahkan() -> None:
    """Thirty days in the bin are over: the content goes unless another row needs it, the row stays.

    What something points to stays as well, and so does what somebody brought back at this moment.
    """
    old = Berkas.objects.in_bin().filter(dihapus_pada__lt=now() - LAMA_TERHAPUS).unused()
    for row in old.select_related("blob").order_by("pk"):
        with suppress(Konflik):
            with transaction.atomic():
                update_guarded(
                    row, "isi_berkas.delete", revisi=row.revisi, acting_user=None, musnah_pada=now()
                )
            delete_isi(row.blob)


@periodic("berkas.telaah", every=timedelta(seconds=30))
def telaah() -> None:
    """Read the contents that came in since, for at most a minute."""
    begun = time.monotonic()
    waiting = Berkas.objects.kept().filter(telaah__isnull=True).select_related("blob")
    for row in waiting.order_by("pk")[:SEKALI_TELAAH]:
        if time.monotonic() - begun > LAMA_TELAAH:
            return
        hasil = _read(row)
        Telaah.objects.bulk_create(
            [Telaah(instansi_id=row.instansi_id, berkas=row, ditelaah_pada=now(), **asdict(hasil))],
            ignore_conflicts=True,
        )


def _read(row: Berkas) -> Hasil:
    try:
        with open_isi(row) as isi:
            return read_isi(isi, row.blob.jenis_isi)
    except FileNotFoundError:
        return Hasil(temuan=[TAK_TERBACA])
