"""Typing figures, and the way of a unit's sheet: sent, approved or returned."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from sakip.audit.actions import record, require, transition
from sakip.organisasi.models import Pengguna
from sakip.pengukuran import permissions
from sakip.pengukuran.compute import Isi, fill_hasil
from sakip.pengukuran.isian import Isian
from sakip.pengukuran.models import LembarRealisasi, Masa, Potret, Realisasi
from sakip.pengukuran.tulis import write_realisasi
from sakip.rules.alasan import Alasan
from sakip.rules.decision import Beda, Konflik, RuleError
from sakip.web.clock import now

Status = LembarRealisasi.Status
HITUNGAN = ("capaian", "kelas", "alasan", "tercapai", "langkah")


@transaction.atomic
def update_realisasi(
    lembar: LembarRealisasi, isian: Sequence[Isian], *, acting_user: Pengguna
) -> int:
    """Save the rows that changed; their capaian, and that of later periods of the year, follow.

    All rows or none. Raises Konflik when somebody changed a row since it was opened. Returns how
    many rows changed.
    """
    require(permissions.can_update_realisasi(acting_user, lembar))
    _hold(lembar)
    rows = Realisasi.objects.filter(potret__in=[row.potret for row in isian])
    stored = {row.potret_id: row for row in rows}
    beda: list[Beda] = []
    changed: list[Realisasi] = []
    typed = {"diubah_oleh": acting_user, "diubah_pada": now()}
    for row in isian:
        old = stored.get(row.potret.pk)
        if not _differs(old, row):
            continue
        if old is not None and old.revisi != row.revisi:
            beda.append(_beda(old, row))
            continue
        changed.append(_write(old, row, typed))
    if beda:
        raise Konflik(tuple(beda))
    if changed:
        later = _recompute(lembar.masa, {row.potret.indikator_id for row in isian})
        touched = {row.pk: row for row in [*changed, *later]}
        nilai = {str(row.potret_id): [row.keadaan, row.nilai, row.label] for row in changed}
        record(
            lembar,
            "realisasi.update",
            acting_user=acting_user,
            juga=touched.values(),
            sesudah=nilai,
        )
    else:
        # Nothing was changed after all: the sheet is as it was, and the trail needs no row.
        LembarRealisasi.objects.filter(pk=lembar.pk).update(revisi=F("revisi") - 1)
    return len(changed)


@transaction.atomic
def submit_lembar(lembar: LembarRealisasi, *, acting_user: Pengguna) -> None:
    """Send the sheet to the head. Raises RuleError that names what is still empty."""
    require(permissions.can_submit_lembar(acting_user, lembar))
    if empty := load_kosong(lembar):
        names = "; ".join(row.nama for row in empty[:3])
        more = f" dan {len(empty) - 3} lainnya" if len(empty) > 3 else ""
        raise RuleError(
            f"{len(empty)} realisasi belum diisi: {names}{more}. "
            "Isi angkanya, atau tulis - bila tidak diukur."
        )
    moment = now()
    transition(
        lembar,
        "lembar.submit",
        before=lembar.status,
        after=Status.DIAJUKAN,
        acting_user=acting_user,
        diajukan_oleh=acting_user,
        diajukan_pada=moment,
        terlambat=moment > lembar.masa.tutup,
        alasan="",
    )


@transaction.atomic
def approve_lembar(lembar: LembarRealisasi, *, acting_user: Pengguna) -> None:
    """Agree to the sheet as it was sent."""
    require(permissions.can_approve_lembar(acting_user, lembar))
    transition(
        lembar,
        "lembar.approve",
        before=Status.DIAJUKAN,
        after=Status.DISETUJUI,
        acting_user=acting_user,
        diputus_oleh=acting_user,
        diputus_pada=now(),
    )


@transaction.atomic
def return_lembar(lembar: LembarRealisasi, *, alasan: str, acting_user: Pengguna) -> None:
    """Send the sheet back with a reason. Raises RuleError without one."""
    require(permissions.can_return_lembar(acting_user, lembar))
    if not alasan.strip():
        raise RuleError("Tulis alasan pengembalian, supaya operator tahu apa yang diperbaiki.")
    transition(
        lembar,
        "lembar.return",
        before=Status.DIAJUKAN,
        after=Status.DIKEMBALIKAN,
        acting_user=acting_user,
        diputus_oleh=acting_user,
        diputus_pada=now(),
        alasan=alasan.strip(),
    )


def load_kosong(lembar: LembarRealisasi) -> list[Potret]:
    """The rows that this period wants a figure for and that have none."""
    today = lembar.masa.instansi.hari_ini
    rows = Potret.objects.filter(
        masa=lembar.masa_id, perangkat_daerah=lembar.perangkat_daerah_id, diukur=True
    ).select_related("realisasi")
    empty = [row for row in rows if getattr(row, "realisasi", None) is None]
    empty += [row for row in rows if _has_no_figure(row)]
    return [row for row in empty if row.is_released(today)]


def _has_no_figure(potret: Potret) -> bool:
    row = getattr(potret, "realisasi", None)
    return row is not None and row.alasan == Alasan.REALISASI_KOSONG.value


def _hold(lembar: LembarRealisasi) -> None:
    """Touch the sheet first: nothing lands on a sheet that is sent or approved at the same moment."""
    rows = LembarRealisasi.objects.filter(pk=lembar.pk, status=lembar.status)
    if rows.update(revisi=F("revisi") + 1) == 0:
        raise Konflik


def _differs(old: Realisasi | None, new: Isian) -> bool:
    if old is None:
        return not new.kosong
    return any(getattr(old, name) != value for name, value in new.nilai.items())


def _write(old: Realisasi | None, new: Isian, typed: dict[str, Any]) -> Realisasi:
    """The row as it is typed now; `typed` says by whom and when."""
    if old is None:
        row = Realisasi(instansi_id=new.potret.instansi_id, potret=new.potret, **new.nilai, **typed)
        row.tahun_data = new.potret.masa.tahun
        row.save(force_insert=True)
        return row
    # The sheet is held and `revisi` was compared: nobody else writes this row before we commit.
    Realisasi.objects.filter(pk=old.pk).update(**new.nilai, **typed, revisi=old.revisi + 1)
    return old


def _beda(old: Realisasi, new: Isian) -> Beda:
    typed = new.teks["nilai"] or f"{new.teks['pembilang']}/{new.teks['penyebut']}"
    return Beda(new.potret.nama, typed, write_realisasi(old, new.potret.desimal) or "kosong")


def _recompute(masa: Masa, indikator: set[int]) -> list[Realisasi]:
    """Capaian of these indicators for this and every later period of the year; what changed."""
    potret = Potret.objects.filter(
        instansi=masa.instansi_id,
        masa__tahun=masa.tahun,
        masa__jenis=masa.jenis,
        indikator__in=indikator,
    ).select_related("masa", "realisasi")
    chains: dict[int, list[Potret]] = defaultdict(list)
    for row in potret.order_by("masa__ke"):
        chains[row.indikator_id].append(row)
    changed = []
    for chain in chains.values():
        isi = [Isi(row, getattr(row, "realisasi", None)) for row in chain]
        for n, one in enumerate(isi):
            if one.realisasi is None or one.potret.masa.ke < masa.ke:
                continue
            fill_hasil(isi[: n + 1])
            one.realisasi.save(update_fields=HITUNGAN)
            changed.append(one.realisasi)
    return changed
