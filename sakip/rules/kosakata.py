"""The vocabulary by which a statement is read, as dated data in `regulasi/penjenjangan/bahasa`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from sakip.rules.bahasa import read_kata, urai
from sakip.rules.regulasi import FOLDER, RegulasiError, build, in_force, load_folder

Teks = tuple[str, ...]

BENDA = (
    "warga", "petugas", "lembaga", "kejadian", "keadaan", "bidang", "fisik", "keluaran", "aktivitas",
)  # fmt: skip
"""The classes of nouns; a word belongs to one of them at most."""


@dataclass(frozen=True)
class Kosakata:
    """The lists of one file, each explained there; words in small letters, phrases with a space."""

    kunci: str
    peraturan: str
    judul: str
    berlaku_sejak: date
    sumber: str
    diperiksa: Teks
    mirip: Decimal
    akhiran_kegiatan: Teks
    pembuka: Teks
    pemotong: Teks
    tanpa_isi: Teks
    bukan_kerja: Teks
    ter_keadaan: Teks
    ter_netral: Teks
    ter_semu: Teks
    nya_selesai: Teks
    nya_penambah: Teks
    tindakan: Teks
    tindakan_ringan: Teks
    menerima_pasti: Teks
    menerima: Teks
    lewat: Teks
    keadaan: Teks
    kejadian: Teks
    warga: Teks
    petugas: Teks
    lembaga: Teks
    bidang: Teks
    bidang_fisik: Teks
    fisik: Teks
    keluaran: Teks
    aktivitas: Teks
    mutu: Teks
    pencapaian: Teks
    ukur_keadaan: Teks
    ukur_lunak: Teks
    ukur_bagian: Teks
    ukur_hitung: Teks
    ukur_lewat: Teks
    ukur_persen: Teks
    penyebut: Teks
    kata_pembagian: Teks
    tiap_unit: Teks
    kepala_perubahan: Teks
    dasar_laju: Teks
    kepala_sifat: Teks
    kepala_layanan: Teks
    ganti: Mapping[str, str]

    @cached_property
    def daftar(self) -> Teks:
        """The names of the word lists."""
        return tuple(f.name for f in fields(self) if f.type == Teks and f.name != "diperiksa")

    @cached_property
    def kelas(self) -> Mapping[str, str]:
        """The class of each noun that is listed."""
        return {kata: nama for nama in BENDA for kata in getattr(self, nama)}

    @cached_property
    def frasa(self) -> frozenset[Teks]:
        """Every phrase of more than one word in any list."""
        kata = {kata for nama in self.daftar for kata in getattr(self, nama)}
        return frozenset(potong for k in kata if len(potong := tuple(k.split())) > 1)

    @cached_property
    def frasa_terpanjang(self) -> Mapping[str, int]:
        """How many words the longest phrase has that begins with a word."""
        return {frasa[0]: len(frasa) for frasa in sorted(self.frasa, key=len)}

    def read(self, teks: str) -> Teks:
        """The words of a text with each known phrase as one word, the longest phrase first."""
        kata = read_kata(teks)
        hasil: list[str] = []
        n = 0
        while n < len(kata):
            terpanjang = self.frasa_terpanjang.get(kata[n], 1)
            panjang = next(
                (p for p in range(terpanjang, 1, -1) if kata[n : n + p] in self.frasa), 1
            )
            hasil.append(" ".join(kata[n : n + panjang]))
            n += panjang
        return tuple(hasil)

    def kelas_kata(self, kata: str) -> str:
        """The class of a noun, "tindakan" for work named by its affixes, "proses" when that is unsure.

        "" for what is none of these.
        """
        polos = kata.removesuffix("nya")
        for bentuk in (kata, polos, polos.partition("-")[0]):
            if bentuk in self.kelas:
                return self.kelas[bentuk]
        if " " in kata:
            return ""
        return self._kelas_imbuhan(kata)

    def _kelas_imbuhan(self, kata: str) -> str:
        """By its affixes: ke-an is a state, pe-an of a listed root is work, any other peN-an may be."""
        bentuk = [b for b in urai(kata) if b.akhiran == "an"]
        if any(b.awalan == "ke" for b in bentuk):
            return "keadaan"
        awalan_benda = {"pe", "pe-", "per", "pember"}
        if any(b.awalan in awalan_benda and b.dasar in self.tindakan for b in bentuk):
            return "tindakan"
        is_serapan = kata.removesuffix("nya").endswith(self.akhiran_kegiatan) and len(kata) > 5
        if is_serapan and kata.removesuffix("nya") in self.tindakan:
            return "tindakan"
        return "proses" if is_serapan or any(b.awalan == "pe" for b in bentuk) else ""


@cache
def load_kosakata(roots: tuple[Path, ...] = (FOLDER,)) -> Mapping[str, Kosakata]:
    """Every vocabulary by its key, oldest first; raises RegulasiError for a broken file."""
    return load_folder(_parse, (root / "penjenjangan" / "bahasa" for root in roots))


def kosakata_on(day: date, roots: tuple[Path, ...] = (FOLDER,)) -> Kosakata:
    """The vocabulary in force on a day."""
    return in_force(load_kosakata(roots).values(), day)


def _parse(kunci: str, table: Mapping[str, Any]) -> Kosakata:
    kosakata = build(Kosakata, {"kunci": kunci, **table}, kunci)
    if faults := list(_faults(kosakata)):
        raise RegulasiError(f"{kunci}: {' '.join(faults)}")
    return kosakata


def _faults(kosakata: Kosakata) -> Iterator[str]:
    """Words that no text can match, words listed twice, and nouns of two classes."""
    for nama in kosakata.daftar:
        yield from _faults_daftar(nama, getattr(kosakata, nama))
    for kata, nama in kosakata.kelas.items():
        lain = [n for n in BENDA if n != nama and kata in getattr(kosakata, n)]
        if lain:
            yield f"{kata} tertulis pada {nama} dan {', '.join(lain)}."
    if not 0 < kosakata.mirip <= 1:
        yield "mirip harus di antara 0 dan 1."


def _faults_daftar(nama: str, isi: Teks) -> Iterator[str]:
    if not isi:
        yield f"{nama} masih kosong."
    for kata in dict.fromkeys(isi):
        if " ".join(read_kata(kata)) != kata:
            yield f"{nama}: {kata!r} harus ditulis dengan huruf kecil tanpa tanda."
        if isi.count(kata) > 1:
            yield f"{nama}: {kata} tertulis dua kali."
