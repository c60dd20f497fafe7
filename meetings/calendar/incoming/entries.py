"""The entries of an iCalendar file, each with the lines that it stands on. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from icalendar import Calendar

from meetings.calendar.incoming.hours import day_of
from meetings.directory.rules import clean
from meetings.errors import FileRefused

_BEGINS = re.compile(r"BEGIN:VEVENT\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Event:
    """An entry of the file, and the line on which it begins."""

    line: int
    component: Any
    lines: tuple[str, ...] = ()

    def written(self, name: str) -> str:
        """A property as the file has it, also where it could not be read; empty without one."""
        wanted = re.compile(rf"{re.escape(name)}[;:]", re.IGNORECASE)
        line = next((each for each in self.lines if wanted.match(each)), "")
        return clean(line.rpartition(":")[2])

    @property
    def uid(self) -> str:
        return clean(str(self.component.get("UID", "")))

    @property
    def occurrence(self) -> str:
        """Which occurrence of a recurring entry it stands for; empty for the entry itself."""
        found = self.component.get("RECURRENCE-ID")
        return "" if found is None else str(found.to_ical())


def parsed(data: bytes) -> tuple[list[Any], list[Event]]:
    """The calendars of a file and their entries; FileRefused for what is none."""
    broken = FileRefused(_l("The file is not an iCalendar file that can be read."))
    try:
        text = data.decode("utf-8-sig")
        calendars: list[Any] = Calendar.from_ical(text, multiple=True)
        found = [event for each in calendars for event in each.walk("VEVENT")]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise broken from error
    lines = re.split(r"\r\n|\n|\r", text)
    begins = [number for number, line in enumerate(lines, 1) if _BEGINS.fullmatch(line)]
    if len(begins) != len(found):
        raise broken
    return calendars, [
        Event(begin, component, tuple(lines[begin:after]))
        for begin, after, component in zip(begins, [*begins[1:], None], found, strict=False)
    ]


def suffix(event: Event) -> str:
    """Sets a lone changed occurrence apart from the entry that it belongs to."""
    found = event.component.get("RECURRENCE-ID")
    return f"/{day_of(found.dt):%Y%m%d}" if found is not None else ""


def text(component: Any, name: str, most: int) -> str:
    """A property of an entry as clean text, cut after `most` characters."""
    return clean(str(component.get(name, "")))[:most].strip()
