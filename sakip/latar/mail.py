"""The outbox: what other actions wrote is sent by the tick, again and again until it is accepted.

A sender that is killed between sending and writing it down sends the letter a second time. Both carry
the same Message-ID, by which a mail server drops the second.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F

from sakip.latar.models import Surat
from sakip.web.clock import now

logger = logging.getLogger(__name__)

SEKALI_JALAN = 50
PERCOBAAN_SURAT = 8
TIDAK_DITERIMA = "Server surel tidak menerima surat ini."


def send_surat() -> None:
    """Send what waits, oldest first; a letter that was refused waits twice as long each time."""
    waiting = Surat.objects.filter(status=Surat.Status.MENUNGGU, kirim_sejak__lte=now())
    for surat in list(waiting.order_by("pk")[:SEKALI_JALAN]):
        if _take(surat):
            _send(surat)


def _take(surat: Surat) -> bool:
    """Move its next try on; of two senders only one succeeds."""
    mine = Surat.objects.filter(
        pk=surat.pk, status=Surat.Status.MENUNGGU, percobaan=surat.percobaan
    )
    pause = timedelta(minutes=2**surat.percobaan)
    return bool(mine.update(percobaan=F("percobaan") + 1, kirim_sejak=now() + pause))


def _send(surat: Surat) -> None:
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    message = EmailMessage(
        surat.judul,
        surat.isi,
        to=[surat.kepada],
        headers={"Message-ID": f"<surat-{surat.pk}-{surat.dibuat_pada:%Y%m%d%H%M%S}@{host}>"},
    )
    rows = Surat.objects.filter(pk=surat.pk)
    try:
        message.send()
    except (SMTPException, OSError, ValueError):
        logger.exception("Surat %s tidak terkirim", surat.pk)
        rows.update(galat=TIDAK_DITERIMA)
        if surat.percobaan + 1 >= PERCOBAAN_SURAT:
            rows.update(status=Surat.Status.GAGAL, isi="", selesai_pada=now())
    else:
        # A letter may hold a code: once it is out, its text is kept nowhere.
        rows.update(status=Surat.Status.TERKIRIM, isi="", galat="", selesai_pada=now())
