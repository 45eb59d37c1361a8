"""Crosscutting as pages and the lint read it."""

from collections import defaultdict
from collections.abc import Iterable

from django.http import Http404

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.models import (
    Indikator,
    IsiIndikator,
    IsiSimpul,
    Lintas,
    PeriodeRencana,
    Simpul,
    Versi,
)
from sakip.rules.decision import RuleError
from sakip.rules.temuan import LintasLint


def load_tanda(simpul: Iterable[int]) -> dict[int, list[Lintas]]:
    """What waits or holds at these nodes, asked or promised there; one query."""
    found: dict[int, list[Lintas]] = defaultdict(list)
    pks = list(simpul)
    rows = Lintas.objects.filter(simpul__in=pks) | Lintas.objects.filter(simpul_mitra__in=pks)
    for row in rows.hidup().select_related("pengusul", "perangkat_daerah").order_by("pk"):
        for pk in pks:
            if pk in (row.simpul_id, row.simpul_mitra_id):
                found[pk].append(row)
    return found


def load_isi_simpul(simpul: Simpul) -> IsiSimpul | None:
    """What a node says in force, else in the draft it was asked from; None when it is gone."""
    rows = IsiSimpul.objects.filter(simpul=simpul).select_related("perangkat_daerah")
    opened = Versi.objects.terbuka().filter(periode=simpul.periode).first()
    return rows.berlaku().first() or (rows.di_versi(opened).first() if opened else None)


def load_isi_indikator(indikator: Indikator | None) -> IsiIndikator | None:
    """What an indicator said last."""
    rows = IsiIndikator.objects.filter(indikator=indikator).order_by("-sejak_versi")
    return None if indikator is None else rows.first()


def find_isi(versi: Versi, simpul: int) -> IsiSimpul:
    """What a version says of a node. Raises Http404 when it does not stand there."""
    rows = IsiSimpul.objects.di_versi(versi).filter(simpul=simpul)
    isi = rows.select_related("simpul__periode__instansi", "perangkat_daerah").first()
    if isi is None:
        raise Http404
    return isi


def load_indikator_of(versi: Versi, simpul: int) -> list[IsiIndikator]:
    """The indicators of a node in a version."""
    return list(IsiIndikator.objects.di_versi(versi).filter(simpul=simpul).order_by("urutan"))


def load_simpul_of(unit: PerangkatDaerah) -> list[tuple[int, str]]:
    """The nodes in force of a unit's plan down to its programmes, as choices."""
    mine = PeriodeRencana.objects.filter(perangkat_daerah=unit)
    periode = mine.pada_tahun(unit.instansi.hari_ini.year)
    levels = (IsiSimpul.Jenjang.TUJUAN, IsiSimpul.Jenjang.SASARAN, IsiSimpul.Jenjang.PROGRAM)
    rows = IsiSimpul.objects.filter(simpul__periode__in=periode, jenjang__in=levels).berlaku()
    rows = rows.select_related("simpul").order_by("urutan", "simpul__kode")
    return [(row.simpul_id, f"{row.simpul.kode} {row.pernyataan}") for row in rows]


def find_pengusul(periode: PeriodeRencana, unit: PerangkatDaerah | None) -> PerangkatDaerah:
    """Who asks: the owner of the document; in the agency's the unit that answers for the node.

    Raises RuleError when nobody answers for it yet.
    """
    asker = periode.perangkat_daerah or unit
    if asker is None:
        raise RuleError("Tentukan dahulu penanggung jawab simpul ini.")
    return asker


def load_lintas_lint(versi: Versi) -> dict[str, tuple[Lintas, LintasLint]]:
    """The requests of a document that wait, as the lint reads them, by kode."""
    rows = Lintas.objects.menunggu().filter(simpul__periode=versi.periode_id)
    rows = rows.select_related("simpul", "perangkat_daerah").order_by("pk")
    found = {}
    for row in rows:
        unit = row.perangkat_daerah.singkatan
        kode = f"{row.simpul.kode} {unit}"
        found[kode] = row, LintasLint(kode, row.simpul.kode, unit, row.diusulkan_pada)
    return found
