"""Letters of assignment: the list of a year, one letter with its team and objects, and its form."""

from functools import partial

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from sakip.audit.actions import require
from sakip.evaluasi import permissions
from sakip.evaluasi.actions import surat as actions
from sakip.evaluasi.forms.surat import SuratForm
from sakip.evaluasi.models import PENILAI, Penilaian, SuratTugas, TimPenilai
from sakip.organisasi.models import Pengguna, Penugasan
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


@require_GET
def surat_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The letters of a year with how many objects each has."""
    require(permissions.can_read_evaluasi(request.user))
    rows = SuratTugas.objects.visible_to(request.user).filter(tahun=tahun)
    page = page_of(request, rows.annotate(objek=Count("penilaian_set")).order_by("tanggal", "pk"))
    context = {
        "page": page,
        "periode": (tahun, tw),
        "can_create": permissions.can_create_surat(request.user),
    }
    return render(request, "evaluasi/surat_list.html", context)


@require_http_methods(["GET", "POST"])
def surat_create(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Write down a letter for sheets that have none."""
    require(permissions.can_create_surat(request.user))
    sheets = Penilaian.objects.visible_to(request.user).for_list()
    sheets = sheets.filter(tahun_evaluasi=tahun, surat_tugas=None).exclude(status="selesai")
    form = SuratForm(request.POST or None, people=_people(request.user), sheets=sheets)
    if request.method == "POST" and form.is_valid():
        act = partial(
            actions.create_surat_tugas, list(form.cleaned_data["objek"]), form.isi, tahun=tahun
        )
        if form.attempt(partial(act, acting_user=request.user)):
            messages.success(request, "Surat tugas dicatat. Timnya sekarang dapat bekerja.")
            return redirect("evaluasi:surat_list", tahun, tw)
    context = {"form": form, "periode": (tahun, tw), "kosong": not sheets.exists()}
    return render(request, "evaluasi/surat_create.html", context)


@require_http_methods(["GET", "POST"])
def surat_update(request: Request, pk: int) -> HttpResponse:
    """One letter: its team, its objects and where each lies; who may changes it here."""
    row = get_object_or_404(SuratTugas.objects.visible_to(request.user), pk=pk)
    sheets = Penilaian.objects.visible_to(request.user).for_list().filter(surat_tugas=row)
    initial = {name: getattr(row, name) for name in SuratForm.KOLOM} | _tim(row)
    form = SuratForm(
        request.POST or None, initial=initial, revisi=row.revisi, people=_people(request.user)
    )
    if request.method == "POST" and form.is_valid() and _update(request, form, row):
        messages.success(request, "Surat tugas disimpan.")
        return redirect("evaluasi:surat_update", pk)
    context = {
        "row": row,
        "form": form,
        "page": page_of(request, sheets),
        "tim": _load_tim(row),
        "can_update": permissions.can_create_surat(request.user),
    }
    return render(request, "evaluasi/surat_update.html", context)


def _update(request: Request, form: SuratForm, row: SuratTugas) -> bool:
    revisi = form.cleaned_data["revisi"]
    act = partial(actions.update_surat_tugas, row, form.isi, revisi=revisi)
    return form.attempt(partial(act, acting_user=request.user))


def _load_tim(row: SuratTugas) -> list[tuple[str, list[str]]]:
    """The places of the team in their order, with the names; the same for every object."""
    found: dict[str, list[str]] = {}
    rows = TimPenilai.objects.filter(penilaian__surat_tugas=row).order_by("pengguna__nama")
    for nama, peran in rows.values_list("pengguna__nama", "peran").distinct():
        found.setdefault(peran, []).append(nama)
    places = reversed(TimPenilai.Peran.choices)
    return [(label, found[kode]) for kode, label in places if kode in found]


def _tim(row: SuratTugas) -> dict[str, object]:
    """The team as the form begins with it."""
    rows = TimPenilai.objects.filter(penilaian__surat_tugas=row)
    pairs = set(rows.values_list("pengguna", "peran"))
    one = {peran: pk for pk, peran in pairs if peran != TimPenilai.Peran.ANGGOTA}
    return one | {"anggota": [pk for pk, peran in pairs if peran == TimPenilai.Peran.ANGGOTA]}


def _people(user: Pengguna) -> QuerySet[Pengguna]:
    """Evaluators and quality guards on duty today."""
    rows = Penugasan.objects.in_force(user.instansi.hari_ini).filter(peran__in=PENILAI)
    people: QuerySet[Pengguna] = Pengguna.objects.visible_to(user).for_list()
    return people.filter(pk__in=rows.values("pengguna"))
