"""The page of the trail: who changed what, and when."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from sakip.audit.actions import require
from sakip.audit.models import Jejak
from sakip.audit.wording import load_baris
from sakip.organisasi import permissions
from sakip.organisasi.forms.jejak import JejakFilterForm
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


@require_GET
def jejak_list(request: Request) -> HttpResponse:
    """The agency's acts, newest first."""
    require(permissions.can_read_jejak(request.user))
    zona = request.user.instansi.zona_waktu
    form = JejakFilterForm(request.GET)
    rows = form.narrow(Jejak.objects.visible_to(request.user).for_list(), zona)
    page = page_of(request, rows)
    context = {
        "form": form,
        "page": page,
        "baris": load_baris(page, zona),
        "can_manage": permissions.can_manage_organisasi(request.user),
    }
    template = "organisasi/jejak_list.html"
    return render(request, template, context, part="tabel" if request.htmx else None)
