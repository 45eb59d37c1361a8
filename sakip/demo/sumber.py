"""The demo's own tables, read into the forms that the actions take.

The figures were written for 2025 and 2026; `geser` moves them so that the running year stands
where 2026 stood.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from sakip.perencanaan.rencana import BarisIndikator
from sakip.rules.agregasi import Agregasi
from sakip.rules.angka import read_angka
from sakip.rules.periode import Frekuensi
from sakip.rules.pilihan import member
from sakip.rules.rumus import Arah, Rumus
from sakip.rules.skala import SkalaOrdinal, load_skala_ordinal
from sakip.rules.target import Target, read_target

FOLDER = Path(__file__).parent / "data"
TAHUN_TULIS = 2026
BULAN = {
    "Jan": 1,
    "Mar": 3,
    "Apr": 4,
    "Mei": 5,
    "Jul": 7,
    "Agu": 8,
    "Okt": 10,
    "Nov": 11,
    "Des": 12,
}
KOSONG = {"–", "-", ""}
BUKAN_IKU = {"5", "21", "27", "31"}
TURUN_BASELINE = {"24"}
# Figures that come out every month: JKN members, visitors.
BULANAN = {"6", "17"}
FAKTOR = {"per 100.000 KH": 100_000, "per 1.000 KH": 1_000, "%": 100}
SKALA = {"29": "kabupaten-layak-anak", "33": "opini-bpk"}
# Numerator and denominator of quarters for which the table prints only the ratio.
RASIO_TAMBAHAN = {
    "27": ("386/23", "398/25", "436/25"),
    "39": ("990/200", "471/100", "538/100"),
}


@dataclass(frozen=True, slots=True)
class DemoIndikator:
    """One row of the table: its sheet, and what was reached.

    `sasaran` is what it counts to; a chief outcome measures the tujuan above (`baris.simpul`).
    """

    no: str
    sasaran: str
    baris: BarisIndikator
    target_lalu: Target
    realisasi_lalu: str
    capaian_lalu: str
    realisasi_tw: tuple[str, ...]


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of the demo."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def load_indikator(tahun: int) -> tuple[DemoIndikator, ...]:
    """The forty indicators, with the running year in the place of 2026."""
    sheets = {row["no"]: row for row in read_rows("lembar")}
    rows = read_rows("indikator")
    return tuple(_indikator(row | sheets[row["no"]], tahun - TAHUN_TULIS) for row in rows)


def _indikator(row: dict[str, str], geser: int) -> DemoIndikator:
    rumus = member(Rumus, row["rumus"])
    kode_agregasi, _, rilis = row["agregasi_rilis"].partition(";")
    agregasi = member(Agregasi, kode_agregasi.strip())
    skala = _skala(row["no"])
    desimal = _desimal(row)
    targets = {
        tahun + geser: _target(row[f"target_{tahun}"], rumus, skala) for tahun in range(2025, 2030)
    }
    frekuensi = _frekuensi(row["no"], agregasi, rilis)
    bulan, berikut = _rilis(rilis) if frekuensi is Frekuensi.TAHUNAN else (None, False)
    baris = BarisIndikator(
        kode=f"IK{int(row['no']):02d}",
        simpul=row["simpul"],
        unit=row["perangkat_daerah"].split("+")[0],
        nama=row["indikator"],
        satuan=row["satuan"],
        rumus=rumus,
        agregasi=agregasi,
        frekuensi=frekuensi,
        arah=_arah(row, rumus),
        bulan_rilis=bulan,
        rilis_tahun_berikut=berikut,
        sumber=row["sumber"],
        definisi=row["definisi"],
        faktor=FAKTOR.get(row["satuan"], 1) if agregasi is Agregasi.RASIO else 1,
        skala=skala.kunci if skala else "",
        desimal=desimal,
        baseline=_baseline(row, rumus),
        iku=row["no"] not in BUKAN_IKU,
        target_tahun=targets,
        target_triwulan={
            (TAHUN_TULIS + geser, tw): _target(text, rumus, skala)
            for tw, text in enumerate(_quarters(row["target_tw_2026"]), 1)
            if text not in KOSONG
        },
    )
    return DemoIndikator(
        no=row["no"],
        sasaran=row["sasaran"],
        baris=baris,
        target_lalu=targets[2025 + geser],
        realisasi_lalu=row["realisasi_2025"],
        capaian_lalu=row["capaian_2025"],
        realisasi_tw=_reached(row),
    )


def _skala(no: str) -> SkalaOrdinal | None:
    return load_skala_ordinal()[SKALA[no]] if no in SKALA else None


def _target(text: str, rumus: Rumus, skala: SkalaOrdinal | None) -> Target:
    if rumus is Rumus.TEPAT and "±" not in text:
        text = f"{text} ± 0,05"
    return read_target(text, rumus, skala=skala, pemisah_ribuan=".")


def _arah(row: dict[str, str], rumus: Rumus) -> Arah | None:
    if rumus is not Rumus.BASELINE:
        return rumus.arah
    return Arah.TURUN if row["no"] in TURUN_BASELINE else Arah.NAIK


def _baseline(row: dict[str, str], rumus: Rumus) -> Decimal | None:
    if rumus is not Rumus.BASELINE:
        return None
    return read_angka(row["baseline_2024"], pemisah_ribuan=".")


def _desimal(row: dict[str, str]) -> int:
    """As many places as the year's target is printed with."""
    text = row["target_2025"].split("–")[0]
    return len(text.partition(",")[2])


def _frekuensi(no: str, agregasi: Agregasi, rilis: str) -> Frekuensi:
    if no in BULANAN:
        return Frekuensi.BULANAN
    if agregasi is Agregasi.TAHUNAN:
        return Frekuensi.TAHUNAN
    return Frekuensi.SEMESTERAN if "semester" in rilis else Frekuensi.TRIWULANAN


def _rilis(text: str) -> tuple[int | None, bool]:
    """The month in which the source publishes, and whether that is in the following year."""
    first = text.replace("Jul–Des", "Jul").replace("Okt N sementara", "Okt N").strip()[:3]
    bulan = BULAN.get(first)
    return bulan, bulan is not None and "N+1" in text.split(";")[0].split("sementara")[0]


def _quarters(text: str) -> list[str]:
    """Four targets: one for each, the same for all, or none."""
    if text in KOSONG:
        return []
    if text.startswith("tiap TW"):
        return [text.removeprefix("tiap TW").strip()] * 4
    return [part.strip() for part in text.split("/")]


def _reached(row: dict[str, str]) -> tuple[str, ...]:
    """What was typed in TW I to III: a value, or numerator/denominator of the year so far."""
    if row["no"] in RASIO_TAMBAHAN:
        return RASIO_TAMBAHAN[row["no"]]
    text = row["realisasi_tw_2026"]
    if text in KOSONG:
        return ()
    parts = [part.strip() for part in text.split(";")]
    return tuple(part[part.index("(") + 1 : -1] if "(" in part else part for part in parts)
