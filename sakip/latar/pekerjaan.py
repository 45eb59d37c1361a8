"""Periodic work of latar itself: letters go out, what is old goes away."""

from datetime import timedelta

from sakip.latar.context import HASIL
from sakip.latar.mail import send_surat
from sakip.latar.models import Pekerjaan, Surat
from sakip.latar.permissions import HASIL_DISIMPAN
from sakip.latar.registry import periodic
from sakip.web.clock import now
from sakip.web.store import load_store

CATATAN_DISIMPAN = timedelta(days=30)

periodic("latar.surat", every=timedelta(minutes=1))(send_surat)


@periodic("latar.bersih", every=timedelta(hours=1))
def delete_old() -> None:
    """Results go a day after they can no longer be downloaded, rows of ended work after 30 days."""
    store = load_store(HASIL)
    store.delete_older((HASIL_DISIMPAN + timedelta(days=1)).total_seconds())
    store.delete_unfinished()
    before = now() - CATATAN_DISIMPAN
    Pekerjaan.objects.filter(selesai_pada__lt=before).delete()
    Surat.objects.filter(selesai_pada__lt=before).delete()
