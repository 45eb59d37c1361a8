"""Changes to assignments: who does what where, from when to when."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sakip.audit.actions import record, require, update_guarded
from sakip.organisasi import konflik, permissions
from sakip.organisasi.checks import check_fields
from sakip.organisasi.endings import end_keterlibatan
from sakip.organisasi.models import Keterlibatan, Pengguna, Penugasan, Peran
from sakip.rules.tanggal import write_tanggal

# Rows the caller has already found; that they belong together is asked below.
FOUND = {"instansi", "pengguna", "perangkat_daerah", "jabatan"}
JABATAN_DIPEGANG = (
    "Jabatan ini baru saja diisi orang lain secara definitif. Muat ulang, lalu periksa."
)


@transaction.atomic
def create_penugasan(pengguna: Pengguna, *, acting_user: Pengguna, **fields: Any) -> Penugasan:
    """Give a person a role from a day on, and note that he works in the unit it names.

    Fields: peran, perangkat_daerah, jabatan, jenis, mulai, selesai, nomor_surat. Raises
    ValidationError with the field at fault.
    """
    require(permissions.can_create_penugasan(acting_user, pengguna, fields["peran"]))
    row = Penugasan(instansi_id=acting_user.instansi_id, pengguna=pengguna, **fields)
    row.clean_fields(exclude=FOUND)
    row.validate_constraints()
    _check_place(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:  # two people at the same moment; only PostgreSQL has that
        raise ValidationError({"jabatan": JABATAN_DIPEGANG}) from error
    record(row, "penugasan.create", acting_user=acting_user, juga=_create_keterlibatan(row))
    _check_others(row)
    return row


@transaction.atomic
def update_penugasan(row: Penugasan, *, selesai: date, revisi: int, acting_user: Pengguna) -> None:
    """End an assignment on a day, which is its last; a longer term is a new assignment."""
    require(permissions.can_end_penugasan(acting_user, row))
    if row.selesai is not None and selesai > row.selesai:
        reason = (
            f"Penugasan ini berakhir {write_tanggal(row.selesai)}. Masa baru perlu penugasan baru."
        )
        raise ValidationError({"selesai": reason})
    check_fields(row, {"selesai": selesai})
    update_guarded(
        row,
        "penugasan.update",
        revisi=revisi,
        acting_user=acting_user,
        juga=end_keterlibatan([row], selesai),
        selesai=selesai,
    )


@transaction.atomic
def revoke_penugasan(row: Penugasan, *, revisi: int, acting_user: Pengguna) -> None:
    """Take an assignment away at once: the next request no longer wears it (T23)."""
    require(permissions.can_end_penugasan(acting_user, row))
    today = acting_user.instansi.hari_ini
    fields: dict[str, Any] = {"dicabut": True}
    if row.mulai <= today:
        fields["selesai"] = today
    update_guarded(
        row,
        "penugasan.revoke",
        revisi=revisi,
        acting_user=acting_user,
        juga=end_keterlibatan([row], today),
        **fields,
    )


def _create_keterlibatan(row: Penugasan) -> list[Keterlibatan]:
    if row.perangkat_daerah_id is None:
        return []
    works = Keterlibatan(
        instansi_id=row.instansi_id,
        pengguna=row.pengguna,
        perangkat_daerah_id=row.perangkat_daerah_id,
        penugasan=row,
        jenis=Keterlibatan.Jenis.BEKERJA,
        mulai=row.mulai,
        selesai=row.selesai,
    )
    works.save(force_insert=True)
    return [works]


def _check_place(row: Penugasan) -> None:
    """The unit and the position are of the agency, belong together, and outlast the assignment."""
    if not row.pengguna.is_active:
        raise ValidationError("Akun ini nonaktif. Aktifkan dahulu, lalu beri penugasan.")
    unit, jabatan = row.perangkat_daerah, row.jabatan
    if unit is not None and unit.instansi_id != row.instansi_id:
        reason = "Pilih perangkat daerah dari instansi yang sama."
        raise ValidationError({"perangkat_daerah": reason})
    if jabatan is not None and jabatan.perangkat_daerah_id != row.perangkat_daerah_id:
        reason = "Jabatan ini bukan milik perangkat daerah yang dipilih."
        raise ValidationError({"jabatan": reason})
    if jabatan is None and row.peran == Peran.ASISTEN:
        reason = "Pilih jabatan asisten: perangkat daerah yang dikoordinasikan menempel padanya."
        raise ValidationError({"jabatan": reason})
    last = unit.aktif_sampai if unit is not None else None
    if last is not None and (row.selesai is None or row.selesai > last):
        reason = (
            f"{unit} berakhir {write_tanggal(last)}. Isi tanggal selesai paling lambat hari itu."
        )
        raise ValidationError({"selesai": reason})


def _check_others(row: Penugasan) -> None:
    """What the person holds besides. Asked after the write, when the trail's head is held: so two people
    cannot give one half of a forbidden pair each at the same moment.
    """
    decision = konflik.can_hold_peran(
        row.pengguna, row.peran, row.mulai, row.selesai, selain=row.pk
    )
    if not decision:
        raise ValidationError({"peran": decision.reason})
    same = Penugasan.objects.filter(
        pengguna=row.pengguna,
        peran=row.peran,
        perangkat_daerah=row.perangkat_daerah,
        jabatan=row.jabatan,
        dicabut=False,
    )
    if same.overlapping(row.mulai, row.selesai).exclude(pk=row.pk).exists():
        raise ValidationError({"mulai": "Penugasan yang sama sudah ada pada masa itu."})
