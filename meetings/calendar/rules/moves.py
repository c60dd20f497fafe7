"""How a meeting moves on from one status to the next, and what may take its place. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Changed, Precision, Status
from meetings.calendar.rules.changes import differences
from meetings.calendar.rules.facts import MeetingFacts
from meetings.errors import Refused

_TO_COME = frozenset({Status.FORESEEN, Status.TENTATIVE, Status.CONFIRMED})
TAKEN_BACK = frozenset({Status.HELD, Status.CANCELLED})  # and the meeting stands as before
# What is to come moves freely; what was held or cancelled is first taken back.
TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    Status.FORESEEN: frozenset(Status) - {Status.FORESEEN},
    Status.TENTATIVE: frozenset(Status) - {Status.TENTATIVE},
    Status.CONFIRMED: frozenset(Status) - {Status.CONFIRMED},
    Status.POSTPONED: frozenset(Status) - {Status.POSTPONED},
    Status.CANCELLED: _TO_COME | {Status.HELD},
    Status.HELD: _TO_COME,
}


def check_move(old: str, new: str, *, before: str | None = None) -> None:
    """Whether a meeting that stands so may come to stand otherwise. Raises Refused (`status`).

    One that was said to be held or cancelled may stand again as it did `before`.
    """
    if new in (old, before) or new in TRANSITIONS[Status(old)]:
        return
    if old == Status.HELD:
        raise Refused(
            _l("This meeting was held. Take that back first, then postpone or cancel it."),
            field="status",
            code="was_held",
        )
    raise Refused(
        _l("This meeting is cancelled. Reinstate it first, then postpone it."),
        field="status",
        code="is_cancelled",
    )


def redated(before: MeetingFacts, facts: MeetingFacts) -> MeetingFacts:
    """A postponed meeting that is given another date is tentative, unless something else is said.

    Left postponed, it would contradict itself: a new date, and none yet.
    """
    is_put_off = before.status == facts.status == Status.POSTPONED
    if is_put_off and Changed.DATES in differences(before, facts):
        return replace(facts, status=Status.TENTATIVE)
    return facts


@dataclass(frozen=True, kw_only=True)
class NewDate:
    """When a postponed meeting takes place instead, in its own time zone."""

    starts_on: date
    ends_on: date
    precision: str = Precision.DAY
    starts_time: time | None = None
    ends_time: time | None = None
    status: str = Status.TENTATIVE


def check_replacement(
    meeting_id: int, status: str, *, other_id: int, replaced: Mapping[int, int]
) -> None:
    """Whether another meeting may take the place of this one; `replaced` is what replaces what.

    Raises Refused (field `replaced_by`) for the meeting itself, a circle, and what was held.
    """
    if status == Status.HELD:
        raise Refused(
            _l("This meeting was held: no other one takes its place."),
            field="replaced_by",
            code="was_held",
        )
    if other_id == meeting_id:
        raise Refused(
            _l("A meeting cannot take its own place."), field="replaced_by", code="itself"
        )
    after: int | None = other_id
    seen: set[int] = set()
    while after is not None and after not in seen:
        seen.add(after)
        after = replaced.get(after)
        if after == meeting_id:
            raise Refused(
                _l(
                    "That meeting was itself replaced by this one, directly or by way of others: "
                    "the two would send people round in a circle."
                ),
                field="replaced_by",
                code="circle",
            )
