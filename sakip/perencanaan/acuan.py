"""What a plan is checked and written against: its document, the agency's above it, units, rules."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from sakip.organisasi.models import Instansi, PerangkatDaerah
from sakip.perencanaan.models import IsiSimpul, PeriodeRencana, Versi
from sakip.perencanaan.rencana import BarisIndikator, BarisSimpul, Rencana
from sakip.perencanaan.stored import (
    Tersimpan,
    load_payung,
    load_simpul,
    load_tersimpan,
    write_induk,
)
from sakip.rules.penjenjangan import Penjenjangan, penjenjangan_on
from sakip.rules.silsilah import is_above
from sakip.rules.skala import SkalaOrdinal, load_skala_ordinal


@dataclass(frozen=True, slots=True)
class Acuan:
    """The surroundings of one document, loaded once.

    `units`: who may answer for something in it, by kode; `semua_unit`: who may contribute. `daerah`: the
    nodes in force of the agency's documents above it, as a plan writes them in full ("RPJMD 2025 S4");
    `sebutan`: how they may be called for short ("RPJMD S4", "S4"). `anak_luar`: levels of the nodes that
    hang under this document in others, by kode of their parent.
    """

    tersimpan: Tersimpan
    unit: PerangkatDaerah | None
    units: Mapping[str, PerangkatDaerah]
    semua_unit: Mapping[str, int]
    daerah: Mapping[str, IsiSimpul]
    sebutan: Mapping[str, str]
    anak_luar: Mapping[str, set[str]]
    penjenjangan: Penjenjangan
    skala: Mapping[str, SkalaOrdinal]

    def complete(self, rencana: Rencana, *, disebut: Set[str] = frozenset()) -> Rencana:
        """The rows as they would stand: parents named in full, units and directions filled in,
        promises that the plan does not mention kept.

        `disebut`: kodes of nodes that the file names but that are not among the rows; a parent of that
        kode is not looked for in the agency's document.
        """
        own = {row.kode for row in rencana.simpul} | self.tersimpan.simpul.keys() | disebut
        simpul = [
            replace(row, induk=self._find_induk(row, own), unit=row.unit or self._own_unit)
            for row in rencana.simpul
        ]
        indikator = tuple(self._complete_indikator(row) for row in rencana.indikator)
        return replace(rencana, simpul=tuple(simpul), indikator=indikator)

    def _find_induk(self, row: BarisSimpul, own: Set[str]) -> str:
        """The own document first; "S4" is the agency's where the own has none, or is S4 itself."""
        if row.induk in self.daerah or (row.induk in own and row.induk != row.kode):
            return row.induk
        return self.sebutan.get(row.induk, row.induk)

    def _complete_indikator(self, row: BarisIndikator) -> BarisIndikator:
        old = self.tersimpan.baris_indikator.get(row.kode)
        return replace(
            row,
            unit=row.unit or self._own_unit,
            arah=row.arah or row.rumus.arah,
            target_tahun={**(old.target_tahun if old else {}), **row.target_tahun},
            target_triwulan={**(old.target_triwulan if old else {}), **row.target_triwulan},
        )

    @property
    def _own_unit(self) -> str:
        return self.unit.kode if self.unit else ""


def load_acuan(instansi: Instansi, rencana: Rencana, unit: PerangkatDaerah | None) -> Acuan:
    """About a dozen queries, however large the documents are.

    Where the document has an open draft, that is what stands; else its version in force.
    """
    awal, akhir = rencana.tahun_awal, rencana.tahun_akhir
    periode = PeriodeRencana.objects.filter(
        instansi=instansi, jenis=rencana.jenis, perangkat_daerah=unit, tahun_awal=awal
    ).first()
    daerah = _load_daerah(instansi, awal, akhir) if unit else {}
    versi = Versi.objects.terbuka().filter(periode=periode).first()
    roots = load_roots()
    return Acuan(
        tersimpan=load_tersimpan(periode, versi),
        unit=unit,
        units=load_units(instansi, unit, awal),
        semua_unit=_load_semua(instansi),
        daerah=daerah,
        sebutan=_name_shortly(daerah.values()),
        anak_luar=_load_anak_luar(periode) if periode and unit is None else {},
        penjenjangan=penjenjangan_on(instansi.hari_ini, roots),
        skala=load_skala_ordinal(roots),
    )


def load_roots() -> tuple[Path, ...]:
    """The folders of regulations in force here."""
    return tuple(settings.REGULASI_DIRS)


def load_units(
    instansi: Instansi, unit: PerangkatDaerah | None, awal: int
) -> dict[str, PerangkatDaerah]:
    """Who can answer in this document: any unit alive when it begins; in a unit's own, it and those below."""
    alive = PerangkatDaerah.objects.filter(instansi=instansi).outliving(date(awal - 1, 12, 31))
    rows = list(alive)
    if unit is not None:
        induk = {row.pk: row.induk_id for row in rows}
        rows = [row for row in rows if is_above(induk, unit.pk, row.pk)]
    return {row.kode: row for row in rows}


def _load_semua(instansi: Instansi) -> dict[str, int]:
    rows = PerangkatDaerah.objects.filter(instansi=instansi)
    return dict(rows.values_list("kode", "pk"))


def _load_daerah(instansi: Instansi, awal: int, akhir: int) -> dict[str, IsiSimpul]:
    """Nodes of the agency's documents by their full names, those of the nearest document first."""
    documents = load_payung(instansi, awal, akhir)
    place = {row.pk: n for n, row in enumerate(documents)}
    nodes = sorted(load_simpul(documents), key=lambda row: place[row.simpul.periode_id])
    return {write_induk(row.simpul): row for row in nodes}


def _name_shortly(nodes: Iterable[IsiSimpul]) -> dict[str, str]:
    """Short names, each for the node of the nearest document that has it."""
    names: dict[str, str] = {}
    for row in nodes:
        jenis = row.simpul.periode.get_jenis_display()
        for short in (f"{jenis} {row.simpul.kode}", row.simpul.kode):
            names.setdefault(short, write_induk(row.simpul))
    return names


def _load_anak_luar(periode: PeriodeRencana) -> dict[str, set[str]]:
    below: dict[str, set[str]] = {}
    rows = IsiSimpul.objects.filter(~Q(simpul__periode=periode), induk__periode=periode).berlaku()
    for kode, jenjang in rows.values_list("induk__kode", "jenjang"):
        below.setdefault(kode, set()).add(jenjang)
    return below
