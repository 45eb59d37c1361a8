"""Addresses of jalan; the agency's own pages stand beside those of its units."""

from django.urls import URLPattern, path

from sakip.jalan.views import aksi, jalan, katalog, pembanding, riwayat

app_name = "jalan"


def _entity(where: str, defaults: dict[str, str]) -> list[URLPattern]:
    """The pages of one entity below its address."""
    base = f"<tahun:tahun>/<tw:tw>/{where}"
    return [
        path(f"{base}/jalan/", jalan.jalan, defaults, name="jalan"),
        path(f"{base}/jalan.xlsx", jalan.jalan_xlsx, defaults, name="jalan_xlsx"),
        path(f"{base}/jalan/aksi/", jalan.aksi_create, defaults, name="aksi_create"),
        path(f"{base}/jalan/aksi/urungkan/", jalan.aksi_revoke, defaults, name="aksi_revoke"),
        path(f"{base}/jalan/skenario/", jalan.skenario_create, defaults, name="skenario_create"),
        path(f"{base}/riwayat/", riwayat.riwayat, defaults, name="riwayat"),
        path(f"{base}/riwayat/baru/", riwayat.nilai_create, defaults, name="nilai_create"),
    ]


urlpatterns = [
    path("<tahun:tahun>/<tw:tw>/jalan/", jalan.jalan_awal, name="jalan_awal"),
    *_entity("pemda", {"kode": ""}),
    *_entity("opd/<str:kode>", {}),
    path(
        "<tahun:tahun>/<tw:tw>/riwayat/<int:pk>/hapus/", riwayat.nilai_delete, name="nilai_delete"
    ),
    path("jalan/aksi/", aksi.aksi_list, name="aksi_list"),
    path("jalan/aksi/<int:pk>/", aksi.aksi_update, name="aksi_update"),
    path("jalan/skenario/", jalan.skenario_list, name="skenario_list"),
    path("jalan/skenario/<int:pk>/", jalan.skenario_update, name="skenario_update"),
    path("jalan/skenario/<int:pk>/hapus/", jalan.skenario_delete, name="skenario_delete"),
    path("jalan/katalog/", katalog.katalog_list, name="katalog_list"),
    path("jalan/katalog/mulai/", katalog.katalog_import, name="katalog_import"),
    path("jalan/katalog/baru/", katalog.tindakan_create, name="tindakan_create"),
    path("jalan/katalog/<int:pk>/", katalog.tindakan_update, name="tindakan_update"),
    path("jalan/katalog/<int:pk>/hapus/", katalog.tindakan_delete, name="tindakan_delete"),
    path("jalan/pembanding/", pembanding.pembanding_list, name="pembanding_list"),
    path("jalan/pembanding/<int:pk>/", pembanding.pembanding_update, name="pembanding_update"),
    path(
        "jalan/pembanding/<int:pk>/hapus/", pembanding.pembanding_delete, name="pembanding_delete"
    ),
    path(
        "jalan/pembanding/<int:pk>/hapus-sumber/",
        pembanding.pembanding_sumber_delete,
        name="pembanding_sumber_delete",
    ),
    path("jalan/impor/<str:jenis>/", riwayat.nilai_import, name="nilai_import"),
    path("jalan/impor/<str:jenis>/templat/", riwayat.nilai_templat, name="nilai_templat"),
]
