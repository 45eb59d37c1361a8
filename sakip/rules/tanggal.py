"""Dates as Indonesians write them: 12 Oktober 2026, never 12/10/26 (ux 4.5)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
BULAN_PENDEK = (
    "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
)  # fmt: skip
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ROMAWI = ("I", "II", "III", "IV")
# No daylight saving in any of the three zones (Keppres 41/1987).
ZONA = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def write_tanggal(value: date) -> str:
    """12 Oktober 2026."""
    return f"{value.day} {BULAN[value.month - 1]} {value.year}"


def write_tanggal_pendek(value: date) -> str:
    """12 Okt 2026."""
    return f"{value.day} {BULAN_PENDEK[value.month - 1]} {value.year}"


def write_waktu(value: datetime, zona: str) -> str:
    """Senin, 12 Oktober 2026 pukul 14.30 WIB, in the agency's zone. `value` carries an offset."""
    local = value.astimezone(ZoneInfo(zona))
    clock = write_jam(value, zona)
    return f"{HARI[local.weekday()]}, {write_tanggal(local)} pukul {clock} {ZONA.get(zona, zona)}"


def write_jam(value: datetime, zona: str) -> str:
    """14.30, in the agency's zone. `value` carries an offset."""
    return f"{value.astimezone(ZoneInfo(zona)):%H.%M}"


def write_triwulan(tw: int, tahun: int | None = None) -> str:
    """TW III 2026; without a year, TW III."""
    return f"TW {ROMAWI[tw - 1]}" + (f" {tahun}" if tahun is not None else "")


def triwulan_of(value: date) -> int:
    """The quarter (1 to 4) a day lies in."""
    return triwulan_of_bulan(value.month)


def triwulan_of_bulan(bulan: int) -> int:
    """The quarter (1 to 4) of a month (1 to 12)."""
    return (bulan - 1) // 3 + 1


def bulan_of_triwulan(tw: int) -> tuple[int, int, int]:
    """The months (1 to 12) of a quarter, in order."""
    return 3 * tw - 2, 3 * tw - 1, 3 * tw


def day_in_triwulan(tahun: int, tw: int, today: date) -> date:
    """The day on which a page of this quarter looks: today inside it, else its end nearest to today."""
    first = date(tahun, tw * 3 - 2, 1)
    last = date(tahun, 12, 31) if tw == 4 else date(tahun, tw * 3 + 1, 1) - timedelta(days=1)
    return min(max(today, first), last)


def write_bulan_sampai(mulai: date, selesai: date) -> str:
    """From the month of one day to that of another: "Des 2026 sampai Mar 2027"."""
    awal, akhir = (f"{BULAN_PENDEK[day.month - 1]} {day.year}" for day in (mulai, selesai))
    return awal if awal == akhir else f"{awal} sampai {akhir}"
