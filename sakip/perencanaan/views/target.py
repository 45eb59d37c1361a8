"""The promises for the quarters of an indicator in one year."""

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
    load_janji,
    load_target,
    see_janji,
)
from sakip.perencanaan.usulan import Usulan
from sakip.rules.decision import Konflik, RuleError
from sakip.web.http import Request
from sakip.web.render import render


@require_http_methods(["GET", "POST"])
def target_update(request: Request, pk: int, tahun: int) -> HttpResponse:
    """A field for each quarter; `?isi=rata` and `?isi=pola` propose figures, and only Simpan keeps them."""
    page = _load(request, pk, tahun)
    form: TargetForm = page["form"]
    if form.is_valid():
        lihat = form.cleaned_data["lihat"]
        try:
            update_target(page["isi"], tahun, form.janji, lihat=lihat, acting_user=request.user)
        except Konflik as error:
            page["konflik"] = error
            form.see(see_janji(page["janji"].janji))
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Target triwulan tersimpan.")
            sheet = reverse("perencanaan:indikator_detail", args=(pk,))
            return redirect(f"{sheet}?tahun={tahun}")
    return render(request, "perencanaan/target_form.html", page)


def _load(request: Request, pk: int, tahun: int) -> dict[str, Any]:
    """All that the page shows, with the form as it was sent or as it proposes."""
    versi = find_versi(request.user, pk, "")
    require(permissions.can_update_target(request.user, versi.periode))
    isi = load_isi(versi, pk)
    janji = load_janji(isi, tahun, load_target(versi, pk).get(tahun))
    usul, terikat = Usulan(isi, janji), find_terikat(pk, tahun)
    shown = {**janji.janji, **usul.propose(request.GET.get("isi", ""))}
    form = TargetForm(
        request.POST or None,
        isi=isi,
        tahun=tahun,
        tw=[ke for ke in janji.tw if ke not in terikat],
        lihat=see_janji(janji.janji),
        initial={bidang(ke): write_janji(one, isi.desimal) for ke, one in shown.items()},
    )
    page = {"row": versi, "isi": isi, "janji": janji, "usul": usul, "terikat": terikat}
    return page | {"form": form, "konflik": None}
