"""Whether the process answers, and whether it can write: every change ends in the trail."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from sakip.audit.jam import is_jam_well
from sakip.web.scope import SEMUA, instansi_scope


@login_not_required
@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and the clock goes on, 503 otherwise with one word of what fails.

    No versions, no details (ASVS 13.4.6): those are in the log.
    """
    try:
        with instansi_scope(SEMUA):
            sebab = "" if is_jam_well() else "jam"
    except DatabaseError:
        sebab = "basis data"
    if sebab:
        return JsonResponse({"sehat": False, "sebab": sebab}, status=503)
    return JsonResponse({"sehat": True})
