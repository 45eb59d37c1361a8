"""Addresses of pengukuran."""

from django.urls import path

from sakip.pengukuran.views import (
    addendum,
    aksi,
    bukti,
    keputusan,
    masa,
    pantauan,
    pembukaan,
    realisasi,
    sel,
    verifikasi,
)

app_name = "pengukuran"
urlpatterns = [
    path("<tahun:tahun>/<tw:tw>/kalender/", masa.kalender, name="kalender"),
    path("<tahun:tahun>/<tw:tw>/buka/", masa.masa_create, name="masa_create"),
    path(
        "<tahun:tahun>/<tw:tw>/buka/bulan/<bulan:bulan>/",
        masa.masa_create,
        name="masa_bulan_create",
    ),
    path("pengukuran/masa/<int:pk>/", masa.masa_update, name="masa_update"),
    path("<tahun:tahun>/<tw:tw>/realisasi/", realisasi.lembar_list, name="lembar_list"),
    path("<tahun:tahun>/<tw:tw>/pantauan/", pantauan.pantauan, name="pantauan"),
    path(
        "pengukuran/lembar/<int:pk>/ingatkan/", pantauan.pengingat_create, name="pengingat_create"
    ),
    path("<tahun:tahun>/<tw:tw>/verifikasi/", verifikasi.verifikasi_list, name="verifikasi_list"),
    path(
        "pengukuran/lembar/<int:pk>/verifikasi/<str:objek>/",
        verifikasi.verifikasi_approve,
        name="verifikasi_approve",
    ),
    path(
        "pengukuran/lembar/<int:pk>/verifikasi/<str:objek>/kembalikan/",
        verifikasi.verifikasi_return,
        name="verifikasi_return",
    ),
    path("pengukuran/masa/<int:pk>/ingatkan/", pantauan.pengingat_semua, name="pengingat_semua"),
    path(
        "<tahun:tahun>/<tw:tw>/opd/<str:kode>/realisasi/",
        realisasi.realisasi_update,
        name="realisasi_update",
    ),
    path("<tahun:tahun>/<tw:tw>/opd/<str:kode>/realisasi/sel/", sel.sel, name="sel"),
    path(
        "<tahun:tahun>/<tw:tw>/opd/<str:kode>/realisasi/aksi/",
        aksi.realisasi_aksi_update,
        name="realisasi_aksi_update",
    ),
    path(
        "<tahun:tahun>/<tw:tw>/opd/<str:kode>/realisasi/bulan/<bulan:bulan>/",
        realisasi.realisasi_update,
        name="bulan_update",
    ),
    path(
        "<tahun:tahun>/<tw:tw>/opd/<str:kode>/realisasi/bulan/<bulan:bulan>/sel/",
        sel.sel,
        name="bulan_sel",
    ),
    path("keputusan/realisasi/<int:pk>/", keputusan.keputusan_detail, name="keputusan_detail"),
    path("pengukuran/lembar/<int:pk>/setujui/", keputusan.lembar_approve, name="lembar_approve"),
    path("pengukuran/lembar/<int:pk>/kembalikan/", keputusan.lembar_return, name="lembar_return"),
    path("pengukuran/lembar/<int:pk>/urungkan/", keputusan.lembar_revoke, name="lembar_revoke"),
    path(
        "pengukuran/lembar/<int:pk>/addendum/<int:potret>/",
        addendum.addendum_create,
        name="addendum_create",
    ),
    path(
        "pengukuran/addendum/<int:pk>/setujui/", addendum.addendum_approve, name="addendum_approve"
    ),
    path(
        "pengukuran/addendum/<int:pk>/kembalikan/", addendum.addendum_return, name="addendum_return"
    ),
    path(
        "pengukuran/lembar/<int:pk>/bukti/<int:potret>/",
        bukti.bukti_realisasi,
        name="bukti_realisasi",
    ),
    path(
        "pengukuran/lembar/<int:pk>/langkah/<int:aksi>/<bulan:bulan>/bukti/",
        bukti.bukti_aksi,
        name="bukti_aksi",
    ),
    path(
        "pengukuran/bukti/<int:pk>/lepas/",
        bukti.bukti_realisasi_delete,
        name="bukti_realisasi_delete",
    ),
    path(
        "pengukuran/bukti-aksi/<int:pk>/lepas/", bukti.bukti_aksi_delete, name="bukti_aksi_delete"
    ),
    path("<tahun:tahun>/<tw:tw>/pembukaan/", pembukaan.pembukaan_list, name="pembukaan_list"),
    path(
        "pengukuran/lembar/<int:pk>/pembukaan/", pembukaan.pembukaan_create, name="pembukaan_create"
    ),
    *(
        path(f"pengukuran/pembukaan/<int:pk>/{part}", page, name=page.__name__)
        for part, page in (
            ("", pembukaan.pembukaan_detail),
            ("teruskan/", pembukaan.pembukaan_submit),
            ("buka/", pembukaan.pembukaan_approve),
            ("tolak/", pembukaan.pembukaan_return),
            ("cabut/", pembukaan.pembukaan_revoke),
        )
    ),
]
