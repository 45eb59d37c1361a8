"""The national list of codes, searched by code and words."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from sakip.perencanaan.models import Nomenklatur
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render


@require_GET
def nomenklatur_list(request: Request) -> HttpResponse:
    """The newest edition for this kind of agency; `cari` finds by code and words, `jenjang` narrows."""
    rows = Nomenklatur.objects.visible_to(request.user)
    edisi = rows.newest_edisi()
    rows = rows.filter(edisi=edisi)
    jenjang = request.GET.get("jenjang", "")
    if jenjang in Nomenklatur.Jenjang.values:
        rows = rows.filter(jenjang=jenjang)
    found = search_rows(request, rows, "kode", "nama", "kinerja", "indikator")
    context = {
        "page": page_of(request, found.order_by("kode")),
        "saring": {"cari": request.GET.get("cari", ""), "jenjang": jenjang},
        "jenjang": [("", "Semua jenjang"), *Nomenklatur.Jenjang.choices],
        "edisi": edisi,
    }
    template = "perencanaan/nomenklatur_list.html"
    return render(request, template, context, part="tabel" if request.htmx else None)
