"""Reads an LKE workbook back: only its codes and answers count, never what a formula last showed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from sakip.evaluasi.buku.gambar import KODE_ENTITAS, KODE_PERATURAN
from sakip.rules.angka import AngkaError, read_angka
from sakip.rules.instrumen import Butir, Instrumen, load_instrumen
from sakip.rules.penilaian import Jawaban, PenilaianError, check_jenis_entitas
from sakip.shell.buku import open_berkas
from sakip.shell.galat import Galat, GalatError
from sakip.shell.lke_templat import LEMBAR
from sakip.web.xlsx import Baris, Kolom, read_sheet

KOLOM = (Kolom("kode", "Kode", wajib=True), Kolom("jawaban", "Jawaban", wajib=True, angka=True))
JUDUL = {kolom.kunci: kolom.judul for kolom in KOLOM}
MAX_BARIS = 1_000


@dataclass(frozen=True, slots=True)
class Lembar:
    """A sheet to score; `baris` is where each answer stands, empty when it has no rows."""

    instrumen: Instrumen
    nilai: Mapping[str, Jawaban]
    jenis_entitas: str | None
    baris: Mapping[str, int]


def read_lke(nama: str) -> Lembar:
    """The answers of the workbook by their codes, wherever the rows have moved.

    Raises GalatError with every fault, each with sheet, row and column.
    """
    rows = _read_rows(nama)
    if faults := [*_row_faults(rows)]:
        raise GalatError(*faults)
    # A component and its only sub-component may share a code: the answered row is the one meant.
    rows.sort(key=lambda row: "jawaban" in row.isi)
    isi = {str(row.isi["kode"]): str(row.isi.get("jawaban", "")) for row in rows}
    baris = {str(row.isi["kode"]): row.nomor for row in rows}
    instrumen = load_instrumen().get(isi.pop(KODE_PERATURAN, ""))
    if instrumen is None:
        pilihan = ", ".join(load_instrumen())
        pesan = f"Peraturan tidak dikenal; pilih {pilihan}, atau pakai templat baru."
        raise GalatError(at_lke(baris.get(KODE_PERATURAN), KODE_PERATURAN, pesan))
    jenis_entitas = isi.pop(KODE_ENTITAS, "") or None
    try:
        check_jenis_entitas(instrumen, jenis_entitas)
    except PenilaianError as error:
        raise GalatError(at_lke(baris[KODE_ENTITAS], KODE_ENTITAS, str(error))) from error
    butir = {row.kode: row for row in instrumen.butir(jenis_entitas)}
    if hilang := [kode for kode in butir if kode not in baris]:
        pesan = "Baris dengan kode ini tidak ada. Kembalikan barisnya, atau pakai templat baru."
        raise GalatError(*(at_lke(None, kode, pesan) for kode in hilang))
    nilai = {kode: _read_jawaban(butir.get(kode), teks) for kode, teks in isi.items() if teks}
    return Lembar(instrumen, nilai, jenis_entitas, baris)


def at_lke(baris: int | None, kode: str, pesan: str) -> Galat:
    """A fault of one answer of the sheet; without a row when the row itself is missing."""
    kolom = JUDUL["jawaban"] if baris else None
    return Galat(baris, kolom, f"Lembar {LEMBAR}, kode {kode}: {pesan}")


def _read_rows(nama: str) -> list[Baris]:
    try:
        berkas = open_berkas(nama)
        return read_sheet(berkas, KOLOM, nama=LEMBAR, max_baris=MAX_BARIS, tepat=True).baris
    except ValidationError as error:
        raise GalatError(*(Galat(None, None, pesan) for pesan in error.messages)) from error


def _row_faults(rows: list[Baris]) -> Iterator[Galat]:
    """Cells that cannot be read, answers without a code, and codes that are answered twice."""
    terjawab = set()
    for row in rows:
        for kunci, pesan in row.galat.items():
            yield Galat(row.nomor, JUDUL[kunci], f"Lembar {LEMBAR}: {pesan}")
        kode = row.isi.get("kode")
        if kode is None and "kode" not in row.galat:
            yield Galat(row.nomor, JUDUL["kode"], f"Lembar {LEMBAR}: Kode belum diisi.")
        if kode in terjawab and "jawaban" in row.isi:
            pesan = f"Lembar {LEMBAR}: Kode {kode} dijawab lebih dari sekali. Hapus salah satunya."
            yield Galat(row.nomor, JUDUL["jawaban"], pesan)
        if kode is not None and "jawaban" in row.isi:
            terjawab.add(kode)


def _read_jawaban(butir: Butir | None, teks: str) -> Jawaban:
    """The answer as the scale writes it: a spreadsheet takes capitals and small letters as one.

    A number loses the zeros at its end that only keep 1.234 from being read as thousands.
    """
    if butir is None:
        return teks
    if butir.skala.pilihan:
        kode = [row.kode for row in butir.skala.pilihan if row.kode.casefold() == teks.casefold()]
        return kode[0] if kode else teks
    try:
        return read_angka(teks).normalize()
    except AngkaError:
        return teks
