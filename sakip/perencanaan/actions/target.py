"""The promises for the quarters of a year: yearly data without versions, fixed once a period is open."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from sakip.audit.actions import record, require
from sakip.organisasi.models import Pengguna
from sakip.perencanaan import permissions
from sakip.perencanaan.checks import years_of
from sakip.perencanaan.isi import target_columns
from sakip.perencanaan.lembar import find_terikat, see_janji
from sakip.perencanaan.models import IsiIndikator, TargetMasa
from sakip.perencanaan.stored import hold
from sakip.perencanaan.suntingan_indikator import check_janji, find_skala
from sakip.rules.decision import Beda, Konflik, RuleError
from sakip.rules.indikator import check_triwulan
from sakip.rules.periode import Frekuensi
from sakip.rules.pilihan import member
from sakip.rules.rumus import Rumus
from sakip.rules.tanggal import write_triwulan
from sakip.rules.target import Target, write_target

Janji = Mapping[int, Target | None]


@transaction.atomic
def update_target(
    isi: IsiIndikator, tahun: int, janji: Janji, *, lihat: str, acting_user: Pengguna
) -> int:
    """Other promises by quarter (None: no promise any more); how many changed.

    `lihat` is the token of what was seen. Raises Konflik when somebody was first, RuleError for a
    promise that cannot be measured, or for a quarter whose contract is made.
    """
    periode = isi.indikator.periode
    hold(periode.perangkat_daerah or periode.instansi)
    require(permissions.can_update_target(acting_user, periode))
    rows = TargetMasa.objects.filter(indikator=isi.indikator_id, tahun=tahun, masa="triwulan")
    stored = {row.ke: row for row in rows.order_by("ke")}
    known = {ke: row.to_rule() for ke, row in stored.items()}
    if see_janji(known) != lihat:
        raise Konflik(_find_beda(janji, known))
    changed = {ke: one for ke, one in janji.items() if one != known.get(ke)}
    if not changed:
        return 0
    _require_janji(isi, tahun, changed)
    touched = [_write(isi, tahun, ke, one, stored.get(ke)) for ke, one in changed.items()]
    record(isi.indikator, "target.update", acting_user=acting_user, juga=touched, tahun=tahun)
    return len(changed)


def _require_janji(isi: IsiIndikator, tahun: int, changed: Janji) -> None:
    if tahun not in years_of(isi.indikator.periode):
        raise RuleError(f"Tahun {tahun} di luar masa dokumen ini.")
    terikat = find_terikat(isi.indikator_id, tahun)
    rumus, skala = member(Rumus, isi.rumus), find_skala(isi.skala)
    kept = {(tahun, ke): one for ke, one in changed.items() if one is not None}
    for _, pesan in check_triwulan(kept, member(Frekuensi, isi.frekuensi)):
        raise RuleError(pesan)
    for ke, target in changed.items():
        where = write_triwulan(ke, tahun)
        if ke in terikat:
            raise RuleError(f"{where} sudah dibuka; targetnya sudah masuk kontrak pengukuran.")
        for pesan in check_janji(target, rumus, skala) if target is not None else ():
            raise RuleError(f"{where}: {pesan}")


def _write(
    isi: IsiIndikator, tahun: int, ke: int, target: Target | None, old: TargetMasa | None
) -> TargetMasa:
    columns = {} if target is None else target_columns(target)
    if old is None:
        place: dict[str, Any] = {"tahun": tahun, "masa": TargetMasa.Jenis.TRIWULAN, "ke": ke}
        same = {"instansi_id": isi.instansi_id, "indikator_id": isi.indikator_id}
        return TargetMasa.objects.create(**same, **place, **columns)
    row = TargetMasa.objects.filter(pk=old.pk)
    if target is None:
        row.delete()
    else:
        row.update(**columns, revisi=F("revisi") + 1)
    return old


def _find_beda(janji: Janji, known: Mapping[int, Target]) -> tuple[Beda, ...]:
    """What was typed beside what is stored now."""
    return tuple(
        Beda(write_triwulan(ke), _text(one), _text(known.get(ke)))
        for ke, one in janji.items()
        if one != known.get(ke)
    )


def _text(target: Target | None) -> str:
    return "kosong" if target is None else write_target(target)
