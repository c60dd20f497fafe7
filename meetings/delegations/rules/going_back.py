"""A State takes back the last list that it sent; what was corrected in registrations since stays.
Pure."""

from __future__ import annotations

from dataclasses import replace

from meetings.delegations.rules.following import FACTS
from meetings.delegations.rules.members import List, Member
from meetings.registration.models import GONE


def back(before: List, *, submitted: List, current: List) -> List:
    """The members of the list `before` the one that was `submitted`, to follow the `current` one.

    Who had been replaced comes in the place of her successor. Whatever registrations were corrected
    in between (from the submitted list to the current one) stands as it was corrected, and who has
    ended stays so: whoever had ended before and is no longer named is left out.
    """
    successors = {each.replaces_key: each.key for each in current if each.replaces_key}
    sent, now = ({each.key: each for each in some} for some in (submitted, current))
    return tuple(
        _one(each, sent.get(each.key), now.get(each.key), successors.get(each.key))
        for each in before
        if each.key in now or each.standing not in GONE
    )


def _one(member: Member, sent: Member | None, now: Member | None, successor: str | None) -> Member:
    if now is None:
        return replace(member, replaces_key=successor)
    corrected = {
        field: getattr(now, field)
        for field in FACTS
        if sent is not None and getattr(sent, field) != getattr(now, field)
    }
    return replace(member, replaces_key=None, participation_id=now.participation_id, **corrected)
