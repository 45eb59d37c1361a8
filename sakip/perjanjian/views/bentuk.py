"""How the agency's PK looks from a year on, and what it chose before."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from sakip.audit.actions import require
from sakip.perjanjian import permissions
from sakip.perjanjian.actions.bentuk import update_bentuk_pk
from sakip.perjanjian.bentuk import load_aturan
from sakip.perjanjian.forms import BentukPKForm
from sakip.perjanjian.models import BentukPK
from sakip.rules.perjanjian import TINGKAT
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


@require_http_methods(["GET", "POST"])
def bentuk_update(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The choice that holds in the year of the page; saving makes it hold from that year on."""
    require(permissions.can_update_bentuk_pk(request.user))
    instansi = request.user.instansi
    aturan = load_aturan(instansi, tahun, instansi.hari_ini)
    rows = BentukPK.objects.visible_to(request.user)
    row = rows.filter(tahun=tahun).first()
    form = BentukPKForm(request.POST or None, aturan=aturan, revisi=row.revisi if row else None)
    if form.is_valid() and form.attempt(partial(_keep, request, tahun, form)):
        messages.success(request, f"Bentuk PK tersimpan dan berlaku sejak PK {tahun}.")
        return redirect("perjanjian:bentuk_update", tahun, tw)
    context = {
        "form": form,
        "aturan": aturan,
        "terbuka": tahun >= instansi.hari_ini.year,
        "page": page_of(request, rows.order_by("-tahun")),
        "tingkat": TINGKAT,
    }
    return render(request, "perjanjian/bentuk_form.html", context)


def _keep(request: Request, tahun: int, form: BentukPKForm) -> None:
    revisi = form.cleaned_data.get("revisi")
    update_bentuk_pk(tahun, form.bentuk, revisi=revisi, acting_user=request.user)
