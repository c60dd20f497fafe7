"""Writing the permanent observers: States that are no members, and organizations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from meetings import audit
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory import queries
from meetings.directory.models import Observer
from meetings.directory.operations.reference import stand_for_observers
from meetings.directory.rules.bodies import code_for
from meetings.directory.rules.observers import check_observer


def add_observer(
    names: Mapping[str, str], *, country: str, since: int | None, by: Actor, at: datetime
) -> Observer:
    """A permanent observer: the State of `country` (ISO 3166), or an organization without one.

    Raises Refused by `rules.observers.check_observer`, and for one that is an observer already.
    """
    one_at_a_time("observers")
    others = queries.observers()
    check_observer(names, country=country, since=since, year=at.year, others=others)
    code = country or code_for(names, {each.code for each in others})
    last = db.session.scalar(select(func.max(Observer.sort))) or 0
    row = Observer(code=code, names=dict(names), since=since, sort=last + 1, is_own=True)
    db.session.add(row)
    db.session.flush()
    stand_for_observers()
    changes = {"names": dict(names), "since": since}
    audit.record("directory.add_observer", ("observer", code), by=by, at=at, changes=changes)
    return row


def correct_observer(
    row: Observer, names: Mapping[str, str], *, since: int | None, by: Actor, at: datetime
) -> None:
    """Other names, another year; from then on no release touches it. Raises Refused likewise."""
    one_at_a_time("observers")
    others = [each for each in queries.observers() if each is not row]
    check_observer(names, country="", since=since, year=at.year, others=others)
    changes = {
        "before": {"names": row.names, "since": row.since},
        "after": {"names": dict(names), "since": since},
    }
    row.names, row.since, row.is_own = dict(names), since, True
    db.session.flush()
    stand_for_observers()
    audit.record(
        "directory.correct_observer", ("observer", row.code), by=by, at=at, changes=changes
    )
