"""The answer of the model as the page, the workbook and the actions read it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sakip.jalan.andai import Andai, Persoalan, add_months, build_persoalan, first_month
from sakip.jalan.titik import Resmi, Titik
from sakip.rules.angka import write_angka
from sakip.rules.instrumen import Kriteria, Subkomponen
from sakip.rules.jalan import Jalan, TakSelesaiError, compute_tepi, find_tertinggi
from sakip.rules.jalan_andai import find_andai
from sakip.rules.jalan_baca import (
    Anak,
    Gagal,
    Langit,
    Pembatas,
    compute_kepekaan,
    compute_langit,
    compute_tangga,
    find_diam,
    find_pembatas,
)
from sakip.rules.jalan_soal import Soal
from sakip.rules.penilaian import Hasil, NilaiBagian, bulatkan_pecahan
from sakip.rules.predikat import Predikat
from sakip.rules.tanggal import write_bulan_sampai
from sakip.rules.tindakan import Katalog, Tindakan

PERKIRAAN = "Perkiraan, bukan nilai resmi"
# A likelier plan may cost so many times as much before it is not worth telling.
LEBIH_MAHAL = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class Langkah:
    """One action of the plan: what it opens, when (None where it does not fit), what is lost without it."""

    tindakan: Tindakan
    kriteria: tuple[Kriteria, ...]
    mulai: date | None
    selesai: date | None
    tanpa: Gagal
    turun: Decimal

    @property
    def kapan(self) -> str:
        """The months in words: "Des 2026 sampai Mar 2027"."""
        if self.mulai is None or self.selesai is None:
            return "tidak muat"
        return write_bulan_sampai(self.mulai, self.selesai)

    @property
    def pemilik(self) -> str:
        return ", ".join(self.tindakan.pemilik) or "belum ditentukan"


@dataclass(frozen=True, slots=True)
class IsiJalan:
    """Everything the page says; `rencana` is None when no plan reaches the predikat."""

    titik: Titik
    resmi: Resmi | None
    persoalan: Persoalan
    menuju: Predikat
    rencana: Jalan | None
    tertinggi: Jalan
    langkah: tuple[Langkah, ...]
    langit: Langit
    tangga: tuple[Anak, ...]
    diam: tuple[Tindakan, ...]
    pembatas: tuple[Pembatas, ...]
    berpeluang: Jalan | None
    tak_selesai: str = ""

    @property
    def soal(self) -> Soal:
        return self.persoalan.soal

    @property
    def sekarang(self) -> Hasil:
        return self.tertinggi.sekarang

    @property
    def komponen(self) -> list[tuple[NilaiBagian, Decimal]]:
        """The components of the own sheet with their points as they are printed."""
        return [(row, bulatkan_pecahan(row.nilai)) for row in self.sekarang.komponen]

    @property
    def kurang(self) -> Decimal:
        """The points that are missing on the line: a total must lie above it, or on it where it is closed."""
        langkah = Decimal(0) if self.menuju.bawah_termasuk else Decimal("0.01")
        return max(self.menuju.bawah + langkah - self.sekarang.total, Decimal(0))

    @property
    def galat_model(self) -> Decimal | None:
        """What the own sheet says less than the official value of the same year; None without one."""
        same = self.resmi and self.resmi.tahun == self.titik.penilaian.tahun_evaluasi
        return self.sekarang.total - self.resmi.total if self.resmi and same else None

    @property
    def terburuk(self) -> Gagal | None:
        """The action whose refusal costs most."""
        return min(
            (row.tanpa for row in self.langkah),
            key=lambda gagal: (gagal.total, gagal.tindakan.kode),
            default=None,
        )

    @property
    def hasil_saja(self) -> tuple[Kriteria, ...]:
        """Criteria that are open and follow results: no action buys them."""
        soal = self.soal
        kode = (soal.bintang - self.titik.diwariskan) & soal.dikenal - soal.terpenuhi
        return tuple(
            row
            for sub in soal.instrumen.subkomponen
            for row in soal.kriteria(sub)
            if row.kode in kode
        )

    @property
    def warisan(self) -> tuple[str, ...]:
        """Criteria that are open and answered on the agency's own sheet."""
        return tuple(sorted(self.titik.diwariskan & self.soal.dikenal - self.soal.terpenuhi))

    @property
    def terlihat(self) -> str:
        """The plan in one text, so that only what was seen is decided on."""
        return " ".join(sorted(f"{row.tindakan.kode}:{row.mulai}" for row in self.langkah))

    @property
    def muat(self) -> bool:
        """Whether all actions of the plan have months."""
        return all(row.mulai for row in self.langkah)

    def subkomponen(self, kode: str) -> Subkomponen:
        """The sub-component of this code."""
        return next(row for row in self.soal.instrumen.subkomponen if row.kode == kode)


def compute_isi(
    titik: Titik, resmi: Resmi | None, katalog: Katalog, andai: Andai, today: date
) -> IsiJalan:
    """Ask the model once for everything the page shows."""
    persoalan = build_persoalan(titik, katalog, andai, today)
    soal = persoalan.soal
    menuju = next(p for p in soal.instrumen.predikat.predikat if p.kode == andai.menuju)
    rencana, berpeluang, pesan = None, None, ""
    try:
        rencana = find_andai(soal, menuju, andai.harus)
        if rencana is not None and not andai.harus:
            berpeluang = _likelier(soal, menuju, rencana)
    except TakSelesaiError as error:
        pesan = str(error)
    tertinggi = find_tertinggi(soal)
    return IsiJalan(
        titik=titik,
        resmi=resmi,
        persoalan=persoalan,
        menuju=menuju,
        rencana=rencana,
        tertinggi=tertinggi,
        langkah=tuple(_steps(soal, rencana or tertinggi, today)),
        langit=compute_langit(soal),
        tangga=tuple(compute_tangga(soal)),
        diam=find_diam(soal),
        pembatas=find_pembatas(soal, tertinggi),
        berpeluang=berpeluang,
        tak_selesai=pesan,
    )


def _likelier(soal: Soal, menuju: Predikat, rencana: Jalan) -> Jalan | None:
    """The plan of the best chance that costs at most half as much again, when it is another one."""
    semua = list(compute_tepi(soal, menuju, hk_terbanyak=rencana.hk * LEBIH_MAHAL))
    return semua[-1] if semua and semua[-1].peluang > rencana.peluang else None


def _steps(soal: Soal, rencana: Jalan, today: date) -> Iterator[Langkah]:
    """The actions of a plan by their month."""
    kriteria = {row.kode: row for sub in soal.instrumen.subkomponen for row in soal.kriteria(sub)}
    awal, rows = first_month(today), []
    for gagal in compute_kepekaan(soal, rencana):
        tindakan = gagal.tindakan
        n = rencana.mulai.get(tindakan.kode)
        rows.append(
            Langkah(
                tindakan=tindakan,
                kriteria=tuple(kriteria[kode] for kode in sorted(soal.opens(tindakan))),
                mulai=None if n is None else add_months(awal, n),
                selesai=None if n is None else add_months(awal, n + tindakan.bulan - 1),
                tanpa=gagal,
                turun=rencana.sesudah.total - gagal.total,
            )
        )
    yield from sorted(rows, key=lambda row: (row.mulai or date.max, row.tindakan.kode))


def write_banding(isi: Sequence[IsiJalan | None]) -> list[tuple[str, list[str]]]:
    """What each of several answers says, line by line; one without an answer says so."""
    return [
        (hal, ["belum dapat dihitung" if one is None else tulis(one) for one in isi])
        for hal, tulis in HAL_BANDING
    ]


def _end(isi: IsiJalan) -> Jalan:
    return isi.rencana or isi.tertinggi


HAL_BANDING: tuple[tuple[str, Callable[[IsiJalan], str]], ...] = (
    ("Menuju", lambda isi: f"{isi.menuju.kode}{'' if isi.rencana else ', tidak tercapai'}"),
    ("Sekarang", lambda isi: write_angka(isi.sekarang.total)),
    ("Akhir rencana", lambda isi: write_angka(_end(isi).sesudah.total)),
    ("Hari kerja", lambda isi: write_angka(_end(isi).hk, None)),
    ("Peluang semua diterima", lambda isi: write_angka(_end(isi).peluang)),
    ("Tindakan", lambda isi: ", ".join(row.tindakan.kode for row in isi.langkah) or "tidak ada"),
    ("Bulan terakhir", lambda isi: isi.langkah[-1].kapan if isi.langkah else "tidak ada"),
    ("Langit sendiri", lambda isi: write_angka(isi.langit.sendiri.total)),
)
