"""The years behind: official values as they were published, and which parts never rose."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise
from statistics import median

from sakip.evaluasi.models import PENILAI, Hasil, NilaiArsip, NilaiSub, Penilaian
from sakip.evaluasi.nilai_akhir import load_nilai_akhir
from sakip.jalan.andai import choose_menuju
from sakip.jalan.gambar import draw_kecil
from sakip.jalan.models import AksiJalan, Pembanding
from sakip.jalan.titik import SELESAI
from sakip.organisasi.models import Pengguna, PerangkatDaerah
from sakip.pengukuran.compute import roots
from sakip.rules.angka import bulatkan, write_angka
from sakip.rules.instrumen import Instrumen, load_instrumen
from sakip.rules.predikat import classify
from sakip.rules.tahapan import MANDIRI

TAHUN_TERBANYAK = 8
PEMBANDING_TERBANYAK = 500
SERATUS = Decimal(100)


@dataclass(frozen=True, slots=True)
class NilaiTahun:
    """The official value of one year; `arsip` is the row it was kept in, None where it was computed here."""

    tahun: int
    total: Decimal
    predikat: str
    komponen: dict[str, Decimal]
    instrumen: Instrumen
    sumber: str
    arsip: NilaiArsip | None
    aksi: tuple[AksiJalan, ...]


@dataclass(frozen=True, slots=True)
class GerakKomponen:
    """A component through the years of one instrument, by the class that its share of the weight has."""

    nama: str
    bobot: Decimal
    menurut: dict[int, tuple[Decimal, str]]
    naik: bool


@dataclass(frozen=True, slots=True)
class Potongan:
    """Years in a row under one regulation, and how their components moved."""

    peraturan: str
    tahun: tuple[NilaiTahun, ...]
    komponen: tuple[GerakKomponen, ...]

    @property
    def diam(self) -> list[str]:
        """Components whose class was never higher than before."""
        return [row.nama for row in self.komponen if not row.naik]

    @property
    def bergerak(self) -> list[str]:
        return [row.nama for row in self.komponen if row.naik]


@dataclass(frozen=True, slots=True)
class GerakSub:
    """A sub-component of the internal series: its grade by year, and the points of a small line."""

    kode: str
    nama: str
    nilai: dict[int, str]
    titik: str
    naik: bool


@dataclass(frozen=True, slots=True)
class Sejajar:
    """Peers of one year beside the own value, best first; `sendiri` marks the own line."""

    tahun: int
    baris: tuple[tuple[str, Decimal, str, bool], ...]
    rerata: Decimal
    median: Decimal


def load_potongan(user: Pengguna, unit: PerangkatDaerah | None, tahun: int) -> list[Potongan]:
    """Up to eight official years of an entity, oldest first, cut where the regulation changed."""
    rows = _load_tahun(user, unit, tahun)
    return [
        _piece(peraturan, tuple(satu))
        for peraturan, satu in groupby(rows, key=lambda row: row.instrumen.peraturan)
    ]


def load_subkomponen(
    user: Pengguna, unit: PerangkatDaerah | None, tahun: int
) -> tuple[list[int], list[GerakSub]]:
    """The years and the grades of the internal series under its newest instrument."""
    sheets = Penilaian.objects.visible_to(user).filter(
        perangkat_daerah=unit, tahun_evaluasi__gt=tahun - TAHUN_TERBANYAK, tahun_evaluasi__lte=tahun
    )
    if unit is not None and user.cap is not None and user.cap.peran in PENILAI:
        sheets = sheets.filter(status=SELESAI)
    own = NilaiSub.objects.filter(penilaian__in=sheets, tahap=MANDIRI).select_related("penilaian")
    final: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for row in (*own, *load_nilai_akhir(sheets)):
        kunci = row.penilaian.peraturan, row.penilaian.tahun_evaluasi
        final[kunci][row.subkomponen] = row.jawaban
    if not final:
        return [], []
    peraturan = max(final, key=lambda kunci: kunci[1])[0]
    years = sorted(year for kunci, year in final if kunci == peraturan)
    instrumen = load_instrumen(roots())[peraturan]
    return years, [
        _sub(instrumen, sub.kode, sub.nama, years, {y: final[peraturan, y] for y in years})
        for sub in instrumen.subkomponen
    ]


def load_sejajar(user: Pengguna, sendiri: Iterable[NilaiTahun], nama: str) -> Sejajar | None:
    """Peers in the newest year in which there are any and the own value is known; None without one."""
    own = {row.tahun: row for row in sendiri}
    known = Pembanding.objects.visible_to(user).filter(tahun__in=own)
    rows = list(known.order_by("-tahun", "daerah")[:PEMBANDING_TERBANYAK])
    if not rows:
        return None
    tahun = rows[0].tahun
    lines = [(row.daerah, row.total, row.sumber, False) for row in rows if row.tahun == tahun]
    lines.append((nama, own[tahun].total, own[tahun].sumber, True))
    nilai = [total for _, total, _, _ in lines]
    return Sejajar(
        tahun,
        tuple(sorted(lines, key=lambda row: (-row[1], row[0]))),
        bulatkan(sum(nilai, Decimal(0)) / len(nilai)),
        bulatkan(Decimal(median(nilai))),
    )


def write_kalimat(semua: Sequence[NilaiTahun]) -> str:
    """What the line says: how long at one predikat, and how far the next one is."""
    akhir = semua[-1]
    lama = 0
    for row in reversed(semua):
        if row.predikat != akhir.predikat:
            break
        lama += 1
    kalimat = (
        f"{lama} tahun di {akhir.predikat}" if lama > 1 else f"{akhir.predikat} pada {akhir.tahun}"
    )
    atas = choose_menuju(akhir.instrumen, akhir.total)
    if atas.covers(akhir.total):
        return f"{kalimat}, terakhir {write_angka(akhir.total)}"
    langkah = Decimal(0) if atas.bawah_termasuk else Decimal("0.01")
    kurang = write_angka(atas.bawah + langkah - akhir.total)
    return f"{kalimat}, terakhir {write_angka(akhir.total)}; kurang {kurang} poin ke {atas.kode}"


def _load_tahun(user: Pengguna, unit: PerangkatDaerah | None, tahun: int) -> list[NilaiTahun]:
    instrumen = load_instrumen(roots())
    aksi: dict[int, list[AksiJalan]] = defaultdict(list)
    for row in AksiJalan.objects.visible_to(user).filter(perangkat_daerah=unit):
        aksi[row.tahun].append(row)
    found: dict[int, NilaiTahun] = {}
    for hasil in _load_hasil(user, unit, tahun):
        year, poin = hasil.penilaian.tahun_evaluasi, hasil.rincian["poin"]
        found[year] = NilaiTahun(
            year, hasil.total, hasil.predikat,
            {kode: Decimal(nilai) for kode, nilai in poin.items() if "." not in kode},
            instrumen[hasil.penilaian.peraturan], f"LHE Inspektorat {year}", None, tuple(aksi[year]),
        )  # fmt: skip
    arsip = NilaiArsip.objects.visible_to(user).filter(perangkat_daerah=unit, tahun__lte=tahun)
    for one in arsip.order_by("-tahun")[:TAHUN_TERBANYAK]:
        komponen = {kode: Decimal(nilai) for kode, nilai in one.komponen.items()}
        found[one.tahun] = NilaiTahun(
            one.tahun, one.total, one.predikat, komponen, instrumen[one.peraturan], one.sumber,
            one, tuple(aksi[one.tahun]),
        )  # fmt: skip
    return [found[year] for year in sorted(found)[-TAHUN_TERBANYAK:]]


def _load_hasil(user: Pengguna, unit: PerangkatDaerah | None, tahun: int) -> list[Hasil]:
    """The published results of a unit; the agency's own value is the ministry's alone."""
    if unit is None:
        return []
    rows = (
        Hasil.objects.visible_to(user)
        .berlaku()
        .filter(
            penilaian__perangkat_daerah=unit,
            penilaian__tahun_evaluasi__lte=tahun,
        )
    )
    newest = rows.select_related("penilaian").order_by("-penilaian__tahun_evaluasi")
    return list(newest[:TAHUN_TERBANYAK])


def _piece(peraturan: str, rows: tuple[NilaiTahun, ...]) -> Potongan:
    instrumen = rows[-1].instrumen
    urut = [row.kode for row in instrumen.predikat.predikat]
    komponen = []
    for one in instrumen.komponen:
        known = {row.tahun: row.komponen[one.kode] for row in rows if one.kode in row.komponen}
        menurut = {
            year: (nilai, _class(instrumen, nilai, one.bobot)) for year, nilai in known.items()
        }
        if menurut:
            naik = _rose([urut.index(kode) for _, kode in menurut.values()])
            komponen.append(GerakKomponen(one.nama, one.bobot, menurut, naik))
    return Potongan(peraturan, rows, tuple(komponen))


def _class(instrumen: Instrumen, nilai: Decimal, bobot: Decimal) -> str:
    """The predikat that a component would have if it were the whole sheet."""
    return classify(instrumen.predikat, nilai / bobot * SERATUS).kode


def _rose(tempat: Sequence[int]) -> bool:
    """Whether any year stood better than the one before; places count from the best."""
    return any(later < earlier for earlier, later in pairwise(tempat))


def _sub(
    instrumen: Instrumen, kode: str, nama: str, years: list[int], menurut: dict[int, dict[str, str]]
) -> GerakSub:
    sub = next(row for row in instrumen.subkomponen if row.kode == kode)
    jenjang = [row.kode for row in instrumen.skala[sub.skala].pilihan]
    # A sheet that is answered per criterion has no grade here.
    nilai = {year: menurut[year][kode] for year in years if menurut[year].get(kode) in jenjang}
    naik = _rose([jenjang.index(nilai[year]) for year in years if year in nilai])
    return GerakSub(kode, nama, nilai, draw_kecil(jenjang, years, nilai), naik)
