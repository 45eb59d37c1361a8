"""Addresses of evidence."""

from django.urls import path

from sakip.berkas import views

app_name = "berkas"
urlpatterns = [
    path("<tahun:tahun>/<tw:tw>/berkas/", views.unit_list, name="unit_list"),
    path("<tahun:tahun>/<tw:tw>/opd/<str:kode>/berkas/", views.berkas_list, name="berkas_list"),
    path(
        "<tahun:tahun>/<tw:tw>/opd/<str:kode>/berkas/tambah/",
        views.berkas_create,
        name="berkas_create",
    ),
    path("berkas/<int:pk>/unduh/", views.berkas_read, name="berkas_read"),
    path("berkas/<int:pk>/ganti/", views.berkas_update, name="berkas_update"),
    path("berkas/periksa/", views.berkas_check, name="berkas_check"),
]
