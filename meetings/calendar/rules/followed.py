"""The days of a followed calendar: as a file brings them, against those that are kept. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Protocol

from flask_babel import lazy_gettext as _l

from meetings.directory.rules import clean
from meetings.errors import Refused, RowProblem

MOST_DAYS = 3_000  # of one file, recurring entries counted as often as they occur
LONGEST_NAME = 120
LONGEST_UID = 240
LONGEST = {"title": 300, "place": 200}
LONG = 60  # days after which an entry is doubted
YEARS_BACK, YEARS_AHEAD = 1, 3  # how far around today recurring entries are followed


class Days(Protocol):
    """Days that are kept of a followed calendar, inclusive."""

    @property
    def uid(self) -> str:
        """By which they are known again."""

    @property
    def starts_on(self) -> date:
        """The first day."""

    @property
    def ends_on(self) -> date:
        """The last day."""

    @property
    def title(self) -> str:
        """What happens."""

    @property
    def place(self) -> str:
        """Where."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Days as a file brings them, inclusive; `calendar` is empty where the file names none."""

    uid: str
    starts_on: date
    ends_on: date
    title: str
    place: str = ""
    calendar: str = ""
    line: int = 0


@dataclass(frozen=True)
class Reading:
    """What a file says: its entries, what is wrong, what is doubtful, and what it calls itself.

    `doubts` are about one line each, `notes` about the whole file.
    """

    entries: tuple[Entry, ...]
    problems: tuple[RowProblem, ...] = ()
    doubts: tuple[RowProblem, ...] = ()
    notes: tuple[object, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Sorted:
    """The entries of one calendar against what is kept: what an import would do.

    `changed` are pairs of what is kept and what comes; `vanished` is kept and no longer comes.
    """

    name: str
    is_new: bool
    added: tuple[Entry, ...]
    changed: tuple[tuple[Days, Entry], ...]
    unchanged: int
    vanished: tuple[Days, ...]

    @property
    def changes_something(self) -> bool:
        """Whether an import would write anything, what vanished aside."""
        return bool(self.is_new or self.added or self.changed)


def window(today: date) -> tuple[date, date]:
    """The whole years within which recurring entries are followed, both days inclusive."""
    return date(today.year - YEARS_BACK, 1, 1), date(today.year + YEARS_AHEAD, 12, 31)


def sort(
    entries: Iterable[Entry], kept: Sequence[Days], *, name: str, is_new: bool, since: date
) -> Sorted:
    """What is new, changed and gone of one calendar.

    An entry is known by its uid. What ended before `since` never counts as gone: files forget it.
    """
    known = {days.uid: days for days in kept}
    added, changed, same = [], [], 0
    seen = set()
    for entry in entries:
        seen.add(entry.uid)
        old = known.get(entry.uid)
        if old is None:
            added.append(entry)
        elif _said(old) != _said(entry):
            changed.append((old, entry))
        else:
            same += 1
    gone = [days for days in kept if days.uid not in seen and days.ends_on >= since]
    gone.sort(key=lambda days: (days.starts_on, days.title))
    return Sorted(name, is_new, tuple(added), tuple(changed), same, tuple(gone))


def _said(days: Days) -> tuple[object, ...]:
    return days.starts_on, days.ends_on, days.title, days.place


def seen(sorted_: Iterable[Sorted]) -> str:
    """A short text that differs when an import would do anything else than what was shown."""
    said = [
        [
            each.name,
            each.is_new,
            [asdict(entry) for entry in each.added],
            [[_said(old), asdict(new)] for old, new in each.changed],
            [[days.uid, *_said(days)] for days in each.vanished],
        ]
        for each in sorted_
    ]
    return hashlib.sha256(json.dumps(_plain(said), sort_keys=True).encode()).hexdigest()[:32]


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def checked_name(name: str | None) -> str:
    """A calendar's name as it is kept.

    Raises Refused (field `name`) when there is none, or one of more than 120 characters.
    """
    cleaned = clean(name)
    if not cleaned:
        raise Refused(_l("Give the calendar a name."), field="name", code="no_name")
    if len(cleaned) > LONGEST_NAME:
        raise Refused(
            _l("This text has more than %(most)d characters.", most=LONGEST_NAME),
            field="name",
            code="too_long",
        )
    return cleaned


def doubtful(entries: Iterable[Entry]) -> list[RowProblem]:
    """What one should look at twice: entries of many days, and those that stand twice."""
    found: list[RowProblem] = []
    first: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        length = (entry.ends_on - entry.starts_on).days + 1
        if length > LONG:
            reason = _l("It lasts %(days)d days: is the end right?", days=length)
            found.append(RowProblem(entry.line, entry.title, reason))
        earlier = first.setdefault((entry.calendar, *_said(entry)), entry)
        if earlier is not entry and earlier.line != entry.line:
            reason = _l("Line %(line)d says the same.", line=earlier.line)
            found.append(RowProblem(entry.line, entry.title, reason))
    return found
