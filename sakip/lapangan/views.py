"""Periksa lapangan: the form that also works without network, the records of a unit, one record."""

import hashlib
import json
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.berkas.names import write_ukuran
from sakip.berkas.storage import store_isi
from sakip.lapangan import actions, permissions
from sakip.lapangan.forms import PALING_BANYAK, IsiForm
from sakip.lapangan.models import CatatanLapangan
from sakip.lapangan.naskah import list_fakta, store_naskah
from sakip.organisasi.models import PerangkatDaerah
from sakip.rules.tanggal import triwulan_of
from sakip.web.clock import now
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render

ORANG_LAIN = "Catatan ini milik orang lain di ponsel yang sama. Ia masuk sendiri untuk mengirimnya."
# All that the form needs to be opened without network; `pekerja.js` keeps these and nothing else.
ASET = (
    "css/sakip.css",
    "ikon/sakip.svg",
    "js/elemen.js",
    "js/grid/antrean.js",
    "js/grid/kirim.js",
    "js/lapangan.js",
    "js/lapangan/foto.js",
    "js/lapangan/tanda_tangan.js",
    "js/sakip.js",
    "vendor/htmx.js",
    "vendor/ikon.svg",
    "vendor/jakarta.woff2",
    "vendor/tabler.css",
)


@require_http_methods(["GET", "POST"])
def isi(request: Request) -> HttpResponse:
    """The form; who asks for JSON learns whose session this is, or what became of a record."""
    user = request.user
    require(permissions.can_open_isi(user))
    as_json = request.accepts("application/json") and not request.accepts("text/html")
    if request.method == "GET" and as_json:
        return JsonResponse({"pengguna": user.pk, "nama": user.nama, "csrf": get_token(request)})
    if request.POST.get("atas-nama", str(user.pk)) != str(user.pk):
        raise PermissionDenied(ORANG_LAIN)
    form = _form(request)
    row = _take(request, form) if request.method == "POST" else None
    if as_json:
        return _answer(form, row)
    if row is None:
        return _page(request, form)
    messages.success(request, "Catatan lapangan tersimpan.")
    return redirect("lapangan:catatan_detail", row.pk)


@require_GET
def pekerja(request: Request) -> HttpResponse:
    """The service worker of the form: what it keeps, by names that carry their content, and how."""
    known = {"ASET": [static(name) for name in ASET], "VERSI": _versi()}
    script = json.dumps(static("js/lapangan/pekerja.js"))
    text = f"Object.assign(self, {json.dumps(known)});\nimportScripts({script});\n"
    return HttpResponse(text, content_type="text/javascript")


@require_GET
def catatan_list(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """What was recorded of a unit, newest first, as far as the person may read it."""
    units = PerangkatDaerah.objects.visible_to(request.user)
    unit = get_object_or_404(units, kode=kode)
    rows = CatatanLapangan.objects.visible_to(request.user).filter(perangkat_daerah=unit)
    context = {
        "unit": unit,
        "periode": (tahun, tw),
        "page": page_of(request, rows.for_list()),
        "can_create": permissions.can_create_catatan(request.user, unit),
    }
    return render(request, "lapangan/catatan_list.html", context)


@require_GET
def catatan_detail(request: Request, pk: int) -> HttpResponse:
    """One record with its photos and signature."""
    row, today = _get(request, pk), request.user.instansi.hari_ini
    lampiran = row.lampiran_set.select_related("berkas__telaah").order_by("pk")
    context = {
        "row": row,
        "periode": (today.year, triwulan_of(today)),
        "fakta": list_fakta(row, request.user.instansi.zona_waktu),
        "lampiran": list(lampiran),
        "can_naskah": permissions.can_create_naskah(request.user, row),
    }
    return render(request, "lapangan/catatan_detail.html", context)


@require_POST
def naskah_create(request: Request, pk: int) -> HttpResponse:
    """Put a record on paper into the cabinet of its unit."""
    row = _get(request, pk)
    require(permissions.can_create_naskah(request.user, row))
    berkas = actions.create_naskah(row, store_naskah(row, request.user), acting_user=request.user)
    messages.success(request, f"{berkas.nama} ada di lemari dan dapat ditunjuk sebagai bukti.")
    return redirect("lapangan:catatan_detail", row.pk)


def _versi() -> str:
    """Of which files the form is made: a page is kept together with its own files only."""
    return hashlib.sha256(" ".join(static(name) for name in ASET).encode()).hexdigest()


def _form(request: Request) -> IsiForm:
    user = request.user
    here = now().astimezone(ZoneInfo(user.instansi.zona_waktu)).replace(tzinfo=None)
    asked = permissions.units_for(user).filter(kode=request.GET.get("unit", ""))
    initial = {"dilihat_pada": here, "perangkat_daerah": asked.first()}
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return IsiForm(*sent, user=user, initial=initial)


def _take(request: Request, form: IsiForm) -> CatatanLapangan | None:
    """The record, stored now or when it was sent before; None where the form says what is wrong."""
    kunci = request.POST.get("kunci", "")
    known = CatatanLapangan.objects.filter(pemeriksa=request.user, kunci=kunci).first()
    if known is not None or not form.is_valid():
        return known
    drawn = form.cleaned_data.pop("tanda_tangan")
    foto = [store_isi(one) for one in form.cleaned_data.pop("foto")]
    unit = form.cleaned_data.pop("perangkat_daerah")
    del form.cleaned_data["banyak_berkas"]
    isian = actions.IsiCatatan(form.cleaned_data, foto, store_isi(drawn) if drawn else None)
    row = actions.create_catatan(unit, isian, acting_user=request.user)
    if row.penilaian_id is None and permissions.can_create_naskah(request.user, row):
        actions.create_naskah(row, store_naskah(row, request.user), acting_user=request.user)
    return row


def _answer(form: IsiForm, row: CatatanLapangan | None) -> JsonResponse:
    if row is None:
        galat = {nama: faults[0] for nama, faults in form.errors.items()}
        return JsonResponse({"galat": galat}, status=422)
    return JsonResponse({"alamat": reverse("lapangan:catatan_detail", args=[row.pk])})


def _page(request: Request, form: IsiForm) -> HttpResponse:
    """Drawn as for a visitor: what is kept on a phone names nobody."""
    maks = settings.BERKAS_MAKS_BITA
    context = {
        "request": HttpRequest(),
        "form": form,
        "pengguna": request.user.pk,
        "versi_aset": _versi(),
        "ada_unit": permissions.units_for(request.user).exists(),
        "batas": {"banyak": PALING_BANYAK, "maks": maks, "maks_teks": write_ukuran(maks)},
    }
    return render(request, "lapangan/isi.html", context)


def _get(request: Request, pk: int) -> CatatanLapangan:
    rows = CatatanLapangan.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows, pk=pk)
