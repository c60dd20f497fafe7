"""How many seats of a limit are taken, in words: of one for each State or organization, by whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.directory import countries
from meetings.errors import Refused
from meetings.registration import queries
from meetings.registration.models import Each, SeatLimit
from meetings.registration.queries.ways import room
from meetings.registration.rules.seating import Scope
from meetings.registration.rules.ways import SeatsTaken

MOST_NAMED: Final = 3  # States or organizations that have taken the most
Whose = tuple[str, str]  # for each what a limit is counted, and whose count it is


def told(limits: Sequence[SeatLimit], *, lang: str) -> dict[int, str]:
    """Limit (id) -> how many of its seats are taken; of one for each, by whom the most."""
    said = {each.id: str(each.taken) for each in limits if not each.each}
    apart = [each for each in limits if each.each]
    free = room(apart) if apart else {}
    names = _names(
        {(each.each or "", key) for each in apart for id_, key in free if id_ == each.id}, lang
    )
    for each in apart:
        counts = {key: each.seats - left for (id_, key), left in free.items() if id_ == each.id}
        said[each.id] = _most({names[each.each or "", key]: count for key, count in counts.items()})
    return said


def named(refusal: SeatsTaken, scope: Scope, *, lang: str) -> Refused:
    """The same refusal with the State or organization that has taken so many."""
    if not refusal.whose:
        return refusal
    whose = (str(scope.each or ""), refusal.whose)
    sentence = ngettext(
        "%(whose)s has taken %(num)d seat already: the number cannot be lower.",
        "%(whose)s has taken %(num)d seats already: the number cannot be lower.",
        refusal.taken,
        whose=_names({whose}, lang)[whose],
    )
    return Refused(sentence, field=refusal.field, code=refusal.code)


def _most(counts: Mapping[str, int]) -> str:
    """Who has taken the most, and how many others have taken any."""
    rows = sorted(((-count, name) for name, count in counts.items() if count), key=lambda row: row)
    first = [_("%(whose)s: %(taken)d", whose=name, taken=-count) for count, name in rows]
    more = len(first) - MOST_NAMED
    others = [ngettext("%(num)d more", "%(num)d more", more)] if more > 0 else []
    return "; ".join([*first[:MOST_NAMED], *others]) or "0"


def _names(keys: Collection[Whose], lang: str) -> dict[Whose, str]:
    ids = [int(key) for each, key in keys if each == Each.ORGANIZATION]
    organizations = queries.organization_names(ids) if ids else {}
    return {
        (each, key): organizations.get(int(key), key)
        if each == Each.ORGANIZATION
        else countries.name(key, lang)
        for each, key in keys
    }
