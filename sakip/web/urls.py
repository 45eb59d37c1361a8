"""Pages of the shell itself."""

from django.urls import path

from sakip.web import views

urlpatterns = [
    path("sehat/", views.health, name="sehat"),
]
