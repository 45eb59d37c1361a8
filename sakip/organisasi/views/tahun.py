"""The page of the years the agency works in."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from sakip.organisasi import permissions
from sakip.organisasi.actions import tahun as actions
from sakip.organisasi.forms.tahun import TAHUN_AKHIR, TahunKerjaForm
from sakip.organisasi.models import Pengguna, TahunKerja
from sakip.web.http import Request
from sakip.web.render import render


@require_http_methods(["GET", "POST"])
def tahun_list(request: Request) -> HttpResponse:
    """The open years, and the one act: open another."""
    form = TahunKerjaForm(request.POST or None, initial={"tahun": _next_year(request.user)})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.create_tahun(form.cleaned_data["tahun"], acting_user=request.user)
        except ValidationError as error:
            form.take_faults(error)
        else:
            messages.success(request, f"Tahun {row} dibuka.")
            return redirect("organisasi:tahun_list")
    context = {
        "form": form,
        "rows": TahunKerja.objects.visible_to(request.user),
        "can_create": permissions.can_manage_organisasi(request.user),
    }
    return render(request, "organisasi/tahun_list.html", context)


def _next_year(user: Pengguna) -> int:
    """The year after the newest one; this year for an agency that starts."""
    newest = TahunKerja.objects.visible_to(user).first()
    return min(newest.tahun + 1, TAHUN_AKHIR) if newest else user.instansi.hari_ini.year
