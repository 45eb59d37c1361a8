"""The workbook of budget lines: the DPA of any unit at any stage, one sub-activity a row."""

from collections.abc import Callable, Collection, Mapping, Sequence

from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.perencanaan.actions.pagu import BarisPagu, import_pagu, load_pagu
from sakip.perencanaan.imports.anggaran import read_tahun, read_uang
from sakip.perencanaan.imports.sel import Sel, read_teks, write_ukuran
from sakip.perencanaan.imports.uang import BarisReader
from sakip.perencanaan.rencana import PAGU, Perubahan
from sakip.rules.angka import Pemisah, shorten_teks
from sakip.rules.nomenklatur import POLA, SUBKEGIATAN, part_kode
from sakip.rules.pagu import read_tahap, write_tahap
from sakip.web.xlsx import Kolom


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
    return read_pendek(600)(nama, None)


def _read_tahap(teks: str, _: Pemisah | None) -> int:
    return read_tahap(teks)


def read_pendek(panjang: int) -> Callable[[str, Pemisah | None], str]:
    """A reader of a text that may not be longer."""

    def read(teks: str, _: Pemisah | None) -> str:
        if len(teks) > panjang:
            raise ValueError(f"Isinya {len(teks)} huruf; paling banyak {panjang}.")
        return teks

    return read


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
              keterangan="APBD, DAK fisik, DAK nonfisik, BLUD, dan lainnya."), read_pendek(100)),
    Sel(Kolom("jumlah", "Pagu", wajib=True, contoh="1.250.000.000", angka=True, lebar=24),
        read_uang, write_ukuran),
)  # fmt: skip


class PaguReader(BarisReader):
    """Reads budget lines of any unit of the agency."""

    nama, sels, baris = PAGU, SEL_PAGU, BarisPagu

    def load(self, years: Collection[int]) -> Mapping[str, BarisPagu]:
        return {kunci: BarisPagu.of(row) for kunci, row in load_pagu(years, self.user).items()}

    def write(self, rows: Sequence[BarisPagu], user: Pengguna) -> Perubahan:
        return import_pagu(rows, acting_user=user)

    def judul(self, row: BarisPagu, unit: PerangkatDaerah) -> str:
        return f"{row.nama}, {unit.nama}"
