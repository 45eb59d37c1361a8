"""The edit that begins a new period: the tree of the one before, copied as new things with their origin."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.isi import KONTRIBUTOR, isi_of
from sakip.perencanaan.kait import load_realisasi
from sakip.perencanaan.models import Indikator, IsiIndikator, IsiSimpul, Simpul, Versi
from sakip.perencanaan.ruang import Ruang, Ubahan
from sakip.perencanaan.stored import in_order
from sakip.perencanaan.suntingan import find_kode
from sakip.perencanaan.tulis import SEKALIGUS
from sakip.rules.decision import Decision, RuleError

T = TypeVar("T", Simpul, Indikator)


@dataclass(frozen=True, slots=True)
class SalinPeriode:
    """What the version in force of an earlier document says down to a level; what was copied before stays.

    Promises are not copied: the new period makes its own. The baseline is the last full year's
    realisasi, where there is one.
    """

    lama: Versi
    sampai: str
    judul = "Menyalin dari periode lalu"

    def compute(self, ruang: Ruang) -> list[Ubahan]:
        found = list(_Salinan(ruang, self.lama, self.sampai).compute())
        if not found:
            raise RuleError("Tidak ada lagi yang dapat disalin dari periode itu.")
        return found


@dataclass
class _Salinan:
    """One copying into one draft."""

    ruang: Ruang
    lama: Versi
    sampai: str
    _ahli_waris: dict[int, int | None] = field(default_factory=dict)

    def compute(self) -> Iterator[Ubahan]:
        yield from map(self._node, self._nodes)
        yield from map(self._sheet, self._sheets)

    @cached_property
    def _standing(self) -> set[int]:
        """The nodes of the earlier document that the draft already goes on from."""
        rows = Simpul.objects.filter(pk__in=self.ruang.letak, asal__isnull=False)
        return {one.asal_id for one in rows if one.asal_id}

    @cached_property
    def _all(self) -> list[IsiSimpul]:
        order = [one.kunci for one in self.ruang.penjenjangan.jenjang]
        levels = order[: order.index(self.sampai) + 1]
        return list(in_order(IsiSimpul.objects.di_versi(self.lama).filter(jenjang__in=levels)))

    @cached_property
    def _jenjang(self) -> dict[int, str]:
        return {row.simpul_id: row.jenjang for row in self._all}

    @cached_property
    def _nodes(self) -> list[IsiSimpul]:
        return [row for row in self._all if row.simpul_id not in self._standing]

    @cached_property
    def _sheets(self) -> list[IsiIndikator]:
        """The indicators of these nodes that nothing goes on from yet and nobody ended."""
        here = IsiIndikator.objects.di_versi(self.ruang.versi)
        known = here.filter(indikator__asal__isnull=False).values("indikator__asal")
        rows = IsiIndikator.objects.di_versi(self.lama)
        rows = rows.filter(simpul__in=[row.simpul_id for row in self._all])
        rows = rows.exclude(indikator__in=known).filter(indikator__alasan_berhenti="")
        rows = rows.select_related("indikator", "perangkat_daerah")
        return list(rows.order_by("urutan", "indikator__kode"))

    @cached_property
    def _simpul(self) -> dict[int, int]:
        """The new node by the old one."""
        made = _make_identities(self.ruang, Simpul, [row.simpul for row in self._nodes])
        known = Simpul.objects.filter(pk__in=self.ruang.letak, asal__in=self._standing)
        return {one.asal_id: one.pk for one in known if one.asal_id} | made

    @cached_property
    def _indikator(self) -> dict[int, int]:
        return _make_identities(self.ruang, Indikator, [row.indikator for row in self._sheets])

    @cached_property
    def _luar(self) -> dict[int, int]:
        """What goes on, in the agency's documents above, from the parents in the earlier one."""
        rows = Simpul.objects.filter(pk__in=self.ruang.daerah, asal__isnull=False)
        return {pk: pk for pk in self.ruang.daerah} | {
            one.asal_id: one.pk for one in rows if one.asal_id
        }

    @cached_property
    def _baseline(self) -> dict[int, Any]:
        periode = self.ruang.periode
        tahun = min(periode.tahun_awal, periode.instansi.hari_ini.year) - 1
        reached = load_realisasi([row.indikator_id for row in self._sheets], [tahun])
        return {pk: value for (pk, _), value in reached.items()}

    def _node(self, row: IsiSimpul) -> Ubahan:
        induk = self._find_induk(row)
        if not (decision := self._check_induk(row, induk)):
            raise RuleError(f"{row.simpul.kode}: {decision.reason}")
        isi = isi_of(row)
        unit = self._find_unit(row)
        isi |= {
            "induk_id": induk,
            "perangkat_daerah_id": unit,
            KONTRIBUTOR: [pk for pk in isi[KONTRIBUTOR] if pk != unit],
            "tanda": [one for one in isi["tanda"] if one in self.ruang.nama_tanda],
        }
        kunci = {"simpul_id": self._simpul[row.simpul_id]}
        return Ubahan("simpul", kunci, None, self.ruang.check("simpul", isi))

    def _sheet(self, row: IsiIndikator) -> Ubahan:
        isi = isi_of(row)
        isi |= {
            "simpul_id": self._simpul[row.simpul_id],
            "perangkat_daerah_id": self._find_unit(row),
            "baseline": self._baseline.get(row.indikator_id),
        }
        kunci = {"indikator_id": self._indikator[row.indikator_id]}
        return Ubahan("indikator", kunci, None, self.ruang.check("indikator", isi))

    def _find_induk(self, row: IsiSimpul) -> int | None:
        old = row.induk_id or 0
        return self._simpul.get(old) or self._luar.get(old)

    def _check_induk(self, row: IsiSimpul, induk: int | None) -> Decision:
        if induk is None or induk in self.ruang.letak or induk in self.ruang.daerah:
            return self.ruang.check_induk(row.jenjang, induk)
        above = self._jenjang[row.induk_id or 0]
        unit = self.ruang.is_unit
        return self.ruang.penjenjangan.check_induk(row.jenjang, above, daerah=False, unit=unit)

    def _find_unit(self, row: IsiSimpul | IsiIndikator) -> int | None:
        """Who answers: the same unit, else the one that it became, else the owner of the document."""
        pk = row.perangkat_daerah_id
        if pk is None or pk in self.ruang.units:
            return pk
        if pk not in self._ahli_waris:
            self._ahli_waris[pk] = self._find_heir(pk)
        owner = self._ahli_waris[pk] or self.ruang.periode.perangkat_daerah_id
        if owner is None and isinstance(row, IsiIndikator):
            raise RuleError(
                f"{row.indikator.kode}: penanggung jawabnya, {row.perangkat_daerah.nama}, sudah "
                "berakhir. Ganti dahulu di dokumen lama, atau nyatakan indikator ini berhenti."
            )
        return owner

    def _find_heir(self, unit: int) -> int | None:
        """The one unit of its chain that can answer here; None when there is none or more than one."""
        chain = PerangkatDaerah.objects.get(pk=unit).chain()
        heirs = [one.pk for one in chain if one.pk in self.ruang.units]
        return heirs[0] if len(heirs) == 1 else None


def _make_identities(ruang: Ruang, model: type[T], old: Iterable[T]) -> dict[int, int]:
    """An identity of this document for each of these, under the same kode where it is free."""
    rows: Any = model.objects.filter(periode=ruang.periode)
    found = dict(rows.filter(asal__isnull=False).values_list("asal", "pk"))
    known = set(rows.values_list("kode", flat=True))
    new: list[Any] = []
    for one in old:
        if one.pk in found:
            continue
        kode = find_kode(known, one.kode)
        known.add(kode)
        new.append(model(**ruang.dokumen, kode=kode, asal=one))
    for row in rows.bulk_create(new, batch_size=SEKALIGUS):
        found[row.asal_id] = ruang.keep(row).pk
    return found
