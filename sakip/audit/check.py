"""Whether a chain is whole and every row is as the chain last recorded it; what is not is named.

What it cannot find: a chain rewritten from some act to its end, with the head and all rows changed
to match, by somebody who holds every right on the database. Against that stands an anchor kept
elsewhere: `load_jangkar` prints it, `check_jangkar` compares.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import Any

from django.apps import apps
from django.db import models

from sakip.audit.actions import TANPA_INSTANSI, jejak_hash
from sakip.audit.hashing import hashed_fields, row_hash, stored_hashes
from sakip.audit.models import AWAL, EMPTY, Jejak, KepalaJejak
from sakip.web.snapshot import snapshot

INSTANSI = "organisasi.instansi"
# Rows that several agencies may use: each chain answers for those it mentions.
BERSAMA = frozenset({"berkas.blob"})
# Rows of no agency that only the server's own commands write: the chain without agency answers for all.
MILIK_SERVER = frozenset({"perencanaan.nomenklatur"})
JEJAK = "audit.jejak"
KEPALA = "audit.kepalajejak"
# Tables whose rows need no mention in the trail, each with its reason.
LUAR_JEJAK = {
    JEJAK: "the chain itself; each row holds the hash of the one before",
    KEPALA: "compared with the end of its chain",
    "organisasi.sesi": "an open login; the acts done in it are what counts",
    "organisasi.percobaan": "throttling of tries, a keyed hash that fades by itself",
    "latar.pekerjaan": "the queue moves by itself; what a job changes is an act with its own row",
    "latar.surat": "a letter on its way out, removed after it is sent; the act that sent it is recorded",
    "perencanaan.langkahdraf": "a person's way back in a draft; the act of each step is recorded",
    "pengukuran.capaiantahun": "follows from the figures; `sakip hitung-ulang` compares the two",
    "pengukuran.ringkasan": "follows from the figures; `sakip hitung-ulang` compares the two",
    "latar.detak": "when a periodic job runs next",
    "berkas.kiriman": "pieces of a file on their way in; the file that comes of them is recorded",
    "berkas.telaah": "follows from the content of a file, and is read anew from it",
}
SEKALI_BACA = 2000

Catatan = dict[str, dict[int, str]]


@dataclass(frozen=True, slots=True)
class Temuan:
    """What does not fit: the table, the row (of the trail: its number), one Indonesian sentence."""

    tabel: str
    objek_id: int
    pesan: str


@dataclass(frozen=True, slots=True)
class Jangkar:
    """Where a chain stood on a day; a chain that was rewritten since has another hash at that number."""

    tanggal: str
    rantai: int
    nomor: int
    hash: str

    def __str__(self) -> str:
        return f"{self.tanggal} {self.rantai} {self.nomor} {self.hash}"


def check_chain(instansi_id: int) -> list[Temuan]:
    """Every sign of tampering in one agency's chain and rows, read as of one moment; none: intact.

    Reads each row of the chain and of the agency's tables once, in portions of `SEKALI_BACA`.
    Runs in a scope that sees the agency.
    """
    with snapshot():
        walk = _Walk(instansi_id)
        chain = Jejak.objects.filter(instansi_id=instansi_id)
        for jejak in _in_portions(chain, "nomor", attrgetter("nomor")):
            walk.step(jejak)
        walk.arrive(KepalaJejak.objects.filter(pk=instansi_id).first())
        for model in covered_models():
            recorded = walk.tercatat[model._meta.label_lower]
            walk.temuan += _check_rows(model, _stored(model, instansi_id, recorded), recorded)
    return walk.temuan


def load_chains() -> list[int]:
    """Every chain there is or should be: of agencies, of trail rows, of rows that name an agency."""
    chains = set(KepalaJejak.objects.values_list("instansi_id", flat=True))
    chains |= set(Jejak.objects.values_list("instansi_id", flat=True).distinct())
    for model in covered_models():
        column = _chain_column(model)
        if column:
            chains |= set(model._base_manager.values_list(column, flat=True).distinct())
        elif model._meta.label_lower in MILIK_SERVER and model._base_manager.exists():
            chains.add(TANPA_INSTANSI)
    return sorted(chains)


def load_jangkar(instansi_id: int, tanggal: str) -> Jangkar | None:
    """The end of a chain, to be kept outside this database; None for a chain without acts."""
    last = Jejak.objects.filter(instansi_id=instansi_id).order_by("-nomor").first()
    return Jangkar(tanggal, instansi_id, last.nomor, last.hash) if last else None


def check_jangkar(jangkar: Jangkar) -> Temuan | None:
    """Whether the chain still holds the act of the anchor, with the same hash."""
    rows = Jejak.objects.filter(instansi_id=jangkar.rantai, nomor=jangkar.nomor)
    if rows.filter(hash=jangkar.hash).exists():
        return None
    pesan = f"Jejak nomor {jangkar.nomor} tidak sama dengan jangkar tanggal {jangkar.tanggal}:"
    return Temuan(JEJAK, jangkar.nomor, f"{pesan} rantai ditulis ulang sesudah jangkar dibuat.")


def covered_models() -> list[type[models.Model]]:
    """Every table of ours whose rows the trail must mention."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("sakip.") and model._meta.label_lower not in LUAR_JEJAK
    ]


@dataclass(slots=True)
class _Walk:
    """From the first act of a chain to its end: what was found, and the newest hash of every row."""

    rantai: int
    temuan: list[Temuan] = field(default_factory=list)
    tercatat: Catatan = field(default_factory=lambda: defaultdict(dict))
    nomor: int = 0
    # What the next act may call "the one before": as stored, and as it should have been stored.
    hashes: tuple[str, ...] = (EMPTY,)
    waktu: datetime = AWAL

    def step(self, jejak: Jejak) -> None:
        """Compare one act with the one before and with its own hash, and take in what it recorded."""
        hashes = (jejak.hash, jejak_hash(jejak))
        isi = _read_isi(jejak)
        pesan = self._broken_link(jejak, hashes) or _edited(jejak, hashes, isi)
        if pesan:
            self.temuan.append(Temuan(JEJAK, jejak.nomor, f"Jejak nomor {jejak.nomor} {pesan}"))
        self.nomor, self.hashes, self.waktu = max(jejak.nomor, 0), hashes, jejak.waktu
        self.tercatat[jejak.objek][jejak.objek_id] = jejak.objek_hash
        for label, rows in isi["baris"].items():
            self.tercatat[label] |= rows

    def _broken_link(self, jejak: Jejak, hashes: tuple[str, str]) -> str:
        if jejak.nomor > self.nomor + 1:
            self.temuan.append(self._missing(jejak.nomor - 1))
        elif jejak.nomor < 1:
            return "disisipkan di depan rantai."
        elif jejak.hash_sebelum not in self.hashes and hashes[0] == hashes[1]:
            return f"tidak bersambung dengan jejak nomor {self.nomor}: salah satunya diganti."
        return ""

    def _missing(self, until: int) -> Temuan:
        first = self.nomor + 1
        which = f"{first}" if first == until else f"{first} sampai {until}"
        return Temuan(JEJAK, first, f"Jejak nomor {which} hilang.")

    def arrive(self, kepala: KepalaJejak | None) -> None:
        """Compare the end with the head, which is kept apart."""
        head = kepala or KepalaJejak(self.rantai)
        pesan = ""
        if head.nomor > self.nomor:
            self.temuan.append(self._missing(head.nomor))
        elif head.nomor < self.nomor:
            pesan = (
                f"Kepala rantai menyebut {head.nomor} jejak, rantainya sampai nomor {self.nomor}:"
                " kepala diubah, atau jejak disisipkan di ujung."
            )
        elif head.hash not in self.hashes:
            pesan = (
                "Kepala rantai menyimpan hash lain:"
                f" jejak nomor {self.nomor} diganti, atau kepala diubah."
            )
        elif head.waktu != self.waktu:
            pesan = f"Kepala rantai menyimpan waktu lain dari jejak nomor {self.nomor}: salah satunya diubah."
        if pesan:
            self.temuan.append(Temuan(KEPALA, self.rantai, pesan))


def _edited(jejak: Jejak, hashes: tuple[str, str], isi: dict[str, Any]) -> str:
    """Whether its hash is another, or a column beside the canonical text says something else."""
    if hashes[0] != hashes[1]:
        return "diubah atau dipindahkan: isinya tidak cocok dengan hash-nya."
    beside = {
        "pelaku": jejak.pelaku_id,
        "tindakan": jejak.tindakan,
        "objek": jejak.objek,
        "objek_id": jejak.objek_id,
    }
    differing = [name for name, value in beside.items() if isi.get(name, "") != value]
    if differing:
        return f"diubah: kolom {', '.join(differing)} tidak cocok dengan isinya."
    return ""


def _read_isi(jejak: Jejak) -> dict[str, Any]:
    """The canonical text, its rows by number; when somebody made it unreadable, one that says nothing."""
    try:
        isi = json.loads(jejak.isi)
        baris = {
            label: {int(pk): value for pk, value in rows.items()}
            for label, rows in isi["baris"].items()
        }
    except (ValueError, TypeError, KeyError, AttributeError):
        return {"baris": {}}
    return {**isi, "baris": baris}


def _in_portions(rows: Any, key: str, read_key: Callable[[Any], Any]) -> Iterator[Any]:
    """Every row in the order of a unique column, never more than `SEKALI_BACA` of them in memory."""
    ordered = rows.order_by(key)
    portion = list(ordered[:SEKALI_BACA])
    while portion:
        yield from portion
        after = {f"{key}__gt": read_key(portion[-1])}
        portion = list(ordered.filter(**after)[:SEKALI_BACA])


def _stored(
    model: type[models.Model], instansi_id: int, recorded: dict[int, str]
) -> Iterable[tuple[int, str]]:
    """The key and hash of every row of the agency, or of every recorded row of a shared table."""
    column = _chain_column(model)
    rows = model._base_manager.all()
    if column:
        rows = rows.filter(**{column: instansi_id})
    elif model._meta.label_lower in BERSAMA or instansi_id != TANPA_INSTANSI:
        return stored_hashes(model, recorded).items()
    key = model._meta.pk.attname
    values = rows.values(*hashed_fields(model))
    return ((row[key], row_hash(model, row)) for row in _in_portions(values, key, itemgetter(key)))


def _check_rows(
    model: type[models.Model], stored: Iterable[tuple[int, str]], recorded: dict[int, str]
) -> Iterator[Temuan]:
    for pk, found in stored:
        known = recorded.pop(pk, EMPTY)
        if known != found:
            yield _direct(model, pk, "disisipkan" if known == EMPTY else "diubah")
    for pk, known in recorded.items():
        if known != EMPTY:
            yield _direct(model, pk, "dihapus")


def _direct(model: type[models.Model], pk: int, what: str) -> Temuan:
    noun = f"{model._meta.verbose_name} nomor {pk} (tabel {model._meta.db_table})"
    return Temuan(
        model._meta.label_lower,
        pk,
        f"{noun[0].upper()}{noun[1:]} {what} langsung di basis data, tidak lewat aplikasi.",
    )


def _chain_column(model: type[models.Model]) -> str:
    """The column that says whose a row is; empty for a table of no agency."""
    label = model._meta.label_lower
    return "" if label in BERSAMA | MILIK_SERVER else "pk" if label == INSTANSI else "instansi_id"
