"""The address that watches over the server."""

from django.urls import path

from sakip.audit import views

urlpatterns = [
    path("sehat/", views.health, name="sehat"),
]
