"""Addresses of dasbor."""

from django.urls import path

from sakip.dasbor.views import capaian, rekap, ringkasan

TAHUN = "<tahun:tahun>/<tw:tw>"

app_name = "dasbor"
urlpatterns = [
    path(f"{TAHUN}/ringkasan/", ringkasan.ringkasan, name="ringkasan"),
    path(f"{TAHUN}/opd/<str:kode>/ringkasan/", ringkasan.asal, name="asal"),
    path(f"{TAHUN}/capaian/", capaian.capaian_list, name="capaian_list"),
    path(f"{TAHUN}/capaian/capaian.xlsx", capaian.capaian_list_xlsx, name="capaian_list_xlsx"),
    path(f"{TAHUN}/opd/<str:kode>/capaian/", capaian.capaian_unit, name="capaian_unit"),
    path(
        f"{TAHUN}/opd/<str:kode>/capaian/capaian.xlsx",
        capaian.capaian_unit_xlsx,
        name="capaian_unit_xlsx",
    ),
    path(f"{TAHUN}/evaluasi/rekap/", rekap.rekap, name="rekap"),
    path(f"{TAHUN}/evaluasi/rekap/rekap.xlsx", rekap.rekap_xlsx, name="rekap_xlsx"),
    path(f"{TAHUN}/evaluasi/sebaran/", rekap.persebaran, name="persebaran"),
    path(f"{TAHUN}/evaluasi/bahan-pemda/", rekap.lembar_pemda, name="lembar_pemda"),
    path(f"{TAHUN}/evaluasi/kewajaran/", rekap.kewajaran, name="kewajaran"),
]
