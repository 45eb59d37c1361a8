"""Actions that were decided on: who does what until when, and how far it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from sakip.audit.actions import require
from sakip.jalan import permissions
from sakip.jalan.actions.aksi import update_aksi_jalan
from sakip.jalan.forms.aksi import AksiJalanForm
from sakip.jalan.models import AksiJalan
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


@require_GET
def aksi_list(request: Request) -> HttpResponse:
    """Every action within reach, the newest evaluation first."""
    require(permissions.can_read_jalan(request.user))
    rows = AksiJalan.objects.visible_to(request.user).for_list()
    page = page_of(request, rows)
    context = {"page": page, "urung": _revocable(request, page)}
    return render(request, "jalan/aksi_list.html", context)


@require_http_methods(["GET", "POST"])
def aksi_update(request: Request, pk: int) -> HttpResponse:
    """Owner and state of one action."""
    row = get_object_or_404(AksiJalan.objects.visible_to(request.user).for_list(), pk=pk)
    require(permissions.can_update_aksi_jalan(request.user, row))
    initial = {"pemilik": row.pemilik, "keadaan": row.status}
    form = AksiJalanForm(request.POST or None, initial=initial, revisi=row.revisi)
    if request.method == "POST" and form.is_valid():
        update_aksi_jalan(row, acting_user=request.user, **form.cleaned_data)
        messages.success(request, "Aksi disimpan.")
        return redirect("jalan:aksi_list")
    return render(request, "jalan/aksi_form.html", {"row": row, "form": form})


def _revocable(request: Request, page: Any) -> list[tuple[str, int, str]]:
    """(whose, year, code) of what this person may take back as one, of the rows on the page."""
    found: dict[tuple[str, int, str], None] = {}
    for row in page:
        fresh = row.status == AksiJalan.Status.RENCANA and row.revisi == 0
        if fresh and permissions.can_update_aksi_jalan(request.user, row):
            unit = row.perangkat_daerah
            found[row.objek, row.tahun, unit.kode if unit else ""] = None
    return list(found)
