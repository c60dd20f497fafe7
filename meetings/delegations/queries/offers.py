"""In which capacities a State may name people at a meeting, by the dated facts of the directory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.delegations.rules.deeds import Deed, may
from meetings.delegations.rules.offered import contested, is_to_explain
from meetings.directory import queries as directory
from meetings.directory.models import Body, Capacity
from meetings.directory.rules.facts import Fact, true_on
from meetings.directory.rules.observers import is_observing
from meetings.directory.rules.spans import is_in_force
from meetings.directory.rules.standings import FLAGS, standings
from meetings.errors import Refused
from meetings.registration.models import Opening, Way
from meetings.registration.rules import most_telling
from meetings.registration.rules.of_states import offered

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Offer:
    """In which capacities a State may name people, and what it is to the meeting.

    `contested` are the standings that rest on a contested fact, `notes` what the directory says of
    such a fact.
    """

    openings: Sequence[Opening]
    codes: tuple[str, ...]
    standings: frozenset[str]
    contested: frozenset[str] = frozenset()
    notes: tuple[Mapping[str, str], ...] = ()

    def opening(self, capacity_code: str) -> Opening | None:
        """The way in of a capacity, where it is open to States."""
        found = (each for each in self.openings if each.capacity_code == capacity_code)
        return next(found, None)

    @property
    def ends(self) -> dict[datetime | None, list[Opening]]:
        """The last instants at which people can be named (None: no end is set), each with the ways
        in of the capacities that it holds for; the earliest first."""
        found: dict[datetime | None, list[Opening]] = {}
        for each in self.openings:
            if each.capacity_code in self.codes:
                found.setdefault(each.closes_at, []).append(each)
        return dict(sorted(found.items(), key=lambda pair: (pair[0] is None, pair[0] or _NEVER)))

    def called(self, capacity_code: str) -> str:
        """A capacity in the reader's language; empty where it has no way in."""
        found = self.opening(capacity_code)
        return found.capacity.name(str(get_locale())) if found is not None else ""

    def may_name(self, capacity_code: str, meeting: Meeting, *, at: datetime) -> None:
        """Whether a State may name somebody more in a capacity at an instant; raises Refused (field
        capacity), naming it where there are others."""
        try:
            self._may_name(capacity_code, meeting, at=at)
        except Refused as refusal:
            name = self.called(capacity_code) if len(self.codes) > 1 else ""
            if not name:
                raise
            sentence = _l("%(name)s: %(reason)s", name=name, reason=refusal.sentence)
            raise Refused(sentence, field="capacity", code=refusal.code) from refusal

    def _may_name(self, capacity_code: str, meeting: Meeting, *, at: datetime) -> None:
        may(
            Deed.NOMINATE,
            meeting_status=meeting.status,
            published=meeting.published_at is not None,
            opening=self.opening(capacity_code),
            ends_at=meeting.ends_at,
            at=at,
        )

    def now(self, meeting: Meeting, *, at: datetime) -> tuple[tuple[str, ...], Refused | None]:
        """The capacities in which a State may name somebody more at an instant; where there is
        none, why."""
        codes, refusals = [], []
        for code in self.codes:
            try:
                self._may_name(code, meeting, at=at)
                codes.append(code)
            except Refused as refusal:
                refusals.append(refusal)
        return tuple(codes), None if codes else most_telling(refusals)


def offer(meeting: Meeting, state_code: str) -> Offer:
    """What a State may name at a meeting, by what is true of it on the meeting's first day."""
    return offers([meeting], state_code)[meeting.id]


def offers(meetings: Sequence[Meeting], state_code: str) -> dict[int, Offer]:
    """The same for several meetings (by id); four statements, however many they are."""
    facts = directory.facts(FLAGS)
    observers = directory.observers()
    bodies = db.session.scalars(select(Body))
    mechanisms = {each.code: each.mechanism for each in bodies}
    openings = _openings([each.id for each in meetings])
    found = {}
    for each in meetings:
        day, mechanism = each.starts_on, mechanisms.get(each.body_code or "")
        seen = {one.code for one in observers if is_observing(one.since, day)}
        true = true_on(facts, day)
        held = standings(true, state_code, observers=seen)
        ways = openings.get(each.id, [])
        opened = [(way.capacity_code, way.capacity.represents) for way in ways]
        found[each.id] = Offer(
            ways,
            offered(opened, body=each.body_code, mechanism=mechanism, held=held),
            held,
            contested(true, state_code, held=held),
            _notes([e for e in facts if e.state_code == state_code], day, held),
        )
    return found


def _notes(facts: Sequence[Fact], day: date, held: frozenset[str]) -> tuple[Mapping[str, str], ...]:
    """What the directory says of the facts that a State's standing does not tell plainly; once."""
    told: list[Mapping[str, str]] = []
    for each in facts:
        to_explain = is_to_explain(each.flag_code, is_contested=each.is_contested, held=held)
        if to_explain and is_in_force(each, day) and each.note and each.note not in told:
            told.append(each.note)
    return tuple(told)


def _openings(meeting_ids: Sequence[int]) -> dict[int, list[Opening]]:
    """The ways in by nomination, in the order of the capacities."""
    wanted = (
        select(Opening)
        .join(Opening.capacity)
        .options(contains_eager(Opening.capacity))
        .where(Opening.way == Way.STATE, Opening.meeting_id.in_(meeting_ids))
        .order_by(Capacity.sort)
    )
    found: dict[int, list[Opening]] = {}
    for each in db.session.scalars(wanted):
        found.setdefault(each.meeting_id, []).append(each)
    return found
