"""Who may start, cancel, repeat a job and take its result; each refusal says why."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from sakip.latar.models import Pekerjaan
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.web.clock import now

if TYPE_CHECKING:
    from sakip.organisasi.models import Pengguna

HASIL_DISIMPAN = timedelta(days=7)


def can_create_pekerjaan(user: "Pengguna") -> Decision:
    """Anyone with an assignment, within the limits of the queue (T26).

    Two requests at the same moment may pass the limit by one; it bounds the queue, it is no right.
    """
    if user.cap is None:
        return denied("Anda belum punya penugasan yang berlaku hari ini.")
    active = Pekerjaan.objects.filter(instansi_id=user.instansi_id).active()
    if active.filter(pemilik=user).count() >= settings.LATAR_ANTREAN_PENGGUNA:
        return denied(
            f"Anda sudah punya {settings.LATAR_ANTREAN_PENGGUNA} pekerjaan latar yang belum selesai. "
            "Tunggu satu selesai, atau batalkan salah satunya."
        )
    if active.count() >= settings.LATAR_ANTREAN_INSTANSI:
        return denied(
            "Antrean pekerjaan instansi Anda sedang penuh. Coba lagi beberapa menit lagi."
        )
    return ALLOWED


def can_revoke_pekerjaan(user: "Pengguna", row: Pekerjaan) -> Decision:
    """One's own job, before it has ended."""
    if row.pemilik_id != user.pk:
        return denied("Hanya yang memulai pekerjaan ini yang dapat membatalkannya.")
    if not row.is_active:
        return denied("Pekerjaan ini sudah berakhir.")
    if row.batal_diminta:
        return denied("Pembatalan sudah diminta; pekerjaan berhenti dalam beberapa detik.")
    return ALLOWED


def can_submit_pekerjaan(user: "Pengguna", row: Pekerjaan) -> Decision:
    """Start one's own job again that failed or was cancelled."""
    if row.pemilik_id != user.pk:
        return denied("Hanya yang memulai pekerjaan ini yang dapat mengulanginya.")
    if row.status not in {Pekerjaan.Status.GAGAL, Pekerjaan.Status.DIBATALKAN}:
        return denied("Hanya pekerjaan yang gagal atau dibatalkan yang dapat diulang.")
    return ALLOWED


def can_read_hasil(user: "Pengguna", row: Pekerjaan) -> Decision:
    """The result of one's own job, for seven days."""
    if row.pemilik_id != user.pk:
        return denied("Hanya yang memulai pekerjaan ini yang dapat mengunduh hasilnya.")
    if not row.hasil or row.selesai_pada is None:
        return denied("Pekerjaan ini tidak menghasilkan berkas.")
    if row.selesai_pada < now() - HASIL_DISIMPAN:
        return denied("Hasil pekerjaan dihapus setelah 7 hari. Jalankan lagi bila masih perlu.")
    return ALLOWED
