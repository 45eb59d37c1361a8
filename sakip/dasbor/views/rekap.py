"""Evaluations side by side: the recap and its workbook, the spread, the agency's sheet, plausibility."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from sakip.audit.actions import require
from sakip.dasbor.grafik import Lajur, Titik, draw_titik
from sakip.dasbor.kewajaran import load_bahan
from sakip.dasbor.lembar_kerja import write_rekap
from sakip.dasbor.lembar_pemda import load_bahan_pemda
from sakip.dasbor.permissions import can_read_kewajaran, can_read_lembar_pemda
from sakip.dasbor.persebaran import (
    Kelompok,
    group_by_liga,
    load_nilai_pemda,
    load_nilai_unit,
    write_celah,
)
from sakip.dasbor.rekap import KEADAAN, URUT, Saring, build_rekap, columns_of, find_penilaian
from sakip.evaluasi.acuan import choose_instrumen
from sakip.evaluasi.permissions import can_read_evaluasi
from sakip.organisasi.models import PerangkatDaerah
from sakip.pengukuran.compute import roots
from sakip.pengukuran.models import Masa
from sakip.rules.angka import write_angka
from sakip.rules.decision import RuleError
from sakip.rules.isyarat import kewajaran_on
from sakip.rules.kewajaran import check_kewajaran
from sakip.rules.persebaran import compute_persebaran, write_persebaran
from sakip.rules.predikat import SkemaPredikat, load_predikat
from sakip.web.downloads import write_answer
from sakip.web.http import Request
from sakip.web.listing import page_of, search_rows
from sakip.web.render import render

AKIP = "akip"
NAMA = ("perangkat_daerah__kode", "perangkat_daerah__nama", "perangkat_daerah__singkatan")
PER_HALAMAN = 100
# Rows of a sign that are printed; more are counted.
BARIS_TERBANYAK = 25


@require_GET
def rekap(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Objects by sub-component, with both totals, their gap and the progress."""
    require(can_read_evaluasi(request.user))
    saring = Saring.read(request.GET)
    found = find_penilaian(request.user, tahun, saring)
    page = page_of(request, search_rows(request, found, *NAMA))
    shown = list(page.object_list)
    context = {
        "page": page,
        "rows": build_rekap(request.user, shown),
        "kolom": columns_of(shown),
        "saring": saring,
        **_around(request, tahun, tw),
        "pilihan_saring": _choices(request, tahun),
    }
    return render(request, "dasbor/rekap.html", context, part="tabel" if request.htmx else None)


@require_GET
def rekap_xlsx(request: Request, tahun: int, tw: int) -> HttpResponse:
    """The recap as a workbook: every object that the filters leave."""
    require(can_read_evaluasi(request.user))
    found = find_penilaian(request.user, tahun, Saring.read(request.GET))
    shown = list(search_rows(request, found, *NAMA))
    isi = write_rekap(build_rekap(request.user, shown), columns_of(shown))
    return write_answer(isi, f"rekap-lke-{tahun}.xlsx")


@require_GET
def persebaran(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Where the released totals lie, by league; three gaps; every total below."""
    require(can_read_evaluasi(request.user))
    rows, skema = load_nilai_unit(request.user, tahun), _skema(request, tahun)
    sebar = compute_persebaran([row.total for row in rows], skema)
    context = {"page": page_of(request, rows, PER_HALAMAN), **_around(request, tahun, tw)}
    context["sebar"] = sebar
    if sebar is not None:
        pemda, groups = load_nilai_pemda(request.user, tahun), group_by_liga(rows, skema)
        context |= {
            "temuan": write_persebaran(sebar, skema),
            "grafik": draw_titik([_lajur(one) for one in groups], skema),
            "celah": write_celah(rows, sebar, pemda, kewajaran_on(date(tahun, 12, 31), roots())),
            "kelompok": groups,
            "pemda": pemda,
        }
    return render(request, "dasbor/persebaran.html", context)


@require_GET
def lembar_pemda(request: Request, tahun: int, tw: int) -> HttpResponse:
    """What the sheets of units say for the agency's own."""
    require(can_read_lembar_pemda(request.user))
    bahan = load_bahan_pemda(request.user, tahun)
    context = {"bahan": bahan, **_around(request, tahun, tw)}
    return render(request, "dasbor/lembar_pemda.html", context)


@require_GET
def kewajaran(request: Request, tahun: int, tw: int) -> HttpResponse:
    """Signs that figures, words and scores were not made where they say."""
    require(can_read_kewajaran(request.user))
    masa = Masa.objects.visible_to(request.user).pada(tahun, tw)
    aturan = kewajaran_on(date(tahun, 12, 31), roots())
    isyarat = check_kewajaran(aturan, load_bahan(request.user, tahun, masa))
    ditemukan = {one.jenis.kode for one in isyarat}
    context = {
        **_around(request, tahun, tw),
        "masa": masa,
        "isyarat": isyarat,
        "terbanyak": BARIS_TERBANYAK,
        "bersih": [one for one in aturan.isyarat if one.kode not in ditemukan],
    }
    return render(request, "dasbor/kewajaran.html", context)


def _around(request: Request, tahun: int, tw: int) -> dict[str, Any]:
    """What the row of pages needs: the period, and which of them are not this person's."""
    asked = (("lembar_pemda", can_read_lembar_pemda), ("kewajaran", can_read_kewajaran))
    tertutup = [name for name, can_read in asked if not can_read(request.user)]
    return {"periode": (tahun, tw), "tertutup": tertutup}


def _choices(request: Request, tahun: int) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The filters beside the search: name, label, and what there is to choose from."""
    kelas = [(one.kode, one.kode) for one in _skema(request, tahun).predikat]
    return [
        ("liga", "Liga", [("", "Semua liga"), *PerangkatDaerah.Liga.choices]),
        ("predikat", "Predikat", [("", "Semua predikat"), *kelas]),
        ("keadaan", "Keadaan", list(KEADAAN.items())),
        ("urut", "Urutan", [(kode, nama) for kode, (_, nama) in URUT.items()]),
    ]


def _skema(request: Request, tahun: int) -> SkemaPredikat:
    """The classes of a year's sheets, else those of the newest regulation."""
    try:
        return choose_instrumen(request.user.instansi, "perangkat_daerah", tahun).predikat
    except RuleError:
        return [row for row in load_predikat(roots()).values() if row.sebutan == AKIP][-1]


def _lajur(group: Kelompok) -> Lajur:
    sebar = group.sebar
    judul = (
        f"{group.nama}: {sebar.banyak} objek, median {write_angka(sebar.median)}, "
        f"rata-rata {write_angka(sebar.rata_rata)}"
    )
    titik = [
        Titik(row.total, f"{row.nama}: {write_angka(row.total)} ({row.predikat})", row.singkatan)
        for row in group.rows
    ]
    return Lajur(judul, titik, sebar.rata_rata, sebar.median)
