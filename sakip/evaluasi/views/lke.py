"""The sheet of one unit: its overview, and the work page of one sub-component."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from sakip.audit.actions import require
from sakip.evaluasi import permissions, permissions_bukti
from sakip.evaluasi.actions import jawaban as actions
from sakip.evaluasi.acuan import (
    find_instrumen_of,
    is_changed,
    is_frozen,
    load_tahapan_of,
    tenggat_mandiri,
)
from sakip.evaluasi.compute import find_kurang
from sakip.evaluasi.isian import find_faults, read_isian
from sakip.evaluasi.jejak import has_jejak
from sakip.evaluasi.lembar import Lembar, load_bukti_pemda, riwayat_of
from sakip.evaluasi.lhe import load_rekomendasi, load_riwayat_hasil
from sakip.evaluasi.models import Hasil, Jawaban, NilaiSub, Penilaian, TimPenilai
from sakip.evaluasi.petunjuk import load_peringatan, load_petunjuk
from sakip.evaluasi.rows import (
    IsiHalaman,
    build_halaman,
    build_jumlah,
    build_komponen,
    take_typed,
)
from sakip.evaluasi.sudut import Sudut, load_sudut
from sakip.evaluasi.tahap import build_jalan
from sakip.organisasi.models import PerangkatDaerah
from sakip.rules.decision import Konflik
from sakip.rules.instrumen import Subkomponen
from sakip.web.http import Request
from sakip.web.render import render


@require_GET
def lke(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """Components and sub-components with the grades of both stages, what is missing, what is next."""
    penilaian = find_penilaian(request, tahun, kode)
    if penilaian is None:
        return _not_opened(request, tahun, tw, kode)
    if is_frozen(penilaian):
        return _frozen(request, penilaian, (tahun, tw))
    sudut = load_sudut(request.user, penilaian)
    context = {
        "penilaian": penilaian,
        "periode": (tahun, tw),
        "instrumen": sudut.lembar.instrumen,
        "berubah": is_changed(penilaian, sudut.lembar.instrumen),
        "entitas": sudut.lembar.entitas,
        "komponen": build_komponen(sudut.lembar, sudut.stages),
        "jumlah": build_jumlah(sudut.lembar, sudut.bernilai),
        "tim": _load_tim(penilaian),
        "sudut": sudut,
        **_next_steps(sudut),
    }
    return render(request, "evaluasi/lke.html", context)


@require_http_methods(["GET", "POST"])
def lke_update(request: Request, tahun: int, tw: int, kode: str, sub: str) -> HttpResponse:
    """One sub-component: answer its criteria and grade it; a POST saves all of it or nothing."""
    penilaian = find_penilaian(request, tahun, kode)
    if penilaian is None:
        raise Http404
    sudut = load_sudut(request.user, penilaian)
    found = sudut.lembar.subkomponen(sub)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _save(request, sudut, found, (tahun, tw))
    return _work_page(request, sudut, found, (tahun, tw), _build(sudut, found))


def find_penilaian(request: Request, tahun: int, kode: str) -> Penilaian | None:
    """The evaluation of a unit (an empty code: the agency itself) in a year, None before it is opened."""
    return list_penilaian(request, tahun, kode).first()


def list_penilaian(request: Request, tahun: int, kode: str) -> QuerySet[Penilaian]:
    """The same, not asked yet."""
    require(permissions.can_read_evaluasi(request.user))
    rows = Penilaian.objects.visible_to(request.user).for_list().filter(tahun_evaluasi=tahun)
    return rows.filter(perangkat_daerah__kode=kode) if kode else rows.filter(perangkat_daerah=None)


def _next_steps(sudut: Sudut) -> dict[str, Any]:
    """Where the sheet lies, what is missing in the stage this person stands in, and what he may do."""
    orang, lembar = sudut.orang, sudut.lembar
    return {
        "jalan": build_jalan(sudut),
        "riwayat": load_riwayat_hasil(orang.penilaian),
        "tahap": sudut.tahap,
        "kurang": lembar.belum_lengkap(sudut.tahap),
        "tanpa_alasan": lembar.tanpa_alasan(sudut.tahap),
        "tenggat": tenggat_mandiri(orang.penilaian.tahun_evaluasi),
        "melihat_evaluator": sudut.melihat_evaluator,
        "can_score": sudut.can_score,
        "can_submit": permissions.can_submit_mandiri(orang),
        "can_lock": permissions.can_lock_mandiri(orang),
        "can_publish": permissions.can_publish_penilaian(orang),
        "can_submit_tahap": permissions.can_submit_tahap(orang),
        "can_return_tahap": permissions.can_return_tahap(orang),
        "can_declare": permissions.can_create_pernyataan(orang),
        "can_update": permissions.can_update_penilaian(orang.user, orang.penilaian),
    }


def _load_tim(penilaian: Penilaian) -> list[TimPenilai]:
    """The team, whoever answers for it first."""
    places = TimPenilai.Peran.values
    rows = penilaian.tim_set.select_related("pengguna").order_by("pk")
    return sorted(rows, key=lambda row: -places.index(row.peran))


def _save(
    request: Request, sudut: Sudut, sub: Subkomponen, periode: tuple[int, int]
) -> HttpResponse:
    """Store what was typed; faults and conflicts show the page again with everything typed."""
    tahap = request.POST.get("tahap", "")
    require(permissions.can_score_subkomponen(sudut.orang, tahap))
    isian = read_isian(sudut.lembar, sub, tahap, request.POST.dict())
    if galat := dict(find_faults(sudut.lembar, sub, isian)):
        isi = take_typed(_build(sudut, sub), isian, galat)
        return _work_page(request, sudut, sub, periode, isi)
    penilaian = sudut.lembar.penilaian
    try:
        saved = actions.score_subkomponen(penilaian, isian, acting_user=request.user)
    except Konflik as error:
        stored = load_sudut(request.user, penilaian)
        isi = take_typed(_build(stored, sub), isian, {}, konflik=error)
        return _work_page(request, stored, sub, periode, isi)
    return _saved(request, saved, tahap, sub)


def _saved(request: Request, saved: actions.Simpanan, tahap: str, sub: Subkomponen) -> HttpResponse:
    """Say that it is stored, and what a grade that was stored still lacks."""
    sentence = f"Subkomponen {sub.kode} tersimpan." if saved.berubah else "Tidak ada yang berubah."
    messages.success(request, sentence)
    if kurang := find_kurang(saved.lembar, tahap, sub):
        messages.warning(request, kurang)
    return redirect(request.path)


def _build(sudut: Sudut, sub: Subkomponen) -> IsiHalaman:
    """The page with what earlier years say where the scale asks for it."""
    if any(sub.lensa in row.lanjut_lensa for row in sudut.lembar.instrumen.skala_of(sub).pilihan):
        riwayat_of(sudut.lembar)
    return build_halaman(sudut, sub, load_peringatan(sudut))


def _work_page(
    request: Request, sudut: Sudut, sub: Subkomponen, periode: tuple[int, int], isi: IsiHalaman
) -> HttpResponse:
    instrumen, penilaian = sudut.lembar.instrumen, sudut.lembar.penilaian
    context = {
        "penilaian": penilaian,
        "periode": periode,
        "sub": sub,
        "lensa": instrumen.lensa[sub.lensa],
        **_answers(sudut.lembar, sub),
        "jawaban": Jawaban,
        "sudut": sudut,
        "petunjuk": load_petunjuk(sudut),
        "rekomendasi": load_rekomendasi(penilaian, sub) if sudut.melihat_evaluator else [],
        "isi": isi,
        "bukti": penilaian.bukti_set.count_by_kriteria(),
        "can_bukti": permissions_bukti.can_update_bukti(sudut.orang),
    }
    status = 409 if isi.konflik else 200
    return render(request, "evaluasi/lke_update.html", context, status=status)


def _answers(lembar: Lembar, sub: Subkomponen) -> dict[str, Any]:
    """What may be answered here, and what helps to."""
    return {
        "per_kriteria": lembar.per_kriteria,
        "skala": () if lembar.per_kriteria else lembar.instrumen.skala_of(sub).pilihan,
        "jenis_tambah": NilaiSub.JenisTambah.choices,
        "berjejak": has_jejak(lembar.penilaian),
        "bukti_pemda": load_bukti_pemda(lembar, sub),
    }


def _frozen(request: Request, penilaian: Penilaian, periode: tuple[int, int]) -> HttpResponse:
    """The file of the sheet is gone, or says otherwise since this ended: the result as it was scored."""
    hasil = Hasil.objects.visible_to(request.user).filter(penilaian=penilaian).order_by("pk")
    tahapan = load_tahapan_of(penilaian)
    context = {
        "penilaian": penilaian,
        "periode": periode,
        "hasil": [(tahapan.get(row.tahap).nama, row) for row in hasil],
        "ada": find_instrumen_of(penilaian) is not None,
        "riwayat": load_riwayat_hasil(penilaian),
    }
    return render(request, "evaluasi/lke_beku.html", context)


def _not_opened(request: Request, tahun: int, tw: int, kode: str) -> HttpResponse:
    """Nobody opened the evaluation yet; who may not see the unit finds nothing."""
    user = request.user
    if kode:
        unit = get_object_or_404(PerangkatDaerah.objects.visible_to(user), kode=kode)
    elif user.cap is None or not user.cap.se_instansi:
        raise Http404
    context = {
        "nama": unit.nama if kode else user.instansi.nama,
        "periode": (tahun, tw),
        "can_create": permissions.can_create_penilaian(user),
    }
    return render(request, "evaluasi/lke_belum.html", context)
