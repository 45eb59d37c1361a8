"""The list of peers: what is on it, a value corrected or taken off, a whole source taken off."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.jalan import permissions
from sakip.jalan.actions.nilai import (
    delete_pembanding,
    delete_pembanding_sumber,
    update_pembanding,
)
from sakip.jalan.forms.nilai import PembandingForm, initial_of
from sakip.jalan.models import Pembanding
from sakip.web.forms import read_hidden
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render


@require_GET
def pembanding_list(request: Request) -> HttpResponse:
    """Values of other regions, the newest year first; each source once, with how much it says."""
    require(permissions.can_update_nilai(request.user))
    rows = Pembanding.objects.visible_to(request.user).for_list()
    page = page_of(request, search_rows(request, rows, "daerah", "sumber"))
    context = {"page": page, "cari": request.GET.get("cari", ""), "sumber": _sources(request, page)}
    part = "tabel" if request.htmx else None
    return render(request, "jalan/pembanding_list.html", context, part=part)


@require_http_methods(["GET", "POST"])
def pembanding_update(request: Request, pk: int) -> HttpResponse:
    """Correct a value that was read or published wrongly."""
    row = get_object_or_404(Pembanding.objects.visible_to(request.user), pk=pk)
    require(permissions.can_update_nilai(request.user))
    form = PembandingForm(request.POST or None, initial=initial_of(row), revisi=row.revisi)
    if request.method == "POST" and form.is_valid():
        revisi = form.cleaned_data["revisi"]
        act = partial(update_pembanding, row, form.to_isi(), revisi=revisi)
        if form.attempt(lambda: act(acting_user=request.user)):
            messages.success(request, "Nilai pembanding disimpan.")
            return redirect("jalan:pembanding_list")
    return render(request, "jalan/pembanding_form.html", {"form": form, "pk": pk})


@require_POST
def pembanding_delete(request: Request, pk: int) -> HttpResponse:
    """Take one value off the list."""
    row = get_object_or_404(Pembanding.objects.visible_to(request.user), pk=pk)
    delete_pembanding(row, revisi=read_hidden(request.POST, "revisi"), acting_user=request.user)
    messages.success(request, f"Nilai {row.daerah} {row.tahun} dihapus dari daftar.")
    return redirect("jalan:pembanding_list")


@require_POST
def pembanding_sumber_delete(request: Request, pk: int) -> HttpResponse:
    """Take off the list all that one source says of one year."""
    row = get_object_or_404(Pembanding.objects.visible_to(request.user), pk=pk)
    banyak = read_hidden(request.POST, "banyak")
    delete_pembanding_sumber(row, banyak=banyak, acting_user=request.user)
    messages.success(request, f"{banyak} nilai {row.tahun} dari {row.sumber} dihapus dari daftar.")
    return redirect("jalan:pembanding_list")


def _sources(request: Request, page: Page[Pembanding]) -> list[dict[str, Any]]:
    """The years and sources on this page with one of their rows, and how many values each has in all."""
    first = {(row.tahun, row.sumber): row.pk for row in page}
    rows = Pembanding.objects.visible_to(request.user).filter(
        tahun__in={tahun for tahun, _ in first}, sumber__in={sumber for _, sumber in first}
    )
    counted = rows.values("tahun", "sumber").annotate(banyak=Count("pk"))
    return [
        {**row, "pk": first[row["tahun"], row["sumber"]]}
        for row in counted.order_by("-tahun", "sumber")
        if (row["tahun"], row["sumber"]) in first
    ]
