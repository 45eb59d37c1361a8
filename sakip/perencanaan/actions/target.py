"""The promises for the quarters of a year: yearly data without versions, fixed once a period is open."""

from collections.abc import Iterator, Mapping

from django.db import transaction
from django.db.models import F

from sakip.audit.actions import record, require
from sakip.organisasi.models import Pengguna
from sakip.perencanaan import permissions
from sakip.perencanaan.checks import years_of
from sakip.perencanaan.isi import target_columns
from sakip.perencanaan.lembar import find_terikat, see_janji, write_masa
from sakip.perencanaan.models import IsiIndikator, TargetMasa
from sakip.perencanaan.suntingan_indikator import check_janji, find_skala
from sakip.rules.decision import Beda, Konflik, RuleError
from sakip.rules.indikator import check_triwulan
from sakip.rules.periode import Frekuensi
from sakip.rules.pilihan import member
from sakip.rules.rumus import Rumus
from sakip.rules.tanggal import BULAN, write_triwulan
from sakip.rules.target import Target, write_target
from sakip.web.rows import hold

Janji = Mapping[int, Target | None]


@transaction.atomic
def update_target(
    isi: IsiIndikator,
    tahun: int,
    janji: Janji,
    *,
    lihat: str,
    acting_user: Pengguna,
    masa: str = TargetMasa.Jenis.TRIWULAN,
) -> int:
    """Other promises by quarter, or by month (None: no promise any more); how many changed.

    `lihat` is the token of what was seen. Raises Konflik when somebody was first, RuleError for a
    promise that cannot be measured, or for a quarter whose contract is made.
    """
    periode = isi.indikator.periode
    hold(periode.perangkat_daerah or periode.instansi)
    require(permissions.can_update_target(acting_user, periode))
    rows = TargetMasa.objects.filter(indikator=isi.indikator_id, tahun=tahun, masa=masa)
    stored = {row.ke: row for row in rows.order_by("ke")}
    known = {ke: row.to_rule() for ke, row in stored.items()}
    if see_janji(known) != lihat:
        raise Konflik(_find_beda(janji, known, masa))
    changed = {ke: one for ke, one in janji.items() if one != known.get(ke)}
    if not changed:
        return 0
    _require_janji(isi, tahun, changed, masa)
    touched = [_write(isi, (tahun, masa, ke), one, stored.get(ke)) for ke, one in changed.items()]
    record(isi.indikator, "target.update", acting_user=acting_user, juga=touched, tahun=tahun)
    return len(changed)


def _require_janji(isi: IsiIndikator, tahun: int, changed: Janji, masa: str) -> None:
    if tahun not in years_of(isi.indikator.periode):
        raise RuleError(f"Tahun {tahun} di luar masa dokumen ini.")
    terikat = find_terikat(isi.indikator_id, tahun, masa)
    rumus, skala = member(Rumus, isi.rumus), find_skala(isi.skala)
    for pesan in _check_frekuensi(isi, tahun, changed, masa):
        raise RuleError(pesan)
    for ke, target in changed.items():
        where = write_masa(masa, ke, tahun)
        if ke in terikat:
            raise RuleError(f"{where} sudah dibuka; targetnya sudah masuk kontrak pengukuran.")
        for pesan in check_janji(target, rumus, skala) if target is not None else ():
            raise RuleError(f"{where}: {pesan}")


def _check_frekuensi(isi: IsiIndikator, tahun: int, changed: Janji, masa: str) -> Iterator[str]:
    """Promises for periods in which the indicator has no figure."""
    frekuensi = member(Frekuensi, isi.frekuensi)
    if masa == TargetMasa.Jenis.BULAN:
        if frekuensi is not Frekuensi.BULANAN:
            yield "Hanya indikator bulanan yang punya target bulan."
        return
    kept = {(tahun, ke): one for ke, one in changed.items() if one is not None}
    yield from (pesan for _, pesan in check_triwulan(kept, frekuensi))


def _write(
    isi: IsiIndikator, place: tuple[int, str, int], target: Target | None, old: TargetMasa | None
) -> TargetMasa:
    columns = {} if target is None else target_columns(target)
    if old is None:
        tahun, masa, ke = place
        same = {"instansi_id": isi.instansi_id, "indikator_id": isi.indikator_id}
        return TargetMasa.objects.create(**same, tahun=tahun, masa=masa, ke=ke, **columns)
    row = TargetMasa.objects.filter(pk=old.pk)
    if target is None:
        row.delete()
    else:
        row.update(**columns, revisi=F("revisi") + 1)
    return old


def _find_beda(janji: Janji, known: Mapping[int, Target], masa: str) -> tuple[Beda, ...]:
    """What was typed beside what is stored now."""
    is_bulan = masa == TargetMasa.Jenis.BULAN
    return tuple(
        Beda(BULAN[ke - 1] if is_bulan else write_triwulan(ke), _text(one), _text(known.get(ke)))
        for ke, one in janji.items()
        if one != known.get(ke)
    )


def _text(target: Target | None) -> str:
    return "kosong" if target is None else write_target(target)
