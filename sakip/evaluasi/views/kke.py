"""The whole sheet on one page, and one criterion or grade of it saved by itself."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sakip.evaluasi import permissions_bukti
from sakip.evaluasi.actions import jawaban as actions
from sakip.evaluasi.acuan import is_frozen
from sakip.evaluasi.isian import find_faults, read_isian
from sakip.evaluasi.jejak import has_jejak
from sakip.evaluasi.kke import SARINGAN, Kke, answer_kke, build_kke, refuse_kke
from sakip.evaluasi.lembar import blank_lembar
from sakip.evaluasi.models import Jawaban, NilaiSub, Penilaian
from sakip.evaluasi.rows import take_typed
from sakip.evaluasi.sudut import Sudut, load_sudut
from sakip.evaluasi.views.lke import find_penilaian, list_penilaian
from sakip.rules.decision import Konflik, RuleError
from sakip.rules.tanggal import write_jam
from sakip.web.clock import now
from sakip.web.http import Request
from sakip.web.render import render


@require_GET
def kke(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """Every criterion with its evidence and what each stage says of it; a queue with filters."""
    penilaian = _find(request, tahun, kode)
    if is_frozen(penilaian):
        return redirect(reverse("evaluasi:lke", kwargs={"tahun": tahun, "tw": tw, "kode": kode}))
    sudut, saring = load_sudut(request.user, penilaian), request.GET.get("saring", "")
    return _page(request, sudut, (tahun, tw), build_kke(sudut, saring), saring=saring)


@require_POST
def kke_update(request: Request, tahun: int, tw: int, kode: str, butir: str) -> HttpResponse:
    """Save one criterion, or the grade of one sub-component; who asks for JSON gets what changed."""
    rows, isi = list_penilaian(request, tahun, kode), request.POST.dict()
    try:
        saved = actions.score_butir(rows, butir, isi, acting_user=request.user)
    except (Penilaian.DoesNotExist, RuleError) as error:
        return _refuse(request, _find(request, tahun, kode), (tahun, tw), butir, error)
    if _wants_json(request):
        jam = write_jam(now(), request.user.instansi.zona_waktu)
        answer = answer_kke(saved.lembar, isi["tahap"], saved.sub, butir)
        return JsonResponse({"pukul": jam, **answer})
    messages.success(request, f"{butir} tersimpan." if saved.berubah else "Tidak ada yang berubah.")
    return redirect(f"{_address(saved.lembar.penilaian, (tahun, tw))}#baris-{butir}")


def _find(request: Request, tahun: int, kode: str) -> Penilaian:
    penilaian = find_penilaian(request, tahun, kode)
    if penilaian is None:
        raise Http404
    return penilaian


def _wants_json(request: Request) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")


def _address(penilaian: Penilaian, periode: tuple[int, int]) -> str:
    where = {"tahun": periode[0], "tw": periode[1], "kode": penilaian.kode}
    return reverse("evaluasi:kke", kwargs=where)


def _refuse(
    request: Request, penilaian: Penilaian, periode: tuple[int, int], butir: str, error: Exception
) -> HttpResponse:
    """What cannot be stored, or was changed by somebody else: both values, and nothing typed is lost."""
    lembar = blank_lembar(penilaian)
    if (sub := lembar.sub_of(butir)) is None:
        raise Http404
    isian = read_isian(lembar, sub, request.POST.get("tahap", ""), request.POST.dict())
    konflik = error if isinstance(error, Konflik) else None
    galat = {} if konflik else dict(find_faults(lembar, sub, isian))
    if not konflik and not galat:
        raise error
    sudut = load_sudut(request.user, penilaian)
    if _wants_json(request):
        status = 409 if konflik else 422
        return JsonResponse(refuse_kke(sudut, isian, galat, konflik), status=status)
    kke = build_kke(sudut, "")
    for row in kke.bagian:
        if row.sub.kode == isian.subkomponen:
            take_typed(row.isi, isian, galat, konflik=konflik)
    return _page(request, sudut, periode, kke, galat=galat, konflik=konflik)


def _page(
    request: Request, sudut: Sudut, periode: tuple[int, int], kke: Kke, **lain: Any
) -> HttpResponse:
    """The page; `lain` is the filter, or what is wrong with what was typed."""
    found: dict[str, Any] = {"saring": "", "galat": {}, "konflik": None} | lain
    context = {
        "penilaian": sudut.lembar.penilaian,
        "periode": periode,
        "sudut": sudut,
        "kke": kke,
        "saringan": SARINGAN,
        "per_kriteria": sudut.lembar.per_kriteria,
        "jawaban": Jawaban,
        "jenis_tambah": NilaiSub.JenisTambah.choices,
        "berjejak": has_jejak(sudut.lembar.penilaian),
        "can_bukti": permissions_bukti.can_update_bukti(sudut.orang),
        "can_minta": permissions_bukti.can_create_permintaan_bukti(sudut.orang),
    } | found
    status = 409 if found["konflik"] else 422 if found["galat"] else 200
    return render(request, "evaluasi/kke.html", context, status=status)
