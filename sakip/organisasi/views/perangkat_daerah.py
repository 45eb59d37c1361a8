"""Pages of units: the list of a period, one unit, add, change."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from sakip.audit.actions import require
from sakip.organisasi import permissions
from sakip.organisasi.actions import perangkat_daerah as actions
from sakip.organisasi.forms.perangkat_daerah import PerangkatDaerahForm
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.organisasi.models.penugasan import prefetch_kepala, prefetch_pemegang
from sakip.organisasi.models.perangkat_daerah import PerangkatDaerahQuerySet
from sakip.organisasi.pejabat import load_pejabat
from sakip.organisasi.riwayat import load_jejak, load_peristiwa, named_units
from sakip.rules.tanggal import day_in_triwulan, triwulan_of
from sakip.web.http import Request
from sakip.web.listing import PER_HALAMAN, page_of, search_rows
from sakip.web.render import render

FIELDS = tuple(PerangkatDaerahForm.base_fields)
KEADAAN = (("", "Aktif"), ("berakhir", "Sudah berakhir"), ("semua", "Semua keadaan"))


@require_GET
def perangkat_daerah_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The agency's units in this period, as far as this cap reaches."""
    pada = day_in_triwulan(tahun, tw, request.user.instansi.hari_ini)
    saring = {name: request.GET.get(name, "") for name in ("cari", "jenis", "keadaan")}
    rows = PerangkatDaerah.objects.visible_to(request.user).for_list()
    rows = _in_keadaan(rows, saring["keadaan"], pada)
    if saring["jenis"] in PerangkatDaerah.Jenis:
        rows = rows.filter(jenis=saring["jenis"])
    rows = rows.prefetch_related(prefetch_kepala(pada))
    context = {
        "page": page_of(request, search_rows(request, rows, "kode", "nama", "singkatan")),
        "pada": pada,
        "periode": (tahun, tw),
        "saring": saring,
        "jenis_pilihan": PerangkatDaerah.Jenis.choices,
        "keadaan_pilihan": KEADAAN,
        "can_manage": permissions.can_manage_organisasi(request.user),
    }
    template = "organisasi/perangkat_daerah_list.html"
    return render(request, template, context, part="tabel" if request.htmx else None)


@require_GET
def perangkat_daerah_detail(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """One unit in this period: facts, who holds what today, units below, where it came from."""
    units = PerangkatDaerah.objects.visible_to(request.user)
    row = get_object_or_404(units.select_related("induk", "instansi"), kode=kode)
    pada = day_in_triwulan(tahun, tw, request.user.instansi.hari_ini)
    context = {
        "row": row,
        "pada": pada,
        "periode": (tahun, tw),
        "keadaan": row.keadaan_on(pada),
        "anak": list(units.filter(induk=row).active_on(pada).order_by("kode")),
        "jejak_terbaru": load_jejak(row) if permissions.can_read_jejak(request.user) else [],
        "can_manage": permissions.can_manage_organisasi(request.user),
        "can_update": permissions.can_update_perangkat_daerah(request.user, row),
        **_load_people(row, request.user.instansi.hari_ini),
        **_load_chain(row, request.user, pada),
    }
    return render(request, "organisasi/perangkat_daerah_detail.html", context)


@require_http_methods(["GET", "POST"])
def perangkat_daerah_create(request: Request) -> HttpResponse:
    """Add a unit."""
    require(permissions.can_manage_organisasi(request.user))
    form = PerangkatDaerahForm(
        request.POST or None,
        initial={"aktif_sejak": request.user.instansi.hari_ini},
        units=_units(request.user),
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.create_perangkat_daerah(acting_user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.take_faults(error)
        else:
            messages.success(request, f"{row.nama} ditambahkan.")
            return _to_detail(row)
    return _form_page(request, form, None)


@require_http_methods(["GET", "POST"])
def perangkat_daerah_update(request: Request, pk: int) -> HttpResponse:
    """Change or end a unit."""
    row = get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), pk=pk)
    initial = {name: getattr(row, name) for name in FIELDS}
    units = _units(request.user).exclude(pk=row.pk)
    form = PerangkatDaerahForm(
        request.POST or None, initial=initial, units=units, revisi=row.revisi
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_perangkat_daerah(row, acting_user=request.user, **form.cleaned_data)
        except ValidationError as error:
            row.refresh_from_db()
            form.take_faults(error)
        else:
            messages.success(request, f"{row.nama} disimpan.")
            return _to_detail(row)
    return _form_page(request, form, row)


def _form_page(
    request: Request, form: PerangkatDaerahForm, row: PerangkatDaerah | None
) -> HttpResponse:
    can = permissions.can_manage_organisasi(request.user)
    if row is not None:
        can = permissions.can_update_perangkat_daerah(request.user, row)
    context = {"form": form, "row": row, "can_update": can}
    return render(request, "organisasi/perangkat_daerah_form.html", context)


def _to_detail(row: PerangkatDaerah) -> HttpResponse:
    today = row.instansi.hari_ini
    return redirect("organisasi:perangkat_daerah_detail", today.year, triwulan_of(today), row.kode)


def _units(user: Pengguna) -> QuerySet[PerangkatDaerah]:
    return PerangkatDaerah.objects.visible_to(user).active_on(user.instansi.hari_ini).for_list()


def _in_keadaan(rows: PerangkatDaerahQuerySet, keadaan: str, pada: date) -> PerangkatDaerahQuerySet:
    match keadaan:
        case "semua":
            return rows
        case "berakhir":
            return rows.ended_before(pada)
    return rows.active_on(pada)


def _load_people(row: PerangkatDaerah, today: date) -> dict[str, Any]:
    """Positions with their holders today, and those who work here without a position."""
    rows = row.jabatan_set.for_list().prefetch_related(prefetch_pemegang(today))
    positions = list(rows[:PER_HALAMAN])
    others = row.penugasan_set.filter(jabatan=None).in_force(today).for_list()
    return {
        "jabatan": positions,
        "pejabat": load_pejabat(positions, today),
        "petugas": others[:PER_HALAMAN],
    }


def _load_chain(row: PerangkatDaerah, user: Pengguna, pada: date) -> dict[str, Any]:
    """What this unit came from and became; who stood in its place on the day; which may be opened."""
    chain = list(row.chain())
    events = load_peristiwa(chain)
    named = Q(pk__in=named_units(events)) | Q(pk=row.induk_id or 0) | Q(induk=row)
    units = PerangkatDaerah.objects.visible_to(user).filter(named)
    return {
        "peristiwa": events,
        "sezaman": [unit for unit in chain if unit != row and unit.keadaan_on(pada) == "aktif"],
        "terbuka": set(units.values_list("pk", flat=True)),
    }
