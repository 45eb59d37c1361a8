"""The way to a predikat: the page, its workbook, and what is decided or kept from it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.jalan import permissions
from sakip.jalan.actions.aksi import create_aksi_jalan, revoke_aksi_jalan
from sakip.jalan.actions.skenario import create_skenario, delete_skenario, update_skenario
from sakip.jalan.andai import season_of
from sakip.jalan.buku import write_jalan
from sakip.jalan.forms.andai import AndaiForm, SkenarioForm
from sakip.jalan.katalog import katalog_for, load_katalog_of
from sakip.jalan.lukis import draw_jalan
from sakip.jalan.models import Skenario
from sakip.jalan.models.skenario import SkenarioQuerySet
from sakip.jalan.rencana import PERKIRAAN, IsiJalan, compute_isi, write_banding
from sakip.jalan.titik import load_resmi, load_titik
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.compute import roots
from sakip.rules.angka import read_nomor
from sakip.rules.decision import RuleError
from sakip.rules.jalan_soal import is_bertangga
from sakip.rules.kenaikan import kenaikan_on
from sakip.web.downloads import write_answer
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


class Halaman:
    """One entity's way as some controls ask for it; there is no `isi` without a start or a catalogue,
    nor for a sheet of which no sub-component is graded in steps."""

    def __init__(
        self, request: Request, unit: PerangkatDaerah | None, tahun: int, data: QueryDict
    ) -> None:
        self.unit, self.today = unit, request.user.instansi.hari_ini
        self.resmi = load_resmi(request.user, unit, tahun)
        self.titik = load_titik(request.user, unit, tahun)
        self.katalog, self.sendiri = (
            load_katalog_of(request.user.instansi, self.titik.instrumen)
            if self.titik
            else (None, False)
        )
        self.form: AndaiForm | None = None
        self.isi: IsiJalan | None = None
        self.bertangga = self.titik is not None and is_bertangga(self.titik.instrumen)
        if self.titik and self.katalog and self.bertangga:
            self.katalog = katalog_for(self.katalog, unit)
            self.form = AndaiForm(data, titik=self.titik, katalog=self.katalog)
            self.andai = self.form.andai
            self.isi = compute_isi(self.titik, self.resmi, self.katalog, self.andai, self.today)

    @property
    def target(self) -> int:
        """The year of the evaluation that the plan aims at."""
        return season_of(self.today, self.andai.musim, pemda=self.unit is None)


def get_unit(request: Request, kode: str) -> PerangkatDaerah | None:
    """The unit of an address, None for the agency, which only those see who reach all of it."""
    require(permissions.can_read_jalan(request.user))
    if kode:
        return get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
    if request.user.cap is None or not request.user.cap.se_instansi:
        raise Http404
    return None


@require_GET
def jalan_awal(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The way that concerns this person most: the agency's, that of his unit, or the actions in reach."""
    require(permissions.can_read_jalan(request.user))
    cap = request.user.cap
    if cap is not None and cap.se_instansi:
        return redirect("jalan:jalan", tahun=tahun, tw=tw, kode="")
    units = PerangkatDaerah.objects.visible_to(request.user)
    own = cap.perangkat_daerah_id if cap is not None else None
    unit = None if own is None else units.filter(pk=own).first()
    if unit is None:
        return redirect("jalan:aksi_list")
    return redirect("jalan:jalan", tahun=tahun, tw=tw, kode=unit.kode)


@require_GET
def jalan(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """Where we stand, the cheapest way to the line, what limits it and what if; part `hasil` for htmx."""
    unit = get_unit(request, kode)
    halaman = Halaman(request, unit, tahun, request.GET)
    context: dict[str, Any] = {
        "unit": unit,
        "h": halaman,
        "isi": halaman.isi,
        "perkiraan": PERKIRAAN,
        "lazim": kenaikan_on(halaman.today, roots()),
        "can_aksi": permissions.can_update_aksi(request.user, unit),
        "can_skenario": permissions.can_create_skenario(request.user, unit),
        "can_nilai": permissions.can_update_nilai(request.user),
        "can_katalog": permissions.can_update_katalog(request.user),
        "nama_form": SkenarioForm(),
        "batang": draw_jalan(halaman.isi) if halaman.isi else None,
    }
    return render(request, "jalan/jalan.html", context, part="hasil" if request.htmx else None)


@require_GET
def jalan_xlsx(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """The plan as a workbook; every sheet says that it is an estimate."""
    unit = get_unit(request, kode)
    halaman = Halaman(request, unit, tahun, request.GET)
    if halaman.isi is None:
        raise Http404
    isi = write_jalan(halaman.isi, str(unit or request.user.instansi))
    return write_answer(isi, f"jalan-{unit.kode if unit else 'pemda'}-{tahun}.xlsx")


@require_POST
def aksi_create(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """Make the plan that was shown real; another plan than that is refused."""
    unit = get_unit(request, kode)
    require(permissions.can_update_aksi(request.user, unit))
    halaman = Halaman(request, unit, tahun, request.POST)
    if halaman.isi is None or request.POST.get("terlihat", "") != halaman.isi.terlihat:
        raise RuleError("Rencana berubah sejak Anda membukanya. Periksa yang baru, lalu ulangi.")
    rows = create_aksi_jalan(
        unit, tahun=halaman.target, langkah=halaman.isi.langkah, acting_user=request.user
    )
    messages.success(request, f"{len(rows)} tindakan menjadi rencana aksi {halaman.target}.")
    return redirect("jalan:aksi_list")


@require_POST
def aksi_revoke(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """Take back the actions of a year's evaluation that nobody has touched."""
    unit = get_unit(request, kode)
    banyak = revoke_aksi_jalan(unit, tahun=tahun, acting_user=request.user)
    messages.success(request, f"{banyak} aksi diurungkan.")
    return redirect("jalan:aksi_list")


@require_POST
def skenario_create(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """Keep the controls of the page under a name."""
    unit = get_unit(request, kode)
    require(permissions.can_create_skenario(request.user, unit))
    halaman = Halaman(request, unit, tahun, request.POST)
    form = SkenarioForm(request.POST)
    if halaman.isi is None:
        raise Http404
    act = partial(
        create_skenario, unit, tahun=tahun, isian=halaman.andai.pairs, acting_user=request.user
    )
    if form.is_valid() and form.attempt(lambda: act(nama=form.cleaned_data["nama"])):
        messages.success(request, "Skenario disimpan.")
        return redirect("jalan:skenario_list")
    for fault in form.errors.get("nama", ["Skenario tidak dapat disimpan."]):
        messages.error(request, str(fault))
    return redirect(f"{_address(tahun, tw, kode)}?{halaman.andai.query}")


@require_GET
def skenario_list(request: Request) -> HttpResponse:
    """Scenarios within reach; `a` and `b` are computed anew and stand side by side."""
    require(permissions.can_read_jalan(request.user))
    rows = Skenario.objects.visible_to(request.user)
    chosen = _chosen(request, rows.for_list())
    page = page_of(request, rows.for_list())
    context = {
        "page": page,
        "boleh": {
            row.pk: permissions.can_create_skenario(request.user, row.perangkat_daerah)
            for row in page
        },
        "banding": chosen,
        "sejajar": write_banding([_replay(request, row) for row in chosen]),
        "perkiraan": PERKIRAAN,
    }
    return render(request, "jalan/skenario_list.html", context)


@require_http_methods(["GET", "POST"])
def skenario_update(request: Request, pk: int) -> HttpResponse:
    """Call a scenario otherwise."""
    row = get_object_or_404(Skenario.objects.visible_to(request.user).for_list(), pk=pk)
    require(permissions.can_create_skenario(request.user, row.perangkat_daerah))
    form = SkenarioForm(request.POST or None, initial={"nama": row.nama}, revisi=row.revisi)
    if request.method == "POST" and form.is_valid():
        act = partial(update_skenario, row, acting_user=request.user)
        if form.attempt(lambda: act(**form.cleaned_data)):
            messages.success(request, f"Skenario bernama “{row.nama}” sekarang.")
            return redirect("jalan:skenario_list")
    return render(request, "jalan/skenario_form.html", {"form": form, "pk": pk})


@require_POST
def skenario_delete(request: Request, pk: int) -> HttpResponse:
    """Throw a scenario away."""
    row = get_object_or_404(Skenario.objects.visible_to(request.user).for_list(), pk=pk)
    delete_skenario(row, acting_user=request.user)
    messages.success(request, f"Skenario “{row.nama}” dihapus.")
    return redirect("jalan:skenario_list")


def _chosen(request: Request, rows: SkenarioQuerySet) -> list[Skenario]:
    """The scenarios of `a` and `b`, both or none."""
    kunci = [request.GET.get(name, "") for name in ("a", "b")]
    if any(read_nomor(one) is None for one in kunci):
        return []
    found = {str(row.pk): row for row in rows.filter(pk__in=kunci)}
    if any(one not in found for one in kunci):
        raise Http404
    return [found[one] for one in kunci]


def _replay(request: Request, row: Skenario) -> IsiJalan | None:
    data = QueryDict(mutable=True)
    for nama, nilai in row.isian:
        data.appendlist(nama, nilai)
    return Halaman(request, row.perangkat_daerah, row.tahun, data).isi


def _address(tahun: int, tw: int, kode: str) -> str:
    return reverse("jalan:jalan", kwargs={"tahun": tahun, "tw": tw, "kode": kode})
