"""The conversation about one thing: as a page of its own, and as a part inside the page of the thing."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.percakapan import actions, permissions
from sakip.percakapan.forms import KomentarForm
from sakip.percakapan.models import Komentar, Sebutan
from sakip.percakapan.registry import Objek, find_objek
from sakip.percakapan.sebutan import load_pembaca
from sakip.web.clock import database_now
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


@require_GET
def komentar_list(request: Request, jenis: str, pk: int) -> HttpResponse:
    """What was said about a thing, and the field for more."""
    return _page(request, _find(request, jenis, pk), KomentarForm())


@require_POST
def komentar_create(request: Request, jenis: str, pk: int) -> HttpResponse:
    """Say something."""
    objek, form = _find(request, jenis, pk), KomentarForm(request.POST)
    if form.is_valid():
        create = partial(
            actions.create_komentar, objek, **form.cleaned_data, acting_user=request.user
        )
        if form.attempt(create, "teks"):
            return _after(request, objek)
    return _page(request, objek, form)


@require_http_methods(["GET", "POST"])
def komentar_update(request: Request, pk: int) -> HttpResponse:
    """Mend one's own words."""
    row = get_object_or_404(Komentar.objects.visible_to(request.user), pk=pk)
    objek = _find(request, row.jenis, row.objek)
    require(permissions.can_update_komentar(request.user, row))
    form = KomentarForm(request.POST or None, initial={"teks": row.teks}, revisi=row.revisi)
    if form.is_valid():
        act = partial(
            actions.update_komentar, row, objek, **form.cleaned_data, acting_user=request.user
        )
        if form.attempt(act, "teks"):
            messages.success(request, "Komentar diubah.")
            return _after(request, objek)
    return render(request, "percakapan/komentar_form.html", {"objek": objek, "form": form})


@require_POST
def komentar_delete(request: Request, pk: int) -> HttpResponse:
    """Take one's own words back."""
    row = get_object_or_404(Komentar.objects.visible_to(request.user), pk=pk)
    objek = _find(request, row.jenis, row.objek)
    actions.delete_komentar(row, acting_user=request.user)
    return _after(request, objek)


@require_POST
def sebutan_close(request: Request, jenis: str, pk: int) -> HttpResponse:
    """One has read where one was named."""
    objek = _find(request, jenis, pk)
    actions.close_sebutan(objek, acting_user=request.user)
    return _after(request, objek)


def _find(request: Request, jenis: str, pk: int) -> Objek:
    objek = find_objek(request.user, jenis, pk)
    if objek is None:
        raise Http404
    return objek


def _after(request: Request, objek: Objek) -> HttpResponse:
    """The conversation anew: in place for htmx, else its page."""
    if request.htmx:
        return _page(request, objek, KomentarForm())
    return redirect("percakapan:komentar_list", objek.jenis, objek.pk)


def _page(request: Request, objek: Objek, form: KomentarForm) -> HttpResponse:
    user, moment = request.user, database_now()
    rows = Komentar.objects.visible_to(user).of(objek.jenis, objek.pk)
    page = page_of(request, rows.select_related("penulis").order_by("-waktu", "-pk"))
    unread = Sebutan.objects.filter(
        pengguna=user,
        dibaca_pada__isnull=True,
        komentar__in=rows.filter(dihapus_pada__isnull=True).order_by(),
    )
    context = {
        "objek": objek,
        "page": page,
        "boleh_ubah": {row.pk for row in page if permissions.check_ubah(user, row, moment)},
        "disebut": unread.exists(),
        "orang": [one.nama for one in load_pembaca(user, objek) if one.pk != user.pk],
        "zona": user.instansi.zona_waktu,
        "form": form,
    }
    part = "percakapan" if request.htmx else None
    return render(request, "percakapan/komentar_list.html", context, part=part)
