"""Addresses of one's own account."""

from django.urls import path

from sakip.organisasi.views import akun, langganan

app_name = "akun"
urlpatterns = [
    path("masuk/", akun.masuk, name="masuk"),
    path("keluar/", akun.keluar, name="keluar"),
    path("aktivasi/", akun.aktivasi, name="aktivasi"),
    path("lupa/", akun.lupa, name="lupa"),
    path("cap/<int:pk>/", akun.cap_update, name="cap_update"),
    path("profil/", akun.profil, name="profil"),
    path("kata-sandi/", akun.kata_sandi, name="kata_sandi"),
    path("surel/", akun.surel, name="surel"),
    path("sesi/", akun.sesi, name="sesi"),
    path("kalender/", langganan.kalender, name="kalender"),
    path("kalender/akhiri/", langganan.kalender_revoke, name="kalender_revoke"),
]
