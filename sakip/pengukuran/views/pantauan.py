"""Who is late with a quarter: the page of Bagian Organisasi."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from sakip.pengukuran.models import LembarRealisasi, Masa
from sakip.pengukuran.pantauan import SARING, add_pemegang, aturan_of, load_baris, load_ringkas
from sakip.rules.tanggal import write_triwulan
from sakip.web.http import Request
from sakip.web.listing import page_of
from sakip.web.render import render


@require_GET
def pantauan(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Every unit within reach: how full and fresh its sheet is, and who holds it; the worst first."""
    masa = Masa.objects.visible_to(request.user).pada(tahun, tw)
    if masa is None:
        nothing = {"masa": None, "judul": write_triwulan(tw, tahun)}
        return render(request, "pengukuran/pantauan.html", nothing)
    lembar = LembarRealisasi.objects.visible_to(request.user).filter(masa=masa)
    rows = load_baris(lembar.select_related("perangkat_daerah"), masa)
    cari, saring = request.GET.get("cari", ""), request.GET.get("saring", "")
    page = page_of(request, [row for row in rows if row.matches(cari, saring)])
    add_pemegang(list(page), masa.instansi.hari_ini)
    context = {
        "masa": masa, "judul": masa, "page": page, "jumlah": len(rows), "ringkas": load_ringkas(rows),
        "aturan": aturan_of(masa), "cari": cari, "saring": saring, "pilihan": SARING,
    }  # fmt: skip
    template = "pengukuran/pantauan.html"
    return render(request, template, context, part="tabel" if request.htmx else None)
