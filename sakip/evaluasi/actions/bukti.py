"""The unit names evidence for its own answers, until they are sent."""

from django.db import transaction

from sakip.audit.actions import require
from sakip.berkas.bukti import Tunjukan, drop_bukti, files_for, store_bukti
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.lembar import hold, load_lembar
from sakip.evaluasi.models import BuktiKriteria, Penilaian
from sakip.evaluasi.permissions import can_update_bukti
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import RuleError


@transaction.atomic
def create_bukti_kriteria(
    penilaian: Penilaian, *, kriteria: str, tunjukan: Tunjukan, acting_user: Pengguna
) -> BuktiKriteria:
    """Point to a file as evidence of a criterion. Raises RuleError for a file or criterion of others."""
    hold(penilaian)
    require(can_update_bukti(Hubungan(acting_user, penilaian)))
    lembar = load_lembar(penilaian)
    own = {row.kode for sub in lembar.instrumen.subkomponen for row in lembar.kriteria_sendiri(sub)}
    if kriteria not in own:
        raise RuleError(
            "Kriteria ini tidak berlaku di sini, atau dijawab sekali pada lembar pemda."
        )
    row = BuktiKriteria(instansi_id=penilaian.instansi_id, penilaian=penilaian, kriteria=kriteria)
    files = files_for(acting_user, penilaian.perangkat_daerah)
    return store_bukti(row, tunjukan, "bukti_kriteria.create", files, acting_user)


@transaction.atomic
def delete_bukti_kriteria(bukti: BuktiKriteria, *, acting_user: Pengguna) -> None:
    """Take a pointer away, until the answers are sent."""
    hold(bukti.penilaian)
    require(can_update_bukti(Hubungan(acting_user, bukti.penilaian)))
    drop_bukti(bukti, "bukti_kriteria.delete", acting_user)
