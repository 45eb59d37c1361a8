"""The ways a change reaches the trail: ask, change under guard, record. All in one transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.db.models import F

from sakip.audit.hashing import canonical, hash_of, plain, sha256, stored_hashes
from sakip.audit.jam import read_jam
from sakip.audit.models import EMPTY, Jejak, KepalaJejak
from sakip.audit.rantai import append_jejak, hold_kepala
from sakip.audit.wording import SISTEM, write_label, write_nilai
from sakip.rules.decision import Beda, Decision, Konflik, RuleError
from sakip.rules.tanggal import write_waktu

TANPA_INSTANSI = 0


def require(decision: Decision) -> None:
    """Go on only when allowed; otherwise a 403 page prints the reason."""
    if not decision:
        raise PermissionDenied(decision.reason)


def record(
    objek: models.Model,
    tindakan: str,
    *,
    acting_user: Any,
    juga: Iterable[models.Model] = (),
    utuh: Collection[models.Model] = (),
    kepala: KepalaJejak | None = None,
    **rincian: Any,
) -> None:
    """Add one row to the agency's chain, with the hash of `objek` and of every other row touched (`juga`).

    Must run inside the transaction of the change. `rincian` says what: before, after, reason; never
    personal data, which is kept by reference. What is known already is not asked again: `utuh` are
    those of the rows that this act holds and read, or wrote whole from texts and whole numbers, so that
    they stand in the database as in memory; `kepala` is the end of the chain as it was seen before.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A change is recorded in its own transaction.")
    hashes = _hashes([objek, *juga], utuh)
    label = objek._meta.label_lower
    objek_hash = hashes[label].pop(objek.pk)
    isi = canonical(
        {
            "pelaku": getattr(acting_user, "pk", None),
            "tindakan": tindakan,
            "objek": label,
            "objek_id": objek.pk,
            "rincian": rincian,
            "baris": {nama: rows for nama, rows in hashes.items() if rows},
        }
    )
    jejak = Jejak(
        instansi_id=_chain_of(objek),
        pelaku=acting_user if getattr(acting_user, "pk", None) else None,
        tindakan=tindakan,
        objek=label,
        objek_id=objek.pk,
        isi=isi,
        objek_hash=objek_hash,
    )
    _append(jejak, kepala)


@transaction.atomic
def approve_jam(rantai: int, *, alasan: str, acting_user: Any) -> None:
    """Let a chain go on at today's clock though its last act lies ahead, since that clock was wrong.

    The only act that the one before it does not hold back.
    """
    end = hold_kepala(rantai)
    here = KepalaJejak(end.pk, end.nomor, end.hash)
    record(
        end,
        "jam.approve",
        acting_user=acting_user,
        kepala=here,
        alasan=alasan,
        terakhir=end.waktu,
    )


def transition(
    objek: Any,
    tindakan: str,
    *,
    before: str,
    after: str,
    acting_user: Any,
    juga: Iterable[models.Model] = (),
    revisi: int | None = None,
    **fields: Any,
) -> None:
    """Move `objek.status` from `before` to `after`, with other fields, unless somebody was first.

    With `revisi` also unless anything of the row was changed since.
    """
    guard = {"status": before} if revisi is None else {"status": before, "revisi": revisi}
    if not _guarded_update(objek, {"status": after, **fields}, **guard):
        raise _konflik(objek, {"status": after})
    rincian: dict[str, Any] = {
        "sebelum": before, "sesudah": after, "isian": _values(objek, fields)
    }  # fmt: skip
    record(objek, tindakan, acting_user=acting_user, juga=juga, **rincian)


def update_guarded(
    objek: Any,
    tindakan: str,
    *,
    revisi: int,
    acting_user: Any,
    juga: Iterable[models.Model] = (),
    **fields: Any,
) -> None:
    """Write `fields` if the row is still at the revision the person saw; 409 with both values if not.

    The trail keeps the values before and after; of personal columns (`JEJAK_PRIBADI` of the model)
    only that they changed, so that what must be forgotten one day is not chained for ever.
    """
    stored = type(objek)._base_manager.filter(pk=objek.pk).first()
    if stored is None or not _guarded_update(objek, fields, revisi=revisi):
        raise _konflik(objek, fields)
    old, new = _values(stored, fields), _values(objek, fields)
    changed = [k for k in fields if plain(old[k]) != plain(new[k])]
    pribadi = [k for k in changed if k in getattr(objek, "JEJAK_PRIBADI", ())]
    rincian: dict[str, Any] = {"pribadi": pribadi} if pribadi else {}
    rincian["sebelum"] = {k: old[k] for k in changed if k not in pribadi}
    rincian["sesudah"] = {k: new[k] for k in rincian["sebelum"]}
    record(objek, tindakan, acting_user=acting_user, juga=juga, **rincian)


def _values(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """The stored values behind field names (`induk` gives `induk_id`)."""
    return {k: getattr(row, row._meta.get_field(k).attname) for k in names}  # type: ignore[union-attr]


def _guarded_update(objek: Any, fields: dict[str, Any], **guard: Any) -> bool:
    """Raises RuleError for a text longer than its column: PostgreSQL takes none, SQLite any.

    A line end is one letter, as the browser has it that let the text pass, though it sends two.
    """
    kept = {k: v.replace("\r\n", "\n") if isinstance(v, str) else v for k, v in fields.items()}
    for name, value in kept.items():
        longest = getattr(objek._meta.get_field(name), "max_length", None)
        if isinstance(value, str) and longest and len(value) > longest:
            label = write_label(type(objek), name)
            pesan = (
                f"{label[:1].upper()}{label[1:]} paling panjang {longest} huruf. Singkatkan dahulu."
            )
            raise RuleError(pesan)
    rows = type(objek)._base_manager.filter(pk=objek.pk, **guard)
    if rows.update(**kept, revisi=F("revisi") + 1) == 0:
        return False
    objek.refresh_from_db()
    return True


def _konflik(objek: Any, fields: dict[str, Any]) -> Konflik:
    """Both values of every field that differs, with who wrote the stored one."""
    stored = type(objek)._base_manager.filter(pk=objek.pk).first()
    if stored is None:
        return Konflik((Beda("baris ini", "diubah", "sudah dihapus"),))
    zona = getattr(getattr(objek, "instansi", None), "zona_waktu", "Asia/Jakarta")
    old = _values(stored, fields)
    beda = tuple(
        Beda(
            write_label(type(objek), k),
            write_nilai(type(objek), k, v, zona=zona, names={}),
            write_nilai(type(objek), k, getattr(stored, k), zona=zona, names={}),
        )
        for k, v in fields.items()
        if plain(old[k]) != plain(v)
    )
    rows = Jejak.objects.filter(objek=objek._meta.label_lower, objek_id=objek.pk)
    last = rows.for_list().first()
    if last is None:
        return Konflik(beda)
    return Konflik(beda, oleh=str(last.pelaku or SISTEM), pada=write_waktu(last.waktu, zona))


def _hashes(
    rows: Iterable[models.Model], utuh: Collection[models.Model]
) -> dict[str, dict[int, str]]:
    """The hash of every row by its table and key; EMPTY for one that is gone."""
    known: dict[str, dict[int, str]] = defaultdict(dict)
    seen = {id(one) for one in utuh}
    unknown: dict[type[models.Model], list[int]] = defaultdict(list)
    for row in rows:
        model, whole = type(row), id(row) in seen
        known[model._meta.label_lower][row.pk] = hash_of(row) if whole else EMPTY
        if not whole:
            unknown[model].append(row.pk)
    for model, pks in unknown.items():
        known[model._meta.label_lower] |= stored_hashes(model, pks)
    return known


def _append(jejak: Jejak, kepala: KepalaJejak | None) -> None:
    """Add one row behind the end of its chain: the end that was seen, or the one that is held until commit.

    The head moves only from where it was read, so an act that came between is found; then it is read
    again and held (SQLite holds the whole file).
    """
    seen = kepala or hold_kepala(jejak.instansi_id)
    jejak.nomor, jejak.hash_sebelum, jejak.waktu = seen.nomor + 1, seen.hash, read_jam(seen)
    jejak.hash = jejak_hash(jejak)
    if not append_jejak(jejak, seen):
        _append(jejak, None)


def jejak_hash(jejak: Jejak) -> str:
    """The link: the previous hash, the place and time in the chain, the canonical text, the row's hash."""
    return sha256(
        jejak.hash_sebelum,
        str(jejak.instansi_id),
        str(jejak.nomor),
        plain(jejak.waktu),
        jejak.isi,
        jejak.objek_hash,
    )


def _chain_of(objek: Any) -> int:
    if objek._meta.label_lower == "organisasi.instansi":
        return int(objek.pk)
    return int(getattr(objek, "instansi_id", None) or TANPA_INSTANSI)
