"""Putting the cast into meetings: participations as they came, and who was seen at the door."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from meetings import tokens
from meetings.accreditation.models import Accreditation
from meetings.actor import Actor
from meetings.attendance.models import EventKind, PresenceEvent, Source
from meetings.calendar.models import Meeting, Mode
from meetings.db import db
from meetings.demo.cast import Cast
from meetings.demo.people import Invented
from meetings.demo.programme import Group
from meetings.directory.models import SexSource
from meetings.registration.models import Affiliation, Participation, Represents, Status
from meetings.registration.operations.search import search_text
from meetings.registration.rules import CONSENT_VERSION

STAFF_POOLS: Final = frozenset({"technical", "executive", "interpreters"})


class Enrolment:
    """Enrols groups in one meeting; `days` are those on which the door was open so far."""

    def __init__(self, meeting: Meeting, cast: Cast, *, by: Actor, days: list[date]) -> None:
        """Everybody registered a month before; the door is kept by `by`."""
        self.meeting = meeting
        self.cast = cast
        self.by = by
        self.days = days
        self.registered_at = meeting.starts_at - timedelta(days=30)

    def enrol(self, group: Group, accreditations: dict[int, Accreditation]) -> None:
        """Enrol a group's people, in the statuses and with the absences it tells."""
        for place, (one, granted) in enumerate(self._people(group, accreditations)):
            status, is_present = self._fate(group, place)
            made = self._participation(group, one, granted, place=place, status=status)
            if is_present:
                self._see(made)

    def _people(
        self, group: Group, accreditations: dict[int, Accreditation]
    ) -> Iterator[tuple[Invented, Accreditation | None]]:
        for one in self.cast.people(group, group.states):
            yield one, None
        for number in group.organizations:
            granted = accreditations[number]
            for one in self.cast.people(group, (granted.organization.country,)):
                granted.taken += 1
                yield one, granted

    def _fate(self, group: Group, place: int) -> tuple[Status, bool]:
        """The last of a group never got further; of the confirmed, the first stayed away."""
        size = group.each * (len(group.states) + len(group.organizations))
        for status, count in (
            (Status.PENDING, group.pending),
            (Status.DECLINED, group.declined),
            (Status.CANCELLED, group.cancelled),
        ):
            if place >= size - count:
                return status, False
            size -= count
        return Status.CONFIRMED, place >= group.absent

    def _participation(
        self,
        group: Group,
        one: Invented,
        granted: Accreditation | None,
        *,
        place: int,
        status: Status,
    ) -> Participation:
        is_virtual = group.virtual and self.cast.town.chance.random() < 0.4
        made = Participation(
            public_id=str(uuid.uuid4()),
            nonce=str(uuid.uuid4()),
            pass_code=tokens.new_pass(),
            meeting=self.meeting,
            person=one.person,
            capacity_code=group.capacity,
            mode=Mode.VIRTUAL if is_virtual else Mode.IN_PERSON,
            badge_name=one.person.full_name[:80],
            personnel_kind_code=group.personnel[place % len(group.personnel)],
            sex=one.sex,
            sex_source=SexSource.SELF,
            language=one.language,
            status=status,
            consent_version=CONSENT_VERSION,
            created_at=self.registered_at,
            changed_at=self.registered_at,
        )
        made.affiliations.append(_affiliation(group, one, granted))
        made.search = search_text(one.person, made, granted.organization if granted else None)
        db.session.add(made)
        return made

    def _see(self, participation: Participation) -> None:
        """Present on the first day, and nearly always on the next ones."""
        chance = self.cast.town.chance
        db.session.flush()
        for day in self.days:
            if day != self.days[0] and chance.random() < 0.12:
                continue
            opened = self.meeting.starts_at + (day - self.meeting.starts_on)
            at = opened + timedelta(hours=8, minutes=chance.randrange(25, 115))
            db.session.add(
                PresenceEvent(
                    id=str(uuid.uuid4()),
                    meeting_id=self.meeting.id,
                    participation_id=participation.id,
                    kind=EventKind.IN,
                    day=day,
                    mode=participation.mode,
                    source=Source.SCAN if chance.random() < 0.8 else Source.SEARCH,
                    at=at,
                    received_at=at,
                    actor_kind=self.by.kind,
                    actor_id=self.by.id,
                    actor_label=self.by.label,
                )
            )


def _affiliation(group: Group, one: Invented, granted: Accreditation | None) -> Affiliation:
    if granted is not None:
        return Affiliation(
            type=Represents.ORGANIZATION,
            organization_id=granted.organization_id,
            accreditation_id=granted.id,
            is_principal=True,
        )
    if group.capacity.startswith("expert_") or group.pool in STAFF_POOLS:
        return Affiliation(type=Represents.SELF, is_principal=True)
    return Affiliation(type=Represents.STATE, state_code=one.state, is_principal=True)


def days_until(meeting: Meeting, last: date | None = None) -> list[date]:
    """The meeting's days, up to and including `last` where it is still running."""
    count = (meeting.ends_on - meeting.starts_on).days + 1
    every = [meeting.starts_on + timedelta(days=number) for number in range(count)]
    return [day for day in every if last is None or day <= last]
