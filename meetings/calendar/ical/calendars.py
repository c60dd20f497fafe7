"""Calendars joined from stored entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from meetings.calendar.ical import zones
from meetings.calendar.ical.lines import line, text_line

PRODUCT = "-//Meetings//Calendar of meetings//EN"
REFRESH_HOURS = 4
UNIVERSAL = "Etc/UTC"
END = b"END:VCALENDAR\r\n"
_CONTENTS = b"\r\nBEGIN:V"
_ZONE = re.compile(rb"\nDTSTART;TZID=([^:]+):")


def calendar(vevents: Iterable[str], name: str, lang: str) -> bytes:
    """A calendar of stored entries, named in the reader's language.

    It holds the zone of each hour that is told by one, once; a calendar of a single zone names it
    as its own. Without entries it holds a zone all the same: a calendar has one component at least
    (RFC 5545, 3.6), and some programs refuse one that has none.
    """
    entries = "".join(vevents).encode()
    used = sorted(zone.decode() for zone in set(_ZONE.findall(entries)))
    own = line("X-WR-TIMEZONE", used[0]) if len(used) == 1 else ""
    held = used if entries else [UNIVERSAL]
    told = "".join((own, *map(zones.vtimezone, held))).encode()
    return b"".join((_head(name, lang), told, entries, END))


def with_method(calendar: bytes, method: str) -> bytes:
    """A calendar as a message (RFC 5546): REQUEST, CANCEL.

    Without the name and the rhythm that a published one has: programs would make a calendar of it.
    """
    contents = calendar.partition(_CONTENTS)[2]
    return _opening(method) + _CONTENTS.removeprefix(b"\r\n") + contents


@lru_cache(maxsize=256)
def _head(name: str, lang: str) -> bytes:
    """All before the first entry; never a UID, which vdirsyncer takes for an entry's."""
    refresh = f"PT{REFRESH_HOURS}H"
    lines = (
        text_line("NAME", name, LANGUAGE=lang),
        text_line("X-WR-CALNAME", name),
        line("REFRESH-INTERVAL", refresh, VALUE="DURATION"),
        line("X-PUBLISHED-TTL", refresh),
    )
    return _opening("PUBLISH") + "".join(lines).encode()


def _opening(method: str) -> bytes:
    lines = (
        "BEGIN:VCALENDAR\r\n",
        line("VERSION", "2.0"),
        line("PRODID", PRODUCT),
        line("CALSCALE", "GREGORIAN"),
        line("METHOD", method),
    )
    return "".join(lines).encode()
