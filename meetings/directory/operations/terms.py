"""Who sits where: appointing, correcting, ending, and taking back what was entered by error."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory import queries
from meetings.directory.models import Body, Person, Position, Term
from meetings.directory.queries.composition import as_places
from meetings.directory.rules.spans import check_days
from meetings.directory.rules.terms import STATE, Seat, check_entitled, check_seat
from meetings.errors import Refused


def appoint(
    body: Body,
    position: Position,
    *,
    from_on: date,
    to_on: date | None = None,
    state_code: str | None = None,
    person: Person | None = None,
    is_sure: bool = True,
    by: Actor,
    at: datetime,
) -> Term:
    """Let a State or a person hold a position of a body from one day to another (inclusive).

    Raises Refused by `rules.terms.check_seat`: an end before the beginning, terms that overlap,
    two positions or two States at once, a place that is taken. Without `is_sure` also, with the
    code `not_entitled`, for a State that by what is said of it cannot sit there.
    """
    db.session.flush()  # who was just written down gets her number
    term = Term(
        public_id=str(uuid.uuid4()),
        body_code=body.code,
        position_code=position.code,
        person=person,
        state_code=state_code,
        from_on=from_on,
        to_on=to_on,
    )
    _check(_seat(term, person), position, None, is_sure=is_sure)
    db.session.add(term)
    db.session.flush()
    audit.record("directory.appoint", _subject(term), by=by, at=at, changes=_told(term))
    return term


def correct_term(
    term: Term,
    *,
    from_on: date,
    to_on: date | None,
    state_code: str | None,
    is_sure: bool = True,
    by: Actor,
    at: datetime,
) -> None:
    """Set right what was entered wrongly: the days, or the State. Raises Refused like `appoint`.

    Body, position and person stay: another holder is another term.
    """
    before = _told(term)
    seat = Seat(
        term.body_code,
        term.position_code,
        from_on,
        to_on,
        state_code,
        queries.resolved(term.person).id if term.person else None,
    )
    _check(seat, term.position, term, is_sure=is_sure)
    term.from_on, term.to_on, term.state_code = from_on, to_on, state_code
    db.session.flush()
    changes = {"before": before, "after": _told(term)}
    audit.record("directory.correct_term", _subject(term), by=by, at=at, changes=changes)


def end_term(term: Term, last: date, *, by: Actor, at: datetime) -> None:
    """Say which day is the last; the composition on any earlier day stays as it was.

    Raises Refused when that is before the first day, or later than an end said before.
    """
    if term.to_on is not None and last > term.to_on:
        sentence = _l("This term ends earlier already. Correct it instead.")
        raise Refused(sentence, field="to_on", code="ended")
    before = _told(term)
    check_days(replace(_seat(term, term.person), to_on=last))
    term.to_on = last
    db.session.flush()
    changes = {"before": before, "after": _told(term)}
    audit.record("directory.end_term", _subject(term), by=by, at=at, changes=changes)


def take_back_term(term: Term, *, by: Actor, at: datetime) -> None:
    """Remove a term that never was; the audit keeps it."""
    audit.record("directory.take_back_term", _subject(term), by=by, at=at, changes=_told(term))
    db.session.delete(term)
    db.session.flush()


def _seat(term: Term, person: Person | None) -> Seat:
    return Seat(
        term.body_code,
        term.position_code,
        term.from_on,
        term.to_on,
        term.state_code,
        queries.resolved(person).id if person else None,
    )


def _check(seat: Seat, position: Position, term: Term | None, *, is_sure: bool) -> None:
    """Ask the rules, while nobody else writes terms of the same body."""
    one_at_a_time(f"body:{seat.body_code}")
    own = term.public_id if term else None
    with db.session.no_autoflush:
        others = queries.holdings(body_code=seat.body_code)
        places = [as_places(row) for row in queries.places(seat.body_code)]
        check_seat(
            seat,
            [each.seat for each in others if each.public_id != own],
            places=places,
            facts=queries.facts({rule.flag_code for rule in places if rule.flag_code}),
            holder=position.holder or STATE,
        )
        if not is_sure:
            flags = queries.flags_of_mechanism(seat.body_code)
            check_entitled(seat, flags, facts=queries.facts(flags))


def _subject(term: Term) -> tuple[str, str]:
    return "term", term.public_id


def _told(term: Term) -> dict[str, object]:
    """A term for the audit: the person by her public id."""
    return {
        "body": term.body_code,
        "position": term.position_code,
        "person": term.person.public_id if term.person else None,
        "state": term.state_code,
        "from_on": str(term.from_on),
        "to_on": str(term.to_on) if term.to_on else None,
    }
