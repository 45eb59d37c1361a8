"""Addresses of evidence."""

from django.urls import path

from sakip.berkas.views import berbagi, berkas, kiriman, lemari

app_name = "berkas"
LEMARI = "<tahun:tahun>/<tw:tw>/opd/<str:kode>/berkas/"
urlpatterns = [
    path("<tahun:tahun>/<tw:tw>/berkas/", lemari.unit_list, name="unit_list"),
    path(LEMARI, lemari.berkas_list, name="berkas_list"),
    path(f"{LEMARI}tambah/", lemari.berkas_create, name="berkas_create"),
    path(f"{LEMARI}kirim/", kiriman.kiriman_create, name="kiriman_create"),
    path("berkas/kiriman/<int:pk>/", kiriman.kiriman_detail, name="kiriman_detail"),
    path("berkas/<int:pk>/lihat/", berkas.berkas_detail, name="berkas_detail"),
    path("berkas/<int:pk>/halaman/<int:ke>.png", berkas.berkas_page, name="berkas_page"),
    path("berkas/<int:pk>/unduh/", berkas.berkas_read, name="berkas_read"),
    path("berkas/<int:pk>/keterangan/", berkas.keterangan_update, name="keterangan_update"),
    path("berkas/<int:pk>/ganti/", lemari.berkas_update, name="berkas_update"),
    path("berkas/<int:pk>/ganti/kirim/", kiriman.kiriman_ganti, name="kiriman_ganti"),
    path("berkas/<int:pk>/hapus/", berkas.berkas_delete, name="berkas_delete"),
    path("berkas/<int:pk>/pulihkan/", berkas.penghapusan_revoke, name="penghapusan_revoke"),
    path("berkas/<int:pk>/bagikan/", berbagi.berbagi_create, name="berbagi_create"),
    path("berkas/berbagi/", berbagi.berbagi_list, name="berbagi_list"),
    path("berkas/berbagi/<int:pk>/terima/", berbagi.berbagi_approve, name="berbagi_approve"),
    path("berkas/berbagi/<int:pk>/tolak/", berbagi.berbagi_return, name="berbagi_return"),
    path("berkas/berbagi/<int:pk>/tarik/", berbagi.berbagi_revoke, name="berbagi_revoke"),
    path("berkas/periksa/", lemari.berkas_check, name="berkas_check"),
]
