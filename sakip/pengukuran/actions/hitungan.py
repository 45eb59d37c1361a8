"""Working out anew everything that follows from the figures."""

from django.db import transaction

from sakip.audit.actions import record, require
from sakip.organisasi.models import Pengguna
from sakip.pengukuran import permissions
from sakip.pengukuran.compute import HITUNGAN
from sakip.pengukuran.hitung import Periksa, check_tahun, hold_lembar, load_tahun
from sakip.pengukuran.models import Ringkasan
from sakip.pengukuran.ringkas import KOLOM
from sakip.web.together import update_together


@transaction.atomic
def update_hitungan(*, acting_user: Pengguna) -> list[str]:
    """Put every capaian and every sum of the agency right; a sentence for each that was not.

    What people typed is never touched, and locked periods are no exception: what is stored beside a
    figure must follow from it.
    """
    require(permissions.can_update_hitungan(acting_user))
    instansi = acting_user.instansi
    hold_lembar(instansi)
    found = [check_tahun(instansi, tahun) for tahun in load_tahun(instansi)]
    for one in found:
        _write(one)
    kalimat = [text for one in found for text in one.kalimat]
    if kalimat:
        changed = [row for one in found for row in one.realisasi]
        record(
            instansi,
            "hitungan.update",
            acting_user=acting_user,
            juga=changed,
            perbedaan=len(kalimat),
        )
    return kalimat


def _write(periksa: Periksa) -> None:
    for row in periksa.realisasi:
        row.save(update_fields=HITUNGAN)
    for year in periksa.tahun:
        year.save()
    for extra in periksa.berlebih:
        extra.delete()
    update_together([row for row in periksa.ringkasan if row.pk], KOLOM)
    Ringkasan.objects.bulk_create(row for row in periksa.ringkasan if not row.pk)
