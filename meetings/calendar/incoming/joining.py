"""How an entry of a calendar file is joined: left out of what everybody reads, and said. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from meetings.calendar.incoming import spot
from meetings.calendar.incoming.entries import Event
from meetings.calendar.rules.giveaways import giveaway, sound_beginning, without_giveaways
from meetings.directory.rules import clean
from meetings.errors import RowProblem

# What an entry may hold an address in that no meeting takes over.
LEFT_OUT = (
    "URL",
    "CONFERENCE",
    "DESCRIPTION",
    "X-ALT-DESC",
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
)


def title(component: Any, *, links: Iterable[str]) -> tuple[str, bool]:
    """A title without what tells how one joins, and whether there was any of it."""
    text = clean(str(component.get("SUMMARY", "")))
    if not giveaway(text, links=links):
        return text, False
    kept = without_giveaways(text, links=links) or sound_beginning(text, links=links)
    return kept.strip(" ,;:-–|/(["), True


def place(component: Any, *, links: Iterable[str]) -> spot.Spot:
    """The place as the entry says it, apart from how one joins."""
    return spot.spot(str(component.get("LOCATION", "")), links=links)


def doubts(event: Event, *, links: Iterable[str]) -> list[RowProblem]:
    """What is left out of an entry because it tells how one joins: one sentence a property."""
    found: list[RowProblem] = []
    if sentence := spot.doubt(place(event.component, links=links)):
        found.append(RowProblem(event.line, "LOCATION", sentence))
    if title(event.component, links=links)[1]:
        sentence = _l(
            "The title tells how people join: that is left out. Record it under “Ways to join” "
            "once the meeting is made."
        )
        found.append(RowProblem(event.line, "SUMMARY", sentence))
    told = next((name for name in LEFT_OUT if _tells(event.component, name, links=links)), None)
    if told:
        sentence = _l(
            "It tells how people join, which is not taken over: record it under “Ways to join” "
            "once the meeting is made."
        )
        found.append(RowProblem(event.line, told, sentence))
    return found


def _tells(component: Any, name: str, *, links: Iterable[str]) -> bool:
    return bool(giveaway(str(component.get(name, "")), links=links))
