"""Pages of mergers, splits and changes of name: what happened, and one guided page for the next."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from sakip.audit.actions import require
from sakip.organisasi import permissions
from sakip.organisasi.actions import pergantian as actions
from sakip.organisasi.forms.pergantian import FORMS, PergantianForm, UnitBaruForm, load_unit_baru
from sakip.organisasi.models import PerangkatDaerah, Pergantian
from sakip.organisasi.pergantian import Rencana, UnitBaru, check_rencana, load_akibat
from sakip.organisasi.riwayat import group_pergantian, named_units
from sakip.rules.tanggal import triwulan_of
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render

ALAMAT = {jenis.value.replace("_", "-"): jenis for jenis in Pergantian.Jenis}


@require_GET
def pergantian_list(request: Request) -> HttpResponse:
    """All changes of the agency, the newest first."""
    page = page_of(request, Pergantian.objects.visible_to(request.user).for_list())
    events = group_pergantian(page.object_list)
    units = PerangkatDaerah.objects.visible_to(request.user)
    context = {
        "page": page,
        "peristiwa": events,
        "terbuka": set(units.filter(pk__in=named_units(events)).values_list("pk", flat=True)),
        "alamat": ALAMAT,
        "can_create": permissions.can_manage_organisasi(request.user),
    }
    return render(request, "organisasi/pergantian_list.html", context)


@require_http_methods(["GET", "POST"])
def pergantian_create(request: Request, jenis: str) -> HttpResponse:
    """Fill in, see what it does, then record it."""
    require(permissions.can_manage_organisasi(request.user))
    if jenis not in ALAMAT:
        raise Http404
    form = _load_form(request, ALAMAT[jenis])
    baru = load_unit_baru(ALAMAT[jenis], request.POST or None)
    if request.method == "POST" and form.is_valid() and baru.is_valid():
        try:
            match request.POST.get("langkah"):
                case "periksa":
                    return _preview(request, ALAMAT[jenis], form, baru)
                case "catat":
                    return _record(request, _read_rencana(ALAMAT[jenis], form, baru))
        except ValidationError as error:
            form.take_faults(error)
    context = {"jenis": ALAMAT[jenis], "form": form, "baru": baru}
    return render(request, "organisasi/pergantian_form.html", context)


def _preview(
    request: Request,
    jenis: Pergantian.Jenis,
    form: PergantianForm,
    baru: "BaseFormSet[UnitBaruForm]",
) -> HttpResponse:
    rencana = _read_rencana(jenis, form, baru)
    check_rencana(rencana, hari_ini=request.user.instansi.hari_ini)
    context = {
        "rencana": rencana,
        "akibat": load_akibat(rencana, request.user),
        "form": form,
        "baru": baru,
    }
    return render(request, "organisasi/pergantian_akibat.html", context)


def _record(request: Request, rencana: Rencana) -> HttpResponse:
    heirs = actions.create_pergantian(rencana, acting_user=request.user)
    messages.success(
        request, "Pergantian dicatat. Sekarang susun jabatan dan beri penugasan di sini."
    )
    today = request.user.instansi.hari_ini
    return redirect(
        "organisasi:perangkat_daerah_detail", today.year, triwulan_of(today), heirs[0].kode
    )


def _load_form(request: Request, jenis: Pergantian.Jenis) -> PergantianForm:
    """The form of this kind of change; a unit named in the address is already chosen."""
    today = request.user.instansi.hari_ini
    units = PerangkatDaerah.objects.visible_to(request.user).active_on(today).for_list()
    chosen = units.filter(kode=request.GET.get("asal", "")).first()
    asal = [chosen] if chosen and jenis == Pergantian.Jenis.GABUNG else chosen
    return FORMS[jenis](request.POST or None, units=units, initial={"tanggal": today, "asal": asal})


def _read_rencana(
    jenis: Pergantian.Jenis, form: PergantianForm, baru: "BaseFormSet[UnitBaruForm]"
) -> Rencana:
    return Rencana(
        jenis=jenis,
        asal=form.rows("asal"),
        menjadi=form.rows("menjadi"),
        baru=[UnitBaru(**unit.cleaned_data) for unit in baru if unit.cleaned_data],
        tanggal=form.cleaned_data["tanggal"],
        dasar=form.cleaned_data["dasar"],
    )
