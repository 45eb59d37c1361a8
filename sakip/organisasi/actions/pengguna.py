"""Changes to other people's accounts. Nobody ever chooses a password for somebody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from sakip.audit.actions import record, require, update_guarded
from sakip.organisasi import permissions
from sakip.organisasi.actions.akun import create_kode_aktivasi
from sakip.organisasi.checks import check_fields
from sakip.organisasi.models import KodeAktivasi, Pengguna
from sakip.organisasi.models.pengguna import PenggunaQuerySet
from sakip.organisasi.sessions import end_sesi
from sakip.web.clock import now
from sakip.web.rows import hold, hold_all

USERNAME_DIPAKAI = "Nama pengguna ini sudah dipakai."


@dataclass(frozen=True, slots=True)
class Slip:
    """What a person gets on paper: his code, shown this once, and until when it works."""

    pengguna: Pengguna
    kode: str
    sampai: datetime


@transaction.atomic
def create_pengguna(*, acting_user: Pengguna, **fields: Any) -> Pengguna:
    """Add a person without a password: he sets one himself with an activation code.

    Raises ValidationError on a name or NIP in use.
    """
    require(permissions.can_manage_organisasi(acting_user))
    row = Pengguna(instansi_id=acting_user.instansi_id, **fields)
    row.set_unusable_password()
    hold(acting_user.instansi)
    row.full_clean()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:  # the name belongs to a person of an agency we may not see
        raise ValidationError({"username": USERNAME_DIPAKAI}) from error
    record(row, "pengguna.create", acting_user=acting_user)
    _check_nip(row, row.nip)
    return row


@transaction.atomic
def update_pengguna(row: Pengguna, *, revisi: int, acting_user: Pengguna, **fields: Any) -> None:
    """Change a person's name, NIP, rank or address; 409 when somebody changed it since `revisi`."""
    require(permissions.can_update_pengguna(acting_user, row))
    check_fields(row, fields)
    try:
        with transaction.atomic():
            update_guarded(row, "pengguna.update", revisi=revisi, acting_user=acting_user, **fields)
    except IntegrityError as error:
        raise ValidationError({"username": USERNAME_DIPAKAI}) from error
    _check_nip(row, fields.get("nip", ""))


@transaction.atomic
def update_pengguna_aktif(
    row: Pengguna, *, is_active: bool, revisi: int, acting_user: Pengguna
) -> None:
    """Close or reopen an account. Closing ends every session, so it acts on the next request (T23)."""
    require(permissions.can_update_pengguna(acting_user, row))
    update_guarded(
        row, "pengguna.update", revisi=revisi, acting_user=acting_user, is_active=is_active
    )
    if not is_active:
        end_sesi(row, kecuali=None)


def load_without_kode(user: Pengguna) -> PenggunaQuerySet:
    """People of whom this person may issue a code, and who cannot sign in without one."""
    live = KodeAktivasi.objects.usable(now()).filter(pengguna=OuterRef("pk"))
    rows: PenggunaQuerySet = Pengguna.objects.visible_to(user).exclude(pk=user.pk)
    rows = rows.in_keadaan("belum_aktivasi").filter(~Exists(live)).for_list()
    if permissions.is_admin(user):
        return rows
    high = permissions.high_penugasan(user.instansi.hari_ini).filter(pengguna=OuterRef("pk"))
    return rows.filter(~Exists(high))


@transaction.atomic
def create_slip(people: Iterable[Pengguna], *, acting_user: Pengguna) -> list[Slip]:
    """Issue a code for each of these people; the codes are in the answer and nowhere else."""
    people = list(people)
    hold_all(Pengguna.objects.filter(pk__in=[person.pk for person in people]))
    codes = {person: create_kode_aktivasi(person, acting_user=acting_user) for person in people}
    issued = KodeAktivasi.objects.filter(pengguna__in=codes).order_by("pk")
    until = dict(issued.values_list("pengguna_id", "kedaluwarsa"))  # the newest of each stays
    return [Slip(person, kode, until[person.pk]) for person, kode in codes.items()]


def _check_nip(row: Pengguna, nip: str) -> None:
    """One NIP, one account: two would be one person with two sets of rights.

    Asked after the write, when the trail's head is held: so two people cannot write it at the same moment.
    """
    same = Pengguna.objects.filter(instansi_id=row.instansi_id, nip=nip).exclude(pk=row.pk)
    other = same.first() if nip else None
    if other is not None:
        raise ValidationError({"nip": f"NIP ini sudah dipakai {other.nama} ({other.username})."})
