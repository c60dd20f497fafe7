"""An official list after somebody on it was corrected or stands otherwise. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from meetings.delegations.rules.members import HEAD, List, Member

# What an official list says of somebody and her registration corrects -> as its history names it.
FACTS: Final[Mapping[str, str]] = {
    "honorific": "honorific",
    "given_names": "given_names",
    "surnames": "surnames",
    "capacity_code": "capacity",
    "functions": "functions",
    "post": "post",
}


def followed(member: Member, held: Mapping[str, Any], *, corrected: set[str]) -> Member:
    """A member as her registration holds her now, in what was `corrected` there (facts as the
    history names them). Whether she heads the delegation is said by the list alone, and the order
    of her functions stays where they are the same."""
    wanted: dict[str, Any] = {
        field: held[field] for field, fact in FACTS.items() if fact in corrected
    }
    if "functions" in wanted:
        does = tuple(each for each in wanted["functions"] if each != HEAD)
        stays = set(does) == {each for each in member.functions if each != HEAD}
        wanted["functions"] = member.functions if stays else does
    return replace(member, **wanted)


def rebased(draft: List, *, before: List, after: List) -> List:
    """A draft that was begun from the list `before` as if it had been begun from `after`: what its
    writer changed stays as she wrote it."""
    old, new = ({each.key: each for each in some} for some in (before, after))
    return tuple(_rebased(each, old.get(each.key), new.get(each.key)) for each in draft)


def _rebased(mine: Member, old: Member | None, new: Member | None) -> Member:
    if old is None or new is None:
        return mine
    taken = {
        field: getattr(new, field)
        for field in FACTS
        if getattr(mine, field) == getattr(old, field) != getattr(new, field)
    }
    return replace(mine, **taken, standing=new.standing)
