"""What a person typed on the page of one sub-component, and what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from sakip.evaluasi.lembar import Lembar
from sakip.evaluasi.models import Jawaban, NilaiSub
from sakip.organisasi.models import Pengguna
from sakip.rules.angka import read_nomor
from sakip.rules.decision import RuleError
from sakip.rules.instrumen import Kriteria, Subkomponen

KERTAS = ("fakta", "uji", "simpulan")
BIDANG = ("jawaban", "kekuatan", "tautan", "catatan", *KERTAS)
TERPANJANG = 4000
ALASAN_TERPANJANG = TAUTAN_TERPANJANG = 500
TAHUN_PERTAMA = 2000
# Field of the page and column of a statement.
PERNYATAAN = {
    "lanjut_sejak": "sejak",
    "lanjut_bukti": "bukti_sejak",
    "tambah_jenis": "jenis_tambah",
    "tambah_uraian": "nilai_tambah",
}
check_tautan = URLValidator(schemes=["http", "https"])


@dataclass(slots=True)
class IsiKriteria:
    """One criterion as typed; `revisi` is the row the person saw, None when there was none.

    `kertas`: the columns of the working paper that were on the page; the others stay as they stand.
    """

    kriteria: str
    status: str
    kekuatan_bukti: int = 0
    tautan: str = ""
    catatan: str = ""
    revisi: int | None = None
    kertas: dict[str, str] = field(default_factory=dict)

    @property
    def nilai(self) -> dict[str, object]:
        """The columns it becomes."""
        return {
            "status": self.status,
            "kekuatan_bukti": self.kekuatan_bukti,
            "tautan": self.tautan,
            "catatan": self.catatan,
            **self.kertas,
        }


@dataclass(slots=True)
class IsiNilai:
    """The grade of the sub-component as chosen; `alasan_beda` None where it was not asked for.

    `pernyataan`: what stands beside a grade above "all met", by column; empty where not asked for.
    """

    jawaban: str
    catatan: str = ""
    alasan_beda: str | None = None
    revisi: int | None = None
    pernyataan: dict[str, object] = field(default_factory=dict)
    setuju_dengan: str = ""

    @property
    def kolom(self) -> dict[str, object]:
        """The columns it becomes."""
        alasan = {} if self.alasan_beda is None else {"alasan_beda": self.alasan_beda}
        return {
            "jawaban": self.jawaban,
            "catatan": self.catatan,
            "setuju_dengan": self.setuju_dengan,
            **self.pernyataan,
            **alasan,
        }


@dataclass(slots=True)
class IsianSub:
    """Everything of one sub-component in one stage; `teks` is what the fields held."""

    tahap: str
    subkomponen: str
    kriteria: list[IsiKriteria] = field(default_factory=list)
    nilai: IsiNilai | None = None
    teks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opsi:
    """One answer to a criterion as the page offers it."""

    kode: str
    nama: str
    arti: str = ""


def opsi_of(lembar: Lembar, sub: Subkomponen, kriteria: Kriteria) -> list[Opsi]:
    """The answers to a criterion: met or not, or those of its own scale with their thresholds."""
    if not lembar.per_kriteria:
        return [Opsi(k, n) for k, n in Jawaban.Status.choices if k in lembar.instrumen.status]
    skala = lembar.instrumen.skala_of(sub, kriteria)
    return [
        Opsi(row.kode, row.kode, skala.write_ambang(row) or row.meaning(sub.lensa).rstrip("."))
        for row in skala.pilihan
    ]


def write_atau(kode: Sequence[str]) -> str:
    """ "a, b, atau c"."""
    return (
        ", atau ".join([", ".join(kode[:-1]), kode[-1]]) if len(kode) > 2 else " atau ".join(kode)
    )


@dataclass(frozen=True, slots=True)
class IsiSurat:
    """What a letter says; `tim` are people with their places."""

    jenis: str
    nomor: str
    tanggal: date
    mulai: date
    selesai: date
    tim: Sequence[tuple[Pengguna, str]]
    nomor_pkpt: str = ""

    @property
    def kolom(self) -> dict[str, Any]:
        """The columns it becomes."""
        names = ("jenis", "nomor", "tanggal", "mulai", "selesai", "nomor_pkpt")
        return {name: getattr(self, name) for name in names}


def read_isian(lembar: Lembar, sub: Subkomponen, tahap: str, data: Mapping[str, str]) -> IsianSub:
    """Read the posted page: only the criteria this sheet answers itself, only their fields."""
    teks = {name: _clean(value) for name, value in data.items()}
    isian = IsianSub(tahap, sub.kode, teks=teks)
    for row in lembar.kriteria_sendiri(sub):
        one = IsiKriteria(
            row.kode,
            teks.get(f"jawaban-{row.kode}", ""),
            _count(teks.get(f"kekuatan-{row.kode}", "")),
            teks.get(f"tautan-{row.kode}", ""),
            teks.get(f"catatan-{row.kode}", ""),
            read_nomor(teks.get(f"revisi-{row.kode}", "")),
            {k: teks[f"{k}-{row.kode}"] for k in KERTAS if f"{k}-{row.kode}" in teks},
        )
        if any(one.nilai.values()):
            isian.kriteria.append(one)
    seen = read_nomor(teks.get("revisi_nilai", ""))
    if teks.get("nilai") or teks.get("catatan_lhe") or (lembar.per_kriteria and seen is not None):
        isian.nilai = IsiNilai(
            "" if lembar.per_kriteria else teks.get("nilai", ""),
            teks.get("catatan_lhe", ""),
            teks.get("alasan_beda"),
            seen,
            _pernyataan(teks),
        )
    return isian


def find_faults(lembar: Lembar, sub: Subkomponen, isian: IsianSub) -> Iterator[tuple[str, str]]:
    """Name of the field and the sentence for everything that cannot be stored."""
    yield from _stage_faults(lembar, isian)
    own = {row.kode: row for row in lembar.kriteria_sendiri(sub)}
    for row in isian.kriteria:
        if row.kriteria not in own:
            yield (
                f"jawaban-{row.kriteria}",
                "Kriteria ini tidak berlaku di sini, atau dijawab sekali pada lembar pemda.",
            )
        elif row.status not in (
            known := [satu.kode for satu in opsi_of(lembar, sub, own[row.kriteria])]
        ):
            yield f"jawaban-{row.kriteria}", f"Pilih {write_atau(known)}."
        if row.kekuatan_bukti not in Jawaban.Kekuatan.values:
            yield f"kekuatan-{row.kriteria}", "Pilih kekuatan bukti dari daftar."
        if row.tautan and not _is_tautan(row.tautan):
            yield f"tautan-{row.kriteria}", "Tulis alamat lengkap yang dimulai dengan https://."
        if len(row.tautan) > TAUTAN_TERPANJANG:
            pesan = (
                f"Alamat paling panjang {TAUTAN_TERPANJANG} huruf. Pakai alamat yang lebih pendek."
            )
            yield f"tautan-{row.kriteria}", pesan
        yield from _long_words(row)
    if isian.nilai is not None:
        yield from _grade_faults(lembar, sub, isian.nilai)


def check_alasan(alasan: str, kalimat: str) -> str:
    """The reason without spaces around it; RuleError, which begins with `kalimat`, without one."""
    if not 0 < len(alasan.strip()) <= ALASAN_TERPANJANG:
        raise RuleError(f"{kalimat}, paling panjang {ALASAN_TERPANJANG} huruf.")
    return alasan.strip()


def check_jawaban(jawaban: str) -> str:
    """What the team answers to an objection. Raises RuleError for no words."""
    return check_alasan(jawaban, "Tulis jawaban tim atas tanggapan ini")


def _stage_faults(lembar: Lembar, isian: IsianSub) -> Iterator[tuple[str, str]]:
    """What this stage does not write at all."""
    tahap = lembar.tahapan.get(isian.tahap)
    if tahap.jawab == "tidak":
        for row in isian.kriteria:
            yield f"jawaban-{row.kriteria}", f"{tahap.nama} tidak menjawab kriteria."
    if isian.nilai is not None and tahap.nilai != "wajib":
        yield "nilai", f"{tahap.nama} tidak memberi nilai; nilainya dari tahap lain."


def _long_words(row: IsiKriteria) -> Iterator[tuple[str, str]]:
    for nama, teks in {"catatan": row.catatan, **row.kertas}.items():
        if len(teks) > TERPANJANG:
            yield (
                f"{nama}-{row.kriteria}",
                f"{nama.capitalize()} paling panjang {TERPANJANG} huruf.",
            )


def _grade_faults(lembar: Lembar, sub: Subkomponen, nilai: IsiNilai) -> Iterator[tuple[str, str]]:
    """The same of a grade by itself."""
    grades = [row.kode for row in lembar.instrumen.skala[sub.skala].pilihan]
    if not lembar.per_kriteria and nilai.jawaban not in grades:
        yield "nilai", f"Pilih nilai subkomponen: {', '.join(grades)}."
    if len(nilai.catatan) > TERPANJANG:
        yield "catatan_lhe", f"Catatan paling panjang {TERPANJANG} huruf."
    if len(nilai.alasan_beda or "") > TERPANJANG:
        yield "alasan_beda", f"Alasan paling panjang {TERPANJANG} huruf."
    yield from _pernyataan_faults(nilai.pernyataan, lembar.penilaian.tahun_evaluasi)


def _pernyataan(teks: Mapping[str, str]) -> dict[str, object]:
    """The columns of a statement from the fields the page asked for."""
    found: dict[str, object] = {
        kolom: teks[nama] for nama, kolom in PERNYATAAN.items() if nama in teks
    }
    if "sejak" in found:
        tahun = teks["lanjut_sejak"]
        found["sejak"] = (read_nomor(tahun) or 0) if tahun else None
    return found


def _pernyataan_faults(isi: Mapping[str, object], tahun: int) -> Iterator[tuple[str, str]]:
    sejak = isi.get("sejak")
    if sejak is not None and sejak not in range(TAHUN_PERTAMA, tahun + 1):
        yield "lanjut_sejak", f"Tulis tahun antara {TAHUN_PERTAMA} dan {tahun}."
    if isi.get("jenis_tambah", "") not in ("", *NilaiSub.JenisTambah.values):
        yield "tambah_jenis", "Pilih jenis nilai tambah dari daftar."
    for nama in ("lanjut_bukti", "tambah_uraian"):
        if len(str(isi.get(PERNYATAAN[nama], ""))) > TERPANJANG:
            yield nama, f"Uraian paling panjang {TERPANJANG} huruf."


def _is_tautan(teks: str) -> bool:
    try:
        check_tautan(teks)
    except ValidationError:
        return False
    return len(teks) <= 500


def _clean(teks: str) -> str:
    """One kind of line end; without the zero byte that no database keeps."""
    return teks.replace("\r\n", "\n").replace("\0", "").strip()


def _count(teks: str) -> int:
    """0 to 5 as chosen; what is no digit becomes a value that `find_faults` refuses."""
    if not teks:
        return 0
    found = read_nomor(teks)
    return -1 if found is None else found
