"""Evaluations of a year: the list, opening them, team and years of evidence, and their way."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.evaluasi import permissions
from sakip.evaluasi.actions import penilaian as actions
from sakip.evaluasi.acuan import choose_tahapan, load_tahapan_of
from sakip.evaluasi.forms.penilaian import PenilaianForm, TimBuktiForm
from sakip.evaluasi.kemajuan import count_butir, count_hasil
from sakip.evaluasi.models import PENILAI, Hasil, Penilaian, TimPenilai
from sakip.evaluasi.rows import build_daftar
from sakip.evaluasi.saringan import read_saring
from sakip.organisasi.models import Pengguna, Penugasan, Peran, PerangkatDaerah
from sakip.rules.decision import RuleError
from sakip.rules.tahapan import MANDIRI
from sakip.rules.tanggal import triwulan_of
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render


@require_GET
def penilaian_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The evaluations of a year within reach: state, totals, predikat."""
    require(permissions.can_read_evaluasi(request.user))
    known = Penilaian.objects.visible_to(request.user).for_list().filter(tahun_evaluasi=tahun)
    saring = read_saring(request, known)
    found = search_rows(request, saring.rows, "perangkat_daerah__kode", "perangkat_daerah__nama")
    page = page_of(request, _with_progress(request, found))
    penilai = request.user.cap is not None and request.user.cap.peran in PENILAI
    context = {
        "page": page,
        "rows": build_daftar(page.object_list, melihat_kemajuan=penilai),
        "periode": (tahun, tw),
        "cari": request.GET.get("cari", ""),
        "saring": saring,
        "can_create": permissions.can_create_penilaian(request.user),
    }
    template = "evaluasi/penilaian_list.html"
    return render(request, template, context, part="tabel" if request.htmx else None)


@require_http_methods(["GET", "POST"])
def penilaian_create(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Open the evaluations of several units with one team."""
    require(permissions.can_create_penilaian(request.user))
    known = Penilaian.objects.visible_to(request.user).filter(tahun_evaluasi=tahun)
    units = PerangkatDaerah.objects.visible_to(request.user).filter(dinilai_lke=True)
    units = units.active_on(request.user.instansi.hari_ini).exclude(penilaian_set__in=known)
    pemda = not known.filter(perangkat_daerah=None).exists()
    form = PenilaianForm(
        request.POST or None,
        units=units.order_by("kode"),
        pemda=pemda,
        evaluators=_evaluators(request.user),
        bersurat=choose_tahapan(tahun).surat_tugas,
    )
    if request.method == "POST" and form.is_valid() and (opened := _create(request, form, tahun)):
        messages.success(request, f"{len(opened)} penilaian dibuka.")
        return redirect("evaluasi:penilaian_list", tahun, tw)
    context = {"form": form, "periode": (tahun, tw), "kosong": not units.exists() and not pemda}
    return render(request, "evaluasi/penilaian_create.html", context)


@require_http_methods(["GET", "POST"])
def penilaian_update(request: Request, pk: int) -> HttpResponse:
    """Team and years of evidence of one evaluation."""
    row = get_penilaian(request, pk)
    form = TimBuktiForm(
        request.POST or None,
        initial=_tim(row),
        revisi=row.revisi,
        penilaian=row,
        evaluators=_evaluators(request.user),
        bersurat=load_tahapan_of(row).surat_tugas,
    )
    if request.method == "POST" and form.is_valid() and _update(request, form, row):
        messages.success(request, "Tim dan tahun bukti disimpan.")
        return redirect(address_of(request, row))
    can_update = permissions.can_update_penilaian(request.user, row)
    kembali = address_of(request, row)
    context = {"form": form, "row": row, "can_update": can_update, "kembali": kembali}
    return render(request, "evaluasi/penilaian_update.html", context)


@require_POST
def penilaian_submit(request: Request, pk: int) -> HttpResponse:
    """The head declares the unit's answers true."""
    row = get_penilaian(request, pk)
    actions.submit_mandiri(row, acting_user=request.user)
    messages.success(request, "Penilaian mandiri disampaikan. Evaluator sekarang dapat menilai.")
    return redirect(address_of(request, row))


@require_POST
def penilaian_lock(request: Request, pk: int) -> HttpResponse:
    """The team begins without the unit's declaration."""
    row = get_penilaian(request, pk)
    alasan = request.POST.get("alasan", "")
    actions.lock_mandiri(row, alasan=alasan, acting_user=request.user)
    messages.success(request, "Penilaian mandiri ditutup. Tim sekarang dapat menilai.")
    return redirect(address_of(request, row))


@require_POST
def penilaian_publish(request: Request, pk: int) -> HttpResponse:
    """The evaluation ends; its result is frozen."""
    row = get_penilaian(request, pk)
    actions.publish_penilaian(row, acting_user=request.user)
    messages.success(request, "Penilaian selesai. LHE dapat diunduh.")
    return redirect(address_of(request, row))


def get_penilaian(request: Request, pk: int) -> Penilaian:
    """One evaluation within reach, or 404."""
    rows = Penilaian.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows, pk=pk)


def address_of(request: Request, row: Penilaian, page: str = "lke") -> str:
    """The page of an evaluation, in the quarter of today."""
    tw = triwulan_of(request.user.instansi.hari_ini)
    kwargs = {"tahun": row.tahun_evaluasi, "tw": tw, "kode": row.kode}
    return reverse(f"evaluasi:{page}", kwargs=kwargs)


def _with_progress(request: Request, rows: QuerySet[Penilaian]) -> QuerySet[Any]:
    """With the results one may see, and how many grades the unit and the result's stage have set."""
    seen = Hasil.objects.visible_to(request.user).defer("rincian").order_by("pk")
    found = rows.prefetch_related(Prefetch("hasil_set", seen))
    return found.annotate(dinilai=count_hasil(), diisi=count_butir(MANDIRI))


def _tim(row: Penilaian) -> dict[str, Any]:
    """The team as the form begins with it."""
    tim = list(row.tim_set.values_list("pengguna_id", "peran"))
    return {
        "ketua": next((pk for pk, peran in tim if peran == TimPenilai.Peran.KETUA), None),
        "anggota": [pk for pk, peran in tim if peran == TimPenilai.Peran.ANGGOTA],
    }


def _evaluators(user: Pengguna) -> QuerySet[Pengguna]:
    """The evaluators on duty today."""
    rows = Penugasan.objects.in_force(user.instansi.hari_ini).filter(peran=Peran.EVALUATOR)
    on_duty = rows.values("pengguna")
    people: QuerySet[Pengguna] = Pengguna.objects.visible_to(user).for_list()
    return people.filter(pk__in=on_duty)


def _create(request: Request, form: PenilaianForm, tahun: int) -> list[Penilaian]:
    """What was opened; nothing, with the fault in the form, when it was refused."""
    try:
        return actions.create_penilaian(
            tahun=tahun, units=form.chosen, acting_user=request.user, **form.tim
        )
    except ValidationError as error:
        form.take_faults(error)
    except RuleError as error:
        form.add_error(None, str(error))
    return []


def _update(request: Request, form: TimBuktiForm, row: Penilaian) -> bool:
    fields: dict[str, Any] = {"revisi": form.cleaned_data["revisi"], **form.tim}
    return form.attempt(
        partial(
            actions.update_penilaian,
            row,
            tahun_bukti=form.tahun_bukti,
            acting_user=request.user,
            **fields,
        )
    )
