"""The page on which one row's evidence is read, pointed to and taken away: the same for every kind of row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect

from sakip.audit.actions import require
from sakip.berkas import permissions
from sakip.berkas.actions import create_berkas
from sakip.berkas.bukti import Bukti, Tunjukan, files_for, load_terkini
from sakip.berkas.checks import DITERIMA
from sakip.berkas.forms_bukti import BuktiForm
from sakip.berkas.models import Berkas
from sakip.berkas.names import write_ukuran
from sakip.berkas.storage import store_isi
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.rules.decision import Decision
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render

PILIHAN = 20
Point = Callable[[Tunjukan], Bukti]


@dataclass(frozen=True, slots=True)
class Tempat:
    """The row evidence is pointed from: how its page is titled, where it stands, what may be done.

    `sel` is the id of the place on the page before that shows how much evidence there is; `unit` None
    stands for the agency itself; `hapus` is the address name that takes a pointer away; `pesan` what
    somebody asks for here.
    """

    judul: str
    sel: str
    jejak: Sequence[tuple[str, str]]
    kembali: str
    unit: PerangkatDaerah | None
    bukti: QuerySet[Any]
    hapus: str
    can: Decision
    pesan: str = ""


def bukti_page(request: Request, tempat: Tempat, point: Point) -> HttpResponse:
    """Show it, or point to what was chosen or uploaded; who asks for JSON gets the new count."""
    user = request.user
    as_json = request.accepts("application/json") and not request.accepts("text/html")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    files = files_for(user, tempat.unit)
    batas = f"{DITERIMA}, paling besar {write_ukuran(settings.BERKAS_MAKS_BITA)}."
    form = BuktiForm(*sent, files=files, hari_ini=user.instansi.hari_ini, batas=batas)
    if request.method == "POST":
        require(tempat.can)
        done = form.is_valid() and form.attempt(lambda: point(_read(form, tempat, user)), "berkas")
        if as_json:
            return _answer(form, tempat)
        if done:
            return redirect(request.path)
    return _show(request, tempat, form, files)


def gone(request: Request, nama: str, alamat: str) -> HttpResponse:
    """After a pointer was taken away: back to its row."""
    if not request.htmx:
        messages.success(request, f"{nama} tidak lagi ditunjuk di sini. Berkasnya tetap di lemari.")
    return redirect(alamat)


def _show(
    request: Request, tempat: Tempat, form: BuktiForm, files: QuerySet[Berkas]
) -> HttpResponse:
    rows = list(tempat.bukti.select_related("berkas__blob", "oleh").order_by("pk"))
    found = search_rows(request, files.select_related("perangkat_daerah"), "nama")
    context = {
        "tempat": tempat,
        "rows": rows,
        "form": form,
        "cari": request.GET.get("cari", ""),
        "page": page_of(request, found.order_by("-diunggah_pada", "-pk"), PILIHAN)
        if tempat.can
        else None,
        "terkini": _terkini(rows, request.user),
        "sebagian": request.htmx,
    }
    return render(request, "berkas/bukti.html", context, part="panel" if request.htmx else None)


def _terkini(rows: Sequence[Bukti], user: Pengguna) -> dict[int, Berkas]:
    """The newest file in the place of each; the one that was pointed to where the newest is not shared."""
    newest = load_terkini({row.berkas_id for row in rows})
    visible = Berkas.objects.visible_to(user).filter(pk__in=[one.pk for one in newest.values()])
    seen = set(visible.values_list("pk", flat=True))
    return {
        row.berkas_id: newest[row.berkas_id] if newest[row.berkas_id].pk in seen else row.berkas
        for row in rows
    }


def _read(form: BuktiForm, tempat: Tempat, user: Pengguna) -> Tunjukan:
    """The file chosen; an upload goes into the unit's cabinet first, unless it is there already."""
    unggahan, unit = form.cleaned_data["unggahan"], tempat.unit
    if unggahan is None or unit is None:
        return form.to_tunjukan(form.cleaned_data["berkas"])
    require(permissions.can_create_berkas(user, unit, unggahan.file.size))
    isi = store_isi(unggahan)
    twin = Berkas.objects.for_unit(unit).filter(blob__sha256=isi.sha256).first()
    return form.to_tunjukan(
        twin
        or create_berkas(
            isi,
            perangkat_daerah=unit,
            tanggal_dokumen=form.cleaned_data["tanggal_dokumen"],
            acting_user=user,
        )
    )


def _answer(form: BuktiForm, tempat: Tempat) -> JsonResponse:
    """For a script: how much evidence the row has now, or the first thing that is wrong."""
    for faults in form.errors.values():
        return JsonResponse({"pesan": faults[0]}, status=422)
    return JsonResponse({"jumlah": tempat.bukti.count()})
