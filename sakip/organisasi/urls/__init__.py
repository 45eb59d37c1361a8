"""Addresses of organisasi: its structure, its people, its imports, its trail, its prints."""

from sakip.organisasi.urls import cetak, impor, jejak, orang, struktur

app_name = "organisasi"
urlpatterns = [
    *struktur.urlpatterns,
    *orang.urlpatterns,
    *impor.urlpatterns,
    *jejak.urlpatterns,
    *cetak.urlpatterns,
]
