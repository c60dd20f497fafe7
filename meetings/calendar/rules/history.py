"""What was changed of a meeting, in words: until when it was announced for when and where. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from flask_babel import gettext as _

from meetings import clock, formats
from meetings.calendar import dates, names
from meetings.calendar.models import Changed, Mode, Status
from meetings.calendar.rules.changes import Tellable, Told, agrees, read_told
from meetings.language import reading


class Kept(Protocol):
    """A change as it is stored."""

    @property
    def what(self) -> str:
        """A Changed."""

    @property
    def old(self) -> Mapping[str, Any]:
        """What was told before."""

    @property
    def new(self) -> Mapping[str, Any]:
        """What was told from then on."""

    @property
    def at(self) -> datetime:
        """When."""

    @property
    def why(self) -> str:
        """The reason."""

    @property
    def why_language(self) -> str:
        """The language of the reason; empty where nobody knows it."""

    @property
    def is_why_public(self) -> bool:
        """Whether everyone may read the reason."""

    @property
    def found_in(self) -> str:
        """The source that says otherwise; empty for a change."""

    @property
    def was_published(self) -> bool:
        """Whether the public could read what was changed."""


@dataclass(frozen=True)
class Line:
    """One line of a history: the day, what was and what came, and the reason that may be shown.

    `is_contradiction`: a source says otherwise, nothing was announced or changed; `is_resolved`:
    by now the meeting is as the source says.
    """

    on: date
    text: str
    now: str
    why: str
    why_language: str = ""
    is_contradiction: bool = False
    is_resolved: bool = False


def line(
    change: Kept,
    lang: str,
    *,
    is_public: bool = True,
    zone: str | None = None,
    now: Tellable | None = None,
    with_hour: bool = False,
) -> Line:
    """A change in a reader's language; with `is_public` only a public reason.

    `zone` is the office's, in which the day of a change is told (without it the meeting's own),
    and the hour `with_hour`;
    `now` is the meeting as it is, which may agree by now with what a source says.
    """
    old, new = read_told(change.old), read_told(change.new)
    on = clock.local_day(change.at, zone or new.time_zone)
    with reading(lang):
        said = _otherwise if change.found_in else _until
        day = formats.day(on, lang)
        if with_hour:
            day = f"{day}, {formats.clock(change.at, zone or new.time_zone, lang)}"
        text = said(change, old, day, lang)
        value = "" if change.found_in else _value(change.what, new, lang)
    why = change.why if change.is_why_public or not is_public else ""
    return Line(
        on,
        text,
        value,
        why,
        change.why_language,
        is_contradiction=bool(change.found_in),
        is_resolved=bool(change.found_in)
        and now is not None
        and agrees(old, now, what=change.what),
    )


def lines(
    changes: Sequence[Kept],
    lang: str,
    *,
    is_public: bool = True,
    zone: str | None = None,
    now: Tellable | None = None,
) -> list[Line]:
    """A history in a reader's language, as it is ordered.

    That a meeting was held is no news of its announcement: the public history leaves it out, and
    that it was said by error. Several changes of one thing on one day are told with the hour.
    """
    shown = [each for each in changes if not (is_public and _is_holding(each))]
    told = [line(each, lang, is_public=is_public, zone=zone, now=now) for each in shown]
    times = Counter(zip((each.what for each in shown), (each.on for each in told), strict=True))
    return [
        line(each, lang, is_public=is_public, zone=zone, now=now, with_hour=True)
        if times[each.what, made.on] > 1
        else made
        for each, made in zip(shown, told, strict=True)
    ]


def _is_holding(change: Kept) -> bool:
    """Whether a change says that a meeting was held, or that it was not after all."""
    return change.what == Changed.STATUS and Status.HELD in {
        change.old["status"],
        change.new["status"],
    }


def _until(change: Kept, old: Told, day: str, lang: str) -> str:
    value = _value(change.what, old, lang)
    if not change.was_published:
        return _planned(change.what, value, day)
    match change.what:
        case Changed.DATES:
            return _("Until %(day)s announced for %(dates)s", day=day, dates=value)
        case Changed.PLACE if value:
            return _("Until %(day)s announced to take place in: %(place)s", day=day, place=value)
        case Changed.PLACE:
            return _("Until %(day)s announced without a place", day=day)
        case Changed.MODE:
            return _("Until %(day)s announced as: %(mode)s", day=day, mode=value)
    return _("Until %(day)s: %(status)s", day=day, status=value)


def _planned(what: str, value: str, day: str) -> str:
    """Of a draft, which announced nothing."""
    match what:
        case Changed.DATES:
            return _("Until %(day)s planned for %(dates)s", day=day, dates=value)
        case Changed.PLACE if value:
            return _("Until %(day)s planned to take place in: %(place)s", day=day, place=value)
        case Changed.PLACE:
            return _("Until %(day)s planned without a place", day=day)
        case Changed.MODE:
            return _("Until %(day)s planned as: %(mode)s", day=day, mode=value)
    return _("Until %(day)s: %(status)s", day=day, status=value)


def _otherwise(change: Kept, old: Told, _day: str, lang: str) -> str:
    value = _value(change.what, old, lang)
    return _("Another source (%(source)s) says: %(value)s", source=change.found_in, value=value)


def _value(what: str, told: Told, lang: str) -> str:
    match what:
        case Changed.DATES:
            return dates.words(told, lang)
        case Changed.PLACE:
            return names.place(told, lang)
        case Changed.MODE:
            return _mode(told.mode)
    return status(told.status)


def _mode(mode: str) -> str:
    match mode:
        case Mode.VIRTUAL:
            return _("Virtual")
        case Mode.HYBRID:
            return _("Hybrid: in person and virtual")
    return _("In person")


def period(told: Tellable, lang: str) -> str:
    """When a meeting is, for a reader of `lang`: days or months, without hours and status."""
    return dates.period(told, lang)


def status(code: str) -> str:
    """Where a meeting stands, in the language that is being written."""
    match code:
        case Status.FORESEEN:
            return _("Foreseen")
        case Status.TENTATIVE:
            return _("Tentative")
        case Status.CONFIRMED:
            return _("Confirmed")
        case Status.POSTPONED:
            return _("Postponed")
        case Status.CANCELLED:
            return _("Cancelled")
    return _("Held")
