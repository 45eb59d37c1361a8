"""The workbook of what was spent: each budget line of any unit to the end of a quarter."""

from collections.abc import Collection, Mapping, Sequence

from sakip.organisasi.models import Pengguna
from sakip.perencanaan.actions.serapan import (
    BarisSerapan,
    check_pagu,
    import_serapan,
    load_serapan,
)
from sakip.perencanaan.imports.anggaran import read_tahun, read_triwulan, read_uang
from sakip.perencanaan.imports.pagu import read_kode, read_pendek
from sakip.perencanaan.imports.sel import Sel, read_teks, write_ukuran
from sakip.perencanaan.imports.uang import BarisReader
from sakip.perencanaan.rencana import SERAPAN, Perubahan
from sakip.web.xlsx import Kolom

SEL_SERAPAN = (
    Sel(Kolom("unit", "Perangkat daerah", wajib=True, contoh="05",
              keterangan="Kodenya; sub-SKPD memakai kodenya sendiri."), read_teks),
    Sel(Kolom("tahun", "Tahun", wajib=True, contoh="2026"), read_tahun),
    Sel(Kolom("triwulan", "Triwulan", wajib=True, contoh="3", pilihan=("1", "2", "3", "4")),
        read_triwulan),
    Sel(Kolom("kode", "Kode sub kegiatan", wajib=True, contoh="1.02.02.2.02.0001", lebar=24,
              keterangan="Yang pagunya sudah dimuat. Nama boleh menyusul sesudah spasi, seperti ekspor "
              "SIPD."), read_kode),
    Sel(Kolom("sumber_dana", "Sumber dana", wajib=True, contoh="APBD", lebar=24,
              keterangan="Seperti pada baris pagunya."), read_pendek(100)),
    Sel(Kolom("realisasi", "Realisasi", wajib=True, contoh="610.000.000", angka=True, lebar=24,
              keterangan="Dari awal tahun sampai akhir triwulan itu."),
        read_uang, write_ukuran),
)  # fmt: skip


class SerapanReader(BarisReader):
    """Reads what was spent of budget lines; a row without its line is a fault."""

    nama, sels, baris = SERAPAN, SEL_SERAPAN, BarisSerapan

    def load(self, years: Collection[int]) -> Mapping[str, BarisSerapan]:
        return {
            kunci: BarisSerapan.of(row) for kunci, row in load_serapan(years, self.user).items()
        }

    def write(self, rows: Sequence[BarisSerapan], user: Pengguna) -> Perubahan:
        return import_serapan(rows, acting_user=user)

    def find_faults(self, rows: Sequence[BarisSerapan]) -> Mapping[str, str]:
        return check_pagu(rows, self.user)
