"""The workbook of money: pagu and realisasi of every unit to the end of a quarter."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.actions.anggaran import (
    BarisAnggaran,
    import_anggaran,
    load_anggaran,
)
from sakip.perencanaan.imports.base import Baris, Isian, Reader, begin, find_ambigu
from sakip.perencanaan.imports.sel import Sel, read_bulat, read_teks, read_ukuran, write_ukuran
from sakip.perencanaan.rencana import ANGGARAN, Bacaan
from sakip.rules.angka import Pemisah, shorten_teks
from sakip.rules.tanggal import ROMAWI
from sakip.web.fields import TERBESAR
from sakip.web.xlsx import Kolom

TAHUN_PERTAMA, TAHUN_TERAKHIR = 2000, 2100
KUNCI = ("unit", "tahun", "triwulan")


def read_tahun(teks: str, pemisah: Pemisah | None) -> int:
    """A year of this century."""
    tahun = read_bulat(teks, pemisah)
    if not TAHUN_PERTAMA <= tahun <= TAHUN_TERAKHIR:
        raise ValueError(f"Tulis tahun {TAHUN_PERTAMA} sampai {TAHUN_TERAKHIR}.")
    return tahun


def read_triwulan(teks: str, _: Pemisah | None) -> int:
    """3, III, TW III or TW 3."""
    bare = teks.casefold().removeprefix("triwulan").removeprefix("tw").strip()
    names = [*(str(n) for n in range(1, 5)), *map(str.casefold, ROMAWI)]
    if bare not in names:
        raise ValueError(f'"{shorten_teks(teks)}" bukan triwulan. Tulis 1 sampai 4.')
    return names.index(bare) % 4 + 1


def read_uang(teks: str, pemisah: Pemisah | None) -> Decimal:
    """Rupiah with at most two decimals."""
    uang = read_ukuran(teks, pemisah)
    sen = uang.scaleb(2)
    if sen != sen.to_integral_value() or sen > TERBESAR:
        raise ValueError("Tulis rupiah dengan paling banyak dua angka di belakang koma.")
    if uang < 0:
        raise ValueError("Rupiah tidak boleh kurang dari nol.")
    return uang


SEL_ANGGARAN = (
    Sel(Kolom("unit", "Perangkat daerah", wajib=True, contoh="05", keterangan="Kodenya."), read_teks),
    Sel(Kolom("tahun", "Tahun", wajib=True, contoh="2026"), read_tahun),
    Sel(Kolom("triwulan", "Triwulan", wajib=True, contoh="3", pilihan=("1", "2", "3", "4")),
        read_triwulan),
    Sel(Kolom("pagu", "Pagu", wajib=True, contoh="15.250.000.000", angka=True, lebar=24,
              keterangan="Pagu setahun yang berlaku pada akhir triwulan itu."),
        read_uang, write_ukuran),
    Sel(Kolom("realisasi", "Realisasi", wajib=True, contoh="9.150.000.000", angka=True, lebar=24,
              keterangan="Dari awal tahun sampai akhir triwulan itu."),
        read_uang, write_ukuran),
)  # fmt: skip


class AnggaranReader(Reader):
    """Reads money of any unit of the agency."""

    @property
    def lembar(self) -> Mapping[str, Sequence[Kolom]]:
        return {ANGGARAN: [sel.kolom for sel in SEL_ANGGARAN]}

    def read(self, rows: list[Baris]) -> Bacaan:
        isian = begin(rows)
        keys = [self._parse_key(one) for one in isian]
        quarters = {(key["tahun"], key["triwulan"]) for key in keys if len(key) == len(KUNCI)}
        found = load_anggaran(quarters, self.user)
        stored = {kode: BarisAnggaran.of(row) for kode, row in found.items()}
        units = {
            unit.kode: unit for unit in PerangkatDaerah.objects.filter(instansi=self.user.instansi)
        }
        first: dict[str, int] = {}
        for one, key in zip(isian, keys, strict=True):
            self._check_unit(one, key, units)
            self._parse_money(one, key, stored, first)
        good = [one.nilai for one in isian if one.nilai is not None]
        return Bacaan(
            baris=[
                self._outcome(one, key, stored, units) for one, key in zip(isian, keys, strict=True)
            ],
            ambigu=find_ambigu(isian),
            write=lambda user: import_anggaran(good, acting_user=user),
        )

    def _parse_key(self, isian: Isian) -> dict[str, Any]:
        """Whose money, and to the end of which quarter."""
        values: dict[str, Any] = {}
        sels = [sel for sel in SEL_ANGGARAN if sel.kunci in KUNCI]
        self.read_cells(isian, sels, values, is_new=True)
        return values

    def _check_unit(
        self, isian: Isian, key: dict[str, Any], units: Mapping[str, PerangkatDaerah]
    ) -> None:
        if "unit" in key and key["unit"] not in units:
            pesan = f"Perangkat daerah dengan kode {key['unit']} tidak ada."
            isian.refuse("unit", pesan)

    def _parse_money(
        self,
        isian: Isian,
        key: dict[str, Any],
        stored: Mapping[str, BarisAnggaran],
        first: dict[str, int],
    ) -> None:
        """The figures, on top of what is stored; a second row about the same quarter is refused."""
        kode = _kode(key)
        old = stored.get(kode)
        values = (
            {field.name: getattr(old, field.name) for field in fields(old)} if old else dict(key)
        )
        money = [sel for sel in SEL_ANGGARAN if sel.kunci not in KUNCI]
        self.read_cells(isian, money, values, is_new=old is None)
        nomor = isian.baris["nomor"]
        if kode and first.setdefault(kode, nomor) != nomor:
            pesan = f"Triwulan ini sudah ada di baris {first[kode]}. Hapus salah satunya."
            isian.refuse("triwulan", pesan)
        if not isian.galat:
            isian.nilai = BarisAnggaran(**values)

    def _outcome(
        self,
        isian: Isian,
        key: dict[str, Any],
        stored: Mapping[str, BarisAnggaran],
        units: Mapping[str, PerangkatDaerah],
    ) -> Baris:
        unit = units.get(key.get("unit", ""))
        judul = unit.nama if unit else ""
        old, new = stored.get(_kode(key)), isian.nilai
        if old is None or new is None:
            return self.outcome(isian, "baru", _kode(key), judul)
        before, after = write_anggaran(old), write_anggaran(new)
        changes = [(k, before[k], after[k]) for k in before if before[k] != after[k]]
        return self.outcome(isian, "berubah" if changes else "sama", _kode(key), judul, changes)


def write_anggaran(row: BarisAnggaran) -> dict[str, str]:
    """A row as the texts of its cells."""
    return {sel.kunci: sel.write(getattr(row, sel.kunci)) for sel in SEL_ANGGARAN}


def _kode(key: dict[str, Any]) -> str:
    """What the row is about; empty when that cannot be said."""
    if len(key) < len(KUNCI):
        return ""
    return BarisAnggaran(**key, pagu=Decimal(0), realisasi=Decimal(0)).kunci
