"""In which capacities a State names people at a meeting: by what is true of it on that day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Final

from flask_babel import lazy_gettext as _l

from meetings import reference
from meetings.errors import Refused
from meetings.registration.models import Represents

EVERYWHERE: Final = "*"
PERSONAL: Final = frozenset({"expert_titular", "expert_alternate"})


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
_FLAGS: Final = {
    Standing.MEMBER: ("oas_member", "oas_participant"),
    Standing.APART: ("oas_member",),
    Standing.PARTY: ("belem_party",),
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


def contested(
    facts: Mapping[str, Mapping[str, bool]], state_code: str, *, held: Collection[str]
) -> frozenset[str]:
    """Which of the standings held rest on a fact of that day that is contested."""
    return frozenset(
        each
        for each in held
        if any(facts.get(flag, {}).get(state_code) for flag in _FLAGS.get(Standing(each), ()))
    )


def is_to_explain(flag_code: str, *, is_contested: bool, held: Collection[str]) -> bool:
    """Whether the directory's note on a fact in force belongs beside a State's standing: a
    contested fact, a membership without participation, a party that is no member."""
    if flag_code == "belem_party":
        return is_contested or (Standing.PARTY in held and Standing.MEMBER not in held)
    return is_contested or (flag_code == "oas_member" and Standing.APART in held)


def offered(
    opened: Iterable[tuple[str, Collection[str]]],
    *,
    body: str | None,
    mechanism: str | None,
    held: Collection[str],
) -> tuple[str, ...]:
    """Of the capacities (code, whom it may represent) that are open to States at a meeting those in
    which a State of this standing may name people.

    A table (`delegation_capacities.csv`) says it for a body, else for its mechanism, else for any
    meeting: parties speak at their Conference, other member States observe. Those who sit in their
    own name, as CEVI's experts do, are never in a delegation, whatever is open.
    """
    may = _table(body, mechanism, frozenset(held))
    return tuple(
        code
        for code, represents in opened
        if code in may and code not in PERSONAL and Represents.STATE in represents
    )


def check_offered(code: str, among: Collection[str]) -> None:
    """Raise Refused (field capacity) for a capacity in which this State names nobody here."""
    if code in PERSONAL:
        raise Refused(
            _l("Experts sit in their own name and are never part of a delegation."),
            field="capacity",
            code="expert",
        )
    if code not in among:
        raise Refused(
            _l("At this meeting your State does not name people in this capacity."),
            field="capacity",
            code="not_offered",
        )


def _table(body: str | None, mechanism: str | None, held: frozenset[str]) -> frozenset[str]:
    rows = reference.rows("delegation_capacities.csv")
    for scope in (body, mechanism, EVERYWHERE):
        of_scope = [row for row in rows if row["scope"] == scope]
        if not of_scope:
            continue
        # A party names its delegation; what it could send as a plain member is for those who
        # are no party.
        first = next((row for row in of_scope if row["standing"] in held), None)
        if scope != EVERYWHERE:
            return frozenset(first["capacities"].split(";")) if first else frozenset()
        every = (row["capacities"].split(";") for row in of_scope if row["standing"] in held)
        return frozenset(code for codes in every for code in codes)
    return frozenset()
