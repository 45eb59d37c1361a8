"""Search everywhere, as a page and as the list of its dialog."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from sakip.cari.hasil import Konteks
from sakip.cari.kosakata import load_kosakata
from sakip.cari.pencarian import SUMBER, is_enough, search
from sakip.cari.perintah import masa_of
from sakip.rules.pencarian import HURUF_TERBANYAK, Kata, correct_pertanyaan, read_pertanyaan
from sakip.shell_context import load_shell
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render

T = TypeVar("T")


@require_GET
def cari(request: Request) -> HttpResponse:
    """The best answers of every kind to `?q=`; with `?jenis=` all of one kind, page by page."""
    konteks = _konteks(request)
    tanya = request.GET.get("q", "").strip()[:HURUF_TERBANYAK]
    pertanyaan = read_pertanyaan(tanya)
    context = {"tanya": tanya, "dari": konteks.dari, "cukup": is_enough(pertanyaan)}
    jenis = {one.kunci: one for one in SUMBER}.get(request.GET.get("jenis", ""))
    if jenis is None or not is_enough(pertanyaan):
        template = "cari/_daftar.html" if request.htmx else "cari/cari.html"
        kelompok, mirip = _forgive(partial(search, konteks=konteks), pertanyaan, konteks)
        return render(request, template, {**context, "kelompok": kelompok, "mirip": mirip})
    page, mirip = _forgive(
        lambda asked: page_of(request, jenis.find_rows(asked, konteks)), pertanyaan, konteks
    )
    found = {"page": page, "mirip": mirip, "rows": [jenis.to_hasil(row, konteks) for row in page]}
    return render(request, "cari/jenis.html", {**context, **found, "jenis": jenis})


def _forgive(
    look: Callable[[tuple[Kata, ...]], T], pertanyaan: tuple[Kata, ...], konteks: Konteks
) -> tuple[T, bool]:
    """What is found, and whether only with typing errors forgiven: where nothing is found without."""
    found = look(pertanyaan)
    if found or not is_enough(pertanyaan):
        return found, False
    benar = correct_pertanyaan(pertanyaan, load_kosakata(konteks.user.instansi))
    mirip = look(benar) if benar else found
    return mirip, bool(mirip)


def _konteks(request: Request) -> Konteks:
    """Year and quarter of the page asked from, `?dari=`, else those that run."""
    shell = load_shell(request)
    dari = request.GET.get("dari", "")
    masa = masa_of(dari) or {"tahun": shell.tahun, "tw": shell.tw}
    return Konteks(request.user, **masa, tahun_tersedia=tuple(shell.tahun_tersedia), dari=dari)
