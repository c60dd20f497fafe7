"""Whether a corrected name is still that of the same human being."""

from __future__ import annotations

from meetings.directory.rules.likeness.matching import match
from meetings.directory.rules.likeness.people import PersonFacts, are_strangers, compare_people
from meetings.directory.rules.likeness.words import INITIAL, alike, name_words
from meetings.localized import fold


def is_somebody_else(before: PersonFacts, after: PersonFacts) -> bool:
    """Whether a name makes somebody else of who bore another one.

    It does not: an accent, another spelling or order, an initial written out, a given name more or
    less, or other surnames beside the same given names. Other given names do, whatever the
    surnames: sisters have the same.
    """
    if _plain(before) == _plain(after) or compare_people(before, after) is not None:
        return False
    if are_strangers(before, after):
        return True
    given = match(before.given_name, after.given_name, kind="given")
    if not given.pairs or given.in_conflict:
        return True
    family = match(before.family_name, after.family_name, kind="surname")
    is_family_hers = family.pairs > 0 and not family.in_conflict
    return given.weakest <= INITIAL and not is_family_hers


def is_anothers(badge_name: str, bearer: PersonFacts) -> bool:
    """Whether a name on a badge has no word in common with the names of who bears it."""
    shown = name_words(badge_name)
    return bool(shown) and not any(
        alike(one, other, kind="any") > INITIAL for one in shown for other in bearer.every
    )


def _plain(facts: PersonFacts) -> list[str]:
    """All words of her names, whatever their order."""
    return sorted(fold(f"{facts.given_names} {facts.surnames}").split())
