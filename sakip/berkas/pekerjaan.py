"""Background work on evidence: is every content still what was uploaded?"""

from datetime import timedelta

from sakip.audit.actions import require
from sakip.berkas import permissions
from sakip.berkas.models import Berkas
from sakip.berkas.storage import Temuan, berkas_store, check_berkas
from sakip.latar.context import JobContext
from sakip.latar.registry import job, periodic
from sakip.web.xlsx import Kolom, LembarTulis, write_book

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
    baris = [(t.berkas.perangkat_daerah.nama, t.berkas.nama, t.berkas.pk, t.pesan) for t in found]
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
    """What a killed process left half written is no content of anybody."""
    berkas_store().delete_unfinished()
