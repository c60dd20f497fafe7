"""Who may be the same person on two offices' lists under two spellings. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from meetings.delegations.rules.experts import facts_of
from meetings.delegations.rules.members import Member
from meetings.directory.rules.likeness import compare_people


def alike(mine: Sequence[Member], theirs: Sequence[Member]) -> list[tuple[str, str]]:
    """The pairs of names, mine first, of which one stands on one list only and the other on the
    other one only, and which are likely one person's."""
    both = {each.key for each in mine} & {each.key for each in theirs}
    both |= {each.identity for each in mine} & {each.identity for each in theirs}
    one, other = (
        [each for each in those if not {each.key, each.identity} & both] for those in (mine, theirs)
    )
    return [
        (each.name, likely.name)
        for each in one
        for likely in other
        if compare_people(facts_of(each), facts_of(likely)) is not None
    ]
