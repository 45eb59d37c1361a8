"""The years behind: the line, what never rose, peers; and how values come in."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.evaluasi.actions.arsip import IsiArsip, import_nilai_arsip
from sakip.evaluasi.models import NilaiArsip
from sakip.jalan import permissions
from sakip.jalan.actions.nilai import delete_nilai_arsip
from sakip.jalan.forms.nilai import ArsipForm
from sakip.jalan.imports.nilai import JENIS, preview, write_rows
from sakip.jalan.lukis import draw_riwayat
from sakip.jalan.riwayat import load_potongan, load_sejajar, load_subkomponen, write_kalimat
from sakip.jalan.views.jalan import get_unit
from sakip.web.downloads import write_answer
from sakip.web.forms import read_hidden
from sakip.web.http import Request
from sakip.web.render import render
from sakip.web.xlsx import write_template


@require_GET
def riwayat(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """Eight official years with bands, breaks and actions; what never rose; peers where there are any."""
    unit = get_unit(request, kode)
    potongan = load_potongan(request.user, unit, tahun)
    semua = [row for satu in potongan for row in satu.tahun]
    nama = str(unit or request.user.instansi)
    years, sub = load_subkomponen(request.user, unit, tahun)
    context = {
        "unit": unit,
        "potongan": potongan,
        "semua": semua,
        "kalimat": write_kalimat(semua) if semua else "",
        "gambar": draw_riwayat(potongan) if semua else None,
        "tahun_sub": years,
        "sub": sub,
        "sejajar": None if unit else load_sejajar(request.user, semua, nama),
        "can": permissions.can_update_nilai(request.user),
    }
    return render(request, "jalan/riwayat.html", context)


@require_http_methods(["GET", "POST"])
def nilai_create(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """Type one official year."""
    unit = get_unit(request, kode)
    require(permissions.can_update_nilai(request.user))
    form = ArsipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        isi = IsiArsip(perangkat_daerah=unit, **form.to_isi())
        if form.attempt(
            lambda: import_nilai_arsip([isi], acting_user=request.user), place="jumlah"
        ):
            messages.success(request, f"Nilai {isi.tahun} disimpan.")
            return redirect("jalan:riwayat", tahun=tahun, tw=tw, kode=kode)
    return render(request, "jalan/nilai_form.html", {"unit": unit, "form": form})


@require_POST
def nilai_delete(request: Request, tahun: int, tw: int, pk: int) -> HttpResponse:
    """Take out a value that was typed wrongly."""
    rows = NilaiArsip.objects.visible_to(request.user).select_related("perangkat_daerah")
    row = get_object_or_404(rows, pk=pk)
    delete_nilai_arsip(row, revisi=read_hidden(request.POST, "revisi"), acting_user=request.user)
    messages.success(request, f"Nilai {row.tahun} dihapus.")
    unit = row.perangkat_daerah
    return redirect("jalan:riwayat", tahun=tahun, tw=tw, kode=unit.kode if unit else "")


@require_http_methods(["GET", "POST"])
def nilai_import(request: Request, jenis: str) -> HttpResponse:
    """A workbook is tried out and shown with its faults; the good rows are written on the second act."""
    _known(request, jenis)
    hasil, galat = None, ""
    if "baris" in request.POST:
        banyak = write_rows(jenis, request.POST["baris"], acting_user=request.user)
        messages.success(request, f"{banyak} nilai disimpan.")
        return redirect("jalan:nilai_import", jenis)
    if request.method == "POST":
        try:
            hasil = preview(jenis, request.FILES["berkas"], acting_user=request.user)
        except KeyError:
            galat = "Pilih berkas dahulu."
        except ValidationError as error:
            galat = " ".join(error.messages)
    context = {"jenis": jenis, "macam": JENIS, "hasil": hasil, "galat": galat}
    return render(request, "jalan/nilai_import.html", context)


@require_GET
def nilai_templat(request: Request, jenis: str) -> HttpResponse:
    """An empty workbook with what each column means."""
    _known(request, jenis)
    isi = write_template(JENIS[jenis].kolom, contoh=JENIS[jenis].contoh, baris=())
    return write_answer(isi, f"templat-{jenis}.xlsx")


def _known(request: Request, jenis: str) -> None:
    if jenis not in JENIS:
        raise Http404
    require(permissions.can_update_nilai(request.user))
