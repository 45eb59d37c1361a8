"""Opening a period copies the contract of every indicator."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from sakip.audit.actions import record, require, update_guarded
from sakip.organisasi.models import Pengguna
from sakip.pengukuran import permissions
from sakip.pengukuran.hitung import hold_lembar
from sakip.pengukuran.jalur import load_jalur
from sakip.pengukuran.models import LembarRealisasi, Masa, Potret
from sakip.pengukuran.ringkas import create_ringkasan
from sakip.pengukuran.tahun import open_tahun
from sakip.perencanaan.models import IsiIndikator, TargetMasa, TargetTahun
from sakip.perencanaan.stored import hold_rencana
from sakip.rules.agregasi import Agregasi
from sakip.rules.periode import Frekuensi, Rilis, periode_diukur
from sakip.rules.pilihan import member
from sakip.rules.target import TARGET_TIDAK_DINILAI


@transaction.atomic
def create_masa(
    *,
    tahun: int,
    jenis: str,
    ke: int,
    buka: datetime,
    tutup: datetime,
    kunci: datetime,
    acting_user: Pengguna,
) -> Masa:
    """Open a period: the Masa, a Potret of every indicator in force, and a sheet for every unit.

    No plan changes while its contracts are copied.
    A month asks only indicators that are measured monthly. Raises ValidationError when the period
    exists or its moments are out of order.
    """
    require(permissions.can_open_masa(acting_user))
    instansi = acting_user.instansi
    hold_rencana(instansi)
    masa = Masa(
        instansi=instansi, tahun=tahun, jenis=jenis, ke=ke, buka=buka, tutup=tutup, kunci=kunci
    )
    masa.full_clean()
    masa.save(force_insert=True)
    hold_lembar(instansi)
    potret = _copy_contracts(masa)
    units = {row.perangkat_daerah_id for row in potret}
    lembar = LembarRealisasi.objects.bulk_create(
        LembarRealisasi(instansi=instansi, masa=masa, perangkat_daerah_id=pk)
        for pk in sorted(units)
    )
    create_ringkasan(masa)
    open_tahun(masa, {row.indikator_id for row in potret})
    record(masa, "masa.create", acting_user=acting_user, juga=[*potret, *lembar])
    return masa


@transaction.atomic
def update_masa(
    masa: Masa,
    *,
    buka: datetime,
    tutup: datetime,
    kunci: datetime,
    revisi: int,
    acting_user: Pengguna,
) -> None:
    """Move the moments of a period: a later deadline, an earlier lock. What was typed stays."""
    require(permissions.can_open_masa(acting_user))
    for name, moment in (("buka", buka), ("tutup", tutup), ("kunci", kunci)):
        setattr(masa, name, moment)
    masa.full_clean()
    update_guarded(
        masa,
        "masa.update",
        revisi=revisi,
        acting_user=acting_user,
        buka=buka,
        tutup=tutup,
        kunci=kunci,
    )


def _copy_contracts(masa: Masa) -> list[Potret]:
    """The sheet of every indicator in force for this year, with its target of this period."""
    rows = IsiIndikator.objects.filter(
        instansi_id=masa.instansi_id,
        indikator__periode__tahun_awal__lte=masa.tahun,
        indikator__periode__tahun_akhir__gte=masa.tahun,
    ).berlaku()
    if masa.jenis == Masa.Jenis.BULAN:
        rows = rows.filter(frekuensi=Frekuensi.BULANAN)
    # The agency's own indicators first, then those of the unit's plan, each in the order of its plan.
    agency_first = F("indikator__periode__perangkat_daerah").asc(nulls_first=True)
    isi = list(rows.select_related("indikator__periode").order_by(agency_first, "urutan", "pk"))
    of_year = TargetTahun.objects.filter(
        tahun=masa.tahun, indikator_id__in=[row.indikator_id for row in isi]
    ).berlaku()
    tahun = {row.indikator_id: row for row in of_year}
    targets = _load_targets(masa, isi, tahun)
    jalur = load_jalur(masa.instansi_id, masa.tahun)
    potret = [
        _potret(masa, row, targets.get(row.indikator_id), tahun.get(row.indikator_id), urutan)
        for urutan, row in enumerate(isi, 1)
    ]
    for row, contract in zip(isi, potret, strict=True):
        contract.jalur = jalur.up_from(row.simpul_id)
    return Potret.objects.bulk_create(potret)


def _load_targets(
    masa: Masa, isi: Iterable[IsiIndikator], tahun: Mapping[int, TargetTahun]
) -> dict[int, TargetMasa | TargetTahun]:
    """The target of each indicator in this period; the year's own where one figure a year is due.

    A month without a promise of its own has no target, and its figure no capaian.
    """
    wanted = {row.indikator_id: row for row in isi}
    targets: dict[int, TargetMasa | TargetTahun] = {
        key: row
        for key, row in tahun.items()
        if masa.jenis == Masa.Jenis.TAHUN or wanted[key].agregasi == TAHUNAN
    }
    if masa.jenis == Masa.Jenis.TAHUN:
        return targets
    of_masa = TargetMasa.objects.filter(
        tahun=masa.tahun, masa=masa.jenis, ke=masa.ke, indikator_id__in=wanted
    )
    return targets | {row.indikator_id: row for row in of_masa}


def _potret(
    masa: Masa,
    isi: IsiIndikator,
    target: TargetMasa | TargetTahun | None,
    tahun: TargetTahun | None,
    urutan: int,
) -> Potret:
    rule = target.to_rule() if target is not None else TARGET_TIDAK_DINILAI
    promise = {f"tahun_{name}": getattr(tahun, name) for name in TARGET} if tahun else {}
    diukur = masa.jenis != Masa.Jenis.TRIWULAN or periode_diukur(
        member(Frekuensi, isi.frekuensi), masa.ke
    )
    rilis = None
    if isi.bulan_rilis is not None:
        rilis = Rilis(isi.bulan_rilis, int(isi.rilis_tahun_berikut)).mulai(masa.tahun)
    same = {name: getattr(isi, name) for name in SALINAN}
    return Potret(
        instansi_id=masa.instansi_id,
        masa=masa,
        indikator_id=isi.indikator_id,
        versi=isi.sejak_versi,
        diukur=diukur,
        rilis_pada=rilis,
        target_jenis=rule.jenis.value,
        target_bawah=rule.bawah,
        target_atas=rule.atas,
        target_label=rule.label,
        urutan=urutan,
        **same,
        **promise,
    )


TARGET = ("jenis", "bawah", "atas", "label")
TAHUNAN = Agregasi.TAHUNAN.value
# What a contract takes over from the indicator's sheet as it stands.
SALINAN = (
    "perangkat_daerah_id",
    "nama",
    "satuan",
    "rumus",
    "arah",
    "agregasi",
    "frekuensi",
    "faktor",
    "skala",
    "desimal",
    "baseline",
    "iku",
)
