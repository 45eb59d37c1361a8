"""Changes to uploaded files. What their rows mean is the caller's (`imports`)."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F

from sakip.audit.actions import record, require, transition
from sakip.organisasi.models import Pengguna
from sakip.perencanaan import permissions
from sakip.perencanaan.actions import anggaran, pagu, serapan
from sakip.perencanaan.models import Anggaran, ImporRencana, Pagu, Serapan
from sakip.perencanaan.rencana import Bacaan
from sakip.perencanaan.uang import SEKALIGUS, BarisTersimpan
from sakip.rules.decision import Konflik, RuleError
from sakip.web.clock import now
from sakip.web.rows import hold

KEADAAN = ("baru", "berubah", "sama", "galat")
# What an import of money writes, and how to take it back.
TABEL_UANG: dict[str, type[BarisTersimpan]] = {
    "anggaran": Anggaran, "pagu": Pagu, "serapan": Serapan,
}  # fmt: skip
KOLOM_UANG = {"anggaran": anggaran.KOLOM, "pagu": pagu.KOLOM, "serapan": serapan.KOLOM}


Read = Callable[[], Bacaan]


@transaction.atomic
def create_impor(
    row: ImporRencana, *, diabaikan: list[str], read: Read, acting_user: Pengguna
) -> ImporRencana:
    """Keep a workbook that was read, with what each row would do; nothing of it is written."""
    row.instansi_id = acting_user.instansi_id
    row.pembuat = acting_user
    row.dibuat_pada = now()
    require(permissions.can_update_impor(acting_user, row))
    for name, value in _outcome(read(), diabaikan).items():
        setattr(row, name, value)
    row.full_clean()
    row.save(force_insert=True)
    record(row, "impor_rencana.create", acting_user=acting_user, sha256=row.sha256, **_counts(row))
    return row


@transaction.atomic
def update_impor(
    row: ImporRencana, *, pemisah_ribuan: str, read: Read, revisi: int, acting_user: Pengguna
) -> None:
    """Say once for the whole file what figures like 1.234 mean, and read it again."""
    require(permissions.can_update_impor(acting_user, row))
    _renew(row, read(), revisi, acting_user, pemisah_ribuan=pemisah_ribuan)


@transaction.atomic
def import_impor(row: ImporRencana, *, read: Read, revisi: int, acting_user: Pengguna) -> bool:
    """Write the good rows of the preview seen at `revisi`, all or none.

    When the outcome is no longer the one that was previewed, because somebody changed the plan since,
    nothing is written: the preview is renewed and the answer is False. 409 when another preview
    stands there by now.
    """
    hold(row.perangkat_daerah or row.instansi)
    if (terbuka := row.load_terbuka()) is not None:
        # What the file does not mention is read here and written back below.
        hold(terbuka)
    row.refresh_from_db()
    require(permissions.can_import_impor(acting_user, row))
    bacaan = read()
    if row.revisi != revisi or bacaan.baris != row.baris:
        _renew(row, bacaan, revisi, acting_user)
        return False
    perubahan = bacaan.write(acting_user)
    ImporRencana.objects.filter(pk=row.pk).update(isi={**row.isi, "mundur": perubahan.mundur})
    transition(
        row,
        "impor_rencana.import",
        before=ImporRencana.Status.DRAF,
        after=ImporRencana.Status.DITERAPKAN,
        acting_user=acting_user,
    )
    return True


@transaction.atomic
def revoke_impor(row: ImporRencana, *, acting_user: Pengguna) -> None:
    """Drop a waiting workbook; of its rows nothing is kept."""
    require(permissions.can_update_impor(acting_user, row))
    transition(
        row,
        "impor_rencana.revoke",
        before=ImporRencana.Status.DRAF,
        after=ImporRencana.Status.DIBUANG,
        acting_user=acting_user,
        isi={"diabaikan": [], "ambigu": [], "baris": []},
    )


@transaction.atomic
def revoke_penerapan(row: ImporRencana, *, acting_user: Pengguna) -> None:
    """Undo an applied file of money as one: what it added goes, what it changed is as before.

    Raises RuleError when a row was changed since, by a later file; that one is undone first. Raises
    Konflik where it was undone meanwhile, and another file wrote the same rows again.
    """
    hold(row.instansi)
    require(permissions.can_revoke_penerapan(acting_user, row))
    model: Any = TABEL_UANG[row.jenis]
    before: dict[int, dict[str, str] | None] = dict(row.isi["mundur"])
    rows = [one for one in model._base_manager.filter(pk__in=before) if _is_as_written(one, before)]
    if len(rows) < len(before):
        # Undone meanwhile, or written over: the file itself says which.
        row.refresh_from_db()
        require(permissions.can_revoke_penerapan(acting_user, row))
        raise RuleError(
            "Sebagian barisnya sudah diubah impor yang lebih baru. Mundurkan impor itu dahulu."
        )
    model._base_manager.filter(pk__in=[pk for pk, was in before.items() if was is None]).delete()
    changed = [_restored(one, was) for one in rows if (was := before[one.pk]) is not None]
    kolom = [*KOLOM_UANG[row.jenis], "revisi"]
    model._base_manager.bulk_update(changed, kolom, batch_size=SEKALIGUS)
    transition(
        row,
        "impor_rencana.revoke",
        before=ImporRencana.Status.DITERAPKAN,
        after=ImporRencana.Status.DIMUNDURKAN,
        acting_user=acting_user,
        juga=rows,
    )


def _is_as_written(row: BarisTersimpan, before: dict[int, dict[str, str] | None]) -> bool:
    """Whether nobody wrote it since the import: a new row is at its first revision, another one on."""
    was = before[row.pk]
    return row.revisi == (0 if was is None else int(was["revisi"]) + 1)


def _restored(row: Any, was: dict[str, str]) -> Any:
    """The row with the columns it had before."""
    for name, text in was.items():
        setattr(row, name, row._meta.get_field(name).to_python(text))
    return row


def _renew(row: ImporRencana, bacaan: Bacaan, revisi: int, user: Pengguna, **fields: Any) -> None:
    """Another preview of the same file, unless somebody was first."""
    fresh = _outcome(bacaan, row.isi["diabaikan"])
    waiting = ImporRencana.objects.filter(pk=row.pk, revisi=revisi, status=ImporRencana.Status.DRAF)
    if waiting.update(**fresh, **fields, revisi=F("revisi") + 1) == 0:
        raise Konflik
    row.refresh_from_db()
    record(row, "impor_rencana.update", acting_user=user, **fields, **_counts(row))


def _outcome(bacaan: Bacaan, diabaikan: list[str]) -> dict[str, Any]:
    found = Counter(one["keadaan"] for one in bacaan.baris)
    isi = {"diabaikan": diabaikan, "ambigu": bacaan.ambigu, "baris": bacaan.baris}
    return {"isi": isi, **{name: found[name] for name in KEADAAN}}


def _counts(row: ImporRencana) -> dict[str, Any]:
    return {name: getattr(row, name) for name in KEADAAN}
