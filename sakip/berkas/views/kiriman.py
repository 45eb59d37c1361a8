"""Uploads in pieces by tus 1.0 (core, creation, termination): begin, ask how far, send on, cancel.

What is wrong is said in one plain sentence, which the page shows beside the file.
"""

import binascii
from base64 import b64decode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.berkas import permissions
from sakip.berkas.actions.kiriman import create_kiriman, delete_kiriman
from sakip.berkas.forms import KirimanForm
from sakip.berkas.kiriman import take_potongan
from sakip.berkas.models import Berkas, Kiriman
from sakip.berkas.potongan import delete_potongan
from sakip.organisasi.models import PerangkatDaerah
from sakip.rules.angka import read_nomor
from sakip.rules.decision import Konflik, RuleError
from sakip.web.forms import first_fault
from sakip.web.http import Request

TUS = "1.0.0"
POTONGAN = "application/offset+octet-stream"
# More than the page sends at once; a server that keeps a request in memory keeps no more than this.
POTONGAN_MAKS = 16_000_000


@require_POST
def kiriman_create(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """Begin an upload (tus creation): its length, name and date of document stand in the headers."""
    unit = get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
    require(permissions.can_create_berkas(request.user, unit))
    return _begin(request, unit, None)


@require_POST
def kiriman_ganti(request: Request, pk: int) -> HttpResponse:
    """Begin an upload in the same way, to take the place of a file."""
    rows = Berkas.objects.visible_to(request.user).select_related("perangkat_daerah")
    lama = get_object_or_404(rows, pk=pk)
    require(permissions.can_update_berkas(request.user, lama))
    return _begin(request, lama.lemari, lama)


def _begin(request: Request, unit: PerangkatDaerah, lama: Berkas | None) -> HttpResponse:
    if refused := _check_version(request):
        return refused
    form = KirimanForm(_read_janji(request), hari_ini=request.user.instansi.hari_ini)
    if not form.is_valid():
        return _answer(422, first_fault(ValidationError(form.errors.as_data())))
    row = create_kiriman(unit, **form.cleaned_data, menggantikan=lama, acting_user=request.user)
    return _answer(201, Location=reverse("berkas:kiriman_detail", args=[row.pk]))


@require_http_methods(["HEAD", "PATCH", "DELETE"])
def kiriman_detail(request: Request, pk: int) -> HttpResponse:
    """How far an upload is, its next piece, or its end."""
    row = get_object_or_404(
        Kiriman.objects.visible_to(request.user).select_related("menggantikan__perangkat_daerah"),
        pk=pk,
    )
    if refused := _check_version(request):
        return refused
    if request.method == "PATCH":
        return _take(request, row)
    if request.method == "DELETE":
        delete_kiriman(row, acting_user=request.user)
        delete_potongan(row.kunci)
        return _answer(204)
    return _answer(200, Upload_Offset=row.diterima, Upload_Length=row.ukuran)


def _take(request: Request, row: Kiriman) -> HttpResponse:
    dari, panjang = _number(request, "Upload-Offset"), _number(request, "Content-Length")
    if request.content_type != POTONGAN or dari is None or panjang is None:
        return _answer(400, "Potongan ini tidak dapat dibaca. Muat ulang halaman, lalu coba lagi.")
    if panjang > min(POTONGAN_MAKS, row.ukuran - dari):
        return _answer(413, "Potongan ini lebih besar daripada yang dijanjikan. Unggah lagi.")
    try:
        sampai = take_potongan(row, dari, request, acting_user=request.user)
    except ValidationError as error:
        delete_kiriman(row, acting_user=request.user)
        delete_potongan(row.kunci)
        return _answer(422, first_fault(error))
    except Konflik:
        return _answer(409, "Potongan ini tidak bersambung dengan yang sudah ada.")
    except RuleError as error:
        return _answer(423, str(error))
    return _answer(204, Upload_Offset=sampai)


def _check_version(request: Request) -> HttpResponse | None:
    """Another version of the protocol is not spoken."""
    if request.headers.get("Tus-Resumable") == TUS:
        return None
    return _answer(412, "Muat ulang halaman ini, lalu unggah lagi.", Tus_Version=TUS)


def _read_janji(request: Request) -> dict[str, object]:
    """What was promised: `Upload-Length`, and `Upload-Metadata` with name and date in base64."""
    said = dict(pair.split() for pair in _pairs(request) if len(pair.split()) == 2)
    values: dict[str, object] = {"ukuran": _number(request, "Upload-Length") or 0}
    for name in ("nama", "tanggal_dokumen"):
        try:
            values[name] = b64decode(said.get(name, ""), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            values[name] = ""
    return values


def _pairs(request: Request) -> list[str]:
    return request.headers.get("Upload-Metadata", "").split(",")


def _number(request: Request, header: str) -> int | None:
    return read_nomor(request.headers.get(header, ""))


def _answer(status: int, text: str = "", **headers: object) -> HttpResponse:
    response = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    response["Tus-Resumable"] = TUS
    response["Tus-Max-Size"] = str(settings.BERKAS_MAKS_KIRIMAN_BITA)
    for name, value in headers.items():
        response[name.replace("_", "-")] = str(value)
    return response
