"""Every address. A page that is not here does not exist; each is a row of the access table."""

from django.urls import include, path, register_converter

from sakip.beranda import views as beranda
from sakip.keputusan import views as keputusan
from sakip.web.converters import BulanConverter, TahunConverter, TriwulanConverter

register_converter(BulanConverter, "bulan")
register_converter(TahunConverter, "tahun")
register_converter(TriwulanConverter, "tw")

urlpatterns = [
    path("", beranda.beranda, name="beranda"),
    path("keputusan/", keputusan.kotak, name="keputusan"),
    path("pekerjaan/lencana/", beranda.lencana, name="lencana"),
    path("kalender/<int:pk>/<str:token>.ics", beranda.kalender_ics, name="kalender_ics"),
    path("pekerjaan/ingatkan/", beranda.ingatan_create, name="ingatan_create"),
    path("", include("sakip.audit.urls")),
    path("akun/", include("sakip.organisasi.urls.akun")),
    path("", include("sakip.organisasi.urls")),
    path("", include("sakip.latar.urls")),
    path("", include("sakip.percakapan.urls")),
    path("", include("sakip.berkas.urls")),
    path("", include("sakip.perencanaan.urls")),
    path("", include("sakip.perjanjian.urls")),
    path("", include("sakip.pengukuran.urls")),
    path("", include("sakip.evaluasi.urls")),
    path("", include("sakip.jalan.urls")),
    path("", include("sakip.lapangan.urls")),
    path("", include("sakip.dasbor.urls")),
    path("", include("sakip.cari.urls")),
]

handler400 = "sakip.web.errors.bad_request"
handler403 = "sakip.web.errors.forbidden"
handler404 = "sakip.web.errors.not_found"
handler500 = "sakip.web.errors.server_error"
