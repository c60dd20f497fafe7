"""The meetings of the suite, and what every reader is to see of them: written by hand.

Instants are worked out by the zone database and not by what the product writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

HOSTILE = (
    "Commas, semicolons; back\\slashes\\, \\;, \"quotes\", 'more', <tags> & ampersands: %s {x} | "
    "emoji 🌎👩🏽‍💻, accents ñÑçãö, العربية من اليمين, עברית, BEGIN:VEVENT"
)
BREAKS = "A path C:\\new\\North and a real\\nthing"


@dataclass(frozen=True)
class Case:
    """A meeting's facts in the words of the factories; what its entry says of title and place."""

    title: str
    facts: dict[str, Any]
    place: str
    status: str = "CONFIRMED"
    shown: str = ""

    def entry(self, uid: str) -> dict[str, Any]:
        """What a reader sees."""
        facts, is_timed = self.facts, "starts_time" in self.facts
        last = facts.get("ends_on", facts["starts_on"])
        start = self._instant("starts") if is_timed else facts["starts_on"].isoformat()
        end = (
            self._instant("ends")
            if is_timed
            else _after(last if not self._is_coarse else facts["starts_on"])
        )
        return {
            "uid": uid,
            "title": self.shown or self.title,
            "start": start,
            "end": end,
            "all_day": not is_timed,
            "status": self.status,
            "place": self.place,
        }

    @property
    def _is_coarse(self) -> bool:
        return self.facts.get("precision") in {"month", "season", "year"}

    def _instant(self, which: str) -> str:
        day = self.facts.get("ends_on" if which == "ends" else "starts_on", self.facts["starts_on"])
        zone = ZoneInfo(self.facts["time_zone"])
        at = datetime.combine(day, self.facts[f"{which}_time"], zone).astimezone(UTC)
        return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _after(day: date) -> str:
    return date.fromordinal(day.toordinal() + 1).isoformat()


def _timed(zone: str, first: date, last: date, start: time, end: time) -> dict[str, Any]:
    return {
        "precision": "minute",
        "time_zone": zone,
        "starts_on": first,
        "ends_on": last,
        "starts_time": start,
        "ends_time": end,
    }


WASHINGTON = "Washington, D.C., United States"
NINE, FIVE = time(9), time(17)
CASES = (
    Case(
        "All day, two days",
        {"starts_on": date(2026, 5, 20), "ends_on": date(2026, 5, 21)},
        WASHINGTON,
    ),
    Case(
        "One day in Lima",
        {
            "starts_on": date(2026, 2, 28),
            "ends_on": date(2026, 2, 28),
            "city": "Lima",
            "country": "PE",
        },
        "Lima, Peru",
    ),
    Case(
        "Over the change of clocks in New York",
        _timed("America/New_York", date(2026, 3, 7), date(2026, 3, 9), NINE, FIVE),
        WASHINGTON,
    ),
    Case(
        "In New York by the rules of 2003",
        _timed("America/New_York", date(2003, 4, 2), date(2003, 4, 2), NINE, FIVE),
        WASHINGTON,
    ),
    Case(
        "In Paris in winter",
        _timed("Europe/Paris", date(2027, 1, 11), date(2027, 1, 12), NINE, FIVE)
        | {"venue": "UNESCO; Salle XI, 1", "city": "Paris", "country": "FR"},
        "UNESCO; Salle XI, 1, Paris, France",
    ),
    Case(
        "Where summer is winter",
        _timed("America/Santiago", date(2026, 7, 1), date(2026, 7, 1), NINE, FIVE)
        | {"city": "Santiago", "country": "CL"},
        "Santiago, Chile",
    ),
    Case(
        "A quarter of an hour",
        _timed("Asia/Kathmandu", date(2026, 8, 3), date(2026, 8, 3), NINE, FIVE)
        | {"city": "", "country": "NP"},
        "Nepal",
    ),
    Case(
        "Without summer time since 2019",
        _timed("America/Sao_Paulo", date(2017, 12, 4), date(2017, 12, 5), NINE, FIVE),
        WASHINGTON,
    ),
    Case(
        "Cancelled",
        {"starts_on": date(2026, 6, 1), "ends_on": date(2026, 6, 3), "status": "cancelled"},
        WASHINGTON,
        "CANCELLED",
        "(cancelled) Cancelled",
    ),
    Case(
        ("A title of a thousand characters, and each of them is read – " * 16)[:1000].strip(),
        {"starts_on": date(2026, 6, 2), "ends_on": date(2026, 6, 2)},
        WASHINGTON,
    ),
    Case(
        "Postponed",
        {"starts_on": date(2026, 6, 8), "ends_on": date(2026, 6, 8), "status": "postponed"},
        WASHINGTON,
        "TENTATIVE",
        "(postponed) Postponed",
    ),
    Case(
        "Tentative",
        {"starts_on": date(2026, 6, 9), "ends_on": date(2026, 6, 9), "status": "tentative"},
        WASHINGTON,
        "TENTATIVE",
    ),
    Case(HOSTILE, {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 9, 1)}, WASHINGTON),
    Case(BREAKS, {"starts_on": date(2026, 9, 2), "ends_on": date(2026, 9, 2)}, WASHINGTON),
    Case(
        ("é🌎" * 150)[:300],
        {"starts_on": date(2026, 9, 3), "ends_on": date(2026, 9, 3)},
        WASHINGTON,
    ),
)
PLANNED = Case(
    "Migration",
    {"starts_on": date(2003, 5, 1), "ends_on": date(2003, 5, 31), "precision": "month"},
    WASHINGTON,
    "TENTATIVE",
    "(date to be confirmed: May 2003) Migration",
)
