"""Typing figures, and the way of a unit's sheet: sent, approved or returned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, prefetch_related_objects

from sakip.audit.actions import record, require, transition
from sakip.organisasi.models import Pengguna
from sakip.pengukuran import permissions
from sakip.pengukuran.batas import require_still_open
from sakip.pengukuran.isian import KALIMAT, Isian
from sakip.pengukuran.kurang import load_kurang, write_kurang
from sakip.pengukuran.lanjutan import Lanjutan
from sakip.pengukuran.models import LembarRealisasi, Realisasi, Verifikasi
from sakip.pengukuran.segel import require_as_seen
from sakip.pengukuran.tangan import cap_of, note_pengisi, require_own, take_lembar
from sakip.pengukuran.tulis import write_realisasi
from sakip.rules.decision import Beda, Konflik, RuleError
from sakip.rules.tanggal import write_waktu
from sakip.web.clock import database_now

Status = LembarRealisasi.Status


@dataclass(frozen=True, slots=True)
class Simpanan:
    """What a save did: how many rows changed, and by contract those somebody else had changed first."""

    berubah: int
    konflik: Mapping[int, Beda]


@transaction.atomic
def update_realisasi(
    lembar: LembarRealisasi,
    isian: Sequence[Isian],
    *,
    acting_user: Pengguna,
    pisahkan: bool = False,
) -> Simpanan:
    """Save the rows that changed; their capaian, and that of later periods of the year, follow.

    A row that somebody changed since it was opened is not written: with `pisahkan` the others still
    are, without it none is and Konflik is raised. Raises RuleError for a row of another sheet.
    """
    require(permissions.can_update_realisasi(acting_user, lembar))
    take_lembar(lembar)
    if not lembar.can_be_typed:
        raise Konflik
    lanjutan = Lanjutan(lembar.masa, {row.potret.indikator_id for row in isian})
    typed = _typed_by(acting_user, lembar)
    stale: list[tuple[Realisasi, Isian]] = []
    changed: list[Realisasi] = []
    for row in isian:
        require_own(lembar, row.potret)
        old = lanjutan.find(row.potret)
        if not _differs(old, row):
            continue
        if old is not None and old.revisi != row.revisi:
            stale.append((old, row))
        else:
            changed.append(lanjutan.write(row.potret, row.nilai | typed))
    konflik = _konflik(stale, lembar.masa.instansi.zona_waktu)
    if konflik and not pisahkan:
        raise Konflik(tuple(konflik.values()))
    if changed:
        note_pengisi(lembar, acting_user)
        touched = lanjutan.follow()
        nilai = {str(row.potret_id): [row.keadaan, row.nilai, row.label] for row in changed}
        record(
            lembar,
            "realisasi.update",
            acting_user=acting_user,
            juga=touched,
            utuh=[lembar, *touched],
            sesudah=nilai,
        )
        require_still_open(lembar)
    else:
        # Nothing was changed after all: the sheet is as it was, and the trail needs no row.
        lembar.revisi -= 1
        LembarRealisasi.objects.filter(pk=lembar.pk).update(revisi=lembar.revisi)
    return Simpanan(len(changed), konflik)


@transaction.atomic
def update_lembar(
    lembar: LembarRealisasi, *, catatan: str, lihat: str, acting_user: Pengguna
) -> None:
    """Write the note of a sheet: why it is late, or why every figure is its target.

    `lihat` is the note the writer saw; raises Konflik when it is another one by now.
    """
    require(permissions.can_update_realisasi(acting_user, lembar))
    if catatan == lihat:
        return
    rows = LembarRealisasi.objects.filter(pk=lembar.pk, status=lembar.status)
    if not rows.filter(catatan=lihat).update(catatan=catatan, revisi=F("revisi") + 1):
        lembar.refresh_from_db()
        if lembar.catatan != catatan:
            raise Konflik((Beda("Catatan lembar", catatan, lembar.catatan),))
        return
    lembar.refresh_from_db()
    note_pengisi(lembar, acting_user)
    record(lembar, "lembar.update", acting_user=acting_user, sebelum=lihat, sesudah=catatan)
    require_still_open(lembar)


@transaction.atomic
def submit_lembar(lembar: LembarRealisasi, *, acting_user: Pengguna) -> None:
    """Send the sheet to the head. Raises RuleError that names what is still missing."""
    require(permissions.can_submit_lembar(acting_user, lembar))
    before = lembar.status
    take_lembar(lembar)
    moment = database_now()
    if kurang := load_kurang(lembar):
        raise RuleError(write_kurang(kurang))
    # Also when somebody else sends it again after it came back.
    note_pengisi(lembar, acting_user)
    transition(
        lembar,
        "lembar.submit",
        before=before,
        after=Status.DIAJUKAN,
        acting_user=acting_user,
        diajukan_oleh=acting_user,
        diajukan_pada=moment,
        terlambat=moment > lembar.masa.tutup,
        alasan="",
    )
    require_still_open(lembar)


@transaction.atomic
def approve_lembar(
    lembar: LembarRealisasi, *, acting_user: Pengguna, lihat: str | None = None
) -> None:
    """Agree to the sheet as it was sent.

    With `lihat`, the seal of what the person saw: raises Konflik that names what changed since.
    """
    require(permissions.can_approve_lembar(acting_user, lembar))
    _hold(lembar)
    if lihat is not None:
        require_as_seen(lembar, lihat)
    transition(
        lembar,
        "lembar.approve",
        before=Status.DIAJUKAN,
        after=Status.DISETUJUI,
        acting_user=acting_user,
        revisi=lembar.revisi + 1,  # ours: nothing else touched the sheet since it was read
        diputus_oleh=acting_user,
        diputus_pada=database_now(),
        diputus_sebagai=cap_of(acting_user),
    )
    require_still_open(lembar)


@transaction.atomic
def revoke_lembar(lembar: LembarRealisasi, *, acting_user: Pengguna) -> None:
    """Take an approval back while nobody built on it: the sheet waits for its decision again."""
    require(permissions.can_revoke_lembar(acting_user, lembar))
    transition(
        lembar,
        "lembar.revoke",
        before=Status.DISETUJUI,
        after=Status.DIAJUKAN,
        acting_user=acting_user,
        revisi=lembar.revisi,
        diputus_oleh=None,
        diputus_pada=None,
        diputus_sebagai=None,
    )
    # The sheet is held: who verifies a part waits for it, and whoever was first is seen here.
    if Verifikasi.objects.filter(lembar=lembar).exists():
        raise Konflik
    require_still_open(lembar)


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
        diputus_pada=database_now(),
        diputus_sebagai=cap_of(acting_user),
        alasan=alasan.strip()[:500],
    )
    require_still_open(lembar)


def _hold(lembar: LembarRealisasi) -> None:
    """Touch the sheet first: nothing is typed into one that is being approved."""
    LembarRealisasi.objects.filter(pk=lembar.pk).update(revisi=F("revisi") + 1)


def _differs(old: Realisasi | None, new: Isian) -> bool:
    if old is None:
        return not new.kosong
    return any(getattr(old, name) != value for name, value in new.nilai.items())


def _typed_by(acting_user: Pengguna, lembar: LembarRealisasi) -> dict[str, Any]:
    """By whom and when; what is typed after the deadline is marked, and stays marked."""
    moment = database_now()
    typed = {"diubah_oleh": acting_user, "diubah_pada": moment}
    return typed | ({"terlambat": True} if moment > lembar.masa.tutup else {})


def _konflik(stale: Sequence[tuple[Realisasi, Isian]], zona: str) -> dict[int, Beda]:
    """By contract what somebody changed first, of rows that are therefore not written."""
    prefetch_related_objects([old for old, _ in stale], "diubah_oleh")
    return {row.potret.pk: _beda(old, row, zona) for old, row in stale}


def _beda(old: Realisasi, new: Isian, zona: str) -> Beda:
    """Both rows in words: the figures, and when these agree what was written beside them."""
    ratio = "/".join(filter(None, (new.teks["pembilang"], new.teks["penyebut"])))
    mine = new.teks["nilai"] or ratio or "kosong"
    theirs = write_realisasi(old, new.potret.desimal) or "kosong"
    changed = [name for name, value in new.nilai.items() if getattr(old, name) != value]
    for name in changed if set(changed) <= set(KALIMAT) else ():
        mine, theirs = f"{mine}; {new.nilai[name]}", f"{theirs}; {getattr(old, name)}"
    pada = "" if old.diubah_pada is None else write_waktu(old.diubah_pada, zona)
    oleh = "" if old.diubah_oleh is None else old.diubah_oleh.nama
    return Beda(new.potret.nama, mine, theirs, oleh, pada)
