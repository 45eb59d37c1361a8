"""A figure after the lock: brought by the unit, agreed to by its head, then written with all that follows."""

from django.core.exceptions import ValidationError
from django.db import transaction

from sakip.audit.actions import record, require, transition
from sakip.organisasi.models import Pengguna
from sakip.pengukuran import permissions_addendum as permissions
from sakip.pengukuran.isian import Isian
from sakip.pengukuran.lanjutan import Lanjutan
from sakip.pengukuran.models import Addendum, LembarRealisasi, Realisasi
from sakip.pengukuran.tangan import cap_of, require_own
from sakip.pengukuran.tulis import write_realisasi
from sakip.rules.decision import RuleError
from sakip.web.clock import database_now
from sakip.web.rows import hold, insert

ANGKA = ("nilai", "label", "pembilang", "penyebut", "bobot", "sifat", "tahun_data")
Status = Addendum.Status


@transaction.atomic
def create_addendum(
    lembar: LembarRealisasi, isian: Isian, *, sumber: str, acting_user: Pengguna
) -> Addendum:
    """Bring a figure. Raises RuleError without a figure or a source, and while another one waits."""
    require(permissions.can_create_addendum(acting_user, lembar, isian.potret))
    require_own(lembar, isian.potret)
    if isian.nilai["keadaan"] != Realisasi.Keadaan.TERISI or isian.kosong:
        raise RuleError("Tulis angkanya.")
    if not sumber.strip():
        raise RuleError("Tulis sumber angka ini: lembaga, judul, dan tanggal terbitnya.")
    row = Addendum(
        instansi_id=lembar.instansi_id,
        potret=isian.potret,
        sumber=sumber.strip(),
        diajukan_oleh=acting_user,
        diajukan_pada=database_now(),
        **{name: isian.nilai[name] for name in ANGKA},
    )
    try:
        insert(row)
    except ValidationError as error:
        raise RuleError(" ".join(error.messages)) from error
    record(row, "addendum.create", acting_user=acting_user)
    return row


@transaction.atomic
def approve_addendum(row: Addendum, lembar: LembarRealisasi, *, acting_user: Pengguna) -> None:
    """Agree: the figure goes into the period, its capaian and all later ones of the year follow.

    Raises RuleError where the sheet was opened again meanwhile and says a final figure by now.
    """
    hold(lembar)
    require(permissions.can_approve_addendum(acting_user, row, lembar))
    lanjutan = Lanjutan(lembar.masa, {row.potret.indikator_id})
    if permissions.is_final(lanjutan.find(row.potret)):
        raise RuleError(permissions.ANGKA_TETAP)
    sebelum = _write(lanjutan, row)
    later = lanjutan.follow()
    transition(
        row,
        "addendum.approve",
        before=Status.DIAJUKAN,
        after=Status.DISETUJUI,
        acting_user=acting_user,
        juga=later,
        sebelum=sebelum,
        diputus_oleh=acting_user,
        diputus_pada=database_now(),
        diputus_sebagai=cap_of(acting_user),
    )


@transaction.atomic
def return_addendum(
    row: Addendum, lembar: LembarRealisasi, *, alasan: str, acting_user: Pengguna
) -> None:
    """Send it back with a reason. Raises RuleError without one."""
    require(permissions.can_return_addendum(acting_user, row, lembar))
    if not alasan.strip():
        raise RuleError("Tulis alasan pengembalian, supaya operator tahu apa yang diperbaiki.")
    transition(
        row,
        "addendum.return",
        before=Status.DIAJUKAN,
        after=Status.DIKEMBALIKAN,
        acting_user=acting_user,
        diputus_oleh=acting_user,
        diputus_pada=database_now(),
        diputus_sebagai=cap_of(acting_user),
        alasan=alasan.strip(),
    )


def _write(lanjutan: Lanjutan, row: Addendum) -> str:
    """Put the figure into its period; what stood there, as printed."""
    old = lanjutan.find(row.potret)
    before = "" if old is None else write_realisasi(old, row.potret.desimal)
    if old is not None and before:
        before = f"{before} ({old.get_sifat_display().lower()})"
    values = {name: getattr(row, name) for name in ANGKA}
    typed = {"diubah_oleh": row.diajukan_oleh, "diubah_pada": row.diajukan_pada}
    lanjutan.write(row.potret, {**values, **typed, "keadaan": Realisasi.Keadaan.TERISI})
    return before
