"""The difference between two versions of a document: added, changed with its words, moved, deleted.

A row that was edited and put back is no difference; of reordered neighbours as few as can be have moved.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sakip.audit.wording import write_label, write_nilai
from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.isi import KONTRIBUTOR, TABEL, Baris, Isi, isi_of, key_of
from sakip.perencanaan.models import IsiIndikator, IsiSimpul, Simpul, TargetTahun, Versi
from sakip.perencanaan.ruang import Ruang
from sakip.perencanaan.urutan import find_pindah
from sakip.rules.target import write_target

Jenis = Literal["ditambah", "diubah", "dipindah", "dihapus"]
JENIS: tuple[Jenis, ...] = ("ditambah", "diubah", "dipindah", "dihapus")
Kata = tuple[str, str, str]
TIDAK_ADA = "tidak ada"
# Where a row hangs and stands: a move, not a change of words.
TEMPAT = {"simpul": {"induk_id", "urutan"}, "indikator": {"simpul_id", "urutan"}}


@dataclass(slots=True)
class Selisih:
    """One difference of a node or an indicator; `kata` are (field, before, after).

    `simpul` is the node it is about, of an indicator the one it measures; `simpul_lama` where it did.
    """

    jenis: Jenis
    tabel: Literal["simpul", "indikator"]
    pk: int
    kode: str
    judul: str
    simpul: int
    simpul_lama: int
    kata: list[Kata] = field(default_factory=list)
    # The years whose promise differs.
    tahun: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Perbedaan:
    """All of it, nodes first, each in the order of the newer version."""

    lama: Versi
    baru: Versi
    selisih: list[Selisih]

    def count(self, jenis: Jenis) -> int:
        """How many of a kind."""
        return sum(one.jenis == jenis for one in self.selisih)

    def of(self, tabel: str, *jenis: Jenis) -> list[Selisih]:
        """Those of nodes or indicators, of these kinds."""
        return [one for one in self.selisih if one.tabel == tabel and one.jenis in jenis]


Sisi = dict[tuple[int, ...], Baris]


def compute_perbedaan(lama: Versi, baru: Versi) -> Perbedaan:
    """What the later version says that the earlier one does not; about ten queries at any size."""
    beda = _Beda(lama, baru)
    return Perbedaan(lama, baru, [*beda.nodes(), *beda.sheets()])


class _Beda:
    """The rows that stand in only one of the two versions, and what they mean in words."""

    def __init__(self, lama: Versi, baru: Versi) -> None:
        self.lama, self.baru = lama, baru
        self.sisi = {tabel: self._load(tabel) for tabel in TABEL}
        self.names = self._load_names()

    def nodes(self) -> Iterator[Selisih]:
        """The differences of nodes."""
        moved = {
            *self._moved(IsiSimpul, "simpul", "induk_id"),
            *self._changed_place("simpul", "induk_id"),
        }
        for key, old, new in self._pairs("simpul"):
            yield from self._compare("simpul", key[0], old, new, is_moved=key[0] in moved)

    def sheets(self) -> Iterator[Selisih]:
        """The differences of indicators, with their promises."""
        moved = {
            *self._moved(IsiIndikator, "indikator", "simpul_id"),
            *self._changed_place("indikator", "simpul_id"),
        }
        promises = self._promises()
        pairs = {key[0]: (old, new) for key, old, new in self._pairs("indikator")}
        rest = [pk for pk in promises if pk not in pairs]
        standing = self._standing(rest)
        for pk, (old, new) in (
            pairs | {pk: (standing[pk],) * 2 for pk in rest if pk in standing}
        ).items():
            yield from self._compare(
                "indikator", pk, old, new, is_moved=pk in moved, promises=promises.get(pk, [])
            )

    def _load(self, tabel: str) -> tuple[Sisi, Sisi]:
        """The candidate rows by what they are about: valid at the older, and at the newer version."""
        rows: Any = TABEL[tabel].objects.di_antara(self.lama, self.baru)
        if tabel == "simpul":
            rows = rows.prefetch_related("kontributor_set")
        if tabel in TEMPAT:
            rows = rows.select_related(tabel)
        sides: tuple[Sisi, Sisi] = ({}, {})
        for row in rows.order_by("urutan" if tabel in TEMPAT else "tahun", "pk"):
            sides[row.sejak_versi > self.lama.nomor][tuple(key_of(row).values())] = row
        return sides

    def _pairs(self, tabel: str) -> Iterator[tuple[tuple[int, ...], Any, Any]]:
        old, new = self.sisi[tabel]
        for key in {**new, **old}:
            yield key, old.get(key), new.get(key)

    def _changed_place(self, tabel: str, parent: str) -> Iterator[int]:
        for key, old, new in self._pairs(tabel):
            if old and new and getattr(old, parent) != getattr(new, parent):
                yield key[0]

    def _moved(self, model: Any, tabel: str, parent: str) -> Iterator[int]:
        """Those that have the same parent in both versions and another place among its children."""
        touched = {
            key[0]
            for key, old, new in self._pairs(tabel)
            if old and new and old.urutan != new.urutan
        }
        if not touched:
            return
        before = self._order(model, tabel, parent, self.lama)
        after = self._order(model, tabel, parent, self.baru)
        for above, now in after.items():
            then = before.get(above, [])
            if touched.isdisjoint(now) or touched.isdisjoint(then):
                continue
            common = set(then) & set(now)
            yield from find_pindah(
                [pk for pk in then if pk in common], [pk for pk in now if pk in common], touched
            )

    def _order(self, model: Any, tabel: str, parent: str, versi: Versi) -> dict[Any, list[int]]:
        rows = model.objects.di_versi(versi).order_by("urutan", f"{tabel}__kode")
        found: dict[Any, list[int]] = defaultdict(list)
        for above, pk in rows.values_list(parent, f"{tabel}_id"):
            found[above].append(pk)
        return found

    def _promises(self) -> dict[int, list[tuple[int, str, str]]]:
        """By indicator: (year, promise before, promise after), where they differ."""
        found: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
        for key, old, new in sorted(self._pairs("target"), key=lambda one: one[0]):
            if old is None or new is None or isi_of(old) != isi_of(new):
                texts = [TIDAK_ADA if row is None else _write_target(row) for row in (old, new)]
                found[key[0]].append((key[1], texts[0], texts[1]))
        return found

    def _standing(self, pks: Sequence[int]) -> dict[int, IsiIndikator]:
        """The sheets of indicators of which only promises differ."""
        rows = IsiIndikator.objects.di_versi(self.baru).filter(indikator__in=pks)
        return {row.indikator_id: row for row in rows.select_related("indikator")}

    def _compare(
        self,
        tabel: Literal["simpul", "indikator"],
        pk: int,
        old: Any,
        new: Any,
        *,
        is_moved: bool,
        promises: Sequence[tuple[int, str, str]] = (),
    ) -> Iterator[Selisih]:
        row = new or old
        what = (
            tabel,
            pk,
            getattr(row, tabel).kode,
            str(row),
            row.simpul_id,
            (old or new).simpul_id,
        )
        tahun = [year for year, _, _ in promises]
        if old is None or new is None:
            jenis: Jenis = "ditambah" if old is None else "dihapus"
            yield Selisih(jenis, *what, tahun=tahun)
            return
        kata = [
            *self._words(tabel, isi_of(old), isi_of(new)),
            *((f"target {year}", before, after) for year, before, after in promises),
        ]
        if kata:
            yield Selisih("diubah", *what, kata, tahun)
        if is_moved:
            yield Selisih("dipindah", *what, self._place(tabel, old, new))

    def _words(self, tabel: str, old: Isi, new: Isi) -> Iterator[Kata]:
        for name in old:
            if name not in TEMPAT[tabel] and old[name] != new[name]:
                yield self._word(tabel, name, old[name], new[name])

    def _place(self, tabel: str, old: Any, new: Any) -> list[Kata]:
        name = "induk_id" if tabel == "simpul" else "simpul_id"
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            return [("urutan", "di tempat lama", "di tempat baru")]
        return [self._word(tabel, name, before, after)]

    def _word(self, tabel: str, name: str, old: Any, new: Any) -> Kata:
        model = TABEL[tabel]

        def write(value: Any) -> str:
            if isinstance(value, list):
                label = PerangkatDaerah._meta.label_lower if name == KONTRIBUTOR else name
                names = [self.names.get((label, one), str(one)) for one in value]
                return ", ".join(names) or "kosong"
            return write_nilai(model, name, value, zona="", names=self.names)

        return write_label(model, name), write(old), write(new)

    def _load_names(self) -> dict[tuple[str, Any], str]:
        """The names of units, nodes and tags that the rows point to."""
        units: set[int] = set()
        nodes: set[int] = set()
        for tabel in ("simpul", "indikator"):
            for side in self.sisi[tabel]:
                for isi in map(isi_of, side.values()):
                    units |= {isi["perangkat_daerah_id"], *isi.get(KONTRIBUTOR, ())}
                    nodes.add(isi["induk_id" if tabel == "simpul" else "simpul_id"])
        unit_names = PerangkatDaerah.objects.filter(pk__in=units - {None})
        node_names = Simpul.objects.filter(pk__in=nodes - {None})
        found: dict[tuple[str, Any], str] = {
            (PerangkatDaerah._meta.label_lower, row.pk): row.singkatan for row in unit_names
        }
        found |= {(Simpul._meta.label_lower, row.pk): row.kode for row in node_names}
        tanda = Ruang(self.baru).nama_tanda
        return found | {("tanda", kunci): nama for kunci, nama in tanda.items()}


def _write_target(row: TargetTahun) -> str:
    return write_target(row.to_rule())
