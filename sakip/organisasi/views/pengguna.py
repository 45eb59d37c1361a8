"""Pages of people: the list, one person with what he may do, codes to activate an account."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.organisasi import permissions
from sakip.organisasi.actions import pengguna as actions
from sakip.organisasi.forms.pengguna import AktifForm, PenggunaForm
from sakip.organisasi.models import Pengguna, Penugasan
from sakip.web.clock import now
from sakip.web.forms import Form
from sakip.web.http import Request
from sakip.web.listing import PER_HALAMAN, page_of, search_rows
from sakip.web.render import render

FIELDS = tuple(PenggunaForm.base_fields)
KEADAAN = (
    ("", "Semua"),
    ("aktif", "Aktif"),
    ("belum_aktivasi", "Belum aktivasi"),
    ("nonaktif", "Nonaktif"),
)
# As many slips as one prints and hands out at a time.
MAX_SLIP = 100


@require_GET
def pengguna_list(request: Request) -> HttpResponse:
    """The agency's people with what they may do today."""
    require(permissions.can_manage_organisasi(request.user))
    today = request.user.instansi.hari_ini
    duty = Penugasan.objects.in_force(today).select_related("perangkat_daerah").order_by("pk")
    rows = Pengguna.objects.visible_to(request.user).for_list()
    keadaan = request.GET.get("keadaan", "")
    if keadaan in dict(KEADAAN) and keadaan:
        rows = rows.in_keadaan(keadaan)
    rows = rows.prefetch_related(Prefetch("penugasan_set", duty, to_attr="tugas"))
    context = {
        "page": page_of(request, search_rows(request, rows, "nama", "username", "nip")),
        "cari": request.GET.get("cari", ""),
        "keadaan": keadaan,
        "keadaan_pilihan": KEADAAN,
        "tanpa_kode": actions.load_without_kode(request.user).count(),
        "max_slip": MAX_SLIP,
    }
    template = "organisasi/pengguna_list.html"
    return render(request, template, context, part="tabel" if request.htmx else None)


@require_http_methods(["GET", "POST"])
def pengguna_create(request: Request) -> HttpResponse:
    """Add a person."""
    can = permissions.can_manage_organisasi(request.user)
    require(can)
    form = PenggunaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.create_pengguna(acting_user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.take_faults(error)
        else:
            messages.success(request, f"{row.nama} ditambahkan. Beri penugasan dan kode aktivasi.")
            return redirect("organisasi:pengguna_update", row.pk)
    context = {"form": form, "can_update": can}
    return render(request, "organisasi/pengguna_create.html", context)


@require_http_methods(["GET", "POST"])
def pengguna_update(request: Request, pk: int) -> HttpResponse:
    """One person: his account, its state, his assignments."""
    row = _get(request, pk)
    initial = {name: getattr(row, name) for name in FIELDS}
    form = PenggunaForm(request.POST or None, initial=initial, revisi=row.revisi)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_pengguna(row, acting_user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.take_faults(error)
        else:
            messages.success(request, f"{row.nama} disimpan.")
            return redirect("organisasi:pengguna_update", row.pk)
    return render(request, "organisasi/pengguna_form.html", _load_person(request, row, form))


@require_POST
def pengguna_aktif(request: Request, pk: int) -> HttpResponse:
    """Close or reopen an account."""
    row = _get(request, pk)
    form = AktifForm(request.POST, revisi=row.revisi)
    if not form.is_valid():
        raise BadRequest
    actions.update_pengguna_aktif(row, acting_user=request.user, **form.cleaned_data)
    now_is = "aktif kembali" if row.is_active else "dinonaktifkan; semua sesinya berakhir"
    messages.success(request, f"Akun {row.nama} {now_is}.")
    return redirect("organisasi:pengguna_update", row.pk)


@require_POST
def kode_aktivasi_create(request: Request, pk: int) -> HttpResponse:
    """Issue a code and show it this once, on a slip to print."""
    row = _get(request, pk)
    return _slip_page(request, [row])


@require_POST
def slip_create(request: Request) -> HttpResponse:
    """Slips for everybody who has no password and no code yet, as many as one prints at a time."""
    require(permissions.can_manage_organisasi(request.user))
    return _slip_page(request, list(actions.load_without_kode(request.user)[:MAX_SLIP]))


def _slip_page(request: Request, people: list[Pengguna]) -> HttpResponse:
    context = {
        "slips": actions.create_slip(people, acting_user=request.user),
        "sisa": actions.load_without_kode(request.user).count(),
    }
    return render(request, "organisasi/pengguna_slip.html", context)


def _load_person(request: Request, row: Pengguna, form: Form) -> dict[str, Any]:
    today = request.user.instansi.hari_ini
    rows = row.penugasan_set.for_list()
    return {
        "row": row,
        "form": form,
        "penugasan": [(one, one.keadaan_on(today)) for one in rows[:PER_HALAMAN]],
        "can_update": permissions.can_update_pengguna(request.user, row),
        "can_code": permissions.can_create_kode_aktivasi(request.user, row),
        "kode": row.kode_set.usable(now()).first(),
    }


def _get(request: Request, pk: int) -> Pengguna:
    row: Pengguna = get_object_or_404(Pengguna.objects.visible_to(request.user), pk=pk)
    require(permissions.can_manage_organisasi(request.user))
    return row
