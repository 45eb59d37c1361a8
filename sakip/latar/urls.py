"""Addresses of background jobs."""

from django.urls import path

from sakip.latar import views

app_name = "latar"
urlpatterns = [
    path("pekerjaan-latar/", views.pekerjaan_list, name="pekerjaan_list"),
    path("latar/pekerjaan/<int:pk>/batal/", views.pekerjaan_revoke, name="pekerjaan_revoke"),
    path("latar/pekerjaan/<int:pk>/ulangi/", views.pekerjaan_submit, name="pekerjaan_submit"),
    path("latar/pekerjaan/<int:pk>/hasil/", views.pekerjaan_hasil, name="pekerjaan_hasil"),
]
