"""Whether the clock only goes on: no act is recorded before the one it follows (T04).

Acts stand in the order of one clock, the database's; what the processes of several servers believe
decides nothing.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from sakip.audit.models import KepalaJejak
from sakip.rules.decision import JamMundur
from sakip.rules.tanggal import write_waktu
from sakip.web.clock import database_now, now

logger = logging.getLogger(__name__)

# What a clock set by NTP may be taken back, or differ from another.
TOLERANSI = timedelta(seconds=2)
PESAN = (
    "Jam basis data mundur: sekarang {sekarang}, padahal perubahan terakhir tercatat {terakhir}. Belum ada "
    "yang disimpan. Minta pengelola server membetulkan jamnya, lalu simpan lagi. Bila yang salah jam "
    "yang dulu, ia menjalankan sakip jejak terima-jam."
)


def read_jam(kepala: KepalaJejak) -> datetime:
    """The moment of an act that follows this end. Raises JamMundur, and the alarm, when it lies before."""
    waktu = kepala.dibaca or database_now()
    if kepala.waktu - waktu > TOLERANSI:
        pesan = PESAN.format(sekarang=_write(waktu), terakhir=_write(kepala.waktu))
        logger.error("Rantai %s: %s", kepala.pk, pesan)
        raise JamMundur(pesan)
    return waktu


def is_jam_well() -> bool:
    """Whether every chain may be written now, and this clock and the database's agree (T03, T04).

    Runs in a scope that sees every agency; asks the database, and raises the alarm.
    """
    apart = abs(database_now() - now())
    if apart > TOLERANSI:
        logger.error("Jam server dan jam basis data berselisih %s.", apart)
    ahead = list(load_mendahului().values_list("pk", flat=True))
    if ahead:
        logger.error("Jam basis data mundur: rantai %s tidak dapat ditulis.", ahead)
    return apart <= TOLERANSI and not ahead


def load_mendahului() -> QuerySet[KepalaJejak]:
    """The chains whose last act lies ahead of the clock: nothing can be added to them."""
    return KepalaJejak.objects.filter(waktu__gt=database_now() + TOLERANSI).order_by("pk")


def _write(moment: datetime) -> str:
    return write_waktu(moment, settings.TIME_ZONE)
