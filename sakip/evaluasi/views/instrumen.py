"""Which sheet the agency evaluates with in a year, and what the offered ones do otherwise."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from sakip.audit.actions import require
from sakip.evaluasi import permissions
from sakip.evaluasi.actions.instrumen import update_instrumen
from sakip.evaluasi.acuan import PERANGKAT_DAERAH, find_nasional, load_beda, load_tawaran
from sakip.evaluasi.forms.instrumen import InstrumenForm
from sakip.evaluasi.models import PilihanInstrumen
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


@require_http_methods(["GET", "POST"])
def instrumen_update(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The sheet of the page's year; it stands once the first evaluation of that year is opened."""
    require(permissions.can_read_evaluasi(request.user))
    rows = PilihanInstrumen.objects.visible_to(request.user)
    row, tawaran = rows.filter(tahun=tahun).first(), load_tawaran(tahun)
    form = InstrumenForm(
        request.POST or None, tawaran=tawaran, row=row, revisi=row.revisi if row else None
    )
    if form.is_valid() and form.attempt(partial(_keep, request, tahun, form), "lembar"):
        messages.success(request, f"Lembar evaluasi {tahun} tersimpan.")
        return redirect("evaluasi:instrumen_update", tahun, tw)
    context = {
        "form": form,
        "periode": (tahun, tw),
        "can_update": permissions.can_update_instrumen(request.user, tahun),
        "nasional": find_nasional(PERANGKAT_DAERAH, tahun),
        "tawaran": [(satu, load_beda(satu)) for satu in tawaran],
        "page": page_of(request, rows.order_by("-tahun")),
    }
    return render(request, "evaluasi/instrumen_form.html", context)


def _keep(request: Request, tahun: int, form: InstrumenForm) -> None:
    revisi = form.cleaned_data.get("revisi")
    update_instrumen(tahun, form.kunci, revisi=revisi, acting_user=request.user)
