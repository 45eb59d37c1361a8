"""Acts recorded here that may help the criteria of a sub-component."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from sakip.evaluasi.acuan import load_instrumen_of
from sakip.evaluasi.jejak import load_jejak
from sakip.evaluasi.views.lke import find_penilaian
from sakip.web.http import Request
from sakip.web.render import render


@require_GET
def lke_jejak(request: Request, tahun: int, tw: int, kode: str, sub: str) -> HttpResponse:
    """By criterion, links to what was done: leads, never an answer."""
    penilaian = find_penilaian(request, tahun, kode)
    if penilaian is None:
        raise Http404
    instrumen = load_instrumen_of(penilaian)
    found = next((row for row in instrumen.subkomponen if row.kode == sub), None)
    if found is None:
        raise Http404
    kriteria = instrumen.kriteria(found, penilaian.jenis_entitas)
    aturan, jejak = load_jejak(penilaian, found, kriteria)
    context = {
        "penilaian": penilaian,
        "periode": (tahun, tw),
        "sub": found,
        "aturan": aturan,
        "kriteria": [row for row in kriteria if row.kode in jejak],
        "tautan": jejak,
    }
    return render(request, "evaluasi/lke_jejak.html", context)
