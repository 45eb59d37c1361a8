"""One quarter of one unit on one page: type, save, see what follows; send, approve, return."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.audit.actions import require
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran import permissions
from sakip.pengukuran.actions import realisasi as actions
from sakip.pengukuran.isian import BIDANG, Isian, read_isian
from sakip.pengukuran.models import LembarRealisasi, Masa
from sakip.pengukuran.rows import Baris, load_baris, take_jawaban, take_typed
from sakip.rules.decision import RuleError
from sakip.rules.tanggal import write_triwulan
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


@require_GET
def lembar_list(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Every unit's sheet of a quarter within reach: its state and how much of it is filled."""
    masa = Masa.objects.visible_to(request.user).pada(tahun, tw)
    rows = LembarRealisasi.objects.visible_to(request.user).filter(masa=masa)
    rows = rows.select_related("perangkat_daerah").with_counts(request.user.instansi.hari_ini)
    page = page_of(request, rows.order_by("perangkat_daerah__kode"))
    context = {"page": page, "judul": masa or write_triwulan(tw, tahun)}
    return render(request, "pengukuran/lembar_list.html", context)


@require_http_methods(["GET", "POST"])
def realisasi_update(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """The sheet of a unit; a POST saves it, and sends it when the button says so."""
    unit = get_object_or_404(PerangkatDaerah.objects.visible_to(request.user), kode=kode)
    lembar = _get(request, tahun, tw, unit)
    if lembar is None:
        return _not_opened(request, tahun, tw, unit)
    rows = load_baris(lembar, request.user.instansi.hari_ini)
    if request.method == "POST":
        return _take(request, lembar, rows)
    if take_jawaban(rows, request.GET.get("pakai", "")):
        messages.info(
            request, "Jawabannya sudah diisikan dan belum tersimpan. Periksa, lalu simpan."
        )
    return _page(request, lembar, rows)


@require_POST
def lembar_approve(request: Request, pk: int) -> HttpResponse:
    """The head agrees."""
    lembar = _by_id(request, pk)
    actions.approve_lembar(lembar, acting_user=request.user)
    messages.success(request, f"Realisasi {lembar.masa} disetujui.")
    return redirect(_address(lembar))


@require_POST
def lembar_return(request: Request, pk: int) -> HttpResponse:
    """The head sends it back, with a reason."""
    lembar = _by_id(request, pk)
    alasan = request.POST.get("alasan", "")
    actions.return_lembar(lembar, alasan=alasan, acting_user=request.user)
    messages.success(request, f"Realisasi {lembar.masa} dikembalikan ke operator.")
    return redirect(_address(lembar))


def _take(request: Request, lembar: LembarRealisasi, rows: list[Baris]) -> HttpResponse:
    """Keep what was typed, or show it again with what is wrong."""
    require(permissions.can_update_realisasi(request.user, lembar))
    isian = _read(rows, request.POST)
    take_typed(rows, isian)
    if any(one.galat for one in isian):
        return _page(request, lembar, rows)
    try:
        return _save(request, lembar, isian)
    except RuleError as error:
        if error.__class__ is not RuleError:
            raise
        return _page(request, lembar, rows, str(error))


def _save(request: Request, lembar: LembarRealisasi, isian: list[Isian]) -> HttpResponse:
    changed = actions.update_realisasi(lembar, isian, acting_user=request.user)
    if changed:
        messages.success(request, f"{changed} realisasi tersimpan.")
    if "ajukan" in request.POST:
        lembar.refresh_from_db()
        actions.submit_lembar(lembar, acting_user=request.user)
        messages.success(request, f"Realisasi {lembar.masa} diajukan ke kepala.")
    elif not changed:
        messages.info(request, "Tidak ada yang berubah.")
    return redirect(_address(lembar))


def _page(
    request: Request, lembar: LembarRealisasi, rows: list[Baris], pesan: str = ""
) -> HttpResponse:
    user = request.user
    context = {
        "lembar": lembar,
        "unit": lembar.perangkat_daerah,
        "rows": rows,
        "hari_ini": user.instansi.hari_ini,
        "diminta": sum(row.terbuka for row in rows),
        "terisi": sum(row.terbuka and row.realisasi is not None for row in rows),
        "pesan": pesan,
        "bergalat": [row for row in rows if row.galat],
        "can_update": permissions.can_update_realisasi(user, lembar),
        "can_approve": permissions.can_approve_lembar(user, lembar),
    }
    return render(request, "pengukuran/realisasi_update.html", context)


def _read(rows: list[Baris], data: QueryDict) -> list[Isian]:
    """Only the rows of this sheet, only its fields; a row not asked for is not read."""
    isian = []
    for row in rows:
        if not row.terbuka:
            continue
        key = row.potret.pk
        typed = {name: data.get(f"{name}-{key}", "") for name in BIDANG}
        seen = data.get(f"revisi-{key}", "0")
        isian.append(read_isian(row.potret, typed, int(seen) if seen.isdecimal() else 0))
    return isian


def _get(request: Request, tahun: int, tw: int, unit: PerangkatDaerah) -> LembarRealisasi | None:
    masa = Masa.objects.visible_to(request.user).pada(tahun, tw)
    rows = unit.lembar_set.filter(masa=masa)
    return rows.select_related(
        "masa__instansi", "perangkat_daerah", "diajukan_oleh", "diputus_oleh"
    ).first()


def _by_id(request: Request, pk: int) -> LembarRealisasi:
    rows = LembarRealisasi.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("masa__instansi", "perangkat_daerah"), pk=pk)


def _not_opened(request: Request, tahun: int, tw: int, unit: PerangkatDaerah) -> HttpResponse:
    return render(
        request, "pengukuran/realisasi_belum.html", {"unit": unit, "tahun": tahun, "tw": tw}
    )


def _address(lembar: LembarRealisasi) -> str:
    masa = lembar.masa
    args = (masa.tahun, masa.tw, lembar.perangkat_daerah.kode)
    return reverse("pengukuran:realisasi_update", args=args)
