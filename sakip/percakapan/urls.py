"""Addresses of percakapan."""

from django.urls import path

from sakip.percakapan import views

OBJEK = "percakapan/<slug:jenis>/<int:pk>"

app_name = "percakapan"
urlpatterns = [
    path(f"{OBJEK}/", views.komentar_list, name="komentar_list"),
    path(f"{OBJEK}/tulis/", views.komentar_create, name="komentar_create"),
    path(f"{OBJEK}/baca/", views.sebutan_close, name="sebutan_close"),
    path("percakapan/komentar-<int:pk>/", views.komentar_update, name="komentar_update"),
    path("percakapan/komentar-<int:pk>/hapus/", views.komentar_delete, name="komentar_delete"),
]
