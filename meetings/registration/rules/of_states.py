"""In which capacities a State is represented at a meeting: by what is true of it on that day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from meetings import reference
from meetings.directory import countries
from meetings.directory.rules.standings import STANDINGS, Standing
from meetings.errors import Refused
from meetings.registration.models import Represents, Way
from meetings.registration.rules.entries import OF_MEMBERS
from meetings.registration.rules.ways import BY_HAND

EVERYWHERE: Final = "*"
PERSONAL: Final = frozenset({"expert_titular", "expert_alternate"})
# Who speaks for a State, or observes for it: what the State is decides. A participant, a guest, a
# trainer or a parliamentarian of any State may come wherever that is open.
BY_STANDING: Final = OF_MEMBERS | {"permanent_observer"}


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


def standings_for(code: str, *, body: str | None, mechanism: str | None) -> tuple[Standing, ...]:
    """What a State must be for a capacity at a meeting; nothing where no State has it there."""
    return tuple(each for each in STANDINGS if code in _table(body, mechanism, frozenset({each})))


def check_standing(
    code: str,
    state_code: str,
    *,
    body: str | None,
    mechanism: str | None,
    held: Collection[str],
) -> None:
    """Raise Refused (field capacity, code standing) where a State is represented in this capacity
    by whoever speaks or observes for it, and is not what that takes at such a meeting. What the
    rows of a body or mechanism do not know, and the secretariat opened all the same, is for those
    for whom it is at any meeting."""
    wanted = standings_for(code, body=body, mechanism=mechanism)
    if not wanted:
        body = mechanism = None
        wanted = standings_for(code, body=body, mechanism=mechanism)
    if code not in BY_STANDING or code in _table(body, mechanism, frozenset(held)):
        return
    words = {
        "state": countries.name(state_code, str(get_locale())),
        "held": "; ".join(str(text) for each, text in STANDINGS.items() if each in held),
        "wanted": "; ".join(str(STANDINGS[each]) for each in wanted),
    }
    if not wanted:
        sentence = _l("At such a meeting no State is represented in this capacity.")
    elif held:
        sentence = _l(
            "%(state)s: not represented in this capacity at this meeting. What it takes: "
            "%(wanted)s. Standing of this State: %(held)s.",
            **words,
        )
    else:
        sentence = _l(
            "%(state)s: not represented in this capacity at this meeting. What it takes: "
            "%(wanted)s. By the directory it is neither a member State, nor a party, nor a "
            "permanent observer.",
            **words,
        )
    raise Refused(sentence, field="capacity", code="standing")


def check_way_for_states(
    way: str,
    code: str,
    *,
    represents: Collection[str],
    body: str | None,
    mechanism: str | None,
) -> None:
    """Raise Refused (field capacity, code nobody) for a way in that nobody could ever come by: the
    desk of no State would offer the capacity, or no State is represented in it anywhere."""
    is_desk = way == Way.STATE and code not in PERSONAL
    if is_desk and not standings_for(code, body=body, mechanism=mechanism):
        sentence = _l(
            "At such a meeting no State’s desk offers this capacity, so nobody could come by this "
            "way. Open a capacity of delegates, or this one by another way in."
        )
        raise Refused(sentence, field="capacity", code="nobody")
    everywhere = standings_for(code, body=None, mechanism=None)
    is_state_only = tuple(represents) == (Represents.STATE,)
    known = everywhere or standings_for(code, body=body, mechanism=mechanism)
    if way not in BY_HAND and is_state_only and not known:
        sentence = _l("At such a meeting no State is represented in this capacity.")
        raise Refused(sentence, field="capacity", code="nobody")


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
