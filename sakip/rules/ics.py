"""A calendar of whole days as text (RFC 5545): lines of at most 75 octets, ended by CR LF."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LEBAR = 75
# A backslash first, or it would escape what follows it twice.
LEPAS = (
    (chr(92), chr(92) * 2),
    (";", r"\;"),
    (",", r"\,"),
    ("\r\n", r"\n"),
    ("\n", r"\n"),
    ("\r", r"\n"),
)


@dataclass(frozen=True, slots=True)
class Acara:
    """One day: `kunci` is the same as long as it is the same event; `alamat` a page."""

    kunci: str
    hari: date
    judul: str
    alamat: str


def write_ics(nama: str, acara: Iterable[Acara], waktu: datetime) -> str:
    """The whole calendar; `waktu` is the moment of writing, with an offset."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//SAKIP//Pekerjaan Anda//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escape(nama)}",
        *(line for one in acara for line in _event(one, waktu)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_fold(line)}\r\n" for line in lines)


def _event(one: Acara, waktu: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escape(one.kunci)}"
    yield f"DTSTAMP:{waktu.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{one.hari:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.hari + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escape(one.judul)}"
    yield f"URL:{one.alamat}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escape(text: str) -> str:
    for sign, escaped in LEPAS:
        text = text.replace(sign, escaped)
    return text


def _fold(line: str) -> str:
    """Cut after 75 octets, never inside a character; a space begins each further line."""
    parts, size, width = [""], 0, LEBAR
    for sign in line:
        octets = len(sign.encode())
        if size + octets > width:
            parts.append("")
            size, width = 0, LEBAR - 1
        parts[-1] += sign
        size += octets
    return "\r\n ".join(parts)
