"""Pages of positions: the list, add, change, delete."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.organisasi import permissions
from sakip.organisasi.actions import jabatan as actions
from sakip.organisasi.forms.jabatan import JabatanForm
from sakip.organisasi.models import Jabatan, Pengguna, PerangkatDaerah
from sakip.organisasi.models.penugasan import prefetch_pemegang
from sakip.organisasi.models.perangkat_daerah import PerangkatDaerahQuerySet
from sakip.organisasi.pejabat import load_pejabat
from sakip.rules.decision import Decision
from sakip.web.forms import Form
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render

FIELDS = tuple(JabatanForm.base_fields)


@require_GET
def jabatan_list(request: Request) -> HttpResponse:
    """The positions of the units within reach, with their holders today."""
    today = request.user.instansi.hari_ini
    chosen = _chosen_unit(request)
    rows = Jabatan.objects.visible_to(request.user)
    rows = rows.filter(perangkat_daerah=chosen) if chosen else rows.active_on(today)
    rows = rows.for_list().prefetch_related(prefetch_pemegang(today))
    page = page_of(request, search_rows(request, rows, "nama", "perangkat_daerah__nama"))
    context = {
        "page": page,
        "pejabat": load_pejabat(page, today),
        "saring": {"cari": request.GET.get("cari", ""), "unit": chosen.kode if chosen else ""},
        "chosen": chosen,
        "units": [
            ("", "Semua perangkat daerah"),
            *((u.kode, u.pilihan) for u in _units(request.user)),
        ],
        "can_manage": permissions.can_manage_organisasi(request.user),
    }
    template = "organisasi/jabatan_list.html"
    return render(request, template, context, part="tabel" if request.htmx else None)


@require_http_methods(["GET", "POST"])
def jabatan_create(request: Request) -> HttpResponse:
    """Add a position."""
    can = permissions.can_manage_organisasi(request.user)
    require(can)
    initial = {"perangkat_daerah": _chosen_unit(request)}
    form = JabatanForm(request.POST or None, initial=initial, **_choices(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.create_jabatan(acting_user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.take_faults(error)
        else:
            messages.success(request, f"{row.nama} ditambahkan.")
            return _to_list(row)
    return _form_page(request, form, None, can)


@require_http_methods(["GET", "POST"])
def jabatan_update(request: Request, pk: int) -> HttpResponse:
    """Change a position."""
    row = _get(request, pk)
    can = permissions.can_update_jabatan(request.user, row)
    initial = {name: getattr(row, name) for name in FIELDS}
    form = JabatanForm(
        request.POST or None, initial=initial, revisi=row.revisi, **_choices(request.user, row)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_jabatan(row, acting_user=request.user, **form.cleaned_data)
        except ValidationError as error:
            row.refresh_from_db()
            form.take_faults(error)
        else:
            messages.success(request, f"{row.nama} disimpan.")
            return _to_list(row)
    return _form_page(request, form, row, can)


@require_POST
def jabatan_delete(request: Request, pk: int) -> HttpResponse:
    """Remove a position that nothing points at."""
    row = _get(request, pk)
    form = Form(request.POST, revisi=row.revisi)
    if not form.is_valid():
        raise BadRequest
    actions.delete_jabatan(row, revisi=form.cleaned_data["revisi"], acting_user=request.user)
    messages.success(request, f"{row.nama} dihapus.")
    return _to_list(row)


def _form_page(
    request: Request, form: JabatanForm, row: Jabatan | None, can_update: Decision
) -> HttpResponse:
    can_delete = permissions.can_delete_jabatan(request.user, row) if row else None
    context = {"form": form, "row": row, "can_update": can_update, "can_delete": can_delete}
    return render(request, "organisasi/jabatan_form.html", context)


def _get(request: Request, pk: int) -> Jabatan:
    rows = Jabatan.objects.visible_to(request.user).select_related(
        "perangkat_daerah__instansi", "atasan"
    )
    return get_object_or_404(rows, pk=pk)


def _units(user: Pengguna) -> PerangkatDaerahQuerySet:
    return PerangkatDaerah.objects.visible_to(user).active_on(user.instansi.hari_ini).for_list()


def _chosen_unit(request: Request) -> PerangkatDaerah | None:
    """The unit named in the address, if it is within reach."""
    units = PerangkatDaerah.objects.visible_to(request.user)
    return units.filter(kode=request.GET.get("unit", "")).first()


def _choices(user: Pengguna, row: Jabatan | None = None) -> dict[str, QuerySet[Any]]:
    """Units to be in, and positions to be under: all of the agency but those that lead nobody."""
    today = user.instansi.hari_ini
    units, rows = PerangkatDaerah.objects.visible_to(user), Jabatan.objects.visible_to(user)
    offered = Q(pk__in=units.active_on(today))
    leading = Q(pk__in=rows.active_on(today).exclude(jenjang=Jabatan.Jenjang.PELAKSANA))
    if row is not None:
        # What it has stays on offer, whatever became of that unit or superior.
        offered |= Q(pk=row.perangkat_daerah_id)
        leading |= Q(pk=row.atasan_id or 0)
        rows = rows.exclude(pk=row.pk)
    return {"units": units.filter(offered).for_list(), "atasan": rows.filter(leading).for_list()}


def _to_list(row: Jabatan) -> HttpResponse:
    kode = quote(row.perangkat_daerah.kode)
    return redirect(f"{reverse('organisasi:jabatan_list')}?unit={kode}")
