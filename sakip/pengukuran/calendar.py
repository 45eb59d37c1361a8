"""The moments of a period from the calendar: opened, due, locked, in the agency's zone."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sakip.organisasi.models import Instansi
from sakip.pengukuran.compute import roots
from sakip.rules.kalender import Kalender, kalender_on
from sakip.rules.tanggal import bulan_of_triwulan

TENGGAT = time(16, 0)
AKHIR_HARI = time(23, 59)


def load_kalender_of(tahun: int) -> Kalender:
    """The calendar in force at the end of a working year."""
    return kalender_on(date(tahun, 12, 31), roots())


def compute_moments(instansi: Instansi, tahun: int, tw: int) -> dict[str, datetime]:
    """When a quarter opens (its first day), is due and is locked, as the calendar says."""
    butir = load_kalender_of(tahun).find(f"tw{tw}")
    first = date(tahun, bulan_of_triwulan(tw)[0], 1)
    return _moments(instansi, first, butir.due(tahun), butir.locked(tahun))


def compute_moments_bulan(instansi: Instansi, tahun: int, bulan: int) -> dict[str, datetime]:
    """When a month opens (its first day), is due and is locked, as the calendar says."""
    rule = load_kalender_of(tahun).bulanan
    first = date(tahun, bulan, 1)
    return _moments(instansi, first, rule.due(tahun, bulan), rule.locked(tahun, bulan))


def _moments(instansi: Instansi, buka: date, tutup: date, kunci: date) -> dict[str, datetime]:
    zone = ZoneInfo(instansi.zona_waktu)
    return {
        "buka": datetime.combine(buka, time(), zone),
        "tutup": datetime.combine(tutup, TENGGAT, zone),
        "kunci": datetime.combine(kunci, AKHIR_HARI, zone),
    }
