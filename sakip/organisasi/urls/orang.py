"""Addresses of people and their assignments."""

from django.urls import path

from sakip.organisasi.views import koordinasi, pelimpahan, pengguna, penugasan

urlpatterns = [
    path("setelan/pengguna/", pengguna.pengguna_list, name="pengguna_list"),
    path("setelan/pengguna/tambah/", pengguna.pengguna_create, name="pengguna_create"),
    path("setelan/pengguna/slip/", pengguna.slip_create, name="slip_create"),
    path("setelan/pengguna/<int:pk>/", pengguna.pengguna_update, name="pengguna_update"),
    path("setelan/pengguna/<int:pk>/aktif/", pengguna.pengguna_aktif, name="pengguna_aktif"),
    path(
        "setelan/pengguna/<int:pk>/kode/",
        pengguna.kode_aktivasi_create,
        name="kode_aktivasi_create",
    ),
    path(
        "setelan/pengguna/<int:pk>/penugasan/",
        penugasan.penugasan_create,
        name="penugasan_create",
    ),
    path("setelan/penugasan/", penugasan.penugasan_list, name="penugasan_list"),
    path("setelan/penugasan/<int:pk>/", penugasan.penugasan_update, name="penugasan_update"),
    path("setelan/penugasan/<int:pk>/cabut/", penugasan.penugasan_revoke, name="penugasan_revoke"),
    path("pelimpahan/", pelimpahan.pelimpahan_list, name="pelimpahan_list"),
    path("pelimpahan/<int:pk>/cabut/", pelimpahan.pelimpahan_revoke, name="pelimpahan_revoke"),
    path("setelan/koordinasi/", koordinasi.koordinasi_list, name="koordinasi_list"),
    path("setelan/koordinasi/<int:pk>/", koordinasi.koordinasi_update, name="koordinasi_update"),
]
