"""The promises for the months of a monthly indicator in one year."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sakip.audit.actions import require
from sakip.perencanaan import permissions
from sakip.perencanaan.actions.target import update_target
from sakip.perencanaan.forms.target import TargetForm, bidang
from sakip.perencanaan.imports.sel import write_janji
from sakip.perencanaan.lembar import (
    find_terikat,
    find_versi,
    load_isi,
    load_janji_bulan,
    see_janji,
    write_masa,
)
from sakip.rules.decision import Konflik, RuleError
from sakip.web.http import Request
from sakip.web.render import render

MASA = "bulan"


@require_http_methods(["GET", "POST"])
def target_bulan_update(request: Request, pk: int, tahun: int) -> HttpResponse:
    """A field for each month whose period is not opened yet."""
    page = _load(request, pk, tahun)
    form: TargetForm = page["form"]
    if form.is_valid():
        lihat, user = form.cleaned_data["lihat"], request.user
        try:
            update_target(page["isi"], tahun, form.janji, lihat=lihat, acting_user=user, masa=MASA)
        except Konflik as error:
            page["konflik"] = error
            form.see(see_janji(page["janji"]))
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Target bulan tersimpan.")
            return redirect(page["alamat"])
    return render(request, "perencanaan/target_bulan_form.html", page)


def _load(request: Request, pk: int, tahun: int) -> dict[str, Any]:
    versi = find_versi(request.user, pk, "")
    require(permissions.can_update_target(request.user, versi.periode))
    isi = load_isi(versi, pk)
    janji, terikat = load_janji_bulan(isi, tahun), find_terikat(pk, tahun, MASA)
    texts = {ke: write_janji(one, isi.desimal) for ke, one in janji.items()}
    page = {
        "row": versi,
        "isi": isi,
        "tahun": tahun,
        "janji": janji,
        "terikat": [(write_masa(MASA, ke, tahun), texts.get(ke, "–")) for ke in sorted(terikat)],
        "konflik": None,
        "alamat": f"{reverse('perencanaan:indikator_detail', args=(pk,))}?tahun={tahun}",
    }
    return page | {"form": _form(request, page, texts, terikat)}


def _form(
    request: Request, page: dict[str, Any], texts: Mapping[int, str], terikat: Collection[int]
) -> TargetForm:
    """Fields of the months that are still open."""
    return TargetForm(
        request.POST or None,
        isi=page["isi"],
        tahun=page["tahun"],
        tw=[ke for ke in range(1, 13) if ke not in terikat],
        sebut=partial(write_masa, MASA),
        lihat=see_janji(page["janji"]),
        initial={bidang(ke): text for ke, text in texts.items()},
    )
