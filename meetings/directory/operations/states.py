"""Writing what is true of States, and the groups they form."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from meetings import audit
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory import queries
from meetings.directory.models import StateFact, StateGroup, StateGroupMember
from meetings.directory.queries.of_states import as_fact, as_membership
from meetings.directory.rules.bodies import check_names, code_for
from meetings.directory.rules.facts import Fact, Membership, check_fact, check_membership
from meetings.directory.rules.spans import widened

OWN_SORT = 10_000


def add_fact(fact: Fact, *, by: Actor, at: datetime) -> StateFact:
    """Say that something is or was true of a State. Raises Refused by `rules.facts.check_fact`.

    A day known to the month or the year is kept as the first or last day of it.
    """
    row = StateFact(public_id=str(uuid.uuid4()), **_fact_columns(_sound(fact, None)))
    db.session.add(row)
    db.session.flush()
    changes = _fact_columns(as_fact(row))
    audit.record("directory.add_fact", _state(row.state_code), by=by, at=at, changes=changes)
    return row


def correct_fact(row: StateFact, fact: Fact, *, by: Actor, at: datetime) -> None:
    """Write a fact anew; State and flag stay. Raises Refused like `add_fact`."""
    sound = _sound(replace(fact, state_code=row.state_code, flag_code=row.flag_code), row)
    before = _fact_columns(as_fact(row))
    for name, value in _fact_columns(sound).items():
        setattr(row, name, value)
    db.session.flush()
    changes = {"before": _told(before), "after": _told(_fact_columns(sound))}
    audit.record("directory.correct_fact", _state(row.state_code), by=by, at=at, changes=changes)


def end_fact(row: StateFact, last: date, *, by: Actor, at: datetime) -> None:
    """Say until which day it was true; on earlier days it stays as it was."""
    ended = replace(as_fact(row), to_on=last, to_precision="day")
    correct_fact(row, ended, by=by, at=at)


def remove_fact(row: StateFact, *, by: Actor, at: datetime) -> None:
    """Take back what was entered by error; the audit keeps it."""
    changes = _fact_columns(as_fact(row))
    audit.record("directory.remove_fact", _state(row.state_code), by=by, at=at, changes=changes)
    db.session.delete(row)
    db.session.flush()


def add_group(names: Mapping[str, str], *, by: Actor, at: datetime) -> StateGroup:
    """A group of the secretariat's own, without members. Raises Refused by its name."""
    check_names(names)
    one_at_a_time("state groups")
    code = code_for(names, {each.code for each in queries.groups()})
    row = StateGroup(code=code, names=dict(names), sort=OWN_SORT, is_own=True)
    db.session.add(row)
    db.session.flush()
    audit.record("directory.add_group", ("group", code), by=by, at=at, changes={"names": names})
    return row


def rename_group(row: StateGroup, names: Mapping[str, str], *, by: Actor, at: datetime) -> None:
    """Give a group of the secretariat's own another name."""
    check_names(names)
    changes = {"before": row.names, "after": dict(names)}
    row.names = dict(names)
    db.session.flush()
    audit.record("directory.rename_group", ("group", row.code), by=by, at=at, changes=changes)


def add_member(member: Membership, *, by: Actor, at: datetime) -> StateGroupMember:
    """Let a State belong to a group. Raises Refused by `rules.facts.check_membership`."""
    _check_member(member, None)
    row = StateGroupMember(public_id=str(uuid.uuid4()), **vars(member))
    db.session.add(row)
    db.session.flush()
    subject = ("group", member.group_code)
    audit.record("directory.add_member", subject, by=by, at=at, changes=vars(member))
    return row


def correct_member(
    row: StateGroupMember,
    *,
    from_on: date | None,
    to_on: date | None,
    by: Actor,
    at: datetime,
) -> None:
    """Say anew from when to when a State belongs to a group; an end is said so too."""
    before = as_membership(row)
    after = replace(before, from_on=from_on, to_on=to_on)
    _check_member(after, row)
    row.from_on, row.to_on = from_on, to_on
    db.session.flush()
    changes = {"before": _told(vars(before)), "after": _told(vars(after))}
    subject = ("group", row.group_code)
    audit.record("directory.correct_member", subject, by=by, at=at, changes=changes)


def remove_member(row: StateGroupMember, *, by: Actor, at: datetime) -> None:
    """Take back a membership entered by error; the audit keeps it."""
    changes = vars(as_membership(row))
    subject = ("group", row.group_code)
    audit.record("directory.remove_member", subject, by=by, at=at, changes=changes)
    db.session.delete(row)
    db.session.flush()


def _sound(fact: Fact, row: StateFact | None) -> Fact:
    one_at_a_time(f"state:{fact.state_code}")
    fact = replace(
        fact,
        from_on=widened(fact.from_on, fact.from_precision, is_last=False),
        to_on=widened(fact.to_on, fact.to_precision, is_last=True),
    )
    others = [each for each in queries.facts_of(fact.state_code) if each is not row]
    check_fact(fact, [as_fact(each) for each in others])
    return fact


def _check_member(member: Membership, row: StateGroupMember | None) -> None:
    one_at_a_time(f"group:{member.group_code}")
    others = [each for each in queries.members(group_code=member.group_code) if each is not row]
    check_membership(member, [as_membership(each) for each in others])


def _fact_columns(fact: Fact) -> dict[str, object]:
    return {**vars(fact), "note": dict(fact.note)}


def _told(values: Mapping[str, object]) -> dict[str, object]:
    """Values as the audit can keep them inside another value."""
    return {key: str(each) if isinstance(each, date) else each for key, each in values.items()}


def _state(code: str) -> tuple[str, str]:
    return "state", code
