"""The workbook of budget lines: the DPA of any unit at any stage, one sub-activity a row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sakip.organisasi.models import PerangkatDaerah
from sakip.perencanaan.actions.pagu import BarisPagu, import_pagu, load_pagu
from sakip.perencanaan.imports.anggaran import read_tahun, read_uang
from sakip.perencanaan.imports.base import Baris, Isian, Reader, begin, find_ambigu
from sakip.perencanaan.imports.sel import Sel, read_teks, write_ukuran
from sakip.perencanaan.rencana import PAGU, Bacaan
from sakip.rules.angka import Pemisah, shorten_teks
from sakip.rules.nomenklatur import POLA, SUBKEGIATAN, part_kode
from sakip.rules.pagu import read_tahap, write_tahap
from sakip.web.xlsx import Kolom

KUNCI = ("unit", "tahun", "tahap", "kode", "sumber_dana")


def read_kode(teks: str, _: Pemisah | None) -> str:
    """The code of a sub-activity, with the unit's own bidang; its name may stand behind it."""
    kode = part_kode(teks)[0]
    if not POLA[SUBKEGIATAN].fullmatch(kode):
        raise ValueError(
            f'"{shorten_teks(teks)}" bukan kode sub kegiatan. Tulis seperti 1.02.02.2.02.0001.'
        )
    return kode


def read_nama(teks: str, _: Pemisah | None) -> str:
    """The name of a sub-activity, without the code that other systems write before it."""
    kode, nama = part_kode(teks)
    if not POLA[SUBKEGIATAN].fullmatch(kode):
        nama = teks
    if not nama:
        raise ValueError("Belum diisi.")
    return _read_pendek(600)(nama, None)


def _read_tahap(teks: str, _: Pemisah | None) -> int:
    return read_tahap(teks)


def _read_pendek(panjang: int) -> Callable[[str, Pemisah | None], str]:
    def read(teks: str, _: Pemisah | None) -> str:
        if len(teks) > panjang:
            raise ValueError(f"Isinya {len(teks)} huruf; paling banyak {panjang}.")
        return teks

    return read


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
SEL_PAGU = (
    Sel(Kolom("unit", "Perangkat daerah", wajib=True, contoh="05",
              keterangan="Kodenya; sub-SKPD memakai kodenya sendiri."), read_teks),
    Sel(Kolom("tahun", "Tahun", wajib=True, contoh="2026"), read_tahun),
    Sel(Kolom("tahap", "Tahap", wajib=True, contoh="murni", lebar=24,
              keterangan="murni, pergeseran 1, perubahan, pergeseran perubahan 1, dan seterusnya."),
        _read_tahap, write_tahap),
    Sel(Kolom("kode", "Kode sub kegiatan", wajib=True, contoh="1.02.02.2.02.0001", lebar=24,
              keterangan="Dengan kode bidang perangkat daerah sendiri, bukan X.XX. Nama boleh menyusul "
              "sesudah spasi, seperti ekspor SIPD."), read_kode),
    Sel(Kolom("nama", "Sub kegiatan", wajib=True, lebar=50,
              contoh="Pengelolaan Pelayanan Kesehatan Ibu Hamil"), read_nama, cadangan="kode"),
    Sel(Kolom("sumber_dana", "Sumber dana", wajib=True, contoh="APBD", lebar=24,
              keterangan="APBD, DAK fisik, DAK nonfisik, BLUD, dan lainnya."), _read_pendek(100)),
    Sel(Kolom("jumlah", "Pagu", wajib=True, contoh="1.250.000.000", angka=True, lebar=24),
        read_uang, write_ukuran),
)  # fmt: skip


class PaguReader(Reader):
    """Reads budget lines of any unit of the agency."""

    max_baris = 20_000
    # The year the page stands at; a file of another year is refused row by row.
    tahun: int | None = None

    @property
    def lembar(self) -> Mapping[str, Sequence[Kolom]]:
        return {PAGU: [sel.kolom for sel in (*SEL_PAGU, INSTANSI)]}

    def read(self, rows: list[Baris]) -> Bacaan:
        isian = begin(rows)
        units = {
            unit.kode: unit for unit in PerangkatDaerah.objects.filter(instansi=self.user.instansi)
        }
        values = [self._parse(one, units) for one in isian]
        years = {row["tahun"] for row in values if "tahun" in row}
        stored = {kunci: BarisPagu.of(row) for kunci, row in load_pagu(years, self.user).items()}
        first: dict[str, int] = {}
        for one, cells in zip(isian, values, strict=True):
            self._settle(one, cells, first)
        good = [one.nilai for one in isian if one.nilai is not None]
        return Bacaan(
            baris=[self._outcome(one, stored, units) for one in isian],
            ambigu=find_ambigu(isian),
            write=lambda user: import_pagu(good, acting_user=user),
        )

    def _parse(self, isian: Isian, units: Mapping[str, PerangkatDaerah]) -> dict[str, Any]:
        """Every cell; a line is complete or faulty, so that nothing is taken from another stage."""
        values: dict[str, Any] = {}
        self.read_cells(isian, SEL_PAGU, values, is_new=True)
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
        """The row as a line; a second one about the same line is refused."""
        if isian.galat or len(values) < len(fields(BarisPagu)):
            return
        baris, nomor = BarisPagu(**values), isian.baris["nomor"]
        if first.setdefault(baris.kunci, nomor) != nomor:
            pesan = f"Baris ini sudah ada di baris {first[baris.kunci]}. Hapus salah satunya."
            isian.refuse("kode", pesan)
            return
        isian.nilai = baris

    def _outcome(
        self, isian: Isian, stored: Mapping[str, BarisPagu], units: Mapping[str, PerangkatDaerah]
    ) -> Baris:
        new: BarisPagu | None = isian.nilai
        if new is None:
            return self.outcome(isian, "baru", isian.kode, "")
        judul, old = f"{new.nama}, {units[new.unit].nama}", stored.get(new.kunci)
        if old is None:
            return self.outcome(isian, "baru", new.kode, judul)
        before, after = write_pagu(old), write_pagu(new)
        changes = [(k, before[k], after[k]) for k in before if before[k] != after[k]]
        return self.outcome(isian, "berubah" if changes else "sama", new.kode, judul, changes)


def write_pagu(row: BarisPagu) -> dict[str, str]:
    """A line as the texts of its cells."""
    return {sel.kunci: sel.write(getattr(row, sel.kunci)) for sel in SEL_PAGU}
