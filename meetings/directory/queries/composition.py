"""Reading bodies: what they are, who sits in them on a day, and which places are vacant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from meetings.db import db
from meetings.directory import countries
from meetings.directory.models import Body, BodyPeriod, BodyPlaces, Person, Position, Term
from meetings.directory.queries.of_states import facts
from meetings.directory.rules.facts import true_on
from meetings.directory.rules.spans import is_in_force
from meetings.directory.rules.terms import Places, Seat, Vacancy, vacancies
from meetings.localized import fold


@dataclass(frozen=True)
class Holding:
    """A term as pages show it; of a merged person the record that stands for her."""

    public_id: str
    body_code: str
    position_code: str
    from_on: date
    to_on: date | None
    state_code: str | None
    person_id: int | None
    person_public_id: str | None
    person_name: str

    @property
    def seat(self) -> Seat:
        """The term as the rules see it."""
        return Seat(
            self.body_code,
            self.position_code,
            self.from_on,
            self.to_on,
            self.state_code,
            self.person_id,
        )


@dataclass(frozen=True)
class Sitting:
    """A position of a body on a day: who holds it, and what nobody holds."""

    position: Position
    holdings: tuple[Holding, ...]
    vacant: tuple[Vacancy, ...]


@dataclass(frozen=True)
class BodyPage:
    """A body with its place among the others, its composition on a day, and all its terms.

    `history` has the latest first; `periods` the terms of office of the whole body; `has_places`
    says whether it is known how many sit in it.
    """

    body: Body
    parent: Body | None
    children: tuple[Body, ...]
    sitting: tuple[Sitting, ...]
    history: tuple[Holding, ...]
    periods: tuple[BodyPeriod, ...]
    positions: Mapping[str, Position]
    has_places: bool

    @property
    def is_recorded(self) -> bool:
        """Whether anybody at all is recorded to have sat in it on the day."""
        return any(each.holdings for each in self.sitting)

    def nearest(self, on: date) -> date | None:
        """The last day before with a composition on record, else the first one after."""
        before = [each.to_on for each in self.history if each.to_on and each.to_on < on]
        after = [each.from_on for each in self.history if each.from_on > on]
        return max(before) if before else min(after, default=None)


def body(code: str) -> Body | None:
    """The body with this code."""
    return db.session.get(Body, code) if len(code) <= 60 and "\x00" not in code else None


def bodies() -> list[Body]:
    """Every body: the organs in their order, then what the secretariat added."""
    return list(db.session.scalars(select(Body).order_by(Body.is_own, Body.sort, Body.code)))


def positions() -> list[Position]:
    """What one may be in a body, in the order of the list."""
    return list(db.session.scalars(select(Position).order_by(Position.sort)))


def periods(body_code: str) -> list[BodyPeriod]:
    """The terms of office of a whole body, the latest first."""
    wanted = select(BodyPeriod).filter_by(body_code=body_code).order_by(BodyPeriod.from_on.desc())
    return list(db.session.scalars(wanted))


def period(public_id: str) -> BodyPeriod | None:
    """One of them."""
    return db.session.scalar(select(BodyPeriod).filter_by(public_id=public_id))


def places(body_code: str) -> list[BodyPlaces]:
    """How many sit in a body, position by position and the latest first."""
    wanted = (
        select(BodyPlaces)
        .join(Position, Position.code == BodyPlaces.position_code)
        .where(BodyPlaces.body_code == body_code)
        .order_by(Position.sort, BodyPlaces.from_on.desc())
    )
    return list(db.session.scalars(wanted))


def flags_of_mechanism(body_code: str) -> set[str]:
    """Of which States the organs of a body's mechanism are made; nothing for what is no organ."""
    beside = aliased(Body)
    wanted = (
        select(BodyPlaces.flag_code)
        .join(beside, beside.code == BodyPlaces.body_code)
        .join(Body, Body.mechanism == beside.mechanism)
        .where(Body.code == body_code, Body.is_organ, BodyPlaces.flag_code.is_not(None))
    )
    return {flag for flag in db.session.scalars(wanted) if flag}


def place(public_id: str) -> BodyPlaces | None:
    """One of them."""
    return db.session.scalar(select(BodyPlaces).filter_by(public_id=public_id))


def as_places(row: BodyPlaces) -> Places:
    """Stored places as the rules see them."""
    return Places(
        row.body_code, row.position_code, row.from_on, row.to_on, row.places, row.flag_code
    )


def term(public_id: str) -> Term | None:
    """One term."""
    return db.session.scalar(select(Term).filter_by(public_id=public_id))


def holdings(*, body_code: str | None = None, state_code: str | None = None) -> tuple[Holding, ...]:
    """The terms of a body, of a State, or all; the latest first."""
    wanted = select(Term).options(joinedload(Term.person)).order_by(Term.from_on.desc(), Term.id)
    if body_code is not None:
        wanted = wanted.where(Term.body_code == body_code)
    if state_code is not None:
        wanted = wanted.where(Term.state_code == state_code)
    found = list(db.session.scalars(wanted))
    standing = _standing(each.person for each in found if each.person is not None)
    return tuple(_holding(each, standing) for each in found)


def _holding(row: Term, standing: Mapping[int, Person]) -> Holding:
    person = standing[row.person.id] if row.person is not None else None
    return Holding(
        row.public_id,
        row.body_code,
        row.position_code,
        row.from_on,
        row.to_on,
        row.state_code,
        person.id if person else None,
        person.public_id if person else None,
        person.full_name if person else "",
    )


def _standing(people: Iterable[Person]) -> dict[int, Person]:
    """Person's id -> the record that stands for her; one more statement where some are merged."""
    known = {person.id: person for person in people}
    while missing := {
        each.merged_into_id
        for each in known.values()
        if each.merged_into_id is not None and each.merged_into_id not in known
    }:
        more = db.session.scalars(select(Person).where(Person.id.in_(missing)))
        known |= {person.id: person for person in more}
    return {id_: _end(person, known) for id_, person in known.items()}


def _end(person: Person, known: Mapping[int, Person]) -> Person:
    seen = {person.id}
    while person.merged_into_id is not None and person.merged_into_id not in seen:
        seen.add(person.merged_into_id)
        person = known[person.merged_into_id]
    return person


def body_page(code: str, *, on: date, lang: str) -> BodyPage | None:
    """A body's page as at a day: its composition in the order of positions, then by name."""
    every = {each.code: each for each in bodies()}
    found = every.get(code)
    if found is None:
        return None
    rules = [as_places(row) for row in places(code)]
    known = {each.code: each for each in positions()}
    terms = holdings(body_code=code)
    return BodyPage(
        found,
        every.get(found.parent_code or ""),
        tuple(each for each in every.values() if each.parent_code == code),
        _sitting(terms, rules, known, on=on, lang=lang),
        terms,
        tuple(periods(code)),
        known,
        bool(rules),
    )


def _sitting(
    terms: Collection[Holding],
    rules: Collection[Places],
    known: Mapping[str, Position],
    *,
    on: date,
    lang: str,
) -> tuple[Sitting, ...]:
    flag_codes = {rule.flag_code for rule in rules if rule.flag_code and is_in_force(rule, on)}
    true = true_on(facts(flag_codes), on) if flag_codes else {}
    vacant = vacancies(rules, [each.seat for each in terms], true=true, on=on)
    seated = [each for each in terms if is_in_force(each, on)]

    def name(each: Holding | Vacancy) -> tuple[str, str]:
        who = each.person_name if isinstance(each, Holding) else ""
        return fold(countries.name(each.state_code, lang)), fold(who)

    seated.sort(key=name)
    every = [
        Sitting(
            position,
            tuple(each for each in seated if each.position_code == position.code),
            tuple(each for each in sorted(vacant, key=name) if each.position_code == position.code),
        )
        for position in known.values()
    ]
    return tuple(each for each in every if each.holdings or each.vacant)
