"""The product's addresses, and one bare page behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from sakip.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def bare(request: HttpRequest) -> HttpResponse:
    """The floor: a signed-in person gets two letters."""
    return HttpResponse("ok")


urlpatterns = [path("bench/kosong/", bare), *urlpatterns]
