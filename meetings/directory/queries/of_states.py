"""Reading States: what is true of them from when to when, their groups, and observers."""

from __future__ import annotations

from collections.abc import Collection

from flask import has_app_context
from sqlalchemy import select

from meetings.db import db
from meetings.directory import countries
from meetings.directory.models import (
    Observer,
    State,
    StateFact,
    StateFlag,
    StateGroup,
    StateGroupMember,
)
from meetings.directory.rules.facts import Fact, Membership
from meetings.localized import LANGUAGES, fold


def state(code: str) -> State | None:
    """The State of the directory with this code."""
    return db.session.get(State, code) if code in countries.state_codes() else None


def flags() -> list[StateFlag]:
    """What may be true of a State, in the order of the list."""
    return list(db.session.scalars(select(StateFlag).order_by(StateFlag.sort)))


def observers() -> list[Observer]:
    """The permanent observers."""
    return list(db.session.scalars(select(Observer).order_by(Observer.sort)))


def observer(code: str) -> Observer | None:
    """One of them."""
    return db.session.get(Observer, code)


def added_observers() -> list[str]:
    """The codes of the countries and organizations that the secretariat made permanent observers
    itself."""
    wanted = select(Observer.code).where(Observer.is_own).order_by(Observer.sort)
    known = countries.represented_codes()
    return [each for each in db.session.scalars(wanted) if each not in known]


def added_observers_called() -> dict[str, str]:
    """What they are called in each language, folded, and their codes -> their code: a table that
    was exported in any language is read again by it."""
    wanted = select(Observer).where(Observer.is_own).order_by(Observer.sort)
    known, found = countries.represented_codes(), dict[str, str]()
    for each in db.session.scalars(wanted):
        if each.code not in known:
            for called in (each.code, *(each.name(lang) for lang in LANGUAGES)):
                found.setdefault(fold(called), each.code)
    return found


@countries.named_by
def _name_of_organization(code: str, lang: str) -> str:
    """What an organization that the secretariat made a permanent observer is called; empty where
    there is no such one, or no database to ask."""
    if not has_app_context():
        return ""
    found = db.session.get(Observer, code)
    return found.name(lang) if found else ""


def is_represented(code: str) -> bool:
    """Whether people may represent this code as a State: one of the directory's, or a permanent
    observer."""
    return code in countries.represented_codes() or code in added_observers()


def facts_of(state_code: str) -> list[StateFact]:
    """Everything said of a State, flag by flag and the earliest first."""
    wanted = (
        select(StateFact)
        .join(StateFlag, StateFlag.code == StateFact.flag_code)
        .where(StateFact.state_code == state_code)
        .order_by(StateFlag.sort, StateFact.from_on, StateFact.id)
    )
    return list(db.session.scalars(wanted))


def fact(public_id: str) -> StateFact | None:
    """One of them."""
    return db.session.scalar(select(StateFact).filter_by(public_id=public_id))


def facts(flag_codes: Collection[str] | None = None) -> list[Fact]:
    """What is said of all States, as the rules see it; only of some flags where they are given."""
    wanted = select(StateFact)
    if flag_codes is not None:
        wanted = wanted.where(StateFact.flag_code.in_(flag_codes))
    return [as_fact(row) for row in db.session.scalars(wanted)]


def as_fact(row: StateFact) -> Fact:
    """A stored fact as the rules see it."""
    return Fact(
        row.state_code,
        row.flag_code,
        row.from_on,
        row.to_on,
        row.from_precision,
        row.to_precision,
        row.is_contested,
        row.note,
    )


def groups() -> list[StateGroup]:
    """The groups of States in their order."""
    return list(db.session.scalars(select(StateGroup).order_by(StateGroup.sort, StateGroup.code)))


def group(code: str) -> StateGroup | None:
    """The group with this code."""
    return db.session.get(StateGroup, code) if len(code) <= 60 and "\x00" not in code else None


def members(
    *, group_code: str | None = None, state_code: str | None = None
) -> list[StateGroupMember]:
    """Who belongs, or belonged, to which group: of one group, of one State, or all."""
    wanted = select(StateGroupMember).order_by(
        StateGroupMember.state_code, StateGroupMember.from_on, StateGroupMember.id
    )
    if group_code is not None:
        wanted = wanted.where(StateGroupMember.group_code == group_code)
    if state_code is not None:
        wanted = wanted.where(StateGroupMember.state_code == state_code)
    return list(db.session.scalars(wanted))


def member(public_id: str) -> StateGroupMember | None:
    """One membership."""
    return db.session.scalar(select(StateGroupMember).filter_by(public_id=public_id))


def as_membership(row: StateGroupMember) -> Membership:
    """A stored membership as the rules see it."""
    return Membership(row.group_code, row.state_code, row.from_on, row.to_on)
