"""Slips of a history: what was corrected before anybody was told of it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from meetings.calendar.models import Changed
from meetings.calendar.rules.changes import read_told
from meetings.calendar.rules.history import Kept


def hasty(changes: Sequence[Kept], *, quiet: timedelta) -> tuple[datetime, datetime] | None:
    """From when until when something stood for less than the quiet period; None where nothing did.
    `changes` are a history, the latest first."""
    found = []
    last: dict[str, datetime] = {}
    for change in reversed(changes):
        if change.found_in:
            continue
        since = last.get(change.what)
        if since is not None and change.at - since < quiet:
            found += [since, change.at]
        last[change.what] = change.at
    return (min(found), max(found)) if found else None


def settled(changes: Sequence[Any], *, quiet: timedelta, told: Collection[datetime]) -> list[Any]:
    """A history, the latest first, without the slips that were corrected before anybody was told.

    A slip stood for less than the quiet period, and nobody was `told` of the meeting meanwhile (the
    instants of it): the first old and the last new value are one change, and none when all is as it
    was. Corrections that go on for longer than the quiet period are no slip. A reason stays until
    another one is given; of a status its own is told only.
    """
    kept: list[tuple[Any, datetime]] = []  # each with the time since which it is corrected
    for change in reversed(changes):
        before = next((each for each in reversed(kept) if each[0].what == change.what), None)
        if before is None or not _is_slip(before, change, quiet=quiet, told=told):
            kept.append((change, change.at))
            continue
        kept.remove(before)
        last, since = before
        if _told(change.what, last.old) != _told(change.what, change.new):
            is_own = change.why or change.what == Changed.STATUS
            said = change if is_own else last
            one = change._replace(old=last.old, why=said.why, why_language=said.why_language)
            kept.append((one, since))
    return [change for change, _since in reversed(kept)]


def _is_slip(
    before: tuple[Kept, datetime], change: Kept, *, quiet: timedelta, told: Collection[datetime]
) -> bool:
    last, since = before
    if last.found_in or change.found_in or change.at - since >= quiet:
        return False
    return not any(last.at < at <= change.at for at in told)


def _told(what: str, kept: Mapping[str, Any]) -> list[Any]:
    told = read_told(kept)
    match what:
        case Changed.DATES:
            return [told.starts_on, told.ends_on, told.starts_time, told.ends_time, told.precision]
        case Changed.PLACE:
            return [told.venue, told.city, told.country]
    return [kept[what]]
