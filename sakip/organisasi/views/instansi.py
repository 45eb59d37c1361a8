"""The page of the agency's own names."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from sakip.audit.actions import require
from sakip.organisasi import permissions
from sakip.organisasi.actions import instansi as actions
from sakip.organisasi.forms.instansi import InstansiForm
from sakip.organisasi.models import Instansi
from sakip.web.http import Request
from sakip.web.render import render

FIELDS = tuple(InstansiForm.base_fields)


@require_http_methods(["GET", "POST"])
def instansi_update(request: Request) -> HttpResponse:
    """Read the agency's names; an admin changes them."""
    require(permissions.can_manage_organisasi(request.user))
    row = Instansi.objects.visible_to(request.user).get()
    initial = {name: getattr(row, name) for name in FIELDS}
    form = InstansiForm(request.POST or None, initial=initial, revisi=row.revisi)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_instansi(row, acting_user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.take_faults(error)
        else:
            messages.success(request, "Profil instansi disimpan.")
            return redirect("organisasi:instansi_update")
    context = {"form": form, "can_update": permissions.can_update_instansi(request.user, row)}
    return render(request, "organisasi/instansi_form.html", context)
