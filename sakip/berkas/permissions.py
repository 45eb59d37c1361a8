"""Who may put evidence into a unit's cabinet, and check that all of it is intact."""

from django.conf import settings

from sakip.berkas.models import Berkas
from sakip.berkas.names import write_ukuran
from sakip.organisasi.models import Pengguna, Peran, PerangkatDaerah
from sakip.organisasi.permissions import PENGELOLA
from sakip.rules.decision import ALLOWED, Decision, denied

PENGUNGGAH = PENGELOLA | {Peran.OPERATOR_OPD, Peran.KEPALA_OPD}


def can_create_berkas(user: Pengguna, unit: PerangkatDaerah, ukuran: int = 0) -> Decision:
    """Operator and head of the unit (or of one above it), and those who run the organisation.

    `ukuran`: bytes that would come in. Replaced files count as well: they are kept.
    """
    if user.cap is None or user.cap.peran not in PENGUNGGAH:
        return denied(
            "Hanya operator dan kepala perangkat daerah atau pengelola yang mengunggah berkas."
        )
    if not PerangkatDaerah.objects.visible_to(user).filter(pk=unit.pk).exists():
        return denied("Perangkat daerah ini di luar lingkup tugas Anda.")
    if unit.aktif_sampai is not None and unit.aktif_sampai < user.instansi.hari_ini:
        return denied("Perangkat daerah ini sudah berakhir; riwayatnya tidak diubah.")
    left = settings.BERKAS_KUOTA_BITA - Berkas.objects.filter(perangkat_daerah=unit).total_size()
    if left <= 0 or ukuran > left:
        return denied(
            f"Ruang berkas {unit.singkatan} tinggal {write_ukuran(max(left, 0))} dari "
            f"{write_ukuran(settings.BERKAS_KUOTA_BITA)}. Minta tambahan ruang kepada Admin."
        )
    return ALLOWED


def can_update_berkas(user: Pengguna, row: Berkas, ukuran: int = 0) -> Decision:
    """Replace a file by a newer one: whoever may add one, and only the newest version."""
    if Berkas.objects.filter(menggantikan=row).exists():
        return denied("Berkas ini sudah diganti. Ganti versi terbarunya.")
    return can_create_berkas(user, row.perangkat_daerah, ukuran)


def can_check_berkas(user: Pengguna) -> Decision:
    """Read every content of the agency anew."""
    if user.cap is None or user.cap.peran not in PENGELOLA:
        return denied("Hanya Admin atau Bagian Organisasi yang memeriksa keutuhan berkas.")
    return ALLOWED
