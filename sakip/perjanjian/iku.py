"""The chief indicators of an owner as the plan marks them, beside the decision that set them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from sakip.organisasi.models import Instansi, PerangkatDaerah
from sakip.perencanaan.models import IsiIndikator, PeriodeRencana, TargetTahun
from sakip.perjanjian.models import BarisIKU, PenetapanIKU
from sakip.rules.target import write_target


@dataclass(slots=True)
class IKU:
    """An owner's chief indicators in a year, the decision in force, and how the two differ.

    `baru` are marked since, `hilang` were set and are no longer marked, `berganti` are called or
    counted otherwise: (as set, as the plan has it).
    """

    unit: PerangkatDaerah | None
    isi: list[IsiIndikator] = field(default_factory=list)
    target: dict[int, str] = field(default_factory=dict)
    penetapan: PenetapanIKU | None = None
    baru: list[IsiIndikator] = field(default_factory=list)
    hilang: list[BarisIKU] = field(default_factory=list)
    berganti: list[tuple[BarisIKU, IsiIndikator]] = field(default_factory=list)

    @property
    def berubah(self) -> bool:
        """Whether the plan and the decision no longer say the same."""
        return bool(self.baru or self.hilang or self.berganti)


def load_iku(instansi: Instansi, units: Iterable[PerangkatDaerah | None], tahun: int) -> list[IKU]:
    """The chief indicators of several owners in a year (None: the agency); four queries however many.

    A unit's are those of its own plan, and those of the agency's that it answers for.
    """
    owners = list(units)
    found = {unit.pk if unit else None: IKU(unit) for unit in owners}
    for row in _load_isi(instansi, tahun):
        document = row.indikator.periode.perangkat_daerah_id
        for owner in {document, row.perangkat_daerah_id if document is None else document}:
            if owner in found:
                found[owner].isi.append(row)
    _add_target(found.values(), tahun)
    _add_penetapan(instansi, found, tahun)
    return list(found.values())


def _load_isi(instansi: Instansi, tahun: int) -> Iterable[IsiIndikator]:
    documents = PeriodeRencana.objects.filter(instansi=instansi).utama(tahun)
    rows = IsiIndikator.objects.filter(iku=True, indikator__periode__in=documents).berlaku()
    rows = rows.select_related("indikator__periode", "perangkat_daerah")
    return rows.order_by("indikator__periode__perangkat_daerah", "urutan", "pk")


def _add_target(found: Iterable[IKU], tahun: int) -> None:
    sheets = {row.indikator_id: row for iku in found for row in iku.isi}
    rows = TargetTahun.objects.filter(indikator__in=sheets, tahun=tahun).berlaku()
    words = {
        row.indikator_id: write_target(row.to_rule(), sheets[row.indikator_id].desimal)
        for row in rows
    }
    for iku in found:
        iku.target = {
            row.indikator_id: words[row.indikator_id]
            for row in iku.isi
            if row.indikator_id in words
        }


def _add_penetapan(instansi: Instansi, found: dict[int | None, IKU], tahun: int) -> None:
    agency = Q(perangkat_daerah__isnull=True)
    rows = PenetapanIKU.objects.filter(instansi=instansi, tanggal__lte=date(tahun, 12, 31))
    rows = rows.filter(agency | Q(perangkat_daerah__in=[pk for pk in found if pk]))
    for row in rows.order_by("tanggal", "pk"):
        if row.perangkat_daerah_id in found:
            found[row.perangkat_daerah_id].penetapan = row
    lines: dict[int, list[BarisIKU]] = {}
    wanted = [iku.penetapan for iku in found.values() if iku.penetapan]
    for line in BarisIKU.objects.filter(penetapan__in=wanted).order_by("urutan"):
        lines.setdefault(line.penetapan_id, []).append(line)
    for iku in found.values():
        if iku.penetapan is not None:
            _compare(iku, lines.get(iku.penetapan.pk, []))


def _compare(iku: IKU, lines: list[BarisIKU]) -> None:
    now = {row.indikator_id: row for row in iku.isi}
    then = {line.indikator_id: line for line in lines}
    iku.baru = [row for pk, row in now.items() if pk not in then]
    iku.hilang = [line for pk, line in then.items() if pk not in now]
    iku.berganti = [
        (line, now[pk])
        for pk, line in then.items()
        if pk in now and (line.nama, line.satuan) != (now[pk].nama, now[pk].satuan)
    ]


def load_riwayat(instansi: Instansi, unit: PerangkatDaerah | None) -> QuerySet[PenetapanIKU]:
    """The decisions of an owner (None: the agency) with what each named, the newest twenty."""
    return PenetapanIKU.objects.terakhir(instansi, unit).prefetch_related("baris_set")[:20]
