"""Addresses of what is printed."""

from django.urls import path

from sakip.organisasi.views import cetak_perangkat_daerah

urlpatterns = [
    path(
        f"<tahun:tahun>/<tw:tw>/perangkat-daerah/cetak.{akhiran}",
        cetak_perangkat_daerah.perangkat_daerah_cetak,
        {"akhiran": akhiran},
        name=f"perangkat_daerah_{akhiran}",
    )
    for akhiran in ("pdf", "docx")
]
