"""Whether the clock of the server only goes on: no act is recorded before the one it follows (T04)."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from sakip.audit.models import KepalaJejak
from sakip.rules.decision import JamMundur
from sakip.rules.tanggal import write_waktu
from sakip.web.clock import database_now, now

logger = logging.getLogger(__name__)

# What the clocks of several servers, set by NTP, may differ.
TOLERANSI = timedelta(seconds=2)
PESAN = (
    "Jam server mundur: sekarang {sekarang}, padahal perubahan terakhir tercatat {terakhir}. Belum ada "
    "yang disimpan. Minta pengelola server membetulkan jamnya, lalu simpan lagi. Bila yang salah jam "
    "yang dulu, ia menjalankan sakip jejak terima-jam."
)


def check_jam(waktu: datetime, kepala: KepalaJejak) -> None:
    """Raises JamMundur, and the alarm, for an act before the last one of its chain."""
    if kepala.waktu - waktu > TOLERANSI:
        pesan = PESAN.format(sekarang=_write(waktu), terakhir=_write(kepala.waktu))
        logger.error("Rantai %s: %s", kepala.pk, pesan)
        raise JamMundur(pesan)


def is_jam_well() -> bool:
    """Whether every chain may be written now, and this clock and the database's agree (T03, T04).

    Runs in a scope that sees every agency; asks the database, and raises the alarm.
    """
    apart = abs(database_now() - now())
    if apart > TOLERANSI:
        logger.error("Jam server dan jam basis data berselisih %s.", apart)
    ahead = list(load_mendahului().values_list("pk", flat=True))
    if ahead:
        logger.error("Jam server mundur: rantai %s tidak dapat ditulis.", ahead)
    return apart <= TOLERANSI and not ahead


def load_mendahului() -> QuerySet[KepalaJejak]:
    """The chains whose last act lies ahead of this clock: nothing can be added to them."""
    return KepalaJejak.objects.filter(waktu__gt=now() + TOLERANSI).order_by("pk")


def _write(moment: datetime) -> str:
    return write_waktu(moment, settings.TIME_ZONE)
