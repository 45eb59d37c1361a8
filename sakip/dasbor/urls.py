"""Addresses of dasbor."""

from django.urls import path

from sakip.dasbor import views

app_name = "dasbor"
urlpatterns = [
    path("<tahun:tahun>/<tw:tw>/ringkasan/", views.ringkasan, name="ringkasan"),
    path("<tahun:tahun>/<tw:tw>/opd/<str:kode>/ringkasan/", views.asal, name="asal"),
]
