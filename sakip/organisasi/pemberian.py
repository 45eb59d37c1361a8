"""Writing an assignment and taking it away, for acts that have asked who may."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sakip.audit.actions import record, update_guarded
from sakip.organisasi import konflik
from sakip.organisasi.endings import end_keterlibatan
from sakip.organisasi.models import Keterlibatan, Pengguna, Penugasan, Peran
from sakip.organisasi.pejabat import hold_jabatan
from sakip.rules.tanggal import write_tanggal
from sakip.web.rows import hold

# Rows the caller has already found; that they belong together is asked below.
FOUND = {"instansi", "pengguna", "perangkat_daerah", "jabatan"}
JABATAN_DIPEGANG = (
    "Jabatan ini baru saja diisi orang lain secara definitif. Muat ulang, lalu periksa."
)


def give_penugasan(row: Penugasan, tindakan: str, acting_user: Pengguna) -> None:
    """Write a new assignment for an act that has asked who may. Raises ValidationError by field."""
    row.clean_fields(exclude=FOUND)
    row.validate_constraints()
    if row.perangkat_daerah is not None:
        hold(row.perangkat_daerah)  # nobody ends it meanwhile
        row.perangkat_daerah.refresh_from_db(fields=["aktif_sampai"])
    if row.jabatan is not None:
        hold_jabatan([row.jabatan.pk])  # nor moves or deletes this
        row.jabatan.refresh_from_db(fields=["perangkat_daerah"])
    _check_place(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:  # two people at the same moment; only PostgreSQL has that
        raise ValidationError({"jabatan": JABATAN_DIPEGANG}) from error
    record(row, tindakan, acting_user=acting_user, juga=_create_keterlibatan(row))
    _check_others(row)


def end_at_once(row: Penugasan, tindakan: str, revisi: int, acting_user: Pengguna) -> None:
    """Withdraw an assignment for an act that has asked who may; today stays its last day."""
    hold(row)
    today = acting_user.instansi.hari_ini
    fields: dict[str, Any] = {"dicabut": True}
    if row.mulai <= today:
        fields["selesai"] = today
    update_guarded(
        row,
        tindakan,
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
