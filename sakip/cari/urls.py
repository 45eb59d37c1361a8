"""The address of the search."""

from django.urls import path

from sakip.cari import views

app_name = "cari"
urlpatterns = [path("cari/", views.cari, name="cari")]
