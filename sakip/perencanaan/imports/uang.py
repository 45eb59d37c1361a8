"""What files of money by budget line share: every row is complete or faulty, and of this agency and year."""

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from typing import Any, ClassVar

from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.perencanaan.imports.base import Baris, Isian, Reader, begin, find_ambigu
from sakip.perencanaan.imports.sel import Sel, read_teks
from sakip.perencanaan.rencana import Bacaan, Perubahan
from sakip.web.xlsx import Kolom

# Whose file it is: the template fills it in, an export of another system may lack it.
INSTANSI = Sel(
    Kolom(
        "instansi",
        "Kode wilayah",
        contoh="35.99",
        keterangan="Kode wilayah instansi; kosong berarti instansi ini.",
    ),
    read_teks,
)


class BarisReader(Reader):
    """Reads rows about budget lines of any unit of the agency; `baris` is what a row becomes."""

    max_baris = 20_000
    # The year the page stands at; a file of another year is refused row by row.
    tahun: int | None = None
    nama: ClassVar[str]
    sels: ClassVar[tuple[Sel, ...]]
    baris: ClassVar[type[Any]]

    @property
    def lembar(self) -> Mapping[str, Sequence[Kolom]]:
        return {self.nama: [sel.kolom for sel in (*self.sels, INSTANSI)]}

    @abstractmethod
    def load(self, years: Collection[int]) -> Mapping[str, Any]:
        """What is stored of these years, as rows by their key."""

    @abstractmethod
    def write(self, rows: Sequence[Any], user: Pengguna) -> Perubahan:
        """Write the good rows."""

    def find_faults(self, rows: Sequence[Any]) -> Mapping[str, str]:
        """What else is wrong with rows that can be read: a sentence about the code, by their key."""
        return {}

    def judul(self, row: Any, unit: PerangkatDaerah) -> str:
        """What the preview says the row is about."""
        return unit.nama

    def write_cells(self, row: Any) -> dict[str, str]:
        """A row as the texts of its cells."""
        return {sel.kunci: sel.write(getattr(row, sel.kunci)) for sel in self.sels}

    def read(self, rows: list[Baris]) -> Bacaan:
        isian = begin(rows)
        units = {
            unit.kode: unit for unit in PerangkatDaerah.objects.filter(instansi=self.user.instansi)
        }
        values = [self._parse(one, units) for one in isian]
        stored = self.load({row["tahun"] for row in values if "tahun" in row})
        first: dict[str, int] = {}
        for one, cells in zip(isian, values, strict=True):
            self._settle(one, cells, first)
        self._refuse_faulty(isian)
        good = [one.nilai for one in isian if one.nilai is not None]
        return Bacaan(
            baris=[self._outcome(one, stored, units) for one in isian],
            ambigu=find_ambigu(isian),
            write=lambda user: self.write(good, user),
        )

    def _parse(self, isian: Isian, units: Mapping[str, PerangkatDaerah]) -> dict[str, Any]:
        """Every cell; a row is complete or faulty, so that nothing is taken from what is stored."""
        values: dict[str, Any] = {}
        self.read_cells(isian, self.sels, values, is_new=True)
        owner = isian.baris["isi"].get(INSTANSI.kunci, "")
        if owner not in ("", self.user.instansi.kode_wilayah):
            isian.refuse(INSTANSI.kunci, f"Baris ini milik instansi {owner}, bukan instansi Anda.")
        if self.tahun and values.get("tahun", self.tahun) != self.tahun:
            pesan = f"Halaman ini untuk tahun {self.tahun}. Buka tahun {values['tahun']} dahulu."
            isian.refuse("tahun", pesan)
        if "unit" in values and values["unit"] not in units:
            isian.refuse("unit", f"Perangkat daerah dengan kode {values['unit']} tidak ada.")
        return values

    def _settle(self, isian: Isian, values: dict[str, Any], first: dict[str, int]) -> None:
        """The row as a value; a second one about the same line is refused."""
        if isian.galat or len(values) < len(fields(self.baris)):
            return
        baris, nomor = self.baris(**values), isian.baris["nomor"]
        if first.setdefault(baris.kunci, nomor) != nomor:
            pesan = f"Baris ini sudah ada di baris {first[baris.kunci]}. Hapus salah satunya."
            isian.refuse("kode", pesan)
            return
        isian.nilai = baris

    def _refuse_faulty(self, isian: Sequence[Isian]) -> None:
        read = [one for one in isian if one.nilai is not None]
        faults = self.find_faults([one.nilai for one in read])
        for one in read:
            if one.nilai.kunci in faults:
                one.refuse("kode", faults[one.nilai.kunci])
                one.nilai = None

    def _outcome(
        self, isian: Isian, stored: Mapping[str, Any], units: Mapping[str, PerangkatDaerah]
    ) -> Baris:
        new = isian.nilai
        if new is None:
            return self.outcome(isian, "baru", isian.kode, "")
        judul, old = self.judul(new, units[new.unit]), stored.get(new.kunci)
        if old is None:
            return self.outcome(isian, "baru", new.kode, judul)
        before, after = self.write_cells(old), self.write_cells(new)
        changes = [(k, before[k], after[k]) for k in before if before[k] != after[k]]
        return self.outcome(isian, "berubah" if changes else "sama", new.kode, judul, changes)
