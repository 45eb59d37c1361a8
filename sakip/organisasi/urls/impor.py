"""Addresses of the imports from XLSX."""

from django.urls import path

from sakip.organisasi.views import impor

urlpatterns = [
    path("setelan/impor/", impor.impor_list, name="impor_list"),
    path("setelan/impor/<int:pk>/", impor.impor_detail, name="impor_detail"),
    path("setelan/impor/<int:pk>/terapkan/", impor.impor_import, name="impor_import"),
    path("setelan/impor/<int:pk>/buang/", impor.impor_revoke, name="impor_revoke"),
    path("setelan/impor/<int:pk>/galat/", impor.impor_galat, name="impor_galat"),
    path("setelan/impor/<slug:jenis>/", impor.impor_create, name="impor_create"),
    path("setelan/impor/<slug:jenis>/templat/", impor.impor_templat, name="impor_templat"),
]
