"""Who may sit where from when to when, who does on a day, and which places are vacant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from meetings.directory.rules.facts import Fact
from meetings.directory.rules.spans import check_apart, check_days, is_in_force, overlap
from meetings.errors import Refused

STATE, PERSON = "state", "person"
# One for each State at once, whatever the body says of its places.
ONE_EACH = frozenset({"principal_delegate", "expert_titular"})


@dataclass(frozen=True)
class Seat:
    """A term as the rules see it; of a person the record that stands for her (`person_id`)."""

    body_code: str
    position_code: str
    from_on: date
    to_on: date | None = None
    state_code: str | None = None
    person_id: int | None = None

    @property
    def holder(self) -> tuple[str, object]:
        """Who sits: the person where there is one, else the State."""
        if self.person_id is not None:
            return PERSON, self.person_id
        return STATE, self.state_code


@dataclass(frozen=True)
class Places:
    """How many hold a position at once: a number, or one for each State of which a flag is true."""

    body_code: str
    position_code: str
    from_on: date
    to_on: date | None = None
    places: int | None = None
    flag_code: str | None = None


@dataclass(frozen=True)
class Vacancy:
    """Places that nobody holds: some of a number, or that of one State.

    `is_contested`: whether the State has a place at all is contested.
    """

    position_code: str
    count: int = 1
    state_code: str | None = None
    is_contested: bool = False


def check_seat(
    seat: Seat,
    others: Iterable[Seat],
    *,
    places: Iterable[Places] = (),
    facts: Collection[Fact] = (),
    holder: str = STATE,
) -> None:
    """Refuse a term that cannot be: its days, its holder, or what the body's other terms say.

    `holder` says who holds the position, a State or a person; `others` are the body's terms
    without this one; `places` the body's places, `facts` what is said of the States that have
    one each.
    """
    _check_holder(seat, holder)
    check_days(seat)
    meanwhile = [each for each in others if overlap(each, seat)]
    _check_own(seat, [each for each in meanwhile if each.holder == seat.holder])
    for rule in places:
        if rule.position_code == seat.position_code and overlap(rule, seat):
            _check_places(seat, meanwhile, rule, facts)
    same = [each for each in meanwhile if each.position_code == seat.position_code]
    if seat.position_code in ONE_EACH and seat.state_code is not None:
        _check_alone([each for each in same if each.state_code == seat.state_code])


def check_entitled(seat: Seat, flags: Collection[str], *, facts: Iterable[Fact]) -> None:
    """Refuse, with the code `not_entitled`, a State of which none of the flags is ever true then.

    `flags` say of which States the bodies of the mechanism are made. To be asked once: facts may
    be wanting, and a term is what happened.
    """
    said = [each for each in facts if each.state_code == seat.state_code]
    if seat.state_code is None or not flags:
        return
    if not any(each.flag_code in flags and overlap(each, seat) for each in said):
        sentence = _l(
            "By the dated facts of the directory this State is none of those that may sit in this "
            "body on these days. If it sat there all the same, save once more."
        )
        raise Refused(sentence, field="state", code="not_entitled")


def _check_alone(taken: Collection[Seat]) -> None:
    if taken:
        sentence = _l("Somebody else holds this place for the State on some of these days.")
        raise Refused(sentence, field="from_on", code="place_taken")


def _check_holder(seat: Seat, holder: str) -> None:
    if holder == STATE and seat.state_code is None:
        raise Refused(_l("Choose the State."), field="state", code="no_holder")
    if holder == STATE and seat.person_id is not None:
        sentence = _l("A State holds this position, not a person.")
        raise Refused(sentence, field="person", code="wrong_holder")
    if holder == PERSON and seat.person_id is None:
        raise Refused(_l("Choose the person."), field="person", code="no_holder")


def _check_own(seat: Seat, own: list[Seat]) -> None:
    """What the same holder is already, on some of the days."""
    for each in own:
        if each.position_code != seat.position_code:
            sentence = _l(
                "The same holder has another position in this body on some of these days. End that"
                " term first, or change the days."
            )
            raise Refused(sentence, field="from_on", code="two_positions")
        if each.person_id is not None and each.state_code != seat.state_code:
            sentence = _l("This person holds the position for another State on some of these days.")
            raise Refused(sentence, field="state", code="two_states")
    sentence = _l("This term overlaps another one of the same holder in the same position.")
    check_apart(seat, own, sentence=sentence)


def _check_places(seat: Seat, others: list[Seat], rule: Places, facts: Collection[Fact]) -> None:
    """Whether a place is left on every day that the term and the rule have in common."""
    same = [each for each in others if each.position_code == seat.position_code]
    if rule.flag_code is not None:
        taken = [
            each for each in same if each.state_code == seat.state_code and overlap(each, rule)
        ]
        if seat.state_code is None:
            sentence = _l("This position is held for a State: choose it.")
            raise Refused(sentence, field="state", code="no_state")
        _check_alone(taken)
        said = [each for each in facts if each.state_code == seat.state_code]
        if not any(each.flag_code == rule.flag_code and overlap(each, seat) for each in said):
            sentence = _l("This State has no such place in this body on any of these days.")
            raise Refused(sentence, field="state", code="no_place")
        return
    last = min((day for day in (seat.to_on, rule.to_on) if day), default=date.max)
    first = max(seat.from_on, rule.from_on)
    days = {first, *(each.from_on for each in same if first <= each.from_on <= last)}
    if any(sum(is_in_force(each, day) for each in same) >= (rule.places or 0) for day in days):
        sentence = _l("All places of this position are taken on some of these days.")
        raise Refused(sentence, field="from_on", code="place_taken")


def check_places(rule: Places, others: Iterable[Places]) -> None:
    """Refuse places that are neither a number nor by State, and two rules for the same days."""
    if (rule.places is None) == (rule.flag_code is None):
        sentence = _l("Give either the number of places or the States that have one each.")
        raise Refused(sentence, field="places", code="one_rule")
    if rule.places is not None and not 1 <= rule.places <= 500:
        raise Refused(_l("Write a number from 1 to 500."), field="places", code="out_of_range")
    check_days(rule)
    same = [each for each in others if each.position_code == rule.position_code]
    sentence = _l("The places of this position are already set for some of these days.")
    check_apart(rule, same, sentence=sentence)


def vacancies(
    places: Iterable[Places],
    seats: Iterable[Seat],
    *,
    true: Mapping[str, Mapping[str, bool]],
    on: date,
) -> tuple[Vacancy, ...]:
    """The places of a body that nobody holds on a day; `true` as `facts.true_on` tells it."""
    seated = [seat for seat in seats if is_in_force(seat, on)]
    found: list[Vacancy] = []
    for rule in places:
        if not is_in_force(rule, on):
            continue
        same = [seat for seat in seated if seat.position_code == rule.position_code]
        if rule.flag_code is None:
            left = (rule.places or 0) - len(same)
            found.extend([Vacancy(rule.position_code, left)] if left > 0 else [])
            continue
        present = {seat.state_code for seat in same}
        found.extend(
            Vacancy(rule.position_code, 1, state, contested)
            for state, contested in sorted(true.get(rule.flag_code, {}).items())
            if state not in present
        )
    return tuple(found)
