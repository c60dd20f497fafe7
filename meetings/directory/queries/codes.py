"""Reading the code lists that rooms share."""

from __future__ import annotations

from sqlalchemy import select

from meetings.db import db
from meetings.directory import countries
from meetings.directory.models import Capacity, Function, PersonnelKind, State


def capacities(*, public: bool = False) -> list[Capacity]:
    """The capacities in their order; `public`: only those that a public form may open."""
    query = select(Capacity).order_by(Capacity.sort)
    return list(db.session.scalars(query.where(Capacity.is_public) if public else query))


def personnel_kinds() -> list[PersonnelKind]:
    """The kinds of personnel in their order."""
    return list(db.session.scalars(select(PersonnelKind).order_by(PersonnelKind.sort)))


def functions() -> list[Function]:
    """What people do at a meeting, in order."""
    return list(db.session.scalars(select(Function).order_by(Function.sort)))


def states() -> list[State]:
    """The States of the directory; no permanent observers."""
    known = select(State).where(State.code.in_(countries.state_codes()))
    return list(db.session.scalars(known.order_by(State.sort)))
