"""Addresses of records of the field; the form and its worker stand alone below one path."""

from django.urls import path

from sakip.lapangan import views

app_name = "lapangan"
urlpatterns = [
    path("<tahun:tahun>/<tw:tw>/opd/<str:kode>/lapangan/", views.catatan_list, name="catatan_list"),
    path("lapangan/isi/", views.isi, name="isi"),
    path("lapangan/isi/pekerja.js", views.pekerja, name="pekerja"),
    path("lapangan/<int:pk>/", views.catatan_detail, name="catatan_detail"),
    path("lapangan/<int:pk>/lemari/", views.naskah_create, name="naskah_create"),
]
