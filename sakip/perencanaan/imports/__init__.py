"""What the rows of a workbook mean: a plan, or money of one of three kinds; read and written back."""

from sakip.organisasi.models import Pengguna
from sakip.perencanaan.imports.anggaran import AnggaranReader
from sakip.perencanaan.imports.base import Baris, Berkas, Reader, read_book
from sakip.perencanaan.imports.pagu import PaguReader
from sakip.perencanaan.imports.rencana import RencanaReader
from sakip.perencanaan.imports.serapan import SerapanReader
from sakip.perencanaan.imports.uang import BarisReader
from sakip.perencanaan.models import ImporRencana
from sakip.perencanaan.rencana import Rencana
from sakip.rules.angka import Pemisah

PEMISAH: dict[str, Pemisah] = {".": ".", ",": ","}
PEMBACA_UANG: dict[str, type[AnggaranReader | BarisReader]] = {
    ImporRencana.Jenis.ANGGARAN.value: AnggaranReader,
    ImporRencana.Jenis.PAGU.value: PaguReader,
    ImporRencana.Jenis.SERAPAN.value: SerapanReader,
}


def make_reader(row: ImporRencana, user: Pengguna, *, pemisah_ribuan: str = "") -> Reader:
    """The reader of an uploaded file, for one person; `pemisah_ribuan` answers anew what 1.234 means."""
    pemisah = PEMISAH.get(pemisah_ribuan or row.pemisah_ribuan)
    if row.tahun_awal is None or row.tahun_akhir is None:
        reader = PEMBACA_UANG[row.jenis](user, pemisah)
        if isinstance(reader, BarisReader):
            reader.tahun = row.tahun_awal
        return reader
    unit = row.perangkat_daerah
    dokumen = Rencana(row.jenis, row.tahun_awal, row.tahun_akhir, unit.kode if unit else "")
    return RencanaReader(dokumen, unit, user, pemisah)


__all__ = [
    "PEMBACA_UANG",
    "AnggaranReader",
    "Baris",
    "Berkas",
    "PaguReader",
    "Reader",
    "RencanaReader",
    "SerapanReader",
    "make_reader",
    "read_book",
]
