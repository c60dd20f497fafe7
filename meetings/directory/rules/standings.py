"""What a State is to the Organization and to the Convention on a day, by dated facts. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final

from flask_babel import lazy_gettext as _l

FLAGS: Final = ("oas_member", "oas_participant", "oas_suspended", "belem_party")


class Standing(StrEnum):
    """What a State is to a meeting."""

    MEMBER = "member"
    APART = "apart"
    PARTY = "party"
    OBSERVER = "observer"


STANDINGS: Final = {
    Standing.PARTY: _l("party to the Convention of Belém do Pará"),
    Standing.MEMBER: _l("member State that takes part in the OAS"),
    Standing.APART: _l("member State that does not take part in the OAS"),
    Standing.OBSERVER: _l("permanent observer"),
}


def standings(
    facts: Mapping[str, Collection[str]], state_code: str, *, observers: Collection[str] = ()
) -> frozenset[Standing]:
    """What a State is on the day for which `facts` (flag -> States) hold.

    A member counts as one while it takes part in the OAS: one that is suspended, or that has not
    resumed its participation, stands apart and names nobody by it. A contested fact counts: the
    secretariat settles it by what it opens.
    """
    found = set()
    takes_part = state_code in facts.get("oas_participant", ())
    if takes_part and state_code not in facts.get("oas_suspended", ()):
        found.add(Standing.MEMBER)
    elif state_code in facts.get("oas_member", ()):
        found.add(Standing.APART)
    if state_code in facts.get("belem_party", ()):
        found.add(Standing.PARTY)
    if state_code in observers:
        found.add(Standing.OBSERVER)
    return frozenset(found)
