"""The address of the trail."""

from django.urls import path

from sakip.organisasi.views import jejak

urlpatterns = [path("setelan/jejak/", jejak.jejak_list, name="jejak_list")]
