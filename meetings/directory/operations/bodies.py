"""Writing bodies: what they are, their terms of office, and how many sit in them."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from meetings import audit
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory import queries
from meetings.directory.models import Body, BodyPeriod, BodyPlaces, BodyType
from meetings.directory.queries.composition import as_places
from meetings.directory.rules.bodies import (
    BodyFacts,
    Period,
    check_body,
    check_name_is_free,
    check_period,
    code_for,
)
from meetings.directory.rules.terms import Places, check_places

OWN_SORT = 10_000


def add_body(facts: BodyFacts, *, by: Actor, at: datetime) -> Body:
    """A body of the secretariat's own: a working group, a committee of a session or a project.

    Raises Refused by `rules.bodies.check_body` and `check_name_is_free`. No release touches it
    afterwards.
    """
    one_at_a_time("bodies")
    known = queries.bodies()
    parents = {each.code: each.parent_code for each in known}
    check_body(facts, code=None, parents=parents)
    check_name_is_free(facts, known)
    code = code_for(facts.names, parents)
    body = Body(code=code, sort=OWN_SORT, is_own=True, **_columns(facts))
    db.session.add(body)
    db.session.flush()
    audit.record("directory.add_body", ("body", code), by=by, at=at, changes=_columns(facts))
    return body


def correct_body(body: Body, facts: BodyFacts, *, by: Actor, at: datetime) -> None:
    """Write a body anew. Of one that came with the product only its numbering is the officers'.

    Raises Refused by `rules.bodies.check_body`, and for a new name by `check_name_is_free`. What
    shows its name elsewhere is the caller's.
    """
    one_at_a_time("bodies")
    known = queries.bodies()
    check_body(facts, code=body.code, parents={each.code: each.parent_code for each in known})
    if body.is_own and dict(facts.names) != body.names:
        check_name_is_free(facts, [each for each in known if each.code != body.code])
    columns = _columns(facts)
    if not body.is_own:
        columns = {name: columns[name] for name in ("numbering", "numbering_within")}
    changes = {
        name: [getattr(body, name), value]
        for name, value in columns.items()
        if getattr(body, name) != value
    }
    for name, value in columns.items():
        setattr(body, name, value)
    db.session.flush()
    if changes:
        audit.record("directory.correct_body", ("body", body.code), by=by, at=at, changes=changes)


def add_period(body: Body, *, from_on: date, to_on: date, by: Actor, at: datetime) -> BodyPeriod:
    """A term of office of the whole body. Raises Refused where another one shares its days."""
    _check_period(body.code, Period(from_on, to_on), None)
    row = BodyPeriod(public_id=str(uuid.uuid4()), body_code=body.code, from_on=from_on, to_on=to_on)
    db.session.add(row)
    db.session.flush()
    _note("directory.add_period", row, by=by, at=at, changes={"from_on": from_on, "to_on": to_on})
    return row


def correct_period(row: BodyPeriod, *, from_on: date, to_on: date, by: Actor, at: datetime) -> None:
    """Say its days anew. Raises Refused like `add_period`."""
    _check_period(row.body_code, Period(from_on, to_on), row)
    changes = {"before": [str(row.from_on), str(row.to_on)], "after": [str(from_on), str(to_on)]}
    row.from_on, row.to_on = from_on, to_on
    db.session.flush()
    _note("directory.correct_period", row, by=by, at=at, changes=changes)


def remove_period(row: BodyPeriod, *, by: Actor, at: datetime) -> None:
    """Take back a term of office entered by error; the audit keeps it."""
    changes = {"from_on": row.from_on, "to_on": row.to_on}
    _note("directory.remove_period", row, by=by, at=at, changes=changes)
    db.session.delete(row)
    db.session.flush()


def set_places(places: Places, *, by: Actor, at: datetime) -> BodyPlaces:
    """Say how many hold a position at once. Raises Refused by `rules.terms.check_places`."""
    _check_places(places, None)
    row = BodyPlaces(public_id=str(uuid.uuid4()), **vars(places))
    db.session.add(row)
    db.session.flush()
    _note("directory.set_places", row, by=by, at=at, changes=vars(places))
    return row


def correct_places(row: BodyPlaces, places: Places, *, by: Actor, at: datetime) -> None:
    """Say it anew. Raises Refused like `set_places`."""
    _check_places(places, row)
    changes = {
        name: [str(getattr(row, name)), str(value)]
        for name, value in vars(places).items()
        if getattr(row, name) != value
    }
    for name, value in vars(places).items():
        setattr(row, name, value)
    db.session.flush()
    _note("directory.correct_places", row, by=by, at=at, changes=changes)


def remove_places(row: BodyPlaces, *, by: Actor, at: datetime) -> None:
    """Take back places entered by error; the audit keeps them."""
    _note("directory.remove_places", row, by=by, at=at, changes=vars(as_places(row)))
    db.session.delete(row)
    db.session.flush()


def _columns(facts: BodyFacts) -> dict[str, object]:
    return {**vars(facts), "names": dict(facts.names), "is_organ": facts.type == BodyType.ORGAN}


def _check_period(body_code: str, period: Period, row: BodyPeriod | None) -> None:
    one_at_a_time(f"body:{body_code}")
    others = [each for each in queries.periods(body_code) if each is not row]
    check_period(period, [Period(each.from_on, each.to_on) for each in others])


def _check_places(places: Places, row: BodyPlaces | None) -> None:
    one_at_a_time(f"body:{places.body_code}")
    others = [each for each in queries.places(places.body_code) if each is not row]
    check_places(places, [as_places(each) for each in others])


def _note(
    action: str, row: BodyPeriod | BodyPlaces, *, by: Actor, at: datetime, changes: object
) -> None:
    told = dict(changes) if isinstance(changes, dict) else {}
    audit.record(action, ("body", row.body_code), by=by, at=at, changes=told)
