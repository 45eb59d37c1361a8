"""The room of a draft: the document as its editors see it now, and the rules an edit must keep."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from sakip.audit.wording import write_label, write_nilai
from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.acuan import load_roots, load_units
from sakip.perencanaan.isi import (
    DAFTAR,
    KONTRIBUTOR,
    KUNCI,
    TABEL,
    Baris,
    Isi,
    Kunci,
    isi_of,
    key_of,
    token,
    urut,
)
from sakip.perencanaan.models import IsiIndikator, IsiSimpul, PeriodeRencana, TargetTahun, Versi
from sakip.perencanaan.stored import load_payung
from sakip.perencanaan.tulis import in_parts
from sakip.rules.decision import Beda, Decision, Konflik, RuleError
from sakip.rules.penjenjangan import Penjenjangan, penjenjangan_on

HILANG = Beda("baris ini", "diubah", "sudah dihapus")
BERUBAH = Beda("baris ini", "seperti yang Anda lihat", "sudah diubah")
T = TypeVar("T", bound=Model)


@dataclass(frozen=True, slots=True)
class Letak:
    """Where a node stands."""

    simpul: int
    kode: str
    induk: int | None
    jenjang: str
    urutan: int


@dataclass(slots=True)
class Ubahan:
    """One row that an edit changes: what it said before, and what it says after (None: nothing)."""

    tabel: str
    kunci: Kunci
    sebelum: Isi | None
    sesudah: Isi | None

    def revert(self) -> "Ubahan":
        """The way back."""
        return Ubahan(self.tabel, self.kunci, self.sesudah, self.sebelum)


@dataclass
class Ruang:
    """One draft within one transaction; what it has read it does not read again."""

    versi: Versi
    baru: list[Model] = field(default_factory=list)
    _rows: dict[tuple[str, tuple[int, ...]], Baris | None] = field(default_factory=dict)

    @property
    def periode(self) -> PeriodeRencana:
        """The document."""
        return self.versi.periode

    @property
    def dokumen(self) -> dict[str, Any]:
        """What every identity of the document has."""
        return {"instansi_id": self.versi.instansi_id, "periode_id": self.versi.periode_id}

    @property
    def is_unit(self) -> bool:
        """Whether it is a unit's document."""
        return self.periode.perangkat_daerah_id is not None

    @cached_property
    def penjenjangan(self) -> Penjenjangan:
        """Which level may hang under which."""
        return penjenjangan_on(self.versi.instansi.hari_ini, load_roots())

    @property
    def nama_tanda(self) -> dict[str, str]:
        """What a node may be tagged with: the words by their keys."""
        return {row.kunci: row.nama for row in self.penjenjangan.tanda}

    @cached_property
    def units(self) -> dict[int, PerangkatDaerah]:
        """Who can answer for something in the document."""
        owner, awal = self.periode.perangkat_daerah, self.periode.tahun_awal
        return {row.pk: row for row in load_units(self.versi.instansi, owner, awal).values()}

    @cached_property
    def semua_unit(self) -> set[int]:
        """Who can contribute to something."""
        rows = PerangkatDaerah.objects.filter(instansi=self.versi.instansi_id)
        return set(rows.values_list("pk", flat=True))

    @cached_property
    def letak(self) -> dict[int, Letak]:
        """Every node of the draft, without its words."""
        rows = IsiSimpul.objects.di_versi(self.versi).order_by("urutan", "simpul__kode")
        names = ("simpul_id", "simpul__kode", "induk_id", "jenjang", "urutan")
        return {row[0]: Letak(*row) for row in rows.values_list(*names)}

    @cached_property
    def anak(self) -> dict[int | None, list[Letak]]:
        """The children of each node in their order; under None those without a parent."""
        found: dict[int | None, list[Letak]] = defaultdict(list)
        for row in self.letak.values():
            found[row.induk].append(row)
        return found

    @cached_property
    def daerah(self) -> dict[int, str]:
        """The level of each node in force of the agency's documents above this one."""
        if not self.is_unit:
            return {}
        above = load_payung(self.versi.instansi, self.periode.tahun_awal, self.periode.tahun_akhir)
        rows = IsiSimpul.objects.filter(simpul__periode__in=above).berlaku()
        return dict(rows.values_list("simpul_id", "jenjang"))

    def subtree(self, simpul: int) -> list[Letak]:
        """A node and all below it, from the top down."""
        found = [self.letak[simpul]]
        for row in found:
            found += self.anak.get(row.simpul, [])
        return found

    def check_induk(self, jenjang: str, induk: int | None) -> Decision:
        """Whether a node of this level may hang there. Raises Konflik when the parent is gone."""
        if induk is None:
            return self.penjenjangan.check_induk(jenjang, "", daerah=False, unit=self.is_unit)
        daerah = induk not in self.letak
        if daerah and induk not in self.daerah:
            raise Konflik((Beda("induk", "simpul ini", "sudah dihapus"),))
        above = self.daerah[induk] if daerah else self.letak[induk].jenjang
        return self.penjenjangan.check_induk(jenjang, above, daerah=daerah, unit=self.is_unit)

    def find(self, tabel: str, **kunci: int) -> Baris | None:
        """The row of content that stands in the draft, whole; None when there is none."""
        key = (tabel, urut(tabel, kunci))
        if key not in self._rows:
            rows: Any = TABEL[tabel].objects.di_versi(self.versi).filter(**kunci)
            self._rows[key] = rows.first()
        return self._rows[key]

    def load(self, tabel: str, kunci: Iterable[Kunci]) -> None:
        """Read the whole rows of several things at once; of those without a row that is known then."""
        keys = [urut(tabel, one) for one in kunci]
        fresh = [key for key in keys if (tabel, key) not in self._rows]
        self._rows |= {(tabel, key): None for key in fresh}
        name = f"{KUNCI[tabel][0]}__in"
        for some in in_parts([key[0] for key in fresh]):
            rows: Any = TABEL[tabel].objects.di_versi(self.versi).filter(**{name: some})
            if tabel == "simpul":
                rows = rows.prefetch_related("kontributor_set")
            for row in rows:
                self._rows[tabel, urut(tabel, key_of(row))] = row

    def read(self, tabel: str, **kunci: int) -> Isi | None:
        """What the row says, if there is one."""
        row = self.find(tabel, **kunci)
        return None if row is None else isi_of(row)

    def change(self, tabel: str, kunci: Kunci, **isi: Any) -> Ubahan:
        """An edit of a row that stands. Raises RuleError for a value that cannot be kept."""
        old = self.read(tabel, **kunci)
        if old is None:
            raise LookupError(f"{tabel} {kunci} does not stand in this draft.")
        return Ubahan(tabel, kunci, old, self.check(tabel, old | isi))

    def indikator_of(self, simpul: list[int]) -> list[int]:
        """The indicators of these nodes in the draft, in their order."""
        rows = IsiIndikator.objects.di_versi(self.versi).filter(simpul__in=simpul)
        return list(rows.order_by("urutan", "pk").values_list("indikator_id", flat=True))

    def targets_of(self, indikator: list[int]) -> list[TargetTahun]:
        """Their promises by year."""
        rows = TargetTahun.objects.di_versi(self.versi).filter(indikator__in=indikator)
        return list(rows.order_by("indikator", "tahun"))

    def require_seen(self, tabel: str, kunci: Kunci, lihat: str, isi: Isi | None) -> Isi | None:
        """What the row says, when that is what the person saw; otherwise 409 with both texts."""
        stored = self.read(tabel, **kunci)
        if token(stored) != lihat:
            raise Konflik(compute_beda(tabel, isi, stored))
        return stored

    def check(self, tabel: str, isi: Isi) -> Isi:
        """The values as the columns take them. Raises RuleError with the first that cannot be kept."""
        checked = check_isi(tabel, isi)
        unit = checked.get("perangkat_daerah_id")
        if unit is not None and unit not in self.units:
            raise RuleError(
                "Penanggung jawab harus perangkat daerah yang dapat menjawab di dokumen ini."
            )
        if unit in checked.get(KONTRIBUTOR, ()):
            raise RuleError(
                "Penanggung jawab sudah satu; ia tidak perlu disebut lagi sebagai kontributor."
            )
        if checked.get(KONTRIBUTOR):
            chosen = checked[KONTRIBUTOR]
            if len(set(chosen) & self.semua_unit) != len(chosen):
                raise RuleError(
                    "Kontributor harus perangkat daerah yang ada, masing-masing satu kali."
                )
        if not self.nama_tanda.keys() >= {*checked.get("tanda", ())}:
            raise RuleError("Tanda ini tidak dikenal. Pilih dari daftar tanda.")
        return checked

    def keep(self, row: T) -> T:
        """Remember a new identity, so that the trail names it."""
        self.baru.append(row)
        return row

    def load_anak_luar(self, simpul: Iterable[int]) -> QuerySet[IsiSimpul]:
        """The nodes in force of other documents that hang under these."""
        rows = IsiSimpul.objects.filter(induk__in=list(simpul)).berlaku()
        rows = rows.exclude(simpul__periode=self.versi.periode_id)
        return rows.select_related("simpul__periode").order_by("simpul__kode")


def check_isi(tabel: str, isi: Isi) -> Isi:
    """The values as their columns take them, each by itself. Raises RuleError with the first fault."""
    model: Any = TABEL[tabel]
    columns = {name: value for name, value in isi.items() if name != KONTRIBUTOR}
    row = model(**columns)
    skip = {
        f.name for f in model._meta.concrete_fields if f.is_relation or f.attname not in columns
    }
    try:
        row.clean_fields(exclude=skip)
    except ValidationError as error:
        name, texts = next(iter(error.message_dict.items()))
        label = write_label(model, name)
        raise RuleError(f"{label[:1].upper()}{label[1:]}: {texts[0]}") from error
    checked = {name: getattr(row, name) for name in columns}
    return checked | {name: sorted(isi[name]) for name in DAFTAR & isi.keys()}


def compute_beda(tabel: str, isi: Isi | None, stored: Isi | None) -> tuple[Beda, ...]:
    """Each value that the person typed beside the stored one, where they differ."""
    model: Any = TABEL[tabel]
    if stored is None:
        return (HILANG,)

    def write(name: str, value: Any) -> str:
        return write_nilai(model, name, value, zona="", names={})

    found = tuple(
        Beda(write_label(model, name), write(name, value), write(name, stored[name]))
        for name, value in (isi or {}).items()
        if stored[name] != value
    )
    return found or (BERUBAH,)
