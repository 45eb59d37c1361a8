"""Who names evidence on a sheet, and who may ask for it; each refusal says why."""

from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.models import PermintaanBukti
from sakip.evaluasi.permissions import can_score_subkomponen, is_at_work
from sakip.rules.decision import ALLOWED, Decision, denied
from sakip.rules.tahapan import MANDIRI


def can_update_bukti(orang: Hubungan) -> Decision:
    """Evidence stands beside the unit's own answers, so whoever may still change those may point."""
    return can_score_subkomponen(orang, MANDIRI)


def can_create_bukti(orang: Hubungan, kriteria: str) -> Decision:
    """The same; and for a criterion of which a stage asked evidence, until the sheet leaves that stage."""
    asked = PermintaanBukti.objects.berlaku().filter(penilaian=orang.penilaian, kriteria=kriteria)
    if orang.mengisi_mandiri and asked.exists():
        return ALLOWED
    return can_update_bukti(orang)


def can_create_permintaan_bukti(orang: Hubungan) -> Decision:
    """Those who answer or grade ask the evaluated for evidence while it is their turn."""
    return is_at_work(orang) and can_score_subkomponen(orang, orang.kini.kunci)


def can_revoke_permintaan_bukti(orang: Hubungan, row: PermintaanBukti) -> Decision:
    """Those who may ask take back what was asked at their stage."""
    if row.status != PermintaanBukti.Status.DIMINTA or row.tahap != orang.kini.kunci:
        return denied("Permintaan bukti ini sudah dicabut, atau lembarnya sudah diserahkan.")
    return can_create_permintaan_bukti(orang)
