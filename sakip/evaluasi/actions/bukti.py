"""The unit names evidence for its own answers, until they are sent; later where a stage asks for it."""

from django.db import transaction

from sakip.audit.actions import record, require, transition
from sakip.berkas.bukti import Tunjukan, drop_bukti, files_for, store_bukti
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.lembar import blank_lembar, hold
from sakip.evaluasi.models import BuktiKriteria, Penilaian, PermintaanBukti
from sakip.evaluasi.permissions_bukti import (
    can_create_bukti,
    can_create_permintaan_bukti,
    can_revoke_permintaan_bukti,
    can_update_bukti,
)
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import RuleError
from sakip.web.clock import database_now

Status = PermintaanBukti.Status
DIMINTA_TERPANJANG = 300


@transaction.atomic
def create_bukti_kriteria(
    penilaian: Penilaian, *, kriteria: str, tunjukan: Tunjukan, acting_user: Pengguna
) -> BuktiKriteria:
    """Point to a file as evidence of a criterion. Raises RuleError for a file or criterion of others."""
    hold(penilaian)
    require(can_create_bukti(Hubungan(acting_user, penilaian), kriteria))
    _check_kriteria(penilaian, kriteria)
    row = BuktiKriteria(instansi_id=penilaian.instansi_id, penilaian=penilaian, kriteria=kriteria)
    files = files_for(acting_user, penilaian.perangkat_daerah)
    return store_bukti(row, tunjukan, "bukti_kriteria.create", files, acting_user)


@transaction.atomic
def delete_bukti_kriteria(bukti: BuktiKriteria, *, acting_user: Pengguna) -> None:
    """Take a pointer away, until the answers are sent."""
    hold(bukti.penilaian)
    require(can_update_bukti(Hubungan(acting_user, bukti.penilaian)))
    drop_bukti(bukti, "bukti_kriteria.delete", acting_user)


@transaction.atomic
def create_permintaan_bukti(
    penilaian: Penilaian, *, kriteria: str, diminta: str, acting_user: Pengguna
) -> PermintaanBukti:
    """Ask the evaluated for evidence of a criterion; it waits until a file is pointed to.

    Raises RuleError for no words, a criterion of others, or one that is asked for already.
    """
    hold(penilaian)
    orang = Hubungan(acting_user, penilaian)
    require(can_create_permintaan_bukti(orang))
    _check_kriteria(penilaian, kriteria)
    row = PermintaanBukti(
        instansi_id=penilaian.instansi_id,
        penilaian=penilaian,
        tahap=orang.kini.kunci,
        kriteria=kriteria,
        diminta=_check_diminta(diminta),
        diminta_oleh=acting_user,
        diminta_pada=database_now(),
    )
    waiting = PermintaanBukti.objects.menunggu().filter(penilaian=penilaian, kriteria=kriteria)
    if waiting.exists():
        raise RuleError(f"Bukti kriteria {kriteria} sudah diminta dan masih ditunggu.")
    row.save(force_insert=True)
    record(row, "permintaan_bukti.create", acting_user=acting_user)
    return row


@transaction.atomic
def revoke_permintaan_bukti(row: PermintaanBukti, *, acting_user: Pengguna) -> None:
    """Take a request back: nothing waits for it, and nothing more is added for it."""
    hold(row.penilaian)
    require(can_revoke_permintaan_bukti(Hubungan(acting_user, row.penilaian), row))
    transition(
        row, "permintaan_bukti.revoke", before=Status.DIMINTA, after=Status.DICABUT,
        acting_user=acting_user,
    )  # fmt: skip


def _check_kriteria(penilaian: Penilaian, kriteria: str) -> None:
    lembar = blank_lembar(penilaian)
    own = {row.kode for sub in lembar.instrumen.subkomponen for row in lembar.kriteria_sendiri(sub)}
    if kriteria not in own:
        raise RuleError(
            "Kriteria ini tidak berlaku di sini, atau dijawab sekali pada lembar pemda."
        )


def _check_diminta(diminta: str) -> str:
    text = " ".join(diminta.replace("\0", "").split())
    if not 0 < len(text) <= DIMINTA_TERPANJANG:
        raise RuleError(
            f"Tulis bukti apa yang Anda minta, paling panjang {DIMINTA_TERPANJANG} huruf."
        )
    return text
