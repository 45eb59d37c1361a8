"""Files between units: offered, accepted or refused, taken back."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from sakip.audit.actions import require
from sakip.berkas import permissions
from sakip.berkas.actions import berbagi as actions
from sakip.berkas.daftar import load_dikelola
from sakip.berkas.forms import BerbagiForm
from sakip.berkas.models import Berbagi, Berkas
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


@require_GET
def berbagi_list(request: Request) -> HttpResponse:
    """Offers from and to the units within reach, newest first."""
    page = page_of(request, Berbagi.objects.visible_to(request.user).for_list())
    context = {"page": page, "milik": load_dikelola(request.user)}
    return render(request, "berkas/berbagi_list.html", context)


@require_POST
def berbagi_create(request: Request, pk: int) -> HttpResponse:
    """Offer a file to another unit."""
    rows = Berkas.objects.visible_to(request.user).select_related("instansi", "perangkat_daerah")
    row = get_object_or_404(rows, pk=pk)
    require(permissions.can_create_berbagi(request.user, row))
    form = BerbagiForm(request.POST, berkas=row)
    if form.is_valid():
        create = partial(actions.create_berbagi, row, **form.cleaned_data)
        if form.attempt(partial(create, acting_user=request.user), "ke_unit"):
            unit = form.cleaned_data["ke_unit"]
            messages.success(request, f"Ditawarkan kepada {unit.nama}.")
            return redirect("berkas:berkas_detail", row.pk)
    return render(request, "berkas/berbagi_form.html", {"row": row, "form": form})


@require_POST
def berbagi_approve(request: Request, pk: int) -> HttpResponse:
    """Accept an offer."""
    actions.approve_berbagi(_get(request, pk), acting_user=request.user)
    messages.success(request, "Diterima. Berkas ini dapat dipakai sebagai bukti.")
    return redirect("berkas:berbagi_list")


@require_POST
def berbagi_return(request: Request, pk: int) -> HttpResponse:
    """Refuse an offer, with a reason."""
    alasan = request.POST.get("alasan", "")
    actions.return_berbagi(_get(request, pk), alasan=alasan, acting_user=request.user)
    messages.success(request, "Ditolak. Yang menawarkan membaca alasannya.")
    return redirect("berkas:berbagi_list")


@require_POST
def berbagi_revoke(request: Request, pk: int) -> HttpResponse:
    """Take an offer back."""
    alasan = request.POST.get("alasan", "")
    actions.revoke_berbagi(_get(request, pk), alasan=alasan, acting_user=request.user)
    messages.success(request, "Ditarik. Yang sudah memakainya tetap dapat membacanya di sana.")
    return redirect("berkas:berbagi_list")


def _get(request: Request, pk: int) -> Berbagi:
    rows = Berbagi.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("berkas__perangkat_daerah", "ke_unit"), pk=pk)
