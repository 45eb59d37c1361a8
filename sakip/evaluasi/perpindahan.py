"""A sheet moves from stage to stage: the row that says so, and where it lies from then on."""

from typing import Any

from sakip.evaluasi.acuan import load_tahapan_of, tahap_of
from sakip.evaluasi.models import Penilaian, Serahan
from sakip.organisasi.models import Pengguna
from sakip.rules.decision import RuleError
from sakip.rules.tahapan import Tahap
from sakip.web.clock import database_now


def hand_over(
    penilaian: Penilaian, *, oleh: Pengguna, dari: Tahap | None = None, alasan: str = ""
) -> Serahan:
    """The step to the next stage, at the database's moment. Raises RuleError at the last one."""
    here = dari or tahap_of(penilaian)
    after = load_tahapan_of(penilaian).next(here.kunci)
    if after is None:
        raise RuleError("Ini tahap terakhir lembar ini.")
    return _step(penilaian, here, after, oleh=oleh, alasan=alasan)


def give_back(penilaian: Penilaian, *, oleh: Pengguna, dari: Tahap, alasan: str) -> Serahan:
    """The step back to the stage before. Raises RuleError at the first one."""
    before = load_tahapan_of(penilaian).back(dari.kunci)
    if before is None:
        raise RuleError("Ini tahap pertama lembar ini.")
    return _step(penilaian, dari, before, oleh=oleh, alasan=alasan, kembali=True)


def _step(penilaian: Penilaian, dari: Tahap, ke: Tahap, **isi: Any) -> Serahan:
    return Serahan.objects.create(
        instansi_id=penilaian.instansi_id,
        penilaian=penilaian,
        dari=dari.kunci,
        ke=ke.kunci,
        pada=database_now(),
        **isi,
    )
