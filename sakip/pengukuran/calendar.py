"""The moments of a quarter from the calendar: opened, due, locked, in the agency's zone."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sakip.organisasi.models import Instansi
from sakip.pengukuran.compute import roots
from sakip.rules.kalender import Kalender, kalender_on

TENGGAT = time(16, 0)
AKHIR_HARI = time(23, 59)


def load_kalender_of(tahun: int) -> Kalender:
    """The calendar in force at the end of a working year."""
    return kalender_on(date(tahun, 12, 31), roots())


def compute_moments(instansi: Instansi, tahun: int, tw: int) -> dict[str, datetime]:
    """When a quarter opens (its first day), is due and is locked, as the calendar says."""
    butir = load_kalender_of(tahun).find(f"tw{tw}")
    zone = ZoneInfo(instansi.zona_waktu)
    return {
        "buka": datetime(tahun, 3 * tw - 2, 1, tzinfo=zone),
        "tutup": datetime.combine(butir.due(tahun), TENGGAT, zone),
        "kunci": datetime.combine(butir.locked(tahun), AKHIR_HARI, zone),
    }
