"""Addresses of the agency, its years, units and positions."""

from django.urls import path

from sakip.organisasi.views import (
    instansi,
    jabatan,
    perangkat_daerah,
    pergantian,
    setelan,
    tahun,
)

urlpatterns = [
    path(
        "<tahun:tahun>/<tw:tw>/perangkat-daerah/",
        perangkat_daerah.perangkat_daerah_list,
        name="perangkat_daerah_list",
    ),
    path(
        "<tahun:tahun>/<tw:tw>/opd/<str:kode>/",
        perangkat_daerah.perangkat_daerah_detail,
        name="perangkat_daerah_detail",
    ),
    path("setelan/", setelan.setelan, name="setelan"),
    path("setelan/instansi/", instansi.instansi_update, name="instansi_update"),
    path("setelan/tahun/", tahun.tahun_list, name="tahun_list"),
    path(
        "setelan/perangkat-daerah/tambah/",
        perangkat_daerah.perangkat_daerah_create,
        name="perangkat_daerah_create",
    ),
    path(
        "setelan/perangkat-daerah/<int:pk>/",
        perangkat_daerah.perangkat_daerah_update,
        name="perangkat_daerah_update",
    ),
    path("setelan/pergantian/", pergantian.pergantian_list, name="pergantian_list"),
    path(
        "setelan/pergantian/<slug:jenis>/",
        pergantian.pergantian_create,
        name="pergantian_create",
    ),
    path("setelan/jabatan/", jabatan.jabatan_list, name="jabatan_list"),
    path("setelan/jabatan/tambah/", jabatan.jabatan_create, name="jabatan_create"),
    path("setelan/jabatan/<int:pk>/", jabatan.jabatan_update, name="jabatan_update"),
    path("setelan/jabatan/<int:pk>/hapus/", jabatan.jabatan_delete, name="jabatan_delete"),
]
