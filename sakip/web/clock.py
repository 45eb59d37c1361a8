"""Today, in the agency's own zone; `SAKIP_HARI_INI` fixes it for demos and tests."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def today(zona: str) -> date:
    """The date on the wall of an office in this zone."""
    if settings.HARI_INI:
        return date.fromisoformat(settings.HARI_INI)
    return timezone.now().astimezone(ZoneInfo(zona)).date()


def now() -> datetime:
    """This moment, in UTC."""
    return timezone.now()
