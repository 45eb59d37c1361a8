"""Addresses of perencanaan."""

from django.urls import path

from sakip.perencanaan.views import (
    dokumen,
    impor,
    indikator,
    lintas,
    nomenklatur,
    pagu,
    pemetaan,
    permintaan,
    rencana,
    simpul,
    target,
    target_bulan,
    versi,
)

TAHUN = "<tahun:tahun>/<tw:tw>"
UNIT = f"{TAHUN}/opd/<str:kode>"

app_name = "perencanaan"
urlpatterns = [
    path(f"{TAHUN}/rencana/", rencana.rencana_list, name="rencana_list"),
    path(f"{TAHUN}/rencana/impor/", impor.impor_daerah, name="impor_daerah"),
    path(f"{TAHUN}/rencana/templat/", impor.templat_daerah, name="templat_daerah"),
    path(f"{TAHUN}/anggaran/impor/", impor.impor_anggaran, name="impor_anggaran"),
    path(f"{TAHUN}/anggaran/templat/", impor.templat_anggaran, name="templat_anggaran"),
    path(f"{TAHUN}/pagu/", pagu.pagu_list, name="pagu_list"),
    path(f"{TAHUN}/pagu/impor/", impor.impor_pagu, name="impor_pagu"),
    path(f"{TAHUN}/serapan/impor/", impor.impor_serapan, name="impor_serapan"),
    path(f"{TAHUN}/serapan/templat/", impor.templat_serapan, name="templat_serapan"),
    path(f"{TAHUN}/uang/<slug:jenis>/kolom/", impor.kolom_update, name="kolom_update"),
    path(f"{TAHUN}/pagu/templat/", impor.templat_pagu, name="templat_pagu"),
    path(f"{UNIT}/pagu/ikat/", pagu.ikatan_update, name="ikatan_update"),
    path(f"{UNIT}/pagu/", pagu.pagu_detail, name="pagu_detail"),
    path(f"{UNIT}/serapan/", pagu.serapan_detail, name="serapan_detail"),
    path(f"{UNIT}/rencana/", rencana.rencana_detail, name="rencana_detail"),
    path(f"{UNIT}/rencana/impor/", impor.impor_unit, name="impor_unit"),
    path(f"{UNIT}/rencana/templat/", impor.templat_unit, name="templat_unit"),
    path(f"{TAHUN}/rencana/dokumen/", dokumen.dokumen_daerah, name="dokumen_daerah"),
    path(f"{UNIT}/rencana/dokumen/", dokumen.dokumen_unit, name="dokumen_unit"),
    path("perencanaan/nomenklatur/", nomenklatur.nomenklatur_list, name="nomenklatur_list"),
    path("perencanaan/dokumen/<int:pk>/", dokumen.dokumen_detail, name="dokumen_detail"),
    path("perencanaan/dokumen/<int:pk>/draf/", dokumen.draf_create, name="draf_create"),
    path("perencanaan/dokumen/<int:pk>/pemetaan/", pemetaan.pemetaan_list, name="pemetaan_list"),
    path(
        "perencanaan/dokumen/<int:pk>/pemetaan/<int:lama>/",
        pemetaan.pemetaan_update,
        name="pemetaan_update",
    ),
    path("perencanaan/versi/<int:pk>/salin/", pemetaan.versi_copy, name="versi_copy"),
    path("perencanaan/versi/<int:pk>/matriks/", dokumen.versi_matriks, name="versi_matriks"),
    path("perencanaan/versi/<int:pk>/", dokumen.versi_detail, name="versi_detail"),
    path(
        "perencanaan/versi/<int:pk>/jalur/<int:simpul>/", dokumen.simpul_jalur, name="simpul_jalur"
    ),
    path("perencanaan/versi/<int:pk>/simpul/", simpul.simpul_create, name="simpul_create"),
    path(
        "perencanaan/versi/<int:pk>/simpul/<int:simpul>/",
        simpul.simpul_update,
        name="simpul_update",
    ),
    path(
        "perencanaan/versi/<int:pk>/simpul/<int:simpul>/pindah/",
        simpul.simpul_move,
        name="simpul_move",
    ),
    path(
        "perencanaan/versi/<int:pk>/simpul/<int:simpul>/hapus/",
        simpul.simpul_delete,
        name="simpul_delete",
    ),
    path("perencanaan/indikator/<int:pk>/", indikator.indikator_detail, name="indikator_detail"),
    path(
        "perencanaan/indikator/<int:pk>/target/<tahun:tahun>/",
        target.target_update,
        name="target_update",
    ),
    path(
        "perencanaan/indikator/<int:pk>/target/<tahun:tahun>/bulan/",
        target_bulan.target_bulan_update,
        name="target_bulan_update",
    ),
    path(
        "perencanaan/versi/<int:pk>/simpul/<int:simpul>/indikator/",
        indikator.indikator_create,
        name="indikator_create",
    ),
    path(
        "perencanaan/versi/<int:pk>/indikator/<int:indikator>/",
        indikator.indikator_update,
        name="indikator_update",
    ),
    path(
        "perencanaan/versi/<int:pk>/indikator/<int:indikator>/hapus/",
        indikator.indikator_delete,
        name="indikator_delete",
    ),
    path(f"{TAHUN}/lintas/", lintas.lintas_list, name="lintas_list"),
    path(
        "perencanaan/versi/<int:pk>/simpul/<int:simpul>/lintas/",
        lintas.lintas_create,
        name="lintas_create",
    ),
    path("perencanaan/lintas/<int:pk>/", lintas.lintas_detail, name="lintas_detail"),
    path("perencanaan/lintas/<int:pk>/sepakat/", lintas.lintas_approve, name="lintas_approve"),
    path("perencanaan/lintas/<int:pk>/tolak/", lintas.lintas_return, name="lintas_return"),
    path("perencanaan/lintas/<int:pk>/cabut/", lintas.lintas_revoke, name="lintas_revoke"),
    path(f"{TAHUN}/permintaan/", permintaan.permintaan_list, name="permintaan_list"),
    path(
        "perencanaan/indikator/<int:pk>/permintaan/<tahun:tahun>/<tw:tw>/",
        permintaan.permintaan_create,
        name="permintaan_create",
    ),
    path(
        "perencanaan/permintaan/<int:pk>/", permintaan.permintaan_detail, name="permintaan_detail"
    ),
    path(
        "perencanaan/permintaan/<int:pk>/jawab/",
        permintaan.permintaan_submit,
        name="permintaan_submit",
    ),
    path(
        "perencanaan/permintaan/<int:pk>/tolak/",
        permintaan.permintaan_return,
        name="permintaan_return",
    ),
    path(
        "perencanaan/permintaan/<int:pk>/cabut/",
        permintaan.permintaan_revoke,
        name="permintaan_revoke",
    ),
    path("perencanaan/versi/<int:pk>/urungkan/", simpul.langkah_revoke, name="langkah_revoke"),
    path("perencanaan/versi/<int:pk>/perbedaan/", versi.versi_perbedaan, name="versi_perbedaan"),
    path("perencanaan/versi/<int:pk>/ajukan/", versi.versi_submit, name="versi_submit"),
    path("perencanaan/versi/<int:pk>/perbaiki/", versi.versi_update, name="versi_update"),
    path("perencanaan/versi/<int:pk>/putusan/", versi.versi_approve, name="versi_approve"),
    path("perencanaan/versi/<int:pk>/kembalikan/", versi.versi_return, name="versi_return"),
    path("perencanaan/versi/<int:pk>/buang/", versi.versi_revoke, name="versi_revoke"),
    path("perencanaan/impor/<int:pk>/", impor.impor_detail, name="impor_detail"),
    path("perencanaan/impor/<int:pk>/angka/", impor.impor_update, name="impor_update"),
    path("perencanaan/impor/<int:pk>/terapkan/", impor.impor_import, name="impor_import"),
    path("perencanaan/impor/<int:pk>/mundurkan/", impor.penerapan_revoke, name="penerapan_revoke"),
    path("perencanaan/impor/<int:pk>/buang/", impor.impor_revoke, name="impor_revoke"),
    path("perencanaan/impor/<int:pk>/galat/", impor.impor_galat, name="impor_galat"),
]
