"""Writing what bodies owe."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime

from meetings import audit, reference
from meetings.actor import Actor
from meetings.calendar.models import Obligation
from meetings.calendar.queries import series
from meetings.calendar.rules.obligations import ObligationFacts, check_new, cleaned_obligation
from meetings.db import db, one_at_a_time


def add_obligation(
    body_code: str, facts: ObligationFacts, *, by: Actor, at: datetime
) -> Obligation:
    """Say that a text asks a body for meetings. Raises Refused, naming the field, and (code known)
    for what it asks already."""
    facts = cleaned_obligation(facts)
    one_at_a_time(f"obligations:{body_code}")
    check_new(facts, series.obligations(body_code))
    obligation = Obligation(public_id=str(uuid.uuid4()), body_code=body_code)
    _apply(obligation, facts)
    db.session.add(obligation)
    db.session.flush()
    _told("calendar.add_obligation", obligation, by=by, at=at)
    return obligation


def edit_obligation(
    obligation: Obligation, facts: ObligationFacts, *, by: Actor, at: datetime
) -> None:
    """Change what a text asks for. Raises Refused as `add_obligation` does."""
    facts = cleaned_obligation(facts)
    one_at_a_time(f"obligations:{obligation.body_code}")
    others = series.obligations(obligation.body_code)
    check_new(facts, [each for each in others if each is not obligation])
    _apply(obligation, facts)
    db.session.flush()
    _told("calendar.edit_obligation", obligation, by=by, at=at)


def remove_obligation(obligation: Obligation, *, by: Actor, at: datetime) -> None:
    """Take back that a text asks for it."""
    _told("calendar.remove_obligation", obligation, by=by, at=at)
    db.session.delete(obligation)
    db.session.flush()


def seeded() -> Iterator[Obligation]:
    """What the sources say that bodies owe; each names its source."""
    for row in reference.rows("obligations.csv"):
        yield Obligation(
            public_id=str(uuid.uuid4()),
            body_code=row["body"],
            source=row["source"],
            words=reference.names(row, "words"),
            count=int(row["count"]),
            every_years=int(row["every_years"]),
            from_on=date.fromisoformat(row["from"]),
            to_on=date.fromisoformat(row["to"]) if row["to"] else None,
        )


def _apply(obligation: Obligation, facts: ObligationFacts) -> None:
    obligation.source = facts.source
    obligation.words = dict(facts.words)
    obligation.count = facts.count
    obligation.every_years = facts.every_years
    obligation.from_on = facts.from_on
    obligation.to_on = facts.to_on


def _told(action: str, obligation: Obligation, *, by: Actor, at: datetime) -> None:
    changes = {
        "body": obligation.body_code,
        "source": obligation.source,
        "count": obligation.count,
        "every_years": obligation.every_years,
        "from_on": obligation.from_on,
        "to_on": obligation.to_on,
    }
    audit.record(action, ("obligation", obligation.public_id), by=by, at=at, changes=changes)
