"""Addresses of evaluasi; the agency's own sheet stands beside those of its units."""

from django.urls import URLPattern, path

from sakip.evaluasi.views import (
    bukti,
    buku,
    instrumen,
    jejak,
    kke,
    koreksi,
    lhe,
    lke,
    penilaian,
    rekomendasi,
    surat,
    tahap,
    tanggapan,
)

app_name = "evaluasi"

PEMDA = {"kode": ""}


def _sheet(where: str, defaults: dict[str, str]) -> list[URLPattern]:
    """The pages of one sheet below its address."""
    base = f"<tahun:tahun>/<tw:tw>/{where}"
    return [
        path(f"{base}/lke/", lke.lke, defaults, name="lke"),
        path(f"{base}/lke.xlsx", buku.lke_xlsx, defaults, name="lke_xlsx"),
        path(f"{base}/lke/<str:sub>/", lke.lke_update, defaults, name="lke_update"),
        path(f"{base}/lke/<str:sub>/jejak/", jejak.lke_jejak, defaults, name="lke_jejak"),
        path(f"{base}/kke/", kke.kke, defaults, name="kke"),
        path(f"{base}/kke/<str:butir>/", kke.kke_update, defaults, name="kke_update"),
        path(f"{base}/lhe/", lhe.lhe, defaults, name="lhe"),
        *(
            path(
                f"{base}/{nama}.{akhiran}",
                view,
                defaults | {"akhiran": akhiran},
                name=f"{nama}_{akhiran}",
            )
            for nama, view in (("lhe", lhe.lhe_berkas), ("kke", lhe.kke_berkas))
            for akhiran in ("pdf", "docx")
        ),
    ]


urlpatterns = [
    path("<tahun:tahun>/<tw:tw>/evaluasi/", penilaian.penilaian_list, name="penilaian_list"),
    path(
        "<tahun:tahun>/<tw:tw>/evaluasi/buka/",
        penilaian.penilaian_create,
        name="penilaian_create",
    ),
    path(
        "<tahun:tahun>/<tw:tw>/evaluasi/lembar/",
        instrumen.instrumen_update,
        name="instrumen_update",
    ),
    path("<tahun:tahun>/<tw:tw>/evaluasi/surat/", surat.surat_list, name="surat_list"),
    path("<tahun:tahun>/<tw:tw>/evaluasi/surat/catat/", surat.surat_create, name="surat_create"),
    path("<tahun:tahun>/<tw:tw>/evaluasi/buku/", buku.buku, name="buku"),
    path("<tahun:tahun>/<tw:tw>/evaluasi/buku/siapkan/", buku.buku_create, name="buku_create"),
    path("evaluasi/buku/<int:pk>/", buku.impor_lembar, name="impor_lembar"),
    path("evaluasi/buku/<int:pk>/terapkan/", buku.impor_lembar_import, name="impor_lembar_import"),
    path("evaluasi/buku/<int:pk>/buang/", buku.impor_lembar_revoke, name="impor_lembar_revoke"),
    *_sheet("pemda", PEMDA),
    *_sheet("opd/<str:kode>", {}),
    path("evaluasi/penilaian/<int:pk>/", penilaian.penilaian_update, name="penilaian_update"),
    path(
        "evaluasi/penilaian/<int:pk>/sampaikan/",
        penilaian.penilaian_submit,
        name="penilaian_submit",
    ),
    path("evaluasi/penilaian/<int:pk>/tutup/", penilaian.penilaian_lock, name="penilaian_lock"),
    path(
        "evaluasi/penilaian/<int:pk>/selesaikan/",
        penilaian.penilaian_publish,
        name="penilaian_publish",
    ),
    path(
        "evaluasi/penilaian/<int:pk>/pernyataan/",
        tahap.pernyataan_create,
        name="pernyataan_create",
    ),
    path("evaluasi/penilaian/<int:pk>/serahkan/", tahap.tahap_submit, name="tahap_submit"),
    path("evaluasi/penilaian/<int:pk>/kembalikan/", tahap.tahap_return, name="tahap_return"),
    path(
        "evaluasi/penilaian/<int:pk>/setuju/<str:sub>/", tahap.nilai_approve, name="nilai_approve"
    ),
    path("evaluasi/penilaian/<int:pk>/tanggapan/", tanggapan.tanggapan_list, name="tanggapan_list"),
    path(
        "evaluasi/penilaian/<int:pk>/tanggapan/ajukan/",
        tanggapan.tanggapan_create,
        name="tanggapan_create",
    ),
    path("evaluasi/tanggapan/<int:pk>/", tanggapan.tanggapan_approve, name="tanggapan_approve"),
    path("evaluasi/penilaian/<int:pk>/koreksi/", koreksi.koreksi_create, name="koreksi_create"),
    path("evaluasi/koreksi/<int:pk>/rilis/", koreksi.koreksi_approve, name="koreksi_approve"),
    path("evaluasi/koreksi/<int:pk>/tolak/", koreksi.koreksi_return, name="koreksi_return"),
    path("evaluasi/surat/<int:pk>/", surat.surat_update, name="surat_update"),
    path(
        "evaluasi/penilaian/<int:pk>/rekomendasi/<str:sub>/",
        rekomendasi.rekomendasi_create,
        name="rekomendasi_create",
    ),
    path(
        "evaluasi/penilaian/<int:pk>/bukti/<str:kriteria>/",
        bukti.bukti_kriteria,
        name="bukti_kriteria",
    ),
    path(
        "evaluasi/penilaian/<int:pk>/bukti/<str:kriteria>/minta/",
        bukti.permintaan_bukti_create,
        name="permintaan_bukti_create",
    ),
    path(
        "evaluasi/permintaan-bukti/<int:pk>/cabut/",
        bukti.permintaan_bukti_revoke,
        name="permintaan_bukti_revoke",
    ),
    path(
        "evaluasi/bukti/<int:pk>/lepas/", bukti.bukti_kriteria_delete, name="bukti_kriteria_delete"
    ),
    path(
        "evaluasi/rekomendasi/<int:pk>/", rekomendasi.rekomendasi_update, name="rekomendasi_update"
    ),
    path(
        "evaluasi/rekomendasi/<int:pk>/hapus/",
        rekomendasi.rekomendasi_delete,
        name="rekomendasi_delete",
    ),
    path(
        "evaluasi/rekomendasi/<int:pk>/tutup/",
        rekomendasi.rekomendasi_approve,
        name="rekomendasi_approve",
    ),
]
