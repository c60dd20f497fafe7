"""Reading what a State had of meetings: held there, for its benefit, or with its people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, and_, exists, func, or_, select

from meetings.calendar.models import Meeting, MeetingBeneficiary, MeetingText, Mode, Status
from meetings.db import db
from meetings.pagination import Page, offset
from meetings.statistics import queries as statistics


class Way(StrEnum):
    """How a meeting reached a State."""

    HOSTED = "hosted"
    BENEFITED = "benefited"
    ATTENDED = "attended"


@dataclass(frozen=True)
class Touched:
    """A meeting that reached a State, in one language, and in which ways."""

    id: int
    slug: str
    title: str
    title_lang: str
    dates: str
    place: str
    status: str
    ways: frozenset[Way]


_COLUMNS = (
    Meeting.id,
    Meeting.slug,
    MeetingText.title,
    MeetingText.title_lang,
    MeetingText.dates,
    MeetingText.place,
    Meeting.status,
)
_HOSTED = Meeting.mode != Mode.VIRTUAL  # nobody hosts what has no place


def of_state(code: str, lang: str, *, page: int = 1, size: int = 50) -> Page[Touched]:
    """The published meetings in a State or for its benefit, held or not, the latest first."""
    for_it = exists().where(
        MeetingBeneficiary.meeting_id == Meeting.id, MeetingBeneficiary.country == code
    )
    there = and_(Meeting.country == code, _HOSTED)
    shown = (Meeting.published_at.is_not(None), or_(there, for_it))
    total = db.session.scalar(select(func.count(Meeting.id)).where(*shown)) or 0
    number = min(max(page, 1), max(1, -(-total // size)))
    wanted = _worded(lang).add_columns(there, for_it).where(*shown)
    rows = db.session.execute(
        wanted.order_by(Meeting.starts_on.desc(), Meeting.id.desc())
        .limit(size)
        .offset(offset(number, size))
    )
    items = [_touched(row, _ways((Way.HOSTED, row[-2]), (Way.BENEFITED, row[-1]))) for row in rows]
    return Page(items, number, size, total)


def reached(
    states: Collection[str], lang: str, *, first: date, last: date
) -> dict[str, tuple[Touched, ...]]:
    """State -> the published meetings held in some days (inclusive) that reached it, in order.

    A held meeting reaches the State that hosts it, those it benefits, and those for which somebody
    was confirmed and present. Four statements, whatever the number of States and meetings.
    """
    wanted = _worded(lang).add_columns(Meeting.country, Meeting.mode)
    held = db.session.execute(
        wanted.where(
            Meeting.status == Status.HELD,
            Meeting.published_at.is_not(None),
            Meeting.starts_on <= last,
            Meeting.ends_on >= first,
        ).order_by(Meeting.starts_on, Meeting.ends_on, Meeting.id)
    ).all()
    ids = [row.id for row in held]
    ways: dict[tuple[int, str], set[Way]] = {}
    for meeting_id, state, way in (
        *((row.id, row.country, Way.HOSTED) for row in held if row.mode != Mode.VIRTUAL),
        *((meeting_id, state, Way.BENEFITED) for meeting_id, state in _benefited(ids)),
        *(
            (meeting_id, state, Way.ATTENDED)
            for meeting_id, state in statistics.states_present(ids)
        ),
    ):
        if state in states:
            ways.setdefault((meeting_id, state), set()).add(way)
    return {
        state: tuple(
            _touched(row, frozenset(ways[row.id, state])) for row in held if (row.id, state) in ways
        )
        for state in states
    }


def _worded(lang: str) -> Select[*tuple[Any, ...]]:
    text = and_(MeetingText.meeting_id == Meeting.id, MeetingText.lang == lang)
    return select(*_COLUMNS).join(MeetingText, text)


def _touched(row: Row[*tuple[Any, ...]], ways: frozenset[Way]) -> Touched:
    """A row of `_COLUMNS` and two more."""
    return Touched(
        row.id, row.slug, row.title, row.title_lang, row.dates, row.place, row.status, ways
    )


def _benefited(ids: Collection[int]) -> list[tuple[int, str]]:
    wanted = select(MeetingBeneficiary.meeting_id, MeetingBeneficiary.country).where(
        MeetingBeneficiary.meeting_id.in_(ids)
    )
    return [(row[0], row[1]) for row in db.session.execute(wanted)]


def _ways(*told: tuple[Way, Any]) -> frozenset[Way]:
    return frozenset(way for way, is_so in told if is_so)
