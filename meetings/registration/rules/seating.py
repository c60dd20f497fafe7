"""Which limits a registration falls under, and who is next in line. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from meetings.errors import Refused
from meetings.registration.models import Each, Participation, SeatLimit

USUAL_HOURS = 48  # to take an offered seat, where the meeting's plan says nothing


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a limit counts: the whole meeting where nothing narrows it (see SeatLimit)."""

    capacity_code: str | None = None
    mode: str | None = None
    way: str | None = None
    session_id: int | None = None
    state_code: str | None = None
    organization_id: int | None = None
    each: str | None = None


Scoped = Scope | SeatLimit


@dataclass(frozen=True, kw_only=True)
class Seeker:
    """What of a registration decides under which limits it falls."""

    capacity_code: str
    mode: str
    way: str
    state_code: str | None = None
    organization_id: int | None = None


def seeker_of(participation: Participation) -> Seeker:
    """The same of a participation, by what it represents principally."""
    principal = participation.principal
    return Seeker(
        capacity_code=participation.capacity_code or participation.capacity.code,
        mode=participation.mode,
        way=participation.way,
        state_code=principal.state_code,
        organization_id=principal.organization_id,
    )


def falls_under(limit: Scoped, seeker: Seeker) -> bool:
    """Whether a limit counts this registration; a session's limit never does by itself."""
    if limit.session_id is not None or key_of(limit, seeker) is None:
        return False
    return all(
        getattr(limit, name) in {None, getattr(seeker, name)}
        for name in ("capacity_code", "mode", "way", "state_code", "organization_id")
    )


def key_of(limit: Scoped, seeker: Seeker) -> str | None:
    """For whom a limit is counted apart: empty for all together, None for a stranger to it."""
    if limit.each == Each.STATE:
        return seeker.state_code
    if limit.each == Each.ORGANIZATION:
        return str(seeker.organization_id) if seeker.organization_id else None
    return ""


def scope_key(scope: Scoped) -> str:
    """A scope spelled in one way, so that a meeting has one limit of it; empty for the meeting."""
    parts = (
        ("capacity", scope.capacity_code),
        ("mode", scope.mode),
        ("way", scope.way),
        ("session", scope.session_id),
        ("state", scope.state_code),
        ("organization", scope.organization_id),
        ("each", scope.each),
    )
    return "/".join(f"{name}={value}" for name, value in parts if value is not None)


def scope_of(key: str) -> Scope:
    """The scope that a key spells."""
    told: dict[str, Any] = dict(part.split("=", 1) for part in key.split("/") if part)
    return Scope(
        capacity_code=told.get("capacity"),
        mode=told.get("mode"),
        way=told.get("way"),
        session_id=int(told["session"]) if "session" in told else None,
        state_code=told.get("state"),
        organization_id=int(told["organization"]) if "organization" in told else None,
        each=told.get("each"),
    )


def is_whole_meeting(scope: Scoped) -> bool:
    """Whether a limit counts everybody: the one that holds for nominations draw on."""
    return not scope_key(scope)


def no_seat(scope: Scoped) -> Refused:
    """The refusal when a limit has no seat left, in words that name its scope (code full)."""
    if scope.session_id is not None:
        sentence = _l("There are no seats left in this session.")
    elif scope.each == Each.STATE or scope.state_code is not None:
        sentence = _l("All the seats of this State at this meeting are taken.")
        if scope.capacity_code is not None:
            sentence = _l("All the seats of this State in this capacity are taken.")
    elif scope.each == Each.ORGANIZATION or scope.organization_id is not None:
        sentence = _l("All the seats of this organization at this meeting are taken.")
    elif scope.capacity_code is not None and scope.mode is not None:
        sentence = _l("There are no seats left in this capacity for this way of taking part.")
    elif scope.capacity_code is not None:
        sentence = _l("There are no seats left in this capacity.")
    elif scope.mode is not None:
        sentence = _l("There are no seats left for this way of taking part.")
    else:
        sentence = _l("There are no seats left at this meeting.")
    return Refused(sentence, code="full")


def first_that_fits(
    waiting: Iterable[Participation],
    limits: Sequence[SeatLimit],
    *,
    room: dict[tuple[int, str], int],
) -> Participation | None:
    """The first in line for whom every limit has room; None when nobody can come in.

    `room` is how many seats are free, by limit (id) and key; what isn't in it has room. Somebody
    whose own State is full is passed over, and stays where she stands.
    """
    for each in waiting:
        seeker = seeker_of(each)
        if all(
            room.get((limit.id, key_of(limit, seeker) or ""), 1) > 0
            for limit in limits
            if falls_under(limit, seeker)
        ):
            return each
    return None


def goes_first(
    after: Seeker,
    before: Seeker,
    *,
    waiting: Iterable[Seeker],
    limits: Sequence[SeatLimit],
    room: dict[tuple[int, str], int],
) -> bool:
    """Whether somebody who waits would be passed over by who holds a seat and becomes another
    seeker (`before`, `after`): one for the same seats that she enters, who comes in now or is kept
    out by what would keep out a newcomer like her too. `room` as in `first_that_fits`."""
    hers = under(after, limits)
    entered = hers - under(before, limits)
    return bool(entered) and any(
        entered & under(each, limits)
        and (not (full := full_for(each, limits, room=room)) or bool(full & hers))
        for each in set(waiting)
    )


def in_turn() -> Refused:
    """The refusal where others wait for the seat that somebody would change to (code line)."""
    return Refused(
        _l(
            "Others are waiting for such a seat already, and it goes to them first. "
            "The seat held until now is kept."
        ),
        code="line",
    )


def under(seeker: Seeker, limits: Iterable[SeatLimit]) -> set[tuple[int, str]]:
    """The limits (id and key) that count somebody."""
    return {(each.id, key_of(each, seeker) or "") for each in limits if falls_under(each, seeker)}


def full_for(
    seeker: Seeker, limits: Sequence[SeatLimit], *, room: dict[tuple[int, str], int]
) -> set[tuple[int, str]]:
    """The limits (id and key) that keep somebody out; `room` as in `first_that_fits`."""
    return {each for each in under(seeker, limits) if room.get(each, 1) < 1}
