"""A draft on its way into force: what differs, what stands against it, handed over, decided on, dropped."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.perencanaan import permissions
from sakip.perencanaan.actions import draf as edits
from sakip.perencanaan.actions import versi as actions
from sakip.perencanaan.dampak import compute_dampak
from sakip.perencanaan.jawaban import fill, group, read_jawaban
from sakip.perencanaan.kait import BarisDampak
from sakip.perencanaan.models import Versi
from sakip.perencanaan.perbaiki import make_suntingan
from sakip.perencanaan.perbedaan import JENIS, Perbedaan, compute_perbedaan
from sakip.perencanaan.periksa import TemuanDraf, find_temuan, judul_on
from sakip.perencanaan.sanding import load_sanding
from sakip.perencanaan.views.dokumen import get_versi
from sakip.rules.angka import read_nomor
from sakip.rules.decision import RuleError
from sakip.web.forms import read_hidden
from sakip.web.http import Request
from sakip.web.listing import PER_HALAMAN
from sakip.web.render import render

# What was answered, by key of the row.
Jawaban = Mapping[str, str]


@require_GET
def versi_perbedaan(request: Request, pk: int) -> HttpResponse:
    """What differs from the version in force, or from the one given with `?dengan=`."""
    versi = get_versi(request, pk)
    others = Versi.objects.filter(periode=versi.periode)
    others = others.select_related("instansi").exclude(pk=versi.pk).order_by("-nomor")
    lama = _find_other(request, versi)
    perbedaan = None if lama is None else _compare(lama, versi)
    jenis = request.GET.get("jenis", "")
    rows = [one for one in perbedaan.selisih if jenis in ("", one.jenis)] if perbedaan else []
    context = {
        "row": versi,
        "perbedaan": perbedaan,
        "lain": others.exclude(status=Versi.Status.DIBATALKAN)[:PER_HALAMAN],
        "jenis": jenis,
        "hitung": [(one, perbedaan.count(one) if perbedaan else 0) for one in JENIS],
        "sisi": load_sanding(perbedaan) if perbedaan else (),
        "page": Paginator(rows, PER_HALAMAN).get_page(request.GET.get("halaman")),
    }
    return render(request, "perencanaan/versi_perbedaan.html", context)


@require_http_methods(["GET", "POST"])
def versi_submit(request: Request, pk: int) -> HttpResponse:
    """Findings and impacts of the draft, each with its answer; a POST hands it over."""
    versi = get_versi(request, pk)
    require(permissions.can_update_draf(request.user, versi))
    temuan, dampak = find_temuan(versi), compute_dampak(versi)
    if request.method == "GET":
        known = versi.tanggapan
        jawaban = known.get("temuan", {}), known.get("dampak", {})
        return _submit_page(request, versi, temuan, dampak, jawaban)
    alasan, keputusan = (read_jawaban(request.POST, nama) for nama in ("alasan", "keputusan"))
    try:
        return _submit(request, versi, fill(temuan, alasan), fill(dampak, keputusan))
    except RuleError as error:
        pesan = _take(error)
    return _submit_page(request, versi, temuan, dampak, (alasan, keputusan), pesan)


@require_POST
def versi_update(request: Request, pk: int) -> HttpResponse:
    """Do the quick fix of a finding; back to what else stands against the draft."""
    versi = get_versi(request, pk)
    kunci, fix = request.POST.get("temuan", ""), request.POST.get("perbaikan", "")
    found = next((one for one in find_temuan(versi) if one.kunci == kunci), None)
    if found is None:
        messages.info(request, "Temuan ini sudah tidak ada.")
        return redirect("perencanaan:versi_submit", versi.pk)
    suntingan = make_suntingan(versi, found, fix)
    if suntingan is None:
        raise BadRequest
    edits.update_draf(versi, suntingan, acting_user=request.user)
    messages.success(request, f"{found.nama} diperbaiki. Langkah ini dapat diurungkan di draf.")
    return redirect("perencanaan:versi_submit", versi.pk)


@require_http_methods(["GET", "POST"])
def versi_approve(request: Request, pk: int) -> HttpResponse:
    """What was handed over, with reasons and decisions; a POST puts it in force."""
    versi = get_versi(request, pk)
    require(permissions.can_return_draf(request.user, versi))
    dampak = compute_dampak(versi)
    known: Jawaban = versi.tanggapan.get("dampak", {})
    if request.method == "GET":
        return _approve_page(request, versi, dampak, known)
    keputusan = {**known, **read_jawaban(request.POST, "keputusan")}
    try:
        return _approve(request, versi, fill(dampak, keputusan))
    except RuleError as error:
        pesan = _take(error)
    return _approve_page(request, versi, dampak, keputusan, pesan)


@require_POST
def versi_return(request: Request, pk: int) -> HttpResponse:
    """Hand it back, with a reason."""
    versi = get_versi(request, pk)
    catatan = request.POST.get("catatan", "")
    actions.return_draf(versi, catatan=catatan, acting_user=request.user)
    messages.success(request, f"{versi} dikembalikan kepada penyusunnya.")
    return redirect("perencanaan:versi_detail", versi.pk)


@require_POST
def versi_revoke(request: Request, pk: int) -> HttpResponse:
    """Drop the draft."""
    versi = get_versi(request, pk)
    actions.revoke_draf(versi, acting_user=request.user)
    messages.success(request, f"{versi} dibuang; dokumen yang berlaku tidak berubah.")
    return redirect("perencanaan:dokumen_detail", versi.periode_id)


def _submit_page(
    request: Request,
    versi: Versi,
    temuan: list[TemuanDraf],
    dampak: list[BarisDampak],
    jawaban: tuple[Jawaban, Jawaban],
    pesan: str = "",
) -> HttpResponse:
    ringan = [one for one in temuan if one.tingkat != "galat"]
    context = {
        "row": versi,
        "galat": [one for one in temuan if one.tingkat == "galat"],
        "sekali": [one for one in ringan if one.tombol],
        "temuan": group(ringan, jawaban[0]),
        "dampak": group(dampak, jawaban[1]),
        "judul_temuan": judul_on(versi.instansi.hari_ini),
        "pesan": pesan,
    }
    return render(request, "perencanaan/versi_submit.html", context)


def _approve_page(
    request: Request, versi: Versi, dampak: list[BarisDampak], keputusan: Jawaban, pesan: str = ""
) -> HttpResponse:
    lama = _find_other(request, versi)
    alasan = list(versi.tanggapan.get("temuan", {}).items())
    context = {
        "row": versi,
        "hitung": _count(_compare(lama, versi)) if lama else [],
        "alasan": Paginator(alasan, PER_HALAMAN).get_page(1),
        "judul_temuan": judul_on(versi.instansi.hari_ini),
        "dampak": group(dampak, keputusan),
        "pesan": pesan,
        "can_approve": permissions.can_approve_draf(request.user, versi),
    }
    return render(request, "perencanaan/versi_approve.html", context)


def _submit(
    request: Request, versi: Versi, alasan: dict[str, str], keputusan: dict[str, str]
) -> HttpResponse:
    actions.submit_draf(versi, alasan=alasan, keputusan=keputusan, acting_user=request.user)
    messages.success(request, f"{versi} diajukan. Isinya sekarang hanya dapat dibaca.")
    return redirect("perencanaan:versi_detail", versi.pk)


def _approve(request: Request, versi: Versi, keputusan: dict[str, str]) -> HttpResponse:
    catatan, seen = request.POST.get("catatan", ""), read_hidden(request.POST, "lihat")
    actions.approve_draf(
        versi, keputusan=keputusan, catatan=catatan, lihat=seen, acting_user=request.user
    )
    messages.success(request, f"{versi} dari {versi.periode} sekarang berlaku.")
    return redirect("perencanaan:versi_detail", versi.pk)


def _take(error: RuleError) -> str:
    """The words of a refusal that the page shows beside what was typed; a 409 has a page of its own."""
    if error.__class__ is not RuleError:
        raise error
    return str(error)


def _find_other(request: Request, versi: Versi) -> Versi | None:
    """The version asked for; else the one in force, or for that one the last before it."""
    rows = Versi.objects.filter(periode=versi.periode).exclude(pk=versi.pk)
    rows = rows.select_related("instansi", "periode")
    asked = read_nomor(request.GET.get("dengan", ""))
    if asked is not None:
        return rows.filter(nomor=asked).first()
    older = rows.filter(nomor__lt=versi.nomor, status=Versi.Status.DIGANTI).order_by("-nomor")
    return rows.berlaku().filter(nomor__lt=versi.nomor).first() or older.first()


def _compare(one: Versi, other: Versi) -> Perbedaan:
    lama, baru = sorted((one, other), key=lambda versi: versi.nomor)
    return compute_perbedaan(lama, baru)


def _count(perbedaan: Perbedaan) -> list[tuple[str, int]]:
    return [(jenis, perbedaan.count(jenis)) for jenis in JENIS]
