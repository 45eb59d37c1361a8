"""Who may put evidence into a unit's cabinet, take it out, share it, and check that all of it is intact."""

from django.conf import settings

from sakip.berkas.models import Berbagi, Berkas, Kiriman
from sakip.berkas.names import write_ukuran
from sakip.berkas.pemakai import load_pemakaian
from sakip.organisasi.models import Pengguna, Peran, PerangkatDaerah
from sakip.organisasi.permissions import PENGELOLA
from sakip.rules.decision import ALLOWED, Decision, denied

PENGUNGGAH = PENGELOLA | {Peran.OPERATOR_OPD, Peran.KEPALA_OPD}
# Uploads one person may have on their way at the same time.
MAKS_KIRIMAN = 100
DI_LUAR_LEMARI = "Berkas ini bagian dari sebuah catatan dan tidak ada di lemari mana pun."
DI_KERANJANG = "Berkas ini sudah dihapus. Pulihkan dahulu."


def can_update_lemari(user: Pengguna, unit: PerangkatDaerah | None) -> Decision:
    """Operator and head of the unit (or of one above it), and those who run the organisation.

    Nobody changes a file that is in no cabinet (None).
    """
    if unit is None:
        return denied(DI_LUAR_LEMARI)
    if user.cap is None or user.cap.peran not in PENGUNGGAH:
        return denied(
            "Hanya operator dan kepala perangkat daerah atau pengelola yang mengunggah berkas."
        )
    if not PerangkatDaerah.objects.visible_to(user).filter(pk=unit.pk).exists():
        return denied("Perangkat daerah ini di luar lingkup tugas Anda.")
    if unit.aktif_sampai is not None and unit.aktif_sampai < user.instansi.hari_ini:
        return denied("Perangkat daerah ini sudah berakhir; riwayatnya tidak diubah.")
    return ALLOWED


def can_create_berkas(
    user: Pengguna, unit: PerangkatDaerah | None, ukuran: int = 0, kiriman: Kiriman | None = None
) -> Decision:
    """Whoever may change the cabinet, as long as there is room.

    `ukuran`: bytes that would come in. Replaced and removed files count as well, since they are kept,
    and what is on its way in counts in full; `kiriman` is the upload these bytes belong to.
    """
    decision = can_update_lemari(user, unit)
    if not decision or unit is None:
        return decision
    coming = Kiriman.objects.unfinished().filter(perangkat_daerah=unit)
    if kiriman is not None:
        coming = coming.exclude(pk=kiriman.pk)
    used = Berkas.objects.filter(perangkat_daerah=unit).total_size() + coming.total_size()
    left = settings.BERKAS_KUOTA_BITA - used
    if left <= 0 or ukuran > left:
        return denied(
            f"Ruang berkas {unit.singkatan} tinggal {write_ukuran(max(left, 0))} dari "
            f"{write_ukuran(settings.BERKAS_KUOTA_BITA)}. Minta tambahan ruang kepada Admin."
        )
    return ALLOWED


def can_update_berkas(
    user: Pengguna, row: Berkas, ukuran: int = 0, kiriman: Kiriman | None = None
) -> Decision:
    """Replace a file by a newer one: whoever may add one, and only the newest version."""
    if Berkas.objects.filter(menggantikan=row).exists():
        return denied("Berkas ini sudah diganti. Ganti versi terbarunya.")
    if row.dihapus_pada is not None:
        return denied(DI_KERANJANG)
    return can_create_berkas(user, row.perangkat_daerah, ukuran, kiriman)


def can_update_keterangan(user: Pengguna, row: Berkas) -> Decision:
    """Say what a file is and until when it holds."""
    if row.dihapus_pada is not None:
        return denied(DI_KERANJANG)
    return can_update_lemari(user, row.perangkat_daerah)


def can_delete_berkas(user: Pengguna, row: Berkas) -> Decision:
    """Take a file out of the cabinet, unless something that was sent or locked points to it."""
    decision = can_update_keterangan(user, row)
    if not decision:
        return decision
    for one in load_pemakaian(user, [row.pk]).get(row.pk, []):
        if one.kunci:
            return denied(one.kunci)
    return ALLOWED


def can_revoke_penghapusan(user: Pengguna, row: Berkas) -> Decision:
    """Bring a file back from the bin."""
    if row.dihapus_pada is None:
        return denied("Berkas ini ada di lemari, jadi tidak perlu dipulihkan.")
    if row.musnah_pada is not None:
        return denied("Isi berkas ini sudah dimusnahkan sesudah 30 hari. Unggah lagi.")
    return can_update_lemari(user, row.perangkat_daerah)


def can_create_kiriman(user: Pengguna, unit: PerangkatDaerah, ukuran: int) -> Decision:
    """Begin to send a file in pieces."""
    if Kiriman.objects.unfinished().filter(pengunggah=user).count() >= MAKS_KIRIMAN:
        return denied(
            f"Anda masih punya {MAKS_KIRIMAN} unggahan yang belum selesai. Selesaikan dahulu."
        )
    return can_create_berkas(user, unit, ukuran)


def can_update_kiriman(user: Pengguna, row: Kiriman) -> Decision:
    """Send another piece: who began, as long as he may add files and there is room for the whole."""
    if row.pengunggah_id != user.pk:
        return denied("Unggahan ini milik orang lain.")
    if row.berkas_id is not None:
        return denied("Unggahan ini sudah selesai.")
    return can_create_berkas(user, row.perangkat_daerah, row.ukuran, kiriman=row)


def can_delete_kiriman(user: Pengguna, row: Kiriman) -> Decision:
    """Cancel an upload: who began it."""
    if row.pengunggah_id != user.pk:
        return denied("Unggahan ini milik orang lain.")
    return ALLOWED if row.berkas_id is None else denied("Unggahan ini sudah selesai.")


def can_create_berbagi(user: Pengguna, row: Berkas) -> Decision:
    """Offer a file of one's own cabinet to another unit."""
    return can_update_keterangan(user, row)


def can_approve_berbagi(user: Pengguna, row: Berbagi) -> Decision:
    """Accept or refuse: whoever may change the cabinet of the unit it is offered to."""
    if row.status != Berbagi.Status.DITAWARKAN:
        return denied("Tawaran ini sudah dijawab atau ditarik.")
    return can_update_lemari(user, row.ke_unit)


def can_revoke_berbagi(user: Pengguna, row: Berbagi) -> Decision:
    """Take an offer back, also one that was accepted: whoever may change the cabinet of the file."""
    if row.status not in Berbagi.HIDUP:
        return denied("Tawaran ini sudah ditolak atau ditarik.")
    return can_update_lemari(user, row.berkas.perangkat_daerah)


def can_check_berkas(user: Pengguna) -> Decision:
    """Read every content of the agency anew."""
    if user.cap is None or user.cap.peran not in PENGELOLA:
        return denied("Hanya Admin atau Bagian Organisasi yang memeriksa keutuhan berkas.")
    return ALLOWED
