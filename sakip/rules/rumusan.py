"""Reading one statement: hasil, keluaran or aktivitas; and what one indicator counts.

PermenPANRB 89/2021: a node is a condition, not an activity. The opening word is read first (ter-…-nya,
meN-, peN-…-an), then the noun it is about: what only grows is as good as the thing that grows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sakip.rules.bahasa import find_dasar, sedasar
from sakip.rules.kosakata import Kosakata, Teks

Kelas = Literal["hasil", "keluaran", "aktivitas"]
Konteks = Literal["pernyataan", "predikat", "bagian", "hitung", "lunak"]


@dataclass(frozen=True, slots=True)
class Bacaan:
    """How a text reads, the words that decided it, and whether they leave no doubt."""

    kelas: Kelas
    kata: Teks = ()
    yakin: bool = True


HASIL = Bacaan("hasil")


def classify_pernyataan(kosakata: Kosakata, teks: str) -> Bacaan:
    """How a node's statement reads; a text without words reads as hasil."""
    return _read(kosakata, _cut(kosakata, kosakata.read(teks)), "pernyataan")


def classify_indikator(kosakata: Kosakata, teks: str) -> Bacaan:
    """What an indicator counts; a text without words counts a hasil."""
    kata = kosakata.read(teks)
    is_terukur = bool(kata) and _is_ukuran(kosakata, kata[0])
    return _read(kosakata, kata if is_terukur else _cut(kosakata, kata), "lunak")


def find_tanpa_penyebut(kosakata: Kosakata, teks: str) -> Teks:
    """The words of a percentage that do not say of what it is one; () when they do.

    A share of countable things names its denominator ("rumah tangga dengan akses"), so does a rate
    everybody knows ("persentase kemiskinan"); a change or a quality does not.
    """
    kata = kosakata.read(teks)
    if not kata or kata[0] not in kosakata.ukur_persen:
        return ()
    sisa = kata[1:]
    if not sisa:
        return kata
    if set(sisa) & set(kosakata.penyebut):
        return ()
    return kata[:2] if _is_tak_terhitung(kosakata, sisa) else ()


def _is_tak_terhitung(kosakata: Kosakata, sisa: Teks) -> bool:
    """Whether what stands after "persentase" has no share: a change, a quality, work for nobody named."""
    kepala, ekor = sisa[0], sisa[1:]
    if kepala in kosakata.kepala_perubahan or "yang" in ekor:
        return kepala in kosakata.kepala_perubahan
    if kepala in kosakata.kepala_layanan:
        dilayani = ("warga", "petugas", "lembaga", "kejadian")
        return not any(kosakata.kelas_kata(kata) in dilayani for kata in ekor)
    return kepala in kosakata.kepala_sifat or _is_sifat(kosakata, kepala)


def _is_sifat(kosakata: Kosakata, kata: str) -> bool:
    """A quality by its affixes, ke-…-an, -itas or -isme, and no rate that everybody knows."""
    if kosakata.kelas_kata(kata) not in ("keadaan", ""):
        return False
    dasar = find_dasar(kata, "ke", akhiran="an")
    return kata.endswith(("itas", "isme")) or (bool(dasar) and not _is_laju(kosakata, dasar))


def _is_laju(kosakata: Kosakata, dasar: Iterable[str]) -> bool:
    """Whether a root, or what is left of it behind ter-, is counted as a rate."""
    semua = {*dasar, *(satu.removeprefix("ter") for satu in dasar)}
    return not semua.isdisjoint(kosakata.dasar_laju)


def is_ulangan(kosakata: Kosakata, teks: str, induk: str) -> bool:
    """Whether a statement says little more than its parent's."""
    kata, kata_induk = _isi(kosakata, teks), _isi(kosakata, induk)
    if not kata or not kata_induk:
        return False
    sama = sum(any(sedasar(satu, lain) for lain in kata_induk) for satu in kata)
    return sama >= kosakata.mirip * max(len(kata), len(kata_induk))


def kunci_nama(kosakata: Kosakata, nama: str) -> Teks:
    """What two names of one indicator have in common, whatever their case, spaces and small words."""
    return tuple(kata for kata in kosakata.read(nama) if kata not in kosakata.tanpa_isi)


def suggest_rumusan(kosakata: Kosakata, teks: str) -> str:
    """The statement with its opening turned into a state ("Peningkatan …" → "Meningkatnya …"); or ""."""
    pertama, _, sisa = " ".join(teks.split()).partition(" ")
    ganti = kosakata.ganti.get(pertama.casefold(), "")
    usul = f"{ganti} {sisa}" if ganti and sisa else ""
    return usul if usul and classify_pernyataan(kosakata, usul).kelas == "hasil" else ""


# --- the opening word ---------------------------------------------------------------------------


def _read(kosakata: Kosakata, kata: Teks, konteks: Konteks) -> Bacaan:
    """By the opening word: a measure, an active verb, a predicate, or else a noun."""
    if not kata:
        return HASIL
    pertama, sisa = kata[0], kata[1:]
    if sisa and _is_ukuran(kosakata, pertama):
        return _read_ukuran(kosakata, kata)
    if not kosakata.kelas_kata(pertama) or pertama in kosakata.pencapaian:
        if _is_kerja_aktif(kosakata, pertama):
            return Bacaan("aktivitas", (pertama,))
        if sifat := _sifat_predikat(kosakata, pertama):
            return _read_predikat(kosakata, sifat, pertama, sisa)
    return _read_benda(kosakata, kata, konteks)


def _cut(kosakata: Kosakata, kata: Teks) -> Teks:
    """The statement without a label in front, and without its means or purpose: "… melalui pelatihan"."""
    while len(kata) > 1 and (kata[0] in kosakata.pembuka or len(kata[0]) == 1):
        kata = kata[1:]
    akhir = next((n for n, k in enumerate(kata) if n and k in kosakata.pemotong), len(kata))
    return kata[:akhir]


def _is_kerja_aktif(kosakata: Kosakata, kata: str) -> bool:
    """An active verb: meN- and no -nya."""
    if kata.endswith("nya") or kata in kosakata.bukan_kerja:
        return False
    return bool(find_dasar(kata, "me", "memper"))


def _sifat_predikat(kosakata: Kosakata, kata: str) -> str:
    """What the opening word says: "kerja" work done, "netral", "tambah" it only grows, "mutu"; or ""."""
    polos = kata.removesuffix("nya")
    ter = frozenset[str]() if polos in kosakata.ter_semu else find_dasar(kata, "ter")
    if sifat := _sifat_ter(kosakata, ter, is_nya=polos != kata):
        return sifat
    if find_dasar(kata, "di", "diper") & {*kosakata.tindakan, *kosakata.tindakan_ringan}:
        return "kerja"
    if polos == kata and kata not in kosakata.bukan_kerja and kata not in kosakata.pencapaian:
        return ""
    if polos in kosakata.nya_selesai:
        return "kerja"
    dasar = find_dasar(polos, "", "me", "ber")
    return "tambah" if dasar & set(kosakata.nya_penambah) else "mutu"


def _sifat_ter(kosakata: Kosakata, dasar: frozenset[str], *, is_nya: bool) -> str:
    if dasar & set(kosakata.ter_keadaan):
        return "tambah" if dasar & set(kosakata.nya_penambah) else "mutu"
    if dasar & set(kosakata.ter_netral):
        return "netral"
    return "kerja" if (is_nya and dasar) or dasar & set(kosakata.tindakan) else ""


def _read_predikat(kosakata: Kosakata, sifat: str, pertama: str, sisa: Teks) -> Bacaan:
    """The opening word with the thing it is about."""
    if sifat == "kerja":
        dasar = find_dasar(pertama, "", "ter", "di", "diper")
        return Bacaan("keluaran", (pertama,), bool(dasar & set(kosakata.tindakan)))
    if sifat == "mutu" or not sisa:
        return HASIL
    benda = _read_benda(kosakata, sisa, "predikat")
    if sifat == "netral":
        kepala = next((k for k in sisa if k not in kosakata.lewat), "")
        is_keadaan = kosakata.kelas_kata(kepala) in ("keadaan", "kejadian")
        return HASIL if is_keadaan else Bacaan("keluaran", (pertama,), yakin=False)
    if benda.kelas == "hasil":
        return benda
    return Bacaan(benda.kelas, (pertama, *benda.kata), benda.yakin)


# --- what is measured ---------------------------------------------------------------------------


def _is_ukuran(kosakata: Kosakata, kata: str) -> bool:
    daftar = (
        kosakata.ukur_keadaan,
        kosakata.ukur_lunak,
        kosakata.ukur_bagian,
        kosakata.ukur_hitung,
    )
    return any(kata in isi for isi in daftar)


def _read_ukuran(kosakata: Kosakata, kata: Teks) -> Bacaan:
    """By the measure first, then by the thing measured."""
    ukuran, sisa = kata[0], kata[1:]
    if ukuran in kosakata.ukur_keadaan:
        return HASIL
    konteks: Konteks = "lunak"
    if ukuran in kosakata.ukur_bagian:
        konteks = "bagian"
    elif ukuran in kosakata.ukur_hitung:
        konteks = "hitung"
    while sisa and sisa[0] in kosakata.ukur_lewat:
        sisa = sisa[1:]
    read = _read if _is_predikat(kosakata, sisa) else _read_benda
    benda = read(kosakata, sisa, konteks)
    return (
        benda if benda.kelas == "hasil" else Bacaan(benda.kelas, (ukuran, *benda.kata), benda.yakin)
    )


def _is_predikat(kosakata: Kosakata, kata: Teks) -> bool:
    """Whether a state or a job done follows the measure: "persentase tersedianya …"; no second measure."""
    return (
        bool(kata)
        and kata[0].endswith("nya")
        and not kosakata.kelas_kata(kata[0])
        and not _is_ukuran(kosakata, kata[0])
    )


# --- the thing itself ---------------------------------------------------------------------------


def _read_benda(kosakata: Kosakata, kata: Teks, konteks: Konteks) -> Bacaan:
    """The head noun and what is said of it. `konteks` is what stands before it."""
    while kata and (
        kata[0] in kosakata.lewat
        or kata[0] in kosakata.ukur_hitung
        or kata[0] in kosakata.tanpa_isi
    ):
        if kata[0] in kosakata.ukur_hitung:
            konteks = "hitung"
        kata = kata[1:]
    if not kata:
        return HASIL
    kepala, ekor = kata[0], kata[1:]
    kelas = kosakata.kelas_kata(kepala)
    if kelas == "keadaan" and konteks != "hitung":
        return HASIL
    if alasan := _find_tindakan(kosakata, ekor, konteks):
        tercapai = _has(ekor, kosakata.pencapaian)
        return HASIL if tercapai else Bacaan("keluaran", (kepala, *alasan))
    return _read_kepala(kosakata, kelas, kepala, ekor, konteks)


def _find_tindakan(kosakata: Kosakata, ekor: Teks, konteks: Konteks) -> Teks:
    """The words that say what the office did with the thing: dibina, terpasang, menerima bantuan."""
    tindakan = {*kosakata.tindakan, *(kosakata.tindakan_ringan if konteks == "hitung" else ())}
    for n, kata in enumerate(ekor):
        if kata in kosakata.ter_semu:
            continue
        pasif = find_dasar(kata, "di", "diper")
        if pasif & tindakan or (pasif and konteks == "hitung" and ekor[n - 1 : n] == ("yang",)):
            return (kata,)
        if (find_dasar(kata, "ter") & tindakan) - {*kosakata.ter_keadaan}:
            return (kata,)
        if kata in kosakata.menerima:
            benda = next((k for k in ekor[n + 1 :] if k not in kosakata.tanpa_isi), "")
            is_pasti = konteks == "hitung" and kata in kosakata.menerima_pasti
            if is_pasti or kosakata.kelas_kata(benda) in ("keluaran", "aktivitas", "tindakan"):
                return tuple(filter(None, (kata, benda)))
    return ()


def _read_kepala(
    kosakata: Kosakata, kelas: str, kepala: str, ekor: Teks, konteks: Konteks
) -> Bacaan:
    """By the class of the head noun."""
    bermutu = _has(ekor, kosakata.mutu) or _has(ekor, kosakata.pencapaian)
    if kelas == "keluaran":
        return HASIL if _has(ekor, kosakata.pencapaian) else Bacaan("keluaran", (kepala,))
    if kelas == "aktivitas":
        return Bacaan("aktivitas", (kepala,))
    if kelas in ("tindakan", "bidang", "proses"):
        return _read_pekerjaan(kosakata, kelas, kepala, ekor, konteks)
    if kelas in ("keadaan", "kejadian", "warga") or bermutu:
        return HASIL
    if kelas == "fisik":
        return Bacaan("keluaran", (kepala,))
    if konteks == "hitung":
        return Bacaan("keluaran", (kepala,), yakin=kelas == "petugas")
    if konteks == "pernyataan" and not _names_keadaan(kosakata, ekor):
        return Bacaan("aktivitas", (kepala,), yakin=False)
    return HASIL


def _names_keadaan(kosakata: Kosakata, ekor: Teks) -> bool:
    """Whether anything after an unknown noun says how it is: "yang …", a state, a word with ber-."""
    return any(
        kata == "yang"
        or kosakata.kelas_kata(kata) in ("keadaan", "kejadian")
        or find_dasar(kata, "ber", "ter")
        for kata in ekor
    )


def _read_pekerjaan(
    kosakata: Kosakata, kelas: str, kepala: str, ekor: Teks, konteks: Konteks
) -> Bacaan:
    """Work as a noun: pengadaan is work whatever follows, pengelolaan … yang akuntabel a state."""
    if konteks == "pernyataan":
        if kelas == "bidang" and _has(ekor, kosakata.mutu):
            return HASIL
        return Bacaan("aktivitas", (kepala,), yakin=kelas == "tindakan")
    if kelas == "tindakan":
        if konteks == "predikat" and _has(ekor, kosakata.mutu):
            return HASIL
        return Bacaan("aktivitas", (kepala,))
    objek = next((k for k in ekor if k not in kosakata.tanpa_isi), "")
    is_fisik = kelas == "proses" or kepala in kosakata.bidang_fisik
    objek_keluaran = ("keluaran", "aktivitas", "fisik") if is_fisik else ("keluaran",)
    if kosakata.kelas_kata(objek) in objek_keluaran and not _has(ekor, kosakata.mutu):
        return Bacaan("keluaran", (kepala, objek), yakin=False)
    return Bacaan("keluaran", (kepala,), yakin=False) if konteks == "hitung" else HASIL


def _has(kata: Teks, daftar: Iterable[str]) -> bool:
    return not set(daftar).isdisjoint(kata)


def _isi(kosakata: Kosakata, teks: str) -> Teks:
    return tuple(k for k in kosakata.read(teks) if k not in kosakata.tanpa_isi)
