"""Addresses of perjanjian."""

from django.urls import path

from sakip.perjanjian.views import aksi, ampuan, bentuk, dokumen, iku, perjanjian

TAHUN = "<tahun:tahun>/<tw:tw>"

app_name = "perjanjian"
urlpatterns = [
    path(f"{TAHUN}/perjanjian/", perjanjian.pk_list, name="pk_list"),
    path(
        f"{TAHUN}/opd/<str:kode>/perjanjian/pembagian/",
        ampuan.ampuan_update,
        name="ampuan_update",
    ),
    path("perjanjian/<tahun:tahun>/jabatan/<int:pk>/", perjanjian.pk_jabatan, name="pk_jabatan"),
    path(
        "perjanjian/<tahun:tahun>/jabatan/<int:pk>/ajukan/",
        perjanjian.pk_submit,
        name="pk_submit",
    ),
    path(
        "perjanjian/<tahun:tahun>/jabatan/<int:pk>/pk.pdf",
        perjanjian.pk_preview,
        {"bentuk": "pdf"},
        name="pk_pdf",
    ),
    path(
        "perjanjian/<tahun:tahun>/jabatan/<int:pk>/pk.docx",
        perjanjian.pk_preview,
        {"bentuk": "docx"},
        name="pk_docx",
    ),
    path(f"{TAHUN}/perjanjian/bentuk/", bentuk.bentuk_update, name="bentuk_update"),
    path(f"{TAHUN}/aksi/", aksi.aksi_list, name="aksi_list"),
    path(f"{TAHUN}/opd/<str:kode>/aksi/", aksi.aksi_detail, name="aksi_detail"),
    path(f"{TAHUN}/opd/<str:kode>/aksi/isi/", aksi.aksi_update, name="aksi_update"),
    path(f"{TAHUN}/kelengkapan/", dokumen.dokumen_list, name="dokumen_list"),
    path(
        f"{TAHUN}/opd/<str:kode>/kelengkapan/<slug:jenis>/",
        dokumen.dokumen_update,
        name="dokumen_update",
    ),
    path(f"{TAHUN}/iku/", iku.iku_list, name="iku_list"),
    path(f"{TAHUN}/iku/daerah/", iku.iku_daerah, name="iku_daerah"),
    path(f"{TAHUN}/opd/<str:kode>/iku/", iku.iku_unit, name="iku_unit"),
    path("perjanjian/pk/<int:pk>/", perjanjian.pk_detail, name="pk_detail"),
    path("perjanjian/pk/<int:pk>/pk.pdf", perjanjian.pk_document, name="pk_document"),
    path("perjanjian/pk/<int:pk>/tanda-tangan/", perjanjian.pk_sign, name="pk_sign"),
    path("perjanjian/pk/<int:pk>/tarik/", perjanjian.pk_revoke, name="pk_revoke"),
    path("perjanjian/pk/<int:pk>/tutup/", perjanjian.pk_close, name="pk_close"),
]
