"""Units merged, split or renamed: the old ones end, the new ones begin, history stays where it is."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Model

from sakip.audit.actions import record, require
from sakip.organisasi import permissions
from sakip.organisasi.checks import check_induk, check_masa, load_susunan
from sakip.organisasi.endings import end_penugasan, load_penugasan_after
from sakip.organisasi.models import Pengguna, PerangkatDaerah, Pergantian
from sakip.organisasi.pergantian import Rencana, check_rencana, load_below
from sakip.rules.decision import Konflik
from sakip.web.forms import first_fault
from sakip.web.rows import hold_all, insert

# What a new unit takes over from the one it comes from; all of it can be changed afterwards.
WARISAN = (
    "jenis",
    "induk",
    "liga",
    "punya_renstra",
    "punya_dpa",
    "punya_pk",
    "punya_lkjip",
    "dinilai_lke",
)


@transaction.atomic
def create_pergantian(rencana: Rencana, *, acting_user: Pengguna) -> list[PerangkatDaerah]:
    """End the units of origin the day before, begin the new ones, and record what became of what.

    Assignments of the old units end with them; units below move to the first successor. Returns the
    successors. Raises ValidationError with the field at fault, Konflik when somebody was first.
    """
    require(permissions.can_manage_organisasi(acting_user))
    check_rencana(rencana, hari_ini=acting_user.instansi.hari_ini)
    hold_all(acting_user.instansi.perangkat_daerah_set.all())
    ended: list[Model] = []
    for unit in rencana.asal:
        penugasan = load_penugasan_after([unit], rencana.terakhir)
        require(permissions.can_end_perangkat_daerah(acting_user, unit, penugasan))
        ended += end_penugasan(penugasan, rencana.terakhir)
        _end(unit, rencana)
    heirs = [*rencana.menjadi, *_create_units(rencana, acting_user)]
    moved = _move_below(rencana, heirs[0])
    rows = _create_rows(rencana, heirs)
    record(
        rows[0],
        "pergantian.create",
        acting_user=acting_user,
        juga=[*rows[1:], *rencana.asal, *heirs, *moved, *ended],
        jenis=rencana.jenis,
        asal=[unit.pk for unit in rencana.asal],
        menjadi=[unit.pk for unit in heirs],
        tanggal=rencana.tanggal,
        dasar=rencana.dasar,
    )
    _check_moved(moved)
    return heirs


def _end(unit: PerangkatDaerah, rencana: Rencana) -> None:
    """End a unit that is still as it was read; a code that its successor takes over is let go."""
    kode = rencana.kode_lama(unit.kode)
    if len(kode) > (PerangkatDaerah._meta.get_field("kode").max_length or 0):
        reason = f"Kode {unit.kode} terlalu panjang untuk dipakai lagi. Tulis kode lain."
        raise ValidationError(reason)
    rows = PerangkatDaerah.objects.filter(pk=unit.pk, revisi=unit.revisi)
    if not rows.update(kode=kode, aktif_sampai=rencana.terakhir, revisi=F("revisi") + 1):
        raise Konflik


def _create_units(rencana: Rencana, acting_user: Pengguna) -> list[PerangkatDaerah]:
    ending = {unit.pk for unit in rencana.asal}
    # The uppermost of the units that end; the others may hang below it.
    model = next(unit for unit in rencana.asal if unit.induk_id not in ending)
    inherited = {name: getattr(model, name) for name in WARISAN}
    rows = []
    for baru in rencana.baru:
        row = PerangkatDaerah(
            instansi_id=acting_user.instansi_id,
            kode=baru.kode,
            nama=baru.nama,
            singkatan=baru.singkatan,
            aktif_sejak=rencana.tanggal,
            **inherited,
        )
        try:
            insert(row)
            check_masa(row)
        except ValidationError as error:
            reason = f"{baru.nama}: {first_fault(error)}"
            raise ValidationError(reason) from error
        rows.append(row)
    return rows


def _move_below(rencana: Rencana, heir: PerangkatDaerah) -> list[PerangkatDaerah]:
    rows = load_below(rencana)
    for row in rows:
        row.induk = heir
    moving = PerangkatDaerah.objects.filter(pk__in=[row.pk for row in rows])
    moving.update(induk=heir, revisi=F("revisi") + 1)
    return rows


def _create_rows(rencana: Rencana, heirs: Sequence[PerangkatDaerah]) -> list[Pergantian]:
    rows = [
        Pergantian(
            instansi_id=unit.instansi_id,
            asal=unit,
            menjadi=heir,
            jenis=rencana.jenis,
            tanggal=rencana.tanggal,
            dasar=rencana.dasar,
        )
        for unit in rencana.asal
        for heir in heirs
    ]
    for row in rows:
        insert(row)
    return rows


def _check_moved(moved: Sequence[PerangkatDaerah]) -> None:
    """Under a successor that lies deeper, the units below would lie too deep."""
    susunan = load_susunan(moved[0].instansi_id) if moved else {}
    for row in moved:
        try:
            check_induk(row, susunan)
            check_masa(row)
        except ValidationError as error:
            reason = f"{row}: {first_fault(error)}"
            raise ValidationError(reason) from error
