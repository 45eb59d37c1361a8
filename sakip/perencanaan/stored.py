"""A document as it stands: what a version says, as stored rows and as rows of a plan."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sakip.organisasi.models import Instansi, PerangkatDaerah
from sakip.perencanaan.models import (
    IsiIndikator,
    IsiSimpul,
    PeriodeRencana,
    Simpul,
    TargetMasa,
    TargetTahun,
)
from sakip.perencanaan.models.periode import IsiQuerySet, PeriodeRencanaQuerySet, Versi
from sakip.perencanaan.models.simpul import IsiSimpulQuerySet
from sakip.perencanaan.rencana import BarisIndikator, BarisSimpul
from sakip.rules.agregasi import Agregasi
from sakip.rules.periode import Frekuensi
from sakip.rules.pilihan import member
from sakip.rules.rumus import Arah, Rumus
from sakip.web.rows import hold, hold_all

Q = TypeVar("Q", bound=IsiQuerySet[Any])


@dataclass(slots=True)
class Tersimpan:
    """The rows of one version of a document, by kode; empty for a document that does not exist yet."""

    periode: PeriodeRencana | None = None
    versi: Versi | None = None
    simpul: dict[str, IsiSimpul] = field(default_factory=dict)
    indikator: dict[str, IsiIndikator] = field(default_factory=dict)
    target_tahun: dict[tuple[str, int], TargetTahun] = field(default_factory=dict)
    target_triwulan: dict[tuple[str, int, int], TargetMasa] = field(default_factory=dict)
    baris_simpul: dict[str, BarisSimpul] = field(default_factory=dict)
    baris_indikator: dict[str, BarisIndikator] = field(default_factory=dict)


def hold_rencana(instansi: Instansi) -> None:
    """Hold the agency's plans and those of all its units until commit: who writes one holds its owner."""
    hold(instansi)
    hold_all(PerangkatDaerah.objects.filter(instansi=instansi))


def in_force(rows: PeriodeRencanaQuerySet, unit: PerangkatDaerah | None) -> PeriodeRencanaQuerySet:
    """The documents in force of a unit (None: of the agency), the newest first."""
    mine = rows.filter(perangkat_daerah=unit, versi_set__status=Versi.Status.BERLAKU)
    return mine.order_by("-tahun_awal", "-pk")


def find_dokumen(
    rows: PeriodeRencanaQuerySet, unit: PerangkatDaerah | None, tahun: int
) -> PeriodeRencana | None:
    """The document in force of a unit (None: of the agency) in a year; of two the newer one."""
    return in_force(rows.pada_tahun(tahun), unit).first()


def load_payung(instansi: Instansi, awal: int, akhir: int) -> list[PeriodeRencana]:
    """The agency's documents in force that a unit's plan of these years may hang under.

    Of several (an RPD that runs out, the RPJMD that follows) the one with most years in common comes
    first, then the newer one.
    """

    def years(row: PeriodeRencana) -> int:
        return min(row.tahun_akhir, akhir) - max(row.tahun_awal, awal) + 1

    mine = PeriodeRencana.objects.filter(instansi=instansi)
    above = in_force(mine.filter(tahun_awal__lte=akhir, tahun_akhir__gte=awal), None)
    return sorted(above, key=years, reverse=True)


def load_simpul(documents: Iterable[PeriodeRencana]) -> IsiSimpulQuerySet:
    """The nodes in force of these documents, in their order."""
    return in_order(IsiSimpul.objects.filter(simpul__periode__in=documents).berlaku())


def load_tersimpan(periode: PeriodeRencana | None, versi: Versi | None = None) -> Tersimpan:
    """Everything that version says, or the one in force; seven queries."""
    if periode is None:
        return Tersimpan()
    stored = Tersimpan(periode, versi)
    nodes = IsiSimpul.objects.filter(simpul__periode=periode)
    sheets = IsiIndikator.objects.filter(indikator__periode=periode)
    targets = TargetTahun.objects.filter(indikator__periode=periode)
    stored.simpul = {row.simpul.kode: row for row in in_order(_at(nodes, versi))}
    rows = _at(sheets, versi).select_related("indikator", "simpul", "perangkat_daerah")
    stored.indikator = {
        row.indikator.kode: row for row in rows.order_by("urutan", "indikator__kode")
    }
    for target in _at(targets, versi).select_related("indikator").order_by("tahun"):
        stored.target_tahun[target.indikator.kode, target.tahun] = target
    masa = TargetMasa.objects.filter(indikator__periode=periode, masa="triwulan")
    for one in masa.select_related("indikator").order_by("tahun", "ke"):
        stored.target_triwulan[one.indikator.kode, one.tahun, one.ke] = one
    stored.baris_simpul = {kode: _to_simpul(row, periode) for kode, row in stored.simpul.items()}
    stored.baris_indikator = _to_indikator(stored)
    return stored


def _at(rows: Q, versi: Versi | None) -> Q:
    return rows.berlaku() if versi is None else rows.di_versi(versi)


def in_order(rows: IsiSimpulQuerySet) -> IsiSimpulQuerySet:
    """Nodes with all that a row of a plan says of them, in their order."""
    rows = rows.select_related("simpul__periode", "induk__periode", "perangkat_daerah")
    rows = rows.prefetch_related("kontributor_set__perangkat_daerah")
    return rows.order_by("urutan", "simpul__kode")


def write_induk(induk: Simpul) -> str:
    """A parent in the agency's document, as a plan writes it in full: RPJMD 2025 S4."""
    return f"{induk.periode.get_jenis_display()} {induk.periode.tahun_awal} {induk.kode}"


def _to_simpul(isi: IsiSimpul, periode: PeriodeRencana | None) -> BarisSimpul:
    induk = ""
    if isi.induk is not None:
        own = isi.induk.periode == periode
        induk = isi.induk.kode if own else write_induk(isi.induk)
    return BarisSimpul(
        kode=isi.simpul.kode,
        jenjang=isi.jenjang,
        pernyataan=isi.pernyataan,
        induk=induk,
        unit=isi.perangkat_daerah.kode if isi.perangkat_daerah else "",
        penerima_manfaat=isi.penerima_manfaat,
        nomenklatur=isi.nomenklatur,
        faktor_kunci=isi.faktor_kunci,
        tanda=tuple(isi.tanda),
        kontributor=tuple(sorted(one.perangkat_daerah.kode for one in isi.kontributor_set.all())),
    )


def _to_indikator(stored: Tersimpan) -> dict[str, BarisIndikator]:
    rows = {kode: _to_lembar(row) for kode, row in stored.indikator.items()}
    for (kode, tahun), target in stored.target_tahun.items():
        if kode in rows:
            rows[kode].target_tahun[tahun] = target.to_rule()
    for (kode, tahun, ke), masa in stored.target_triwulan.items():
        if kode in rows:
            rows[kode].target_triwulan[tahun, ke] = masa.to_rule()
    return rows


def _to_lembar(isi: IsiIndikator) -> BarisIndikator:
    return BarisIndikator(
        kode=isi.indikator.kode,
        simpul=isi.simpul.kode,
        unit=isi.perangkat_daerah.kode,
        rumus=member(Rumus, isi.rumus),
        arah=Arah(isi.arah) if isi.arah else None,
        agregasi=member(Agregasi, isi.agregasi),
        frekuensi=member(Frekuensi, isi.frekuensi),
        **{name: getattr(isi, name) for name in LEMBAR},
    )


# What an indicator's sheet and a row of a plan call alike.
LEMBAR = (
    "nama",
    "definisi",
    "alasan",
    "pembilang",
    "penyebut",
    "satuan",
    "bulan_rilis",
    "rilis_tahun_berikut",
    "sumber",
    "pic",
    "verifikator",
    "bukti_diminta",
    "faktor",
    "skala",
    "desimal",
    "baseline",
    "iku",
)
