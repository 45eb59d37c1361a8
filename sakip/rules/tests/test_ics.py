"""A calendar that any program reads: lines, escapes and days as RFC 5545 has them."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from sakip.rules.ics import Acara, write_ics

SAAT = datetime(2026, 10, 12, 14, 30, tzinfo=timezone(timedelta(hours=7)))


def unfold(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_a_day_stands_in_a_calendar():
    acara = Acara(
        "a/1@sakip", date(2026, 10, 31), "Isi realisasi, TW III; Dinkes", "https://x/?a=1,2"
    )
    assert unfold(write_ics("Pekerjaan Sari", [acara], SAAT)) == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SAKIP//Pekerjaan Anda//ID",
        "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:Pekerjaan Sari",
        "BEGIN:VEVENT", "UID:a/1@sakip", "DTSTAMP:20261012T073000Z",
        "DTSTART;VALUE=DATE:20261031", "DTEND;VALUE=DATE:20261101",
        r"SUMMARY:Isi realisasi\, TW III\; Dinkes", "URL:https://x/?a=1,2", "TRANSP:TRANSPARENT",
        "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip


def test_nobody_has_anything_and_the_calendar_is_still_one():
    text = write_ics("Kosong", [], datetime(2026, 1, 1, tzinfo=UTC))
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "VEVENT" not in text


@given(st.text(max_size=300))
def test_any_words_come_back_whole_in_lines_of_75_octets(judul):
    judul = judul.replace("\x00", "")
    text = write_ics("K", [Acara("k", date(2026, 1, 1), judul, "/")], SAAT)
    lines = text.encode("utf-8", "surrogatepass").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    said = next(line for line in unfold(text) if line.startswith("SUMMARY:"))[8:]
    plain = said.replace("\\\\", "\x00").replace(r"\n", "\n").replace(r"\;", ";")
    plain = plain.replace(r"\,", ",").replace("\x00", "\\")
    assert plain == judul.replace("\r\n", "\n").replace("\r", "\n")
