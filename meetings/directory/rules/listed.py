"""The words that names are read by: meetings/data/name_words.csv, every word folded.

given, surname: names that many bear. particle, joining: small words of people's and of
organizations' names. title, abbreviated: what stands before a name or for it. nickname: a short
form with the given names it stands for. generic: words of organizations' names in four languages
with the one form they mean; of_country: what is said of a
country's own. provider, second_level: mailboxes open to anybody, and what stands before .gt.
"""

from __future__ import annotations

from functools import cache

from meetings.reference import rows


@cache
def listed(kind: str) -> frozenset[str]:
    """The words of a kind."""
    return frozenset(meanings(kind))


@cache
def meanings(kind: str) -> dict[str, str]:
    """The words of a kind with what each means."""
    return {row["word"]: row["means"] for row in rows("name_words.csv") if row["kind"] == kind}
