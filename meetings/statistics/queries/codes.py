"""The code lists that figures are laid out by."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from meetings.db import db
from meetings.directory.models import Body, Capacity, PersonnelKind, State


def capacities() -> Mapping[str, Capacity]:
    """Code -> capacity, in the order of lists."""
    return {
        each.code: each for each in db.session.scalars(select(Capacity).order_by(Capacity.sort))
    }


def states() -> Mapping[str, State]:
    """Code -> State, in the order of lists."""
    return {each.code: each for each in db.session.scalars(select(State).order_by(State.sort))}


def personnel_kinds() -> Mapping[str, PersonnelKind]:
    """Code -> kind of personnel, in the order of lists."""
    wanted = select(PersonnelKind).order_by(PersonnelKind.sort)
    return {each.code: each for each in db.session.scalars(wanted)}


def bodies() -> Mapping[str, Body]:
    """Code -> organ or secretariat, in the order of lists."""
    return {each.code: each for each in db.session.scalars(select(Body).order_by(Body.sort))}
