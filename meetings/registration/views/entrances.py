"""Which ways let somebody in at this moment, and what of their choices is full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from meetings import clock, language
from meetings.errors import Refused
from meetings.registration import queries, rules
from meetings.registration.forms import Offer
from meetings.registration.models import Opening, Represents, Way
from meetings.registration.queries import WayIn
from meetings.registration.queries.fullness import promotes_by_hand, taken_up, waited_for
from meetings.registration.rules import way_words
from meetings.registration.rules.fullness import Fullness, modes_of

W = TypeVar("W", rules.Choice, rules.Window)
Modes = tuple[tuple[str, str], ...]  # code, words
Settled = tuple[str, int]  # the capacity and the organization (id) for which a link is


@dataclass(frozen=True)
class Entrance(Generic[W]):
    """The openings that let somebody in now; else why there is none, and when there will be.
    `full` knows which of their choices have no seat left or lead to the waiting list, `full_lines`
    say it."""

    openings: tuple[W, ...] = ()
    refusal: Refused | None = None
    opens_at: datetime | None = None
    full: Fullness = field(default_factory=Fullness)
    full_lines: tuple[str, ...] = ()


def now_open(
    meeting: rules.Host,
    openings: Sequence[W],
    *,
    way: Way,
    whose: Settled | None = None,
    has_limits: bool = True,
    by_hand: bool | None = None,
) -> Entrance[W]:
    """What the rules say of each way in at this moment. `whose` is the capacity and the
    organization (id) for which an organization's link is; nothing is full without limits, and
    nobody comes before who registers now unless an officer promotes those who wait `by_hand` (None:
    it is asked)."""
    refusals = [refusal(meeting, each) for each in openings]
    by_window = [each for each, said in zip(openings, refusals, strict=True) if said is None]
    full = _fullness(
        meeting, by_window, way=way, whose=whose, has_limits=has_limits, by_hand=by_hand
    )
    let_in = [
        each for each in by_window if full.waits or not full.is_capacity_full(_code(each, whose))
    ]
    if let_in:
        return Entrance(tuple(let_in), full=full, full_lines=_lines(by_window, full))
    said = [rules.full()] if by_window else [each for each in refusals if each is not None]
    told = rules.most_telling(said) or refusal(meeting, None)
    is_early = told is not None and told.code == "early"
    opens = [each.opens_at for each in openings if each.opens_at and each.opens_at > clock.now()]
    return Entrance((), told, min(opens) if is_early else None, full)


def _fullness(
    meeting: rules.Host,
    openings: Sequence[rules.Window],
    *,
    way: Way,
    whose: Settled | None,
    has_limits: bool,
    by_hand: bool | None,
) -> Fullness:
    """Which choices of these ways have no seat left, or others who wait for them."""
    if not openings:
        return Fullness(modes=modes_of(meeting.mode))
    found = taken_up(meeting.id) if has_limits else ()
    if has_limits and by_hand is None:
        by_hand = promotes_by_hand(meeting.id)
    ahead = waited_for(meeting.id) if has_limits and by_hand else ()
    return Fullness(
        taken_up=found,
        waited_for=ahead,
        way=way,
        capacities=tuple((_code(each, whose), _may_represent(each)) for each in openings),
        modes=modes_of(meeting.mode),
        waits=bool(ahead) or (bool(found) and queries.plan(meeting.id).has_waiting_list),
        organization=whose[1] if whose else None,
    )


def _code(opening: rules.Window, whose: Settled | None) -> str:
    return whose[0] if whose else getattr(opening, "capacity_code", "")


def _may_represent(opening: rules.Window) -> tuple[str, ...]:
    if isinstance(opening, Opening | WayIn) and opening.way != Way.ORGANIZATION:
        return tuple(opening.represents)
    return (Represents.ORGANIZATION,)


def _lines(openings: Sequence[rules.Window], full: Fullness) -> tuple[str, ...]:
    lang = language.current()
    names = {
        each.capacity_code: each.name(lang)
        for each in openings
        if isinstance(each, Opening | WayIn)
    }
    return tuple(full.sentences(lang, names))


def on_top(meeting: rules.Host, entrance: Entrance[Any]) -> dict[str, Any]:
    """What stands above the form: until when it is open, each capacity's own deadline where they
    differ, and which choices, or all, have no seat left or lead to the waiting list."""
    lang, at = language.current(), clock.now()
    ends = {each.closes_at for each in entrance.openings}
    closings = [
        (each.name(lang) if len(ends) > 1 else "", each.closes_at)
        for each in (entrance.openings if len(ends) > 1 else entrance.openings[:1])
    ]
    return {
        "full": entrance.full,
        "in_line": entrance.full.in_line,
        "full_title": entrance.full.title,
        "full_lines": entrance.full_lines,
        "closings": [
            (name, way_words.deadline(until, meeting, lang=lang, at=at))
            for name, until in closings
            if until is not None
        ],
    }


def refusal(meeting: rules.Host, window: rules.Window | None) -> Refused | None:
    """Why the window of a way lets nobody in at this moment, None when it is open."""
    try:
        rules.may_register(
            meeting_status=meeting.status,
            published=meeting.published_at is not None,
            opening=window,
            at=clock.now(),
        )
    except Refused as refused:
        return refused
    return None


def offer_of(openings: Sequence[rules.Choice], full: Fullness | None = None) -> Offer:
    """What the public form offers, in the reader's language; of what is `full` it says so."""
    lang, full = language.current(), full or Fullness()
    return tuple(
        (
            each.capacity_code,
            full.capacity_label(each.capacity_code, each.name(lang)),
            tuple(each.represents),
        )
        for each in openings
    )


def modes_offered(full: Fullness, *, is_sent: bool = False) -> Modes:
    """The modes to choose from (code, words), none where there is no choice: what is full is left
    out where nobody may wait for it, unless the form `is_sent` and holds what somebody chose; else
    what is free stands first, which is the usual choice, then what others wait for."""
    if len(full.modes) < 2:
        return ()

    def how_taken(mode: str) -> int:
        return 0 if is_sent else full.is_mode_full(mode) + full.must_mode_wait(mode)

    return tuple(
        (mode, full.mode_label(mode))
        for mode in sorted(full.modes, key=how_taken)
        if is_sent or full.waits or not full.is_mode_full(mode)
    )


def all_modes(meeting: rules.Host) -> Modes:
    """Every mode to choose from, full or not; none where there is no choice."""
    return modes_offered(Fullness(modes=modes_of(meeting.mode)))
