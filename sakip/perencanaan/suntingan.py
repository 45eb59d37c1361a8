"""The edits of nodes in a draft: small values that say what a person did; each yields the rows it changes."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import Protocol

from sakip.perencanaan.isi import Isi, Kunci, isi_of, key_of, new_isi
from sakip.perencanaan.models import Indikator, Simpul
from sakip.perencanaan.ruang import HILANG, Letak, Ruang, Ubahan
from sakip.perencanaan.urutan import place_after
from sakip.rules.decision import Beda, Konflik, RuleError

# Where a new or moved node goes: behind all its siblings.
AKHIR = -1
AWALAN = "N"


class Suntingan(Protocol):
    """What an editor did."""

    @property
    def judul(self) -> str:
        """The words of its step in the list of what can be undone."""

    def compute(self, ruang: Ruang) -> list[Ubahan]:
        """The rows it changes. Raises RuleError when the tree forbids it, Konflik when somebody was first."""


@dataclass(frozen=True, slots=True)
class TambahSimpul:
    """A new node under `induk`, behind the sibling `setelah` (None: first; AKHIR: last).

    Without `jenjang` it takes that of the sibling, or the first that fits under the parent.
    """

    induk: int | None
    pernyataan: str
    setelah: int | None = AKHIR
    jenjang: str = ""
    isi: Isi = field(default_factory=dict)
    judul = "Menambah simpul"

    def compute(self, ruang: Ruang) -> list[Ubahan]:
        jenjang = self.jenjang or self._find_jenjang(ruang)
        require_induk(ruang, jenjang, self.induk)
        at = find_tempat(ruang, self.induk, self.setelah)
        urutan, moved = rank_at(ruang, self.induk, at)
        unit = ruang.periode.perangkat_daerah_id
        isi: Isi = {
            "induk_id": self.induk,
            "jenjang": jenjang,
            "pernyataan": self.pernyataan,
            "perangkat_daerah_id": unit,
            "urutan": urutan,
        }
        simpul = create_simpul(ruang)
        new = ruang.check("simpul", new_isi("simpul", **isi | self.isi))
        return [*moved, Ubahan("simpul", {"simpul_id": simpul.pk}, None, new)]

    def _find_jenjang(self, ruang: Ruang) -> str:
        sibling = ruang.letak.get(self.setelah) if self.setelah is not None else None
        fits = [
            j.kunci for j in ruang.penjenjangan.jenjang if ruang.check_induk(j.kunci, self.induk)
        ]
        if sibling is not None and sibling.jenjang in fits:
            return sibling.jenjang
        if not fits:
            raise RuleError("Tidak ada jenjang di bawah simpul ini. Tambahkan di tempat lain.")
        return fits[0]


@dataclass(frozen=True, slots=True)
class UbahSimpul:
    """Other words, owner, beneficiary, contributors, tags; `lihat` is the token of what was seen."""

    simpul: int
    lihat: str
    isi: Isi
    judul = "Mengubah simpul"

    def compute(self, ruang: Ruang) -> list[Ubahan]:
        kunci: Kunci = {"simpul_id": self.simpul}
        ruang.require_seen("simpul", kunci, self.lihat, self.isi)
        if "jenjang" in self.isi:
            _require_jenjang(ruang, find_letak(ruang, self.simpul), self.isi["jenjang"])
        return [ruang.change("simpul", kunci, **self.isi)]


@dataclass(frozen=True, slots=True)
class PindahSimpul:
    """The node with all below it goes under `induk`, behind the sibling `setelah` (None: first).

    It keeps its level where that may hang there; otherwise the whole part shifts to the nearest level
    that may. `dari` is the parent the person saw it under.
    """

    simpul: int
    dari: int | None
    induk: int | None
    setelah: int | None = AKHIR
    judul = "Memindahkan simpul"

    def compute(self, ruang: Ruang) -> list[Ubahan]:
        row = find_letak(ruang, self.simpul)
        if row.induk != self.dari:
            raise Konflik((Beda("induk", _kode(self.dari), _kode(row.induk)),))
        part = ruang.subtree(row.simpul)
        if self.induk in {one.simpul for one in part} or self.setelah == row.simpul:
            raise RuleError("Simpul tidak dapat berada di bawah dirinya sendiri.")
        geser = _find_geser(ruang, row, self.induk)
        at = find_tempat(ruang, self.induk, self.setelah, kecuali=row.simpul)
        urutan, moved = rank_at(ruang, self.induk, at, kecuali=row.simpul)
        isi: Isi = {"induk_id": self.induk, "urutan": urutan}
        return [*moved, *shift(ruang, part, geser, isi)]


@dataclass(frozen=True, slots=True)
class HapusSimpul:
    """The node goes, with all below it, its indicators and their promises.

    `banyak`: how many nodes and indicators the person saw go (`count_hapus`).
    """

    simpul: int
    lihat: str
    banyak: int
    judul = "Menghapus simpul"

    def compute(self, ruang: Ruang) -> list[Ubahan]:
        ruang.require_seen("simpul", {"simpul_id": self.simpul}, self.lihat, None)
        part = [row.simpul for row in reversed(ruang.subtree(self.simpul))]
        indikator = ruang.indikator_of(part)
        if (now := len(part) + len(indikator)) != self.banyak:
            raise Konflik((Beda("yang dihapus", f"{self.banyak} baris", f"{now} baris"),))
        ruang.load("simpul", [{"simpul_id": pk} for pk in part])
        nodes = [
            Ubahan("simpul", {"simpul_id": pk}, ruang.read("simpul", simpul_id=pk), None)
            for pk in part
        ]
        return [*remove_indikator(ruang, indikator), *nodes]


def count_hapus(ruang: Ruang, simpul: int) -> int:
    """How many nodes and indicators go with a node."""
    part = [row.simpul for row in ruang.subtree(simpul)]
    return len(part) + len(ruang.indikator_of(part))


# --- what the edits share -------------------------------------------------------------------------


def find_letak(ruang: Ruang, simpul: int) -> Letak:
    """Where the node stands. Raises Konflik when it is gone."""
    if simpul not in ruang.letak:
        raise Konflik((HILANG,))
    return ruang.letak[simpul]


def require_induk(ruang: Ruang, jenjang: str, induk: int | None) -> None:
    """Go on when a node of this level may hang there."""
    decision = ruang.check_induk(jenjang, induk)
    if not decision:
        raise RuleError(decision.reason)


def find_tempat(ruang: Ruang, induk: int | None, setelah: int | None, *, kecuali: int = 0) -> int:
    """The position among the children of `induk`, not counting the one that moves."""
    siblings = [row.simpul for row in ruang.anak.get(induk, []) if row.simpul != kecuali]
    if setelah is None:
        return 0
    return siblings.index(setelah) + 1 if setelah in siblings else len(siblings)


def rank_at(
    ruang: Ruang, induk: int | None, at: int, *, kecuali: int = 0
) -> tuple[int, list[Ubahan]]:
    """The rank at that position, and the neighbours that must make room."""
    siblings = [row for row in ruang.anak.get(induk, []) if row.simpul != kecuali]
    (_, rank), *pushed = place_after([row.urutan for row in siblings], at)
    ruang.load("simpul", [{"simpul_id": siblings[n].simpul} for n, _ in pushed])
    moved = [
        ruang.change("simpul", {"simpul_id": siblings[n].simpul}, urutan=urutan)
        for n, urutan in pushed
    ]
    return rank, moved


def shift(ruang: Ruang, part: list[Letak], geser: int, isi: Isi) -> list[Ubahan]:
    """The first of a part changed as said, and all of it shifted by so many levels."""
    order = [row.kunci for row in ruang.penjenjangan.jenjang]
    changed = part if geser else part[:1]
    ruang.load("simpul", [{"simpul_id": row.simpul} for row in changed])
    found = []
    for row in changed:
        at = order.index(row.jenjang) + geser
        if not 0 <= at < len(order):
            nama = ruang.penjenjangan.find(row.jenjang).nama.lower()
            raise RuleError(f"Di bawahnya ada {nama}, dan tidak ada jenjang lagi untuknya.")
        own = isi if row is part[0] else {}
        found.append(ruang.change("simpul", {"simpul_id": row.simpul}, jenjang=order[at], **own))
    if geser:
        _require_anak_luar(
            ruang, {row.simpul: order[order.index(row.jenjang) + geser] for row in part}
        )
    return found


def remove_indikator(ruang: Ruang, indikator: Iterable[int]) -> list[Ubahan]:
    """These indicators go with their promises, promises first."""
    pks = list(indikator)
    ruang.load("indikator", [{"indikator_id": pk} for pk in pks])
    targets = [Ubahan("target", key_of(row), isi_of(row), None) for row in ruang.targets_of(pks)]
    sheets = [
        Ubahan("indikator", {"indikator_id": pk}, ruang.read("indikator", indikator_id=pk), None)
        for pk in pks
    ]
    return [*targets, *sheets]


def create_simpul(ruang: Ruang) -> Simpul:
    """A new identity with a kode that nothing in the document ever had."""
    known = set(Simpul.objects.filter(periode=ruang.periode).values_list("kode", flat=True))
    return ruang.keep(Simpul.objects.create(**ruang.dokumen, kode=find_kode(known)))


def find_kode(known: Set[str], wanted: str = "") -> str:
    """The kode that is wanted, when it is free; else one that nothing ever had."""
    if wanted and wanted not in known:
        return wanted
    n = len(known) + 1
    while f"{AWALAN}{n}" in known:
        n += 1
    return f"{AWALAN}{n}"


def create_indikator(ruang: Ruang, simpul: Letak) -> Indikator:
    """A new identity, called after its node."""
    rows = Indikator.objects.filter(periode=ruang.periode)
    known = set(rows.values_list("kode", flat=True))
    n = 1
    while f"{simpul.kode}.{n}" in known:
        n += 1
    return ruang.keep(Indikator.objects.create(**ruang.dokumen, kode=f"{simpul.kode}.{n}"))


def _find_geser(ruang: Ruang, row: Letak, induk: int | None) -> int:
    """By how many levels the part must shift to hang there: none if it can, else as few as can be."""
    order = [one.kunci for one in ruang.penjenjangan.jenjang]
    own = order.index(row.jenjang)
    fits = [n - own for n, kunci in enumerate(order) if ruang.check_induk(kunci, induk)]
    if not fits:
        require_induk(ruang, row.jenjang, induk)
    return min(fits, key=lambda step: (abs(step), step))


def _require_jenjang(ruang: Ruang, row: Letak, jenjang: str) -> None:
    """Another level must suit the parent, the children, and what hangs there in other documents."""
    if jenjang not in [one.kunci for one in ruang.penjenjangan.jenjang]:
        raise RuleError(f"Jenjang {jenjang} tidak dikenal.")
    require_induk(ruang, jenjang, row.induk)
    for child in ruang.anak.get(row.simpul, []):
        decision = ruang.penjenjangan.check_induk(
            child.jenjang, jenjang, daerah=False, unit=ruang.is_unit
        )
        if not decision:
            raise RuleError(f"{child.kode} di bawahnya: {decision.reason}")
    _require_anak_luar(ruang, {row.simpul: jenjang})


def _require_anak_luar(ruang: Ruang, jenjang: dict[int, str]) -> None:
    """What hangs under these nodes in other documents must still be allowed to."""
    for row in ruang.load_anak_luar(list(jenjang)):
        above = jenjang[row.induk_id or 0]
        if not ruang.penjenjangan.check_induk(row.jenjang, above, daerah=True, unit=True):
            raise RuleError(
                f"Jenjangnya tidak dapat diganti: di bawahnya ada {row.get_jenjang_display().lower()} "
                f"{row.simpul.kode} dari {row.simpul.periode}."
            )


def _kode(simpul: int | None) -> str:
    if simpul is None:
        return "tanpa induk"
    return Simpul.objects.get(pk=simpul).kode
