"""The workbook of a plan: nodes and indicators with their typed targets, each row by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import Any

from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.perencanaan.actions.rencana import import_rencana
from sakip.perencanaan.acuan import Acuan, load_acuan
from sakip.perencanaan.checks import bidang_tahun, bidang_triwulan, check_rencana, years_of
from sakip.perencanaan.imports.base import (
    Baris,
    Isian,
    Reader,
    begin,
    find_ambigu,
)
from sakip.perencanaan.imports.kolom import SEL_INDIKATOR, SEL_SIMPUL, kolom_target
from sakip.perencanaan.imports.sel import Sel, write_janji
from sakip.perencanaan.rencana import (
    INDIKATOR,
    SIMPUL,
    Bacaan,
    BarisIndikator,
    BarisSimpul,
    Rencana,
)
from sakip.rules.angka import Pemisah
from sakip.rules.target import Target, read_target
from sakip.web.xlsx import Kolom

SEL: Mapping[str, tuple[Sel, ...]] = {SIMPUL: SEL_SIMPUL, INDIKATOR: SEL_INDIKATOR}
# Without these there is no row that could be checked.
WAJIB = {lembar: {sel.kunci for sel in sels if sel.kolom.wajib} for lembar, sels in SEL.items()}
Dokumen = Rencana
"""A plan without rows: which document a file is about."""


class RencanaReader(Reader):
    """Reads a file into the document that `dokumen` names; `unit` is its owner, None for the agency."""

    def __init__(
        self,
        dokumen: Dokumen,
        unit: PerangkatDaerah | None,
        user: Pengguna,
        pemisah: Pemisah | None = None,
    ) -> None:
        super().__init__(user, pemisah)
        self.dokumen = dokumen
        self.unit = unit
        years = years_of(dokumen)
        self.targets = list(kolom_target(years, years))

    @property
    def lembar(self) -> Mapping[str, Sequence[Kolom]]:
        return {
            SIMPUL: [sel.kolom for sel in SEL_SIMPUL],
            INDIKATOR: [*(sel.kolom for sel in SEL_INDIKATOR), *(k for _, k in self.targets)],
        }

    def load_acuan(self) -> Acuan:
        """What the file is read against, as it stands now."""
        return load_acuan(self.user.instansi, self.dokumen, self.unit)

    def read(self, rows: list[Baris]) -> Bacaan:
        acuan = self.load_acuan()
        isian = begin(rows)
        for one in isian:
            self._parse(one, acuan)
        _mark_twins(isian)
        rencana = self._settle(isian, acuan)
        done = {(SIMPUL, row.kode): row for row in rencana.simpul} | {
            (INDIKATOR, row.kode): row for row in rencana.indikator
        }
        return Bacaan(
            baris=[self._outcome(one, done, acuan) for one in isian],
            ambigu=find_ambigu(isian),
            write=lambda user: import_rencana(rencana, acting_user=user),
        )

    def _parse(self, isian: Isian, acuan: Acuan) -> None:
        """What the row says, on top of what is stored under its kode."""
        lembar = isian.baris["lembar"]
        old = stored_rows(acuan, lembar).get(isian.kode)
        values: dict[str, Any] = {"unit": ""}
        if old is not None:
            values = {field.name: getattr(old, field.name) for field in fields(old)}
        self.read_cells(isian, SEL[lembar], values, is_new=old is None)
        if lembar == INDIKATOR:
            self._parse_targets(isian, values, acuan)
        if values.keys() >= WAJIB[lembar]:
            isian.nilai = (BarisSimpul if lembar == SIMPUL else BarisIndikator)(**values)

    def _parse_targets(self, isian: Isian, values: dict[str, Any], acuan: Acuan) -> None:
        """The promises, in the form that the formula needs; years and quarters apart."""
        rumus = values.get("rumus")
        if rumus is None:
            return
        skala = acuan.skala.get(values.get("skala", ""))
        typed: dict[int | tuple[int, int], Target] = {}
        for place, kolom in self.targets:
            text = isian.baris["isi"].get(kolom.kunci, "")
            if text:
                read = partial(read_target, text, rumus, skala=skala, pemisah_ribuan=self.pemisah)
                self.read_cell(isian, kolom.kunci, read, typed, place)
        for name, kind in (("target_tahun", int), ("target_triwulan", tuple)):
            own = {place: target for place, target in typed.items() if isinstance(place, kind)}
            values[name] = {**values.get(name, {}), **own}

    def _settle(self, isian: list[Isian], acuan: Acuan) -> Rencana:
        """The plan of the rows that hold together: a row whose parent falls away falls with it.

        Rows with unreadable cells are checked once too, so that all that is wrong is said at once.
        """
        named = {one.kode for one in isian if one.baris["lembar"] == SIMPUL}
        rows = [one for one in isian if one.nilai is not None]
        by_kode = {(one.baris["lembar"], one.kode): one for one in rows}
        while True:
            rencana = acuan.complete(self._make_rencana(rows), disebut=named)
            for fault in check_rencana(rencana, acuan):
                by_kode[fault.lembar, fault.kode].refuse(fault.bidang, fault.pesan)
            good = [one for one in rows if not one.galat]
            if len(good) == len(rows):
                return rencana
            rows = good

    def _make_rencana(self, rows: list[Isian]) -> Rencana:
        return replace(
            self.dokumen,
            simpul=tuple(one.nilai for one in rows if one.baris["lembar"] == SIMPUL),
            indikator=tuple(one.nilai for one in rows if one.baris["lembar"] == INDIKATOR),
        )

    def _outcome(
        self,
        isian: Isian,
        done: Mapping[tuple[str, str], BarisSimpul | BarisIndikator],
        acuan: Acuan,
    ) -> Baris:
        lembar = isian.baris["lembar"]
        old = stored_rows(acuan, lembar).get(isian.kode)
        cells = isian.baris["isi"]
        name = "pernyataan" if lembar == SIMPUL else "nama"
        judul = cells.get(name) or (getattr(old, name) if old else "")
        new = done.get((lembar, isian.kode)) if not isian.galat else None
        if new is None or old is None:
            return self.outcome(isian, "baru", isian.kode, judul)
        if new == old:
            return self.outcome(isian, "sama", isian.kode, judul)
        before, after = write_cells(old), write_cells(new)
        changes = [
            (kolom.kunci, before.get(kolom.kunci, ""), after.get(kolom.kunci, ""))
            for kolom in self.lembar[lembar]
            if before.get(kolom.kunci, "") != after.get(kolom.kunci, "")
        ]
        return self.outcome(isian, "berubah", isian.kode, judul, changes)


def write_cells(row: BarisSimpul | BarisIndikator) -> dict[str, str]:
    """A row of a plan as the texts of its cells, empty ones left out."""
    sels = SEL_SIMPUL if isinstance(row, BarisSimpul) else SEL_INDIKATOR
    cells = {sel.kunci: sel.write(getattr(row, sel.kunci)) for sel in sels}
    if isinstance(row, BarisIndikator):
        for tahun, target in row.target_tahun.items():
            cells[bidang_tahun(tahun)] = write_janji(target, row.desimal)
        for masa, target in row.target_triwulan.items():
            cells[bidang_triwulan(*masa)] = write_janji(target, row.desimal)
    return {kunci: text for kunci, text in cells.items() if text}


def stored_rows(acuan: Acuan, lembar: str) -> Mapping[str, BarisSimpul | BarisIndikator]:
    """The rows of a sheet that the version in force has, by kode."""
    return acuan.tersimpan.baris_simpul if lembar == SIMPUL else acuan.tersimpan.baris_indikator


def _mark_twins(isian: Iterable[Isian]) -> None:
    """Two rows about one thing: neither says which of them is meant, so the second is refused."""
    first: dict[tuple[str, str], int] = {}
    for one in isian:
        key = (one.baris["lembar"], one.kode)
        if one.kode and first.setdefault(key, one.baris["nomor"]) != one.baris["nomor"]:
            pesan = f"Kode ini sudah ada di baris {first[key]}. Hapus salah satunya."
            one.refuse("kode", pesan)
            one.nilai = None
