"""Reading the series in which the meetings of a body are numbered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, select

from meetings.calendar.models import (
    BodyTemplate,
    Involvement,
    Kind,
    Meeting,
    MeetingText,
    SessionType,
)
from meetings.calendar.rules import (
    MeetingFacts,
    Numbered,
    Series,
    next_number,
    proposal,
    retitled,
    span,
    takes_part,
)
from meetings.calendar.rules.numerals import printed
from meetings.calendar.rules.templates import filled
from meetings.db import db
from meetings.directory.models import Body, BodyPeriod, BodyType
from meetings.directory.models import Numbering as Style


def series_at(body_code: str | None, day: date) -> Series | None:
    """The series of a body that holds on a day; None for a body that doesn't number."""
    body = db.session.get(Body, body_code) if body_code else None
    if body is None or body.numbering == Style.NONE:
        return None
    first, last = span(body.numbering_within, day, periods=periods(body.code))
    own = _own_kinds(body.code)
    if own or body.type != BodyType.SECRETARIAT:
        return Series(body.numbering, first, last, own)
    template = db.session.get(BodyTemplate, body.code)
    usual = frozenset([template.kind_code] if template else [])
    return Series(body.numbering, first, last, usual, is_by_hand=not usual)


def _own_kinds(body_code: str) -> frozenset[str]:
    return frozenset(db.session.scalars(select(Kind.code).where(Kind.body_code == body_code)))


def bearing(
    body_code: str, series: Series, *, number: int, beside: int | None = None
) -> Meeting | None:
    """The meeting of a series that bears a number, the one `beside` (its id) left aside."""
    wanted = select(Meeting).where(*_in(body_code, series), Meeting.number == number)
    if beside is not None:
        wanted = wanted.where(Meeting.id != beside)
    return db.session.scalars(wanted.order_by(Meeting.starts_on).limit(1)).first()


def periods(body_code: str) -> list[BodyPeriod]:
    """The terms of office of a body, in their order."""
    wanted = select(BodyPeriod).where(BodyPeriod.body_code == body_code)
    return list(db.session.scalars(wanted.order_by(BodyPeriod.from_on)))


def numbers_taken(body_code: str, series: Series, *, beside: int | None = None) -> list[int | None]:
    """The numbers of a series that meetings bear, the meeting `beside` (its id) left aside."""
    wanted = select(Meeting.number).where(*_in(body_code, series), Meeting.number.is_not(None))
    return list(db.session.scalars(wanted.where(Meeting.id != beside) if beside else wanted))


def titled_anew(facts: MeetingFacts) -> MeetingFacts:
    """The facts of a meeting that will be new: a title that begins with a number, with the next."""
    series = series_at(facts.body_code, facts.starts_on)
    if series is None or not facts.body_code or not takes_part(facts, series):
        return facts
    number = next_number(numbers_taken(facts.body_code, series))
    return replace(facts, title=retitled(facts.title, number, style=series.style))


def next_titles(body_code: str, titles: Mapping[str, str], *, day: date) -> dict[str, str]:
    """How the next meeting of a body would be entitled by the titles of a template."""
    series = series_at(body_code, day)
    number = next_number(numbers_taken(body_code, series)) if series else None
    return filled(titles, number, series=series, first=day)


def proposed_numbers(body_code: str) -> dict[int, int]:
    """The meetings (ids) of a body whose number leaves a gap or is a double, and a better one.

    Drafts too. Where no kind of meeting is the body's own, only those that bear a number: what it
    convened before it numbered its sessions was none. Two statements and the body, whatever the
    number of its series.
    """
    body = db.session.get_one(Body, body_code)
    if body.numbering == Style.NONE:
        return {}
    terms = periods(body_code)
    own = _own_kinds(body_code)
    everything = Series(body.numbering, date.min, date.max, own)
    series: dict[date, list[Numbered]] = defaultdict(list)
    wanted = select(
        Meeting.id, Meeting.starts_on, Meeting.status, Meeting.number, Meeting.is_numbered_by_hand
    ).where(*_in(body_code, everything))
    if not own:
        wanted = wanted.where(Meeting.number.is_not(None))
    for row in db.session.execute(wanted):
        series[span(body.numbering_within, row.starts_on, periods=terms)[0]].append(Numbered(*row))
    return {key: number for each in series.values() for key, number in proposal(each).items()}


def renumbering(body_code: str, lang: str) -> list[tuple[Meeting, MeetingText, str]]:
    """Each meeting of a body that would bear another number, its words, and that number printed."""
    proposed = proposed_numbers(body_code)
    style = db.session.get_one(Body, body_code).numbering
    wanted = (
        select(Meeting, MeetingText)
        .join(MeetingText, (MeetingText.meeting_id == Meeting.id) & (MeetingText.lang == lang))
        .where(Meeting.id.in_(proposed))
        .order_by(Meeting.starts_on)
    )
    return [
        (meeting, text, printed(proposed[meeting.id], style, lang=lang))
        for meeting, text in db.session.execute(wanted)
    ]


def _in(body_code: str, series: Series) -> list[ColumnElement[bool]]:
    found = [
        Meeting.body_code == body_code,
        Meeting.session_type == SessionType.ORDINARY,
        Meeting.involvement != Involvement.OBSERVANCE,
        Meeting.starts_on.between(series.first, series.last),
    ]
    return [*found, Meeting.kind_code.in_(series.kinds)] if series.kinds else found
