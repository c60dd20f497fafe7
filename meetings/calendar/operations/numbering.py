"""Giving meetings their number in the series of their body."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.calendar import queries, rules
from meetings.calendar.models import Meeting
from meetings.calendar.operations.texts import raise_version, refresh
from meetings.calendar.rules import MeetingFacts
from meetings.db import db, one_at_a_time
from meetings.errors import Refused


def numbered(
    before: MeetingFacts | None, facts: MeetingFacts, *, meeting_id: int | None = None
) -> MeetingFacts:
    """The facts with their number and ordinal, as the body's series gives them.

    Two who number at once do so one after the other: under the lock of addresses, so that no one
    waits for another one's second lock.
    """
    series = queries.series_at(facts.body_code, facts.starts_on)

    def following() -> int:
        assert series is not None and facts.body_code  # noqa: S101, PT018 - for the type checker
        one_at_a_time("calendar.slug")
        return rules.next_number(queries.numbers_taken(facts.body_code, series, beside=meeting_id))

    found = rules.numbered(before, facts, series=series, following=following)
    return rules.title_followed(before, found, style=series.style) if series else found


def check_ordinal(
    before: MeetingFacts | None,
    facts: MeetingFacts,
    *,
    lang: str,
    meeting_id: int | None = None,
    may_double: bool = False,
) -> None:
    """Whether the ordinal that an officer wrote is a number of the body's series.

    Files say what they say; a person is asked. Raises Refused (field `ordinal`) for what is no
    number, with the right spelling where one can be meant, and (code `number_taken`) for one that
    another meeting of the series bears, unless it `may_double`.
    """
    facts = rules.cleaned(facts, queries.codes())
    series = queries.series_at(facts.body_code, facts.starts_on)
    if series is None or not facts.ordinal or not rules.takes_part(facts, series):
        return
    if before is not None and before.ordinal == facts.ordinal:
        was_in = queries.series_at(before.body_code, before.starts_on)
        if before.body_code == facts.body_code and was_in == series:
            return
    else:
        _check_spelling(facts.ordinal, series.style)
    number = rules.read(facts.ordinal)
    assert facts.body_code  # noqa: S101 - a series has its body; for the type checker
    code = facts.body_code
    taken = number and queries.bearing(code, series, number=number, beside=meeting_id)
    if taken and not may_double:
        text = queries.text_of(taken.id, lang)
        raise Refused(
            _l(
                "“%(title)s” (%(dates)s) bears this number already. Save again if both shall "
                "bear it, or leave it empty for the next one.",
                title=text.title,
                dates=text.dates,
            ),
            field="ordinal",
            code="number_taken",
        )


def _check_spelling(ordinal: str, style: str) -> None:
    right, usual = rules.spelled(ordinal, style), rules.stored(4, style)
    if right == ordinal:
        return
    if right is None:
        sentence = _l(
            "“%(given)s” is no number. The sessions of this body are numbered like “%(usual)s”; "
            "leave it empty for the next one.",
            given=ordinal,
            usual=usual,
        )
    else:
        sentence = _l(
            "The sessions of this body are numbered like “%(usual)s”: write “%(right)s”.",
            usual=usual,
            right=right,
        )
    raise Refused(sentence, field="ordinal", code="no_number")


def renumber(body_code: str, *, by: Actor, at: datetime) -> int:
    """Close the gaps in the series of a body, as proposed; returns how many numbers changed.

    Titles that begin with the number follow.
    """
    one_at_a_time("calendar.slug")
    proposed = queries.proposed_numbers(body_code)
    moved = False
    for meeting_id, number in proposed.items():
        meeting = db.session.get_one(Meeting, meeting_id)
        moved |= _give(meeting, number, by=by, at=at) and meeting.published_at is not None
    if moved:
        raise_version(at=at)
    return len(proposed)


def _give(meeting: Meeting, number: int, *, by: Actor, at: datetime) -> bool:
    """Whether calendar programs see another title."""
    series = queries.series_at(meeting.body_code, meeting.starts_on)
    assert series is not None  # noqa: S101 - for the type checker
    old, meeting.number = meeting.ordinal, number
    meeting.ordinal = rules.stored(number, series.style)
    meeting.title = rules.retitled(meeting.title, number, style=series.style)
    changes = {"ordinal": [old, meeting.ordinal]}
    audit.record("calendar.renumber", ("meeting", meeting.uid), by=by, at=at, changes=changes)
    return refresh(meeting, at=at)
