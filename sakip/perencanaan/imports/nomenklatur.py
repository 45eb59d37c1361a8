"""The workbook of the national list: dirty as it is published, so each row says what was mended."""

from sakip.perencanaan.models.nomenklatur import PANJANG
from sakip.rules.nomenklatur import CatatanBaris, Daftar, add_baris
from sakip.web.xlsx.kolom import Kolom
from sakip.web.xlsx.read import Baris, Berkas, read_sheet

# The whole list has 7,765 rows and 9 million characters; it is read by the server's command alone.
MAX_BARIS = 20_000
MAX_HURUF = 40_000_000

KOLOM = (
    Kolom("jenis_pemda", "JENIS PEMDA", wajib=True),
    Kolom("bidang", "BIDANG", wajib=True),
    Kolom("program", "PROGRAM", wajib=True),
    Kolom("kegiatan", "KEGIATAN", wajib=True),
    Kolom("subkegiatan", "SUBKEGIATAN", wajib=True),
    Kolom("kinerja", "KINERJA"),
    Kolom("indikator", "INDIKATOR"),
    Kolom("satuan", "SATUAN"),
)
JUDUL = {kolom.kunci: kolom.judul for kolom in KOLOM}
PANJANG_SEL = {k: PANJANG.get(k, PANJANG["nama"]) for k in JUDUL}


def read_nomenklatur(berkas: Berkas) -> Daftar:
    """The codes of a workbook and what was noticed at its rows.

    Raises ValidationError when the file as a whole cannot be taken, or names no known column.
    """
    lembar = read_sheet(berkas, KOLOM, max_baris=MAX_BARIS, max_huruf=MAX_HURUF)
    daftar = Daftar()
    for row in lembar.baris:
        if faults := _faults(row):
            daftar.catatan += faults
            continue
        if row.dirapikan:
            columns = ", ".join(JUDUL[k] for k in JUDUL if k in row.dirapikan)
            daftar.note(row.nomor, _first(row), f"Spasi dan ganti baris dirapikan: {columns}.")
        add_baris(daftar, row.nomor, {k: str(v) for k, v in row.isi.items()})
    return daftar


def _first(row: Baris) -> str:
    return next(k for k in JUDUL if k in row.dirapikan)


def _faults(row: Baris) -> list[CatatanBaris]:
    """Cells that cannot be read, or are longer than any text of the list."""
    faults = [CatatanBaris(row.nomor, k, pesan, True) for k, pesan in row.galat.items()]
    for k, value in row.isi.items():
        if len(str(value)) > PANJANG_SEL[k]:
            pesan = f"Isinya {len(str(value))} huruf; paling banyak {PANJANG_SEL[k]}."
            faults.append(CatatanBaris(row.nomor, k, pesan, True))
    return faults
