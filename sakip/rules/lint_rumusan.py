"""What the wording of one statement or indicator name calls for: L01, L02, L11.

The sheet of a page and a line of a text file are asked the same question here.
"""

from collections.abc import Iterator
from typing import Literal

from sakip.rules.kosakata import Kosakata
from sakip.rules.rumusan import (
    Bacaan,
    classify_indikator,
    classify_pernyataan,
    find_tanpa_penyebut,
    suggest_rumusan,
)
from sakip.rules.temuan import AturanLint, Bagian, Perbaikan, Temuan

Label = Literal["hasil", "keluaran", "indikator"]


def check_teks(aturan: AturanLint, kosakata: Kosakata, label: Label, teks: str) -> list[Temuan]:
    """The findings of one line: a `keluaran` may read as it likes, an `indikator` is of a hasil."""
    if label == "hasil":
        return list(check_hasil(aturan, kosakata, teks))
    if label == "indikator":
        return [
            *check_ukuran_hasil(aturan, kosakata, teks),
            *check_penyebut(aturan, kosakata, teks),
        ]
    return []


def check_hasil(
    aturan: AturanLint, kosakata: Kosakata, teks: str, kunci: str = ""
) -> Iterator[Temuan]:
    """L01: a statement of an outcome that reads as output or activity."""
    bacaan = classify_pernyataan(kosakata, teks)
    if bacaan.kelas == "hasil":
        return
    apa = "kegiatan" if bacaan.kelas == "aktivitas" else "keluaran"
    pesan = f"Ini terbaca sebagai {apa}. Perubahan apa yang dirasakan warga? {_sebut(bacaan)}"
    usul = suggest_rumusan(kosakata, teks)
    perbaikan = (
        *([Perbaikan("ubah_pernyataan", f"Ganti menjadi “{usul}”", usul)] if usul else []),
        Perbaikan("ubah_label", "Jadikan simpul keluaran", "keluaran"),
    )
    yield _temuan(aturan, "L01", "simpul", kunci, "pernyataan", pesan, perbaikan, bacaan)


def check_ukuran_hasil(
    aturan: AturanLint, kosakata: Kosakata, nama: str, kunci: str = ""
) -> Iterator[Temuan]:
    """L02: an indicator of an outcome that counts what the office made or did."""
    bacaan = classify_indikator(kosakata, nama)
    if bacaan.kelas == "hasil":
        return
    pesan = f"Label hasil, ukuran keluaran. Ganti salah satu. {_sebut(bacaan)}"
    perbaikan = (
        Perbaikan("ubah_nama", "Ukur perubahan yang dirasakan penerima manfaat"),
        Perbaikan("ubah_label", "Pindahkan ke simpul keluaran", "keluaran"),
    )
    yield _temuan(aturan, "L02", "indikator", kunci, "nama", pesan, perbaikan, bacaan)


def check_penyebut(
    aturan: AturanLint, kosakata: Kosakata, nama: str, kunci: str = ""
) -> Iterator[Temuan]:
    """L11: a percentage whose name does not say of what."""
    kata = find_tanpa_penyebut(kosakata, nama)
    if not kata:
        return
    bacaan = Bacaan("hasil", kata)
    pesan = f"Persentase dari apa? {_sebut(bacaan)}"
    perbaikan = (Perbaikan("ubah_nama", "Sebut penyebutnya: persentase … dari …"),)
    yield _temuan(aturan, "L11", "indikator", kunci, "nama", pesan, perbaikan, bacaan)


def _sebut(bacaan: Bacaan) -> str:
    """The words that set it off, as a sentence of their own."""
    return f"Pemicunya: {', '.join(f'“{kata}”' for kata in bacaan.kata)}."


def _temuan(
    aturan: AturanLint,
    kode: str,
    bagian: Bagian,
    kunci: str,
    bidang: str,
    pesan: str,
    perbaikan: tuple[Perbaikan, ...],
    bacaan: Bacaan,
) -> Temuan:
    """A reading in doubt is never more than a warning: a person may know better than a word list."""
    tingkat = aturan.tingkat(kode) if bacaan.yakin else "peringatan"
    return Temuan(kode, tingkat, bagian, kunci, bidang, pesan, perbaikan, bacaan.kata)
