"""What people are told of a changed meeting, in words, and what they are not. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from meetings.calendar import dates, names
from meetings.calendar.models import Changed, Mode, Status
from meetings.calendar.rules.changes import (
    Tellable,
    Told,
    differences,
    is_elsewhere,
    read_told,
    told,
)
from meetings.calendar.rules.history import Kept
from meetings.language import reading


class Spoken(NamedTuple):
    """A reason, and the language in which it was written; empty where nobody knows it."""

    text: str
    lang: str


@dataclass(frozen=True)
class Line:
    """One thing that changed, as it was last told and as it is, in one language's words."""

    what: Changed
    label: str
    old: str
    new: str


def worth_telling(old: Tellable, new: Tellable) -> list[Changed]:
    """What of a change people are told: date, place, mode, status.

    That a meeting was held tells nobody, nor that this is taken back; that a meeting which was
    said to be held is cancelled or postponed after all does. Of a cancelled meeting that alone is
    told: where and when it would have been matters to nobody; nor does the house that is kept for
    a virtual one.
    """
    apart = {*differences(old, new)} - {Changed.PLACE}
    if is_elsewhere(old, new):
        apart.add(Changed.PLACE)
    found = [what for what in Changed if what in apart]
    if new.status == Status.CANCELLED:
        return [what for what in found if what == Changed.STATUS]
    was_held = old.status == Status.HELD
    gone = new.status in {Status.CANCELLED, Status.POSTPONED}
    if new.status == Status.HELD or (was_held and not gone):
        found = [what for what in found if what != Changed.STATUS]
    return found


def lines(old: Tellable, new: Tellable, *, lang: str) -> list[Line]:
    """What is told of a change, for a reader of `lang`: the first old and the last new value.

    A meeting that is put off has no date any more, whichever it is kept under.
    """
    found = worth_telling(old, new)
    is_put_off = _is_put_off(old, new)
    if is_put_off and Changed.DATES not in found:
        found = [Changed.DATES, *found]
    with reading(lang):
        return [
            Line(
                what,
                _LABELS[what](),
                _words(old, what, lang=lang),
                _("To be announced")
                if is_put_off and what == Changed.DATES
                else _words(new, what, lang=lang),
            )
            for what in found
        ]


def _is_put_off(old: Tellable, new: Tellable) -> bool:
    return new.status == Status.POSTPONED and Changed.STATUS in worth_telling(old, new)


def is_awaited(status: str, ends_at: datetime, *, at: datetime) -> bool:
    """Whether people must be told that a meeting is taken back: none that is over, was held or
    cancelled."""
    return ends_at > at and status not in {Status.HELD, Status.CANCELLED}


def taken_back(old: Tellable, *, lang: str) -> list[Line]:
    """What is told of a meeting that no longer stands in the public calendar."""
    with reading(lang):
        was = _words(old, Changed.STATUS, lang=lang)
        return [Line(Changed.STATUS, _("Status"), was, _("Taken back from the calendar"))]


def taken_back_remark(old: Tellable, *, lang: str) -> str:
    """The date that people knew of a meeting that is taken back, and what comes next."""
    with reading(lang):
        return _(
            "The meeting that was announced for %(dates)s no longer stands in the public calendar, "
            "nor does its page. If it is announced again, you will be told.",
            dates=dates.period(old, lang),
        )


def known(untold: Sequence[Kept], *, at: datetime) -> int:
    """How many of the changes that nobody was told of yet stood already when somebody came to the
    list, `at` that time: by her receipt she knows them."""
    return sum(each.at < at for each in untold)


def heard(before: Told, untold: Sequence[Kept], *, now: Tellable, known: int) -> Told:
    """A meeting as somebody was last told of it who knows so many of the changes that wait.

    Who knows none of them was told `before`.
    """
    if not known:
        return before
    return read_told(untold[known].old if known < len(untold) else told(now))


def reasons(untold: Iterable[Kept]) -> dict[str, Spoken]:
    """What was changed -> the public reason of it that is told.

    A later change of date, place or mode without any reason leaves the earlier one standing, as a
    slip that is corrected; one with a reason for officers takes it away. Of a status its own reason
    is told only: why a meeting was put off is not why it takes place.
    """
    found: dict[str, Spoken] = {}
    for each in untold:
        if each.why or each.what == Changed.STATUS:
            found.pop(each.what, None)
        if each.is_why_public:
            found[each.what] = Spoken(each.why, each.why_language)
    return found


def said(found: Iterable[Line], why: Mapping[str, Spoken]) -> list[Spoken]:
    """The public reasons of what is told, each once; `why` is what changed -> its last reason."""
    return list(dict.fromkeys(why[each.what] for each in found if why.get(each.what)))


def remark(old: Tellable, new: Tellable, *, lang: str) -> str:
    """Said of a meeting that is put off without a new date, that is cancelled, or takes place
    after all: the date that people knew, and in the end the one that holds; else empty."""
    if Changed.STATUS not in worth_telling(old, new):
        return ""
    with reading(lang):
        day = dates.period(old, lang)
        match (old.status, new.status):
            case (_old, Status.POSTPONED):
                return _(
                    "The date %(dates)s no longer holds. The new one will be announced.", dates=day
                )
            case (_old, Status.CANCELLED):
                return _("The meeting that was announced for %(dates)s is cancelled.", dates=day)
            case (Status.CANCELLED, _new):
                day = dates.words(new, lang)
                return _("The meeting takes place after all: %(dates)s.", dates=day)
    return ""


def _words(told: Tellable, what: Changed, *, lang: str) -> str:
    match what:
        case Changed.DATES:
            return dates.words(told, lang)
        case Changed.PLACE:
            return names.where(told, lang) or _("Not said yet")
        case Changed.MODE:
            return _MODES[Mode(told.mode)]()
    return _STATUSES[Status(told.status)]()


_LABELS: dict[Changed, Callable[[], str]] = {
    Changed.DATES: lambda: _("Date"),
    Changed.PLACE: lambda: _("Place"),
    Changed.MODE: lambda: _("How people take part"),
    Changed.STATUS: lambda: _("Status"),
}
_MODES: dict[Mode, Callable[[], str]] = {
    Mode.IN_PERSON: lambda: _("In person"),
    Mode.VIRTUAL: lambda: _("Virtual"),
    Mode.HYBRID: lambda: _("Hybrid: in person and virtual"),
}
_STATUSES: dict[Status, Callable[[], str]] = {
    Status.FORESEEN: lambda: _("Foreseen"),
    Status.TENTATIVE: lambda: _("Tentative"),
    Status.CONFIRMED: lambda: _("Confirmed"),
    Status.POSTPONED: lambda: _("Postponed"),
    Status.CANCELLED: lambda: _("Cancelled"),
    Status.HELD: lambda: _("Held"),
}


def status_word(status: str) -> str:
    """What a status is called."""
    return _STATUSES[Status(status)]()
