"""Pointing to evidence from a row of a sheet, and taking a pointer away; files stay in their cabinet."""

from django.db import transaction

from sakip.audit.actions import require
from sakip.berkas.bukti import Tunjukan, drop_bukti, files_for, store_bukti
from sakip.organisasi.models import Pengguna
from sakip.pengukuran import permissions
from sakip.pengukuran.aksi import BarisLangkah, load_langkah
from sakip.pengukuran.batas import require_still_open
from sakip.pengukuran.models import BuktiAksi, BuktiRealisasi, LembarRealisasi, Potret
from sakip.pengukuran.tangan import require_own
from sakip.rules.decision import Konflik, RuleError


@transaction.atomic
def create_bukti_realisasi(
    lembar: LembarRealisasi, *, potret: Potret, tunjukan: Tunjukan, acting_user: Pengguna
) -> BuktiRealisasi:
    """Point to a file as evidence of a row. Raises RuleError for a row or file of somebody else."""
    _hold(lembar)
    require(permissions.can_update_bukti(acting_user, lembar))
    require_own(lembar, potret)
    row = BuktiRealisasi(instansi_id=lembar.instansi_id, potret=potret)
    files = files_for(acting_user, lembar.perangkat_daerah)
    row = store_bukti(row, tunjukan, "bukti_realisasi.create", files, acting_user)
    require_still_open(lembar)
    return row


@transaction.atomic
def delete_bukti_realisasi(
    lembar: LembarRealisasi, *, bukti: BuktiRealisasi, acting_user: Pengguna
) -> None:
    """Take a pointer away, as long as the sheet may be typed. `bukti` is of this sheet."""
    _hold(lembar)
    require(permissions.can_update_bukti(acting_user, lembar))
    drop_bukti(bukti, "bukti_realisasi.delete", acting_user)
    require_still_open(lembar)


@transaction.atomic
def create_bukti_aksi(
    lembar: LembarRealisasi, *, langkah: BarisLangkah, tunjukan: Tunjukan, acting_user: Pengguna
) -> BuktiAksi:
    """Point to a file as evidence of a part of a step. Raises RuleError for a part that is not due here."""
    _hold(lembar)
    require(permissions.can_update_bukti_aksi(acting_user, lembar))
    if langkah.kunci not in {row.kunci for row in load_langkah(lembar)}:
        raise RuleError("Langkah ini tidak ada pada masa ini. Muat ulang halaman.")
    row = BuktiAksi(instansi_id=lembar.instansi_id, aksi=langkah.aksi, bulan=langkah.bulan)
    files = files_for(acting_user, lembar.perangkat_daerah)
    row = store_bukti(row, tunjukan, "bukti_aksi.create", files, acting_user)
    require_still_open(lembar)
    return row


@transaction.atomic
def delete_bukti_aksi(lembar: LembarRealisasi, *, bukti: BuktiAksi, acting_user: Pengguna) -> None:
    """Take a pointer away, until this part was found right. `bukti` is of this sheet."""
    _hold(lembar)
    require(permissions.can_update_bukti_aksi(acting_user, lembar))
    drop_bukti(bukti, "bukti_aksi.delete", acting_user)
    require_still_open(lembar)


def _hold(lembar: LembarRealisasi) -> None:
    """The sheet stays as it is until this commits: nothing lands on one that is sent or checked meanwhile."""
    rows = LembarRealisasi.objects.filter(pk=lembar.pk, status=lembar.status)
    if not rows.update(status=lembar.status):
        raise Konflik
