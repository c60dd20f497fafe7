"""Which facts of a State are told on its desk, and in which capacities it may name people."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from flask_babel import lazy_gettext as _l

from meetings.directory.rules.standings import Standing
from meetings.errors import Refused
from meetings.registration.rules.of_states import PERSONAL

_FLAGS: Final = {
    Standing.MEMBER: ("oas_member", "oas_participant"),
    Standing.APART: ("oas_member",),
    Standing.PARTY: ("belem_party",),
}


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
