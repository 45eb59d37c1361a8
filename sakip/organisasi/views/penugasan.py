"""Pages of assignments: the list, giving one, ending or revoking one."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.organisasi import permissions
from sakip.organisasi.actions import penugasan as actions
from sakip.organisasi.forms.penugasan import AkhirForm, PenugasanForm
from sakip.organisasi.models import Jabatan, Pengguna, Penugasan, Peran, PerangkatDaerah
from sakip.organisasi.models.penugasan import PenugasanQuerySet
from sakip.web.forms import Form, read_hidden
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render

KEADAAN = (
    ("", "Berlaku"),
    ("mendatang", "Mendatang"),
    ("berakhir", "Berakhir atau dicabut"),
    ("semua", "Semua keadaan"),
)
CARI = ("pengguna__nama", "perangkat_daerah__nama", "perangkat_daerah__singkatan", "jabatan__nama")


@require_GET
def penugasan_list(request: Request) -> HttpResponse:
    """Who does what where: in force, to come, over."""
    require(permissions.can_manage_organisasi(request.user))
    today = request.user.instansi.hari_ini
    saring = {name: request.GET.get(name, "") for name in ("cari", "keadaan", "unit", "peran")}
    rows = Penugasan.objects.visible_to(request.user).for_list()
    page = page_of(request, search_rows(request, _chosen(rows, saring, today), *CARI))
    context = {
        "page": page,
        "baris": [(row, row.keadaan_on(today)) for row in page],
        "saring": saring,
        "keadaan_pilihan": KEADAAN,
        "peran_pilihan": Peran.choices,
        "units": PerangkatDaerah.objects.visible_to(request.user).for_list(),
    }
    template = "organisasi/penugasan_list.html"
    return render(request, template, context, part="tabel" if request.htmx else None)


@require_http_methods(["GET", "POST"])
def penugasan_create(request: Request, pk: int) -> HttpResponse:
    """Give this person a role. Choosing a unit loads its positions, with or without scripts."""
    person = get_object_or_404(Pengguna.objects.visible_to(request.user), pk=pk)
    require(permissions.can_manage_organisasi(request.user))
    form = _form(request, person)
    if form.is_bound and form.is_valid():
        try:
            actions.create_penugasan(person, acting_user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.take_faults(error)
        else:
            messages.success(request, f"Penugasan {person.nama} ditambahkan.")
            return redirect("organisasi:pengguna_update", person.pk)
    context = {"form": form, "person": person, "can_create": _can_create(request.user, person)}
    part = "jabatan" if request.htmx and request.method == "GET" else None
    return render(request, "organisasi/penugasan_create.html", context, part=part)


@require_http_methods(["GET", "POST"])
def penugasan_update(request: Request, pk: int) -> HttpResponse:
    """One assignment, and the day on which it ends."""
    row = _get(request, pk)
    initial = {"selesai": row.selesai or request.user.instansi.hari_ini}
    form = AkhirForm(request.POST or None, initial=initial, revisi=row.revisi)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_penugasan(row, acting_user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.take_faults(error)
        else:
            messages.success(request, f"Tanggal berakhir penugasan {row.pengguna.nama} disimpan.")
            return redirect("organisasi:pengguna_update", row.pengguna_id)
    context = {
        "row": row,
        "keadaan": row.keadaan_on(request.user.instansi.hari_ini),
        "form": form,
        "can_end": permissions.can_end_penugasan(request.user, row),
    }
    return render(request, "organisasi/penugasan_form.html", context)


@require_POST
def penugasan_revoke(request: Request, pk: int) -> HttpResponse:
    """Take an assignment away at once."""
    row = _get(request, pk)
    form = Form(request.POST, revisi=row.revisi)
    if not form.is_valid():
        raise BadRequest
    actions.revoke_penugasan(row, revisi=form.cleaned_data["revisi"], acting_user=request.user)
    messages.success(request, f"Penugasan {row.pengguna.nama} dicabut dan tidak berlaku lagi.")
    return redirect("organisasi:pengguna_update", row.pengguna_id)


def _form(request: Request, person: Pengguna) -> PenugasanForm:
    """The form with the roles this person may give, and the positions of the unit chosen so far."""
    user, loading = request.user, "muat" in request.POST
    typed: QueryDict = request.POST or request.GET
    units = PerangkatDaerah.objects.visible_to(user).outliving(user.instansi.hari_ini)
    chosen = read_hidden(typed, "perangkat_daerah")
    initial: dict[str, Any] = {"mulai": user.instansi.hari_ini} | typed.dict()
    return PenugasanForm(
        None if loading else request.POST or None,
        initial=initial,
        peran=[one for one in Peran if permissions.can_create_penugasan(user, person, one)],
        units=units.for_list(),
        jabatan=Jabatan.objects.visible_to(user).filter(perangkat_daerah=chosen).for_list(),
    )


def _can_create(user: Pengguna, person: Pengguna) -> Any:
    """Asked with the plainest role: what is refused for it is refused for all."""
    return permissions.can_create_penugasan(user, person, Peran.PEGAWAI)


def _chosen(rows: PenugasanQuerySet, saring: dict[str, str], today: date) -> PenugasanQuerySet:
    """The rows the filters leave."""
    if saring["unit"]:
        rows = rows.filter(perangkat_daerah__kode=saring["unit"])
    if saring["peran"]:
        rows = rows.filter(peran=saring["peran"])
    match saring["keadaan"]:
        case "semua":
            return rows
        case "mendatang":
            return rows.upcoming(today)
        case "berakhir":
            return rows.over(today)
    return rows.in_force(today)


def _get(request: Request, pk: int) -> Penugasan:
    row = get_object_or_404(Penugasan.objects.visible_to(request.user).for_list(), pk=pk)
    require(permissions.can_manage_organisasi(request.user))
    return row
