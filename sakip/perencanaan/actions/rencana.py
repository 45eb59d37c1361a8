"""Writing a plan: the version in force stays readable, what changed begins with the next one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F

from sakip.audit.actions import record, require
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.perencanaan import permissions
from sakip.perencanaan.acuan import Acuan, load_acuan
from sakip.perencanaan.checks import check_dokumen, check_rencana
from sakip.perencanaan.isi import Isi, target_columns
from sakip.perencanaan.models import (
    Indikator,
    IsiIndikator,
    IsiSimpul,
    PeriodeRencana,
    Simpul,
    TargetMasa,
    Versi,
)
from sakip.perencanaan.rencana import (
    BarisIndikator,
    BarisSimpul,
    GalatBaris,
    Perubahan,
    Rencana,
)
from sakip.perencanaan.stored import LEMBAR
from sakip.perencanaan.tulis import SEKALIGUS, Penulis, Tulisan, hold_draf, in_parts, release_draf
from sakip.perencanaan.urutan import JARAK
from sakip.rules.decision import RuleError
from sakip.rules.target import Target
from sakip.web.rows import hold

B = TypeVar("B", BarisSimpul, BarisIndikator)
C = TypeVar("C", IsiSimpul, IsiIndikator)


class RencanaError(RuleError):
    """A plan that does not hold together; carries every fault, the text says the first."""

    def __init__(self, galat: list[GalatBaris]) -> None:
        more = f" Masih ada {len(galat) - 1} galat lain." if len(galat) > 1 else ""
        super().__init__(f"{galat[0]}{more}")
        self.galat = galat


@transaction.atomic
def import_rencana(rencana: Rencana, *, acting_user: Pengguna) -> Perubahan:
    """Write what is new or changed into the open draft, or else into the next version, which is in
    force at once. All or nothing.

    Rows are found by their kode; what the plan does not mention stays. The same plan twice changes
    nothing. Raises RuleError when there can be no such document or somebody revises it, RencanaError
    with every row that does not hold together.
    """
    unit = _find_unit(rencana, acting_user)
    require(permissions.can_import_rencana(acting_user, unit))
    decision = check_dokumen(
        rencana.jenis,
        has_unit=unit is not None,
        awal=rencana.tahun_awal,
        akhir=rencana.tahun_akhir,
    )
    if not decision:
        raise RuleError(decision.reason)
    hold(unit or acting_user.instansi)
    draf = _hold_terbuka(rencana, unit, acting_user)
    acuan = load_acuan(acting_user.instansi, rencana, unit)
    known = acuan.tersimpan.periode
    if known is not None and known.tahun_akhir != rencana.tahun_akhir:
        raise RuleError(f"{known} sudah ada. Tahun akhirnya {known.tahun_akhir}.")
    whole = acuan.complete(rencana)
    if galat := check_rencana(whole, acuan):
        raise RencanaError(galat)
    perubahan = _compare(whole, acuan)
    if perubahan.banyak:
        _Writer(whole, acuan, acting_user, perubahan).write()
    elif draf is not None:
        release_draf(draf)
    return perubahan


def _find_unit(rencana: Rencana, user: Pengguna) -> PerangkatDaerah | None:
    if not rencana.unit:
        return None
    unit = PerangkatDaerah.objects.filter(instansi_id=user.instansi_id, kode=rencana.unit).first()
    if unit is None:
        raise RuleError(f"Perangkat daerah dengan kode {rencana.unit} tidak ada.")
    return unit


def _hold_terbuka(rencana: Rencana, unit: PerangkatDaerah | None, user: Pengguna) -> Versi | None:
    """The open draft that the plan is written into. What waits for approval is read-only."""
    known = Versi.objects.of_dokumen(user.instansi_id, rencana.jenis, unit, rencana.tahun_awal)
    versi = known.terbuka().first()
    if versi is None:
        return None
    if versi.status != Versi.Status.DRAF:
        raise RuleError(f"{versi.periode} sedang menunggu persetujuan. Impor setelah diputuskan.")
    hold_draf(versi)
    return versi


def _compare(rencana: Rencana, acuan: Acuan) -> Perubahan:
    """Which rows are new, changed or the same as the version in force says."""
    perubahan = Perubahan()
    stored: Mapping[str, BarisSimpul | BarisIndikator]
    rows: Iterable[BarisSimpul | BarisIndikator]
    for rows, stored in (
        (rencana.simpul, acuan.tersimpan.baris_simpul),
        (rencana.indikator, acuan.tersimpan.baris_indikator),
    ):
        for row in rows:
            perubahan.count(
                row.kode, is_new=row.kode not in stored, same=row == stored.get(row.kode)
            )
    return perubahan


class _Writer:
    """One writing of one plan: into the open draft, or else into the next version, in force at once."""

    def __init__(
        self, rencana: Rencana, acuan: Acuan, user: Pengguna, perubahan: Perubahan
    ) -> None:
        self.rencana = rencana
        self.acuan = acuan
        self.stored = acuan.tersimpan
        self.user = user
        self.instansi = user.instansi
        self.perubahan = perubahan
        self.touched: list[models.Model] = []
        self.periode = self.stored.periode or self._create_periode()
        self.draf = self.stored.versi
        self.penulis = Penulis(self.draf or self._next_versi())

    def write(self) -> None:
        """Nodes first, then indicators, then targets; the version moves last."""
        simpul = self._identities(Simpul, self.rencana.simpul)
        self._write_simpul(simpul)
        indikator = self._identities(Indikator, self.rencana.indikator)
        self._write_indikator(indikator, simpul)
        self._write_target_tahun(indikator)
        self._write_target_triwulan(indikator)
        if self.draf is None:
            self._advance(self.penulis.versi)
            self.touched.append(self.penulis.versi)
        record(
            self.draf or self.periode,
            "versi.import" if self.draf else "rencana.import",
            acting_user=self.user,
            juga=[*self.touched, *self.penulis.tersentuh],
            baru=len(self.perubahan.baru),
            berubah=len(self.perubahan.berubah),
        )

    def _create_periode(self) -> PeriodeRencana:
        new = PeriodeRencana(
            instansi=self.instansi,
            jenis=self.rencana.jenis,
            perangkat_daerah=self.acuan.unit,
            tahun_awal=self.rencana.tahun_awal,
            tahun_akhir=self.rencana.tahun_akhir,
        )
        new.full_clean()
        new.save(force_insert=True)
        self.touched.append(new)
        return new

    def _next_versi(self) -> Versi:
        return Versi(
            instansi=self.instansi,
            periode=self.periode,
            nomor=Versi.objects.next_nomor(self.periode),
            status=Versi.Status.BERLAKU,
            berlaku_sejak=self.instansi.hari_ini,
            alasan="Impor rencana",
            dibuat_oleh=self.user,
        )

    def _advance(self, new: Versi) -> None:
        """The next version comes into force in the same moment as the old one is replaced."""
        old = Versi.objects.filter(periode=self.periode, status=Versi.Status.BERLAKU)
        self.touched += list(old)
        old.update(status=Versi.Status.DIGANTI, revisi=F("revisi") + 1)
        new.save(force_insert=True)

    def _identities(
        self, model: Any, rows: Iterable[BarisSimpul | BarisIndikator]
    ) -> dict[str, Any]:
        """The identity behind every kode of the document; new ones are made."""
        known = {row.kode: row for row in model.objects.filter(periode=self.periode)}
        same = {"instansi": self.instansi, "periode": self.periode}
        new = [model(kode=row.kode, **same) for row in rows if row.kode not in known]
        made = model.objects.bulk_create(new, batch_size=SEKALIGUS)
        self.touched += made
        return known | {row.kode: row for row in made}

    def _write_simpul(self, simpul: Mapping[str, Simpul]) -> None:
        self.penulis.write(
            "simpul",
            [
                (old, {"simpul_id": simpul[row.kode].pk}, self._isi_simpul(row, urutan, simpul))
                for row, old, urutan in _changed(
                    self.rencana.simpul, self.stored.simpul, self.stored.baris_simpul
                )
            ],
        )

    def _isi_simpul(self, row: BarisSimpul, urutan: int, simpul: Mapping[str, Simpul]) -> Isi:
        return {
            "induk_id": self._find_induk(row.induk, simpul),
            "jenjang": row.jenjang,
            "pernyataan": row.pernyataan,
            "penerima_manfaat": row.penerima_manfaat,
            "perangkat_daerah_id": self.acuan.units[row.unit].pk if row.unit else None,
            "nomenklatur": row.nomenklatur,
            "faktor_kunci": row.faktor_kunci,
            "tanda": list(row.tanda),
            "kontributor": sorted(self.acuan.semua_unit[kode] for kode in row.kontributor),
            "urutan": urutan,
        }

    def _write_indikator(
        self, indikator: Mapping[str, Indikator], simpul: Mapping[str, Simpul]
    ) -> None:
        sheets = {kode: _sheet(row) for kode, row in self.stored.baris_indikator.items()}
        rows = map(_sheet, self.rencana.indikator)
        self.penulis.write(
            "indikator",
            [
                (old, {"indikator_id": indikator[row.kode].pk}, self._isi(row, urutan, simpul))
                for row, old, urutan in _changed(rows, self.stored.indikator, sheets)
            ],
        )

    def _isi(self, row: BarisIndikator, urutan: int, simpul: Mapping[str, Simpul]) -> Isi:
        return {
            "simpul_id": simpul[row.simpul].pk,
            "perangkat_daerah_id": self.acuan.units[row.unit].pk,
            "rumus": row.rumus.value,
            "arah": row.arah.value if row.arah else "",
            "agregasi": row.agregasi.value,
            "frekuensi": row.frekuensi.value,
            "urutan": urutan,
            **{name: getattr(row, name) for name in LEMBAR},
        }

    def _write_target_tahun(self, indikator: Mapping[str, Indikator]) -> None:
        tulisan: list[Tulisan] = []
        for row in self.rencana.indikator:
            for tahun, target in row.target_tahun.items():
                old = self.stored.target_tahun.get((row.kode, tahun))
                if old is None or old.to_rule() != target:
                    kunci = {"indikator_id": indikator[row.kode].pk, "tahun": tahun}
                    tulisan.append((old, kunci, target_columns(target)))
        self.penulis.write("target", tulisan)

    def _write_target_triwulan(self, indikator: Mapping[str, Indikator]) -> None:
        """Promises for quarters are yearly data without versions: they are changed in place."""
        new: list[TargetMasa] = []
        changed: dict[Target, list[TargetMasa]] = {}
        for row in self.rencana.indikator:
            same: dict[str, Any] = {"instansi": self.instansi, "indikator": indikator[row.kode]}
            for (tahun, ke), target in row.target_triwulan.items():
                old = self.stored.target_triwulan.get((row.kode, tahun, ke))
                if old is None:
                    columns = {"tahun": tahun, "masa": "triwulan", "ke": ke}
                    new.append(TargetMasa(**same, **columns, **target_columns(target)))
                elif old.to_rule() != target:
                    changed.setdefault(target, []).append(old)
        self.touched += TargetMasa.objects.bulk_create(new, batch_size=SEKALIGUS)
        for target, rows in changed.items():
            for some in in_parts(rows):
                found = TargetMasa.objects.filter(pk__in=[row.pk for row in some])
                found.update(**target_columns(target), revisi=F("revisi") + 1)
                self.touched += some

    def _find_induk(self, induk: str, simpul: Mapping[str, Simpul]) -> int | None:
        if not induk:
            return None
        above = self.acuan.daerah.get(induk)
        return above.simpul_id if above else simpul[induk].pk


def _changed(
    rows: Iterable[B], contents: Mapping[str, C], stored: Mapping[str, B]
) -> Iterator[tuple[B, C | None, int]]:
    """The rows to write, with their content so far and their place: where it stood, or behind all."""
    last = max((content.urutan for content in contents.values()), default=0)
    for number, row in enumerate(rows, start=1):
        if row != stored.get(row.kode):
            old = contents.get(row.kode)
            yield row, old, old.urutan if old is not None else last + number * JARAK


def _sheet(row: BarisIndikator) -> BarisIndikator:
    """The indicator's sheet without its promises, which have rows of their own."""
    return replace(row, target_tahun={}, target_triwulan={})
