"""A workbook that comes back: is it ours and of this work, and what did the person change in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from xlsxwriter.utility import xl_col_to_name

from sakip.evaluasi.acuan import find_instrumen_of, load_instrumen_of
from sakip.evaluasi.buku.baris import (
    BARIS_JUDUL,
    JAWABAN,
    JUDUL,
    Baris,
    Kunci,
    build_baris,
    nomor_of,
)
from sakip.evaluasi.buku.bidang import JUDUL_BIDANG, hash_row, tidy
from sakip.evaluasi.buku.gambar import IDENTITAS
from sakip.evaluasi.buku.halaman import Ubahan, read_halaman
from sakip.evaluasi.buku.identitas import Identitas, IdentitasError, Objek, read_identitas
from sakip.evaluasi.hubungan import Hubungan
from sakip.evaluasi.isian import find_faults, read_isian
from sakip.evaluasi.lembar import load_lembar
from sakip.evaluasi.models import Penilaian
from sakip.evaluasi.permissions import can_score_subkomponen
from sakip.organisasi.models import Pengguna
from sakip.rules.varian import compute_sidik
from sakip.web.xlsx import LembarPetak, read_cells
from sakip.web.xlsx.read import Berkas

MAX_BARIS = 15_000
MAX_PESAN = 30
BUKAN_BUKU = (
    "Berkas ini bukan buku kerja LKE dari sini. Unduh buku kerjanya dahulu, isi, "
    "lalu unggah kembali."
)


def read_buku(berkas: Berkas, *, tahun: int, user: Pengguna) -> list[dict[str, Any]]:
    """What this person changed: by object `penilaian`, `lembar`, `tahap`, and `baris` of changed rows.

    Raises ValidationError with a sentence for every reason not to take the workbook, each with its sheet
    and cell. Nothing of a refused workbook is kept.
    """
    book = read_cells(berkas, max_baris=MAX_BARIS)
    identitas = _identify(book)
    if faults := [*_book_faults(identitas, tahun, user)]:
        raise ValidationError(faults)
    pks = [one.penilaian for one in identitas.objek]
    known = Penilaian.objects.visible_to(user).for_list().in_bulk(pks)
    changed = []
    for one in identitas.objek:
        own, rows = _read_object(one, known.get(one.penilaian), book.get(one.nama), (tahun, user))
        faults += [f"Lembar {one.nama}{teks}" for teks in own]
        if rows:
            objek = {"penilaian": one.penilaian, "lembar": one.nama, "tahap": one.tahap}
            changed.append(objek | {"baris": rows})
    if faults:
        more = len(faults) - MAX_PESAN
        last = [f"Dan {more} kesalahan lain. Perbaiki yang tertulis dahulu."] if more > 0 else []
        raise ValidationError(faults[:MAX_PESAN] + last)
    return changed


def _read_object(
    objek: Objek,
    penilaian: Penilaian | None,
    sheet: LembarPetak | None,
    untuk: tuple[int, Pengguna],
) -> tuple[list[str], list[Ubahan]]:
    """The faults of one sheet, and the rows that were changed in it."""
    tahun, user = untuk
    faults = [*_object_faults(objek, penilaian, tahun)]
    if faults or penilaian is None:
        return faults, []
    baris = build_baris(load_instrumen_of(penilaian), penilaian.jenis_entitas)
    faults = [*_cell_faults(objek, penilaian, baris, sheet)]
    if faults or sheet is None:
        return faults, []
    numbers = {row.kunci: nomor_of(n) for n, row in enumerate(baris)}
    rows = _read_changes(objek, numbers, sheet, faults)
    if rows:
        faults += _change_faults(penilaian, objek.tahap, rows, user)
    return faults, rows


def _identify(book: Mapping[str, LembarPetak]) -> Identitas:
    sheet = book.get(IDENTITAS)
    if sheet is None:
        raise ValidationError(BUKAN_BUKU)
    try:
        return read_identitas([sheet.row(n, 9) for n in range(1, sheet.tinggi + 1)])
    except IdentitasError as error:
        raise ValidationError(str(error)) from error


def _book_faults(identitas: Identitas, tahun: int, user: Pengguna) -> Iterator[str]:
    if identitas.instansi != user.instansi.kode_wilayah:
        yield (
            f"Buku kerja ini milik {identitas.nama_instansi}, bukan {user.instansi.nama}. "
            "Unduh buku kerja dari instansi Anda."
        )
    elif identitas.tahun != tahun:
        yield (
            f"Buku kerja ini untuk evaluasi tahun {identitas.tahun}, sedangkan halaman ini tahun {tahun}. "
            f"Unggah di halaman evaluasi {identitas.tahun}."
        )


def _object_faults(objek: Objek, penilaian: Penilaian | None, tahun: int) -> Iterator[str]:
    """Whether a sheet is about an evaluation within reach, by the instrument as it is now."""
    if penilaian is None or (penilaian.kode, penilaian.tahun_evaluasi) != (objek.kode, tahun):
        yield ": penilaian ini tidak ada, atau di luar jangkauan tugas Anda."
        return
    instrumen = find_instrumen_of(penilaian)
    version = (penilaian.peraturan, compute_sidik(instrumen) if instrumen else "")
    if version != (objek.peraturan, objek.sidik):
        yield (
            f": isi berkas lembar {penilaian.peraturan} bukan lagi yang dipakai buku kerja ini. "
            "Unduh buku kerja baru, lalu salin isian Anda ke sana."
        )


def _cell_faults(
    objek: Objek, penilaian: Penilaian, baris: Sequence[Baris], sheet: LembarPetak | None
) -> Iterator[str]:
    """Whether everything that says what a cell means stands where it stood."""
    if sheet is None:
        yield " tidak ada lagi di berkas. Unduh buku kerja baru, lalu salin isian Anda ke sana."
        return
    expected = {"A1": objek.judul, "E4": penilaian.peraturan, "E5": penilaian.jenis_entitas}
    for kunci, kolom in _places(objek).items():
        if kunci in JUDUL_BIDANG:
            expected[f"{kolom}{BARIS_JUDUL}"] = JUDUL_BIDANG[kunci]
    for n, row in enumerate(baris):
        expected[f"A{nomor_of(n)}"] = row.kunci.kode
        expected[f"B{nomor_of(n)}"] = tidy(row.uraian)
    moved = [sel for sel, teks in expected.items() if sheet.isi.get(sel, "") != teks]
    for sel in moved[:3]:
        yield f" sel {sel}: sel terkunci ini berubah. Kembalikan menjadi “{expected[sel]}”."


def _read_changes(
    objek: Objek, numbers: Mapping[Kunci, int], sheet: LembarPetak, faults: list[str]
) -> list[Ubahan]:
    """The rows whose cells are no longer what they were made from; a cell nobody can read is a fault."""
    places, changed = _places(objek), []
    for kunci, asal in objek.baris.items():
        sel = {one: f"{places[one]}{numbers[kunci]}" for one in asal.bidang}
        faults += [f" sel {one}: {sheet.salah[one]}" for one in sel.values() if one in sheet.salah]
        isi = {one: sheet.isi[at] for one, at in sel.items() if at in sheet.isi}
        if hash_row(isi) != asal.sidik:
            row = {"tingkat": kunci.tingkat, "kode": kunci.kode, "sel": sel, "isi": isi}
            changed.append(row | {"revisi": asal.revisi})
    return changed


def _change_faults(
    penilaian: Penilaian, tahap: str, rows: list[Ubahan], user: Pengguna
) -> Iterator[str]:
    """Why what was changed cannot be stored: the stage, the person, or single cells."""
    decision = can_score_subkomponen(Hubungan(user, penilaian), tahap)
    if not decision:
        yield f": {decision.reason}"
        return
    lembar = load_lembar(penilaian)
    for kode, page in read_halaman(lembar, rows).items():
        sub = lembar.subkomponen(kode)
        if sub is None:
            continue
        for name, teks in find_faults(lembar, sub, read_isian(lembar, sub, tahap, page.isi)):
            at = f" sel {page.sel[name]}" if name in page.sel else f", subkomponen {kode}"
            yield f"{at}: {teks}"


def _places(objek: Objek) -> dict[str, str]:
    """The letter of every column by its key."""
    found = {kunci: xl_col_to_name(n) for n, kunci in enumerate(objek.kolom, start=len(JUDUL))}
    return {JAWABAN: xl_col_to_name(JUDUL.index("Jawaban")), **found}
