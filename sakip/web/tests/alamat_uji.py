"""The program's own addresses, and beside them pages that go wrong on purpose."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError, connection, transaction
from django.http import Http404, HttpResponse
from django.urls import path

from sakip.organisasi.models import Instansi
from sakip.rules.decision import Beda, Konflik, RuleError
from sakip.urls import handler400, handler403, handler404, handler500, urlpatterns
from sakip.web.http import Request

__all__ = ["handler400", "handler403", "handler404", "handler500"]

GALAT = {
    400: BadRequest("rusak"),
    403: PermissionDenied("Hanya Admin yang dapat melakukan ini."),
    404: Http404("tidak ada"),
    409: Konflik((Beda("nama", "Dinas Bugar", "Dinas Sehat"),), oleh="Rina", pada="kemarin"),
    422: RuleError("Masa ini sudah dikunci."),
    500: ZeroDivisionError("terbagi nol"),
    503: OperationalError("deadlock detected"),
}
# As the drivers of the two databases say it.
GALAT[503].__cause__ = type("DeadlockDetected", (Exception,), {"sqlstate": "40P01"})()


@login_not_required
def galat(request: Request, status: int):
    raise GALAT[status]


@transaction.atomic
def lama(request: Request):
    """Writes, and then asks PostgreSQL for what takes a minute."""
    Instansi.objects.update(nama="Kabupaten Setengah Jadi")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(60)")
    return HttpResponse()


urlpatterns = [*urlpatterns, path("uji/galat/<int:status>/", galat), path("uji/lama/", lama)]
