"""What becomes of an indicator in the next planning period: decided once, and changed only in the open."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import F, Q

from sakip.audit.actions import require, update_guarded
from sakip.organisasi.models import Pengguna
from sakip.perencanaan import permissions
from sakip.perencanaan.kelanjutan import Pemetaan, load_pemetaan
from sakip.perencanaan.models import Indikator, PeriodeRencana
from sakip.rules.decision import RuleError
from sakip.rules.kelanjutan import Kelanjutan
from sakip.web.rows import hold, hold_all


@transaction.atomic
def update_kelanjutan(
    periode: PeriodeRencana,
    lama: int,
    *,
    revisi: int,
    baru: int | None,
    alasan: str,
    acting_user: Pengguna,
) -> None:
    """Let `baru` of this document go on from `lama` of the one before, or say why nothing does.

    With neither it is open again. Raises RuleError when the two cannot be a pair, Konflik when
    somebody decided in between.
    """
    require(permissions.can_create_draf(acting_user, periode))
    hold(periode.perangkat_daerah or periode.instansi)
    _hold(periode, [lama], [] if baru is None else [baru])
    _write(periode, load_pemetaan(periode), lama, revisi, baru, alasan.strip(), acting_user)


@transaction.atomic
def update_kelanjutan_serupa(
    periode: PeriodeRencana, pasangan: Mapping[int, int], *, acting_user: Pengguna
) -> int:
    """The same for pairs that nobody has decided on yet, new by old; how many they were."""
    require(permissions.can_create_draf(acting_user, periode))
    hold(periode.perangkat_daerah or periode.instansi)
    _hold(periode, pasangan.keys(), pasangan.values())
    pemetaan = load_pemetaan(periode)
    if len(set(pasangan.values())) < len(pasangan):
        raise RuleError("Satu indikator baru tidak dapat melanjutkan dua indikator lama.")
    for lama, baru in pasangan.items():
        found = pemetaan.find(lama)
        if found is None or found.kelanjutan is not Kelanjutan.BELUM:
            raise RuleError("Sebagian sudah diputuskan orang lain. Muat ulang, lalu periksa lagi.")
        _write(periode, pemetaan, lama, found.lama.indikator.revisi, baru, "", acting_user)
    return len(pasangan)


def _hold(periode: PeriodeRencana, lama: Collection[int], baru: Collection[int]) -> None:
    """Hold every indicator that is written: whoever saves figures holds some of them as well."""
    chosen = Q(pk__in=[*lama, *baru]) | Q(periode=periode, asal__in=lama)
    hold_all(Indikator.objects.filter(chosen))


def _write(
    periode: PeriodeRencana,
    pemetaan: Pemetaan,
    lama: int,
    revisi: int,
    baru: int | None,
    alasan: str,
    user: Pengguna,
) -> None:
    found = pemetaan.find(lama)
    if found is None:
        raise RuleError("Indikator itu tidak ada di dokumen periode sebelumnya.")
    if baru is not None and alasan:
        raise RuleError("Pilih penerusnya, atau tulis alasan berhenti; tidak keduanya.")
    free = {row.indikator_id for row in [*pemetaan.tersisa, *([found.baru] if found.baru else [])]}
    if baru is not None and baru not in free:
        raise RuleError("Indikator ini tidak ada di dokumen ini, atau sudah melanjutkan yang lain.")
    here = Indikator.objects.filter(periode=periode)
    chosen = [] if baru is None else [baru]
    before = list(here.filter(asal=lama).exclude(pk__in=chosen))
    here.filter(pk__in=[row.pk for row in before]).update(asal=None, revisi=F("revisi") + 1)
    here.filter(pk__in=chosen).update(asal=lama, revisi=F("revisi") + 1)
    update_guarded(
        found.lama.indikator,
        "indikator.update",
        revisi=revisi,
        acting_user=user,
        juga=[*before, *here.filter(pk__in=chosen)],
        alasan_berhenti=alasan,
    )
