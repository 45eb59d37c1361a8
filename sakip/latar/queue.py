"""How workers share the queue: take, keep, give back, end. Every step is one guarded UPDATE.

A step names the attempt it belongs to. When a worker was thought dead and another took its job, the
first one's steps find no row, so a job is never ended twice and no work is lost.
"""

from datetime import datetime, timedelta

from django.db.models import F

from sakip.latar.models import Detak, Pekerjaan
from sakip.latar.registry import PERCOBAAN_MAKS, Periodic
from sakip.web.clock import now

# A worker that is killed is missed after this long; it says every third of it that it lives.
SEWA = timedelta(seconds=30)
TERHENTI = (
    f"Pekerjaan ini terhenti di tengah jalan {PERCOBAAN_MAKS} kali. Ulangi nanti; bila tetap gagal, "
    "beri tahu admin."
)


def claim(sewa: timedelta = SEWA) -> Pekerjaan | None:
    """The next job, now ours for the length of the lease; None when there is nothing to do."""
    moment = now()
    row = Pekerjaan.objects.ready(moment).first()
    if row is None:
        return None
    if row.percobaan >= PERCOBAAN_MAKS:
        fail(row, TERHENTI)
        return None
    mine = Pekerjaan.objects.filter(
        pk=row.pk, status=row.status, percobaan=row.percobaan, ambil_sejak=row.ambil_sejak
    )
    taken = mine.update(
        status=Pekerjaan.Status.BERJALAN,
        percobaan=F("percobaan") + 1,
        ambil_sejak=moment + sewa,
        mulai_pada=moment,
        kemajuan=0,
        kata="",
    )
    if not taken:
        return None
    row.refresh_from_db()
    return row


def renew(row: Pekerjaan, sewa: timedelta = SEWA) -> bool:
    """Keep the lease; False when the job should stop, because it was cancelled or is not ours any more."""
    held = Pekerjaan.objects.held(row)
    return bool(held.filter(batal_diminta=False).update(ambil_sejak=now() + sewa))


def give_back(row: Pekerjaan) -> None:
    """Put the job back unspent: the worker is asked to stop, the job did nothing wrong."""
    Pekerjaan.objects.held(row).update(
        status=Pekerjaan.Status.MENUNGGU, percobaan=F("percobaan") - 1, ambil_sejak=now()
    )


def try_again(row: Pekerjaan, sentence: str) -> None:
    """Wait 5 seconds, then 20, then give up: the disk was full, the database busy, the worker killed."""
    if row.percobaan >= PERCOBAAN_MAKS:
        fail(row, sentence)
        return
    pause = timedelta(seconds=5 * 4 ** (row.percobaan - 1))
    Pekerjaan.objects.held(row).update(
        status=Pekerjaan.Status.MENUNGGU,
        ambil_sejak=now() + pause,
        kata="Terhenti sebentar, segera dicoba lagi.",
    )


def fail(row: Pekerjaan, sentence: str) -> None:
    """The job has ended without success; `sentence` says why and what to do."""
    Pekerjaan.objects.held(row).update(
        status=Pekerjaan.Status.GAGAL, galat=sentence[:500], selesai_pada=now()
    )


def end_cancelled(row: Pekerjaan) -> None:
    """The job stopped because its owner asked for it."""
    Pekerjaan.objects.held(row).filter(batal_diminta=True).update(
        status=Pekerjaan.Status.DIBATALKAN, selesai_pada=now()
    )


def claim_detak(work: Periodic, moment: datetime) -> bool:
    """Whether this worker is the one to run periodic work that is due now."""
    row, _ = Detak.objects.get_or_create(nama=work.nama, defaults={"berikutnya": moment})
    if row.berikutnya > moment:
        return False
    mine = Detak.objects.filter(pk=row.pk, berikutnya=row.berikutnya)
    return bool(mine.update(berikutnya=moment + work.every))
