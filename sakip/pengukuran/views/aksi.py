"""What was done of a unit's action plan in a period: all steps in one table."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from sakip.audit.actions import require
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran import permissions
from sakip.pengukuran.actions.aksi import update_realisasi_aksi
from sakip.pengukuran.aksi import count_terisi, load_langkah, load_nama_indikator, load_samping
from sakip.pengukuran.forms import LangkahForm
from sakip.pengukuran.models import LembarRealisasi, Masa
from sakip.rules.decision import Konflik
from sakip.web.http import Request
from sakip.web.render import render


@require_http_methods(["GET", "POST"])
def realisasi_aksi_update(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """The parts of steps due in a quarter; a POST saves those that changed."""
    unit = get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
    masa = Masa.objects.visible_to(request.user).pada(tahun, tw)
    rows = unit.lembar_set.filter(masa=masa).select_related("masa__instansi", "perangkat_daerah")
    lembar = rows.first()
    if lembar is None:
        context = {"unit": unit, "tahun": tahun, "tw": tw}
        return render(request, "pengukuran/realisasi_belum.html", context)
    if request.method == "POST":
        require(permissions.can_update_realisasi_aksi(request.user, lembar))
        return _take(request, lembar)
    return _page(request, lembar, _forms(lembar, None))


def _take(request: Request, lembar: LembarRealisasi) -> HttpResponse:
    """Save what was typed, or show it again with what is wrong or what somebody else wrote."""
    forms = _forms(lembar, request.POST)
    if any(form.errors for form in forms):
        return _page(request, lembar, forms)
    try:
        changed = update_realisasi_aksi(
            lembar, [form.to_isian() for form in forms], acting_user=request.user
        )
    except Konflik as konflik:
        return _page(request, lembar, _forms(lembar, request.POST, again=True), konflik)
    if changed:
        messages.success(request, f"{changed} langkah tersimpan.")
    else:
        messages.info(request, "Tidak ada yang berubah.")
    return redirect(request.get_full_path())


def _forms(lembar: LembarRealisasi, data: Any, *, again: bool = False) -> list[LangkahForm]:
    """A form for each part; `again` lets what was typed stand over what was stored meanwhile."""
    rows = load_langkah(lembar)
    if again:
        data = data.copy()
        for row in rows:
            data[f"{row.kunci}-lihat"] = row.realisasi.revisi if row.realisasi else ""
    return [LangkahForm(data, baris=row) for row in rows]


def _page(
    request: Request,
    lembar: LembarRealisasi,
    forms: list[LangkahForm],
    konflik: Konflik | None = None,
) -> HttpResponse:
    rows = [form.baris for form in forms]
    context = {
        "lembar": lembar,
        "unit": lembar.perangkat_daerah,
        "forms": forms,
        "terisi": count_terisi(rows),
        "indikator": load_nama_indikator(lembar),
        "samping": load_samping(lembar),
        "konflik": konflik,
        "can": permissions.can_update_realisasi_aksi(request.user, lembar),
        "can_bukti": permissions.can_update_bukti_aksi(request.user, lembar),
    }
    status = 409 if konflik else 200
    return render(request, "pengukuran/realisasi_aksi.html", context, status=status)
