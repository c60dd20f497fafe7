"""Changing what the secretariat keeps of a participation: capacity, functions, kind, State."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.db import db
from meetings.directory.models import Capacity, Function, PersonnelKind
from meetings.errors import Refused
from meetings.registration import mails, rules
from meetings.registration.models import Participation, Represents
from meetings.registration.operations import waiting
from meetings.registration.operations.moves import IfFull, seats_follow
from meetings.registration.operations.search import search_text
from meetings.registration.operations.written import keep_written
from meetings.registration.queries import revising as read
from meetings.registration.rules.revising import is_told, keeps_place

_SEEKING: Final = frozenset({"capacity_code", "mode", "state_code"})
_ON_BADGE: Final = frozenset({"capacity_code", "functions", "post", "state_code"})
PLAIN: Final = ("functions", "personnel_kind_code", "language", "post", "mode", "sex")


def amend(
    participation: Participation,
    wanted: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    waits: bool = False,
) -> list[str]:
    """Write some fields anew and tell the person: those of PLAIN, `sex_source`, `capacity_code`,
    `state_code`; seats follow, and one that comes free goes to who waits. Where none is left for
    her and she `waits`, she stands at the end of the waiting list instead of being refused. Old and
    new stand in the history. Returns the fields that changed.

    Raises Refused when it has ended (code settled), for a code that there is not, for a capacity
    that may not represent what she does (field capacity), when no seat is left (code full), and
    where the official list of a delegation says otherwise (code delegation).
    """
    before, status = read.facts(participation), participation.status
    if_full = waiting.instead(participation, by=by, at=at) if waits else None
    changed = write(participation, wanted, if_full=if_full, at=at)
    if not changed:
        return []
    db.session.flush()
    row = keep_written(participation, before, after=read.facts(participation), by=by, at=at)
    subject = ("participation", participation.public_id)
    audit.record("registration.amend", subject, by=by, at=at, changes={"fields": changed})
    if _SEEKING & set(changed):
        waiting.promote(participation.meeting, at=at)
    if row is not None and is_told(row.asked):
        has_to_wait = participation.status != status
        mails.revised(participation, row, has_to_wait=has_to_wait, at=at)
    return changed


def write(
    participation: Participation,
    wanted: Mapping[str, Any],
    *,
    if_full: IfFull | None = None,
    at: datetime,
) -> list[str]:
    """The same without its audit and without a word to her or to who waits; what takes no seat is
    written by the caller's next flush. The fields that changed."""
    rules.may_correct(participation.status)
    changed = [name for name, value in wanted.items() if _now(participation, name) != _flat(value)]
    if not changed:
        return []
    _check(participation, wanted)
    if participation.protocol_order is not None:
        names = ("state_code", "capacity_code", "functions")
        keeps_place({name: _now(participation, name) for name in names}, wanted)
    if _SEEKING & set(changed):
        _exchange(participation, wanted, if_full=if_full)
    for name in (*PLAIN, "sex_source"):
        if name in wanted:
            value = wanted[name]
            setattr(participation, name, list(value) if name == "functions" else value)
    participation.changed_at = at
    if _ON_BADGE & set(changed):
        participation.badge_changed_at = at
    participation.search = search_text(participation.person, participation)
    return sorted(changed)


def _now(participation: Participation, name: str) -> object:
    if name == "state_code":
        return participation.principal.state_code
    return _flat(getattr(participation, name))


def _flat(value: object) -> object:
    return tuple(value) if isinstance(value, (list, tuple)) else value


def _check(participation: Participation, wanted: Mapping[str, Any]) -> None:
    capacity = db.session.get(Capacity, wanted.get("capacity_code", participation.capacity_code))
    if capacity is None:
        raise Refused(_l("Choose a capacity from the list."), field="capacity")
    kind = Represents.STATE if wanted.get("state_code") else participation.principal.type
    if kind not in rules.lists(capacity.represents).may_represent:
        raise Refused(
            _l("In this capacity one does not represent what this person represents."),
            field="capacity",
            code="represents",
        )
    check_functions(wanted.get("functions", ()))
    kind_code = wanted.get("personnel_kind_code", participation.personnel_kind_code)
    if db.session.get(PersonnelKind, kind_code) is None:
        raise Refused(_l("Choose a kind of personnel from the list."), field="personnel_kind")


def check_functions(codes: Iterable[str]) -> None:
    """Raise Refused (field functions) for a function that there is not."""
    for code in codes:
        if db.session.get(Function, code) is None:
            raise Refused(_l("Choose a function from the list."), field="functions")


def _exchange(
    participation: Participation, wanted: Mapping[str, Any], *, if_full: IfFull | None
) -> None:
    """What decides under which limits she falls, and the seats that follow from it."""
    principal = participation.principal
    if wanted.get("state_code") and principal.type == Represents.ORGANIZATION:
        raise Refused(
            _l("She represents an organization: withdraw her and enter her anew for the State."),
            field="represents",
            code="represents",
        )
    with seats_follow(participation, if_full=if_full):
        if wanted.get("state_code"):
            principal.type, principal.state_code = Represents.STATE, wanted["state_code"]
        participation.capacity_code = wanted.get("capacity_code", participation.capacity_code)
        participation.mode = wanted.get("mode", participation.mode)
