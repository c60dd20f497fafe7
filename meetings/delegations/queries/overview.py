"""All delegations to a meeting at a glance, and the badges to print again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.delegations.models import (
    DelegationList,
    DelegationMember,
    DelegationPaper,
    ListState,
    PaperKind,
)
from meetings.delegations.queries import focal_points
from meetings.delegations.rules.precedence import ordered
from meetings.directory import countries
from meetings.directory.rules import full_name
from meetings.registration import queries as registration
from meetings.registration.models import (
    GONE,
    SEATED,
    Affiliation,
    Participation,
    ParticipationChange,
    StatePlace,
    Status,
)
from meetings.registration.rules.counting import REGISTERED


@dataclass(frozen=True)
class Row:
    """A State: its official list, who is on it, what is missing; who waits is none of `members`."""

    state_code: str
    number: int | None
    submitted_at: datetime | None
    submitted_by: str
    members: int
    waiting: int
    head: str
    nominated: int
    confirmed: int
    credentials: int | None
    has_focal_point: bool
    is_late: bool

    @property
    def has_list(self) -> bool:
        """Whether a list was submitted."""
        return self.number is not None


@dataclass(frozen=True)
class Reprint:
    """A badge to print again, or to take back from somebody who left."""

    participation: Participation
    has_left: bool

    @property
    def is_waiting(self) -> bool:
        """Whether it is not to be printed yet, because nobody has confirmed her."""
        return not self.has_left and self.participation.status != Status.CONFIRMED


def places(meeting_id: int) -> dict[str, int]:
    """The place of each State that has one."""
    rows = db.session.scalars(select(StatePlace).filter_by(meeting_id=meeting_id))
    return {each.state_code: each.place for each in rows}


def in_order(meeting_id: int) -> tuple[str, ...]:
    """Every State in the meeting's order of precedence."""
    plan = registration.plan(meeting_id)
    return ordered(
        countries.state_codes(),
        precedence=plan.precedence,
        lang=plan.precedence_language,
        places=places(meeting_id),
    )


def rows(meeting: Meeting, lang: str) -> list[Row]:
    """All States in order of precedence, then the permanent observers that have a list or a focal
    point, by their names in a language."""
    printed = registration.plan(meeting.id).badges_printed_at
    lists, heads = _official(meeting.id), _heads(meeting.id)
    counts, with_papers = _counts(meeting.id), _credentials(meeting.id)
    points = focal_points.every()
    order = in_order(meeting.id)
    observers = {*lists, *points} - set(order)
    return [
        _row(
            code,
            lists.get(code),
            counts.get(code, {}),
            head=heads.get(code, ""),
            credentials=with_papers.get(code),
            has_focal_point=code in points,
            printed=printed,
        )
        for code in (*order, *sorted(observers, key=lambda code: countries.name(code, lang)))
    ]


def reprints(meeting_id: int, since: datetime) -> list[Reprint]:
    """Whose badge changed from an instant on, the latest first; who left and had one too: who was
    confirmed by then. At the end those who are not confirmed: nothing is printed for them yet. Who
    left and was named again is told twice: her new registration has a pass of its own, and the one
    on the badge that she has opens no door any more."""
    had_one = exists().where(
        ParticipationChange.participation_id == Participation.id,
        ParticipationChange.after == Status.CONFIRMED,
        ParticipationChange.at <= since,
    )
    wanted = (
        select(Participation)
        .where(
            Participation.meeting_id == meeting_id,
            Participation.badge_changed_at >= since,
            Participation.status.in_(SEATED) | (Participation.status.in_(GONE) & had_one),
        )
        .options(
            joinedload(Participation.person),
            joinedload(Participation.capacity),
            selectinload(Participation.affiliations).joinedload(Affiliation.organization),
        )
        .order_by(Participation.badge_changed_at.desc(), Participation.id)
    )
    told = [Reprint(each, each.status in GONE) for each in db.session.scalars(wanted)]
    return sorted(told, key=lambda each: each.is_waiting)


def _official(meeting_id: int) -> dict[str, DelegationList]:
    wanted = select(DelegationList).where(
        DelegationList.meeting_id == meeting_id, DelegationList.state == ListState.OFFICIAL
    )
    return {each.state_code: each for each in db.session.scalars(wanted)}


def _heads(meeting_id: int) -> dict[str, str]:
    """State -> who heads its delegation; nobody where that one was declined or has withdrawn."""
    wanted = (
        select(DelegationList.state_code, DelegationMember.given_names, DelegationMember.surnames)
        .join(DelegationList, DelegationList.id == DelegationMember.list_id)
        .outerjoin(Participation, Participation.id == DelegationMember.participation_id)
        .where(
            DelegationList.meeting_id == meeting_id,
            DelegationList.state == ListState.OFFICIAL,
            DelegationMember.is_head,
            or_(Participation.id.is_(None), Participation.status.not_in(GONE)),
        )
    )
    rows = db.session.execute(wanted).all()
    return {code: full_name(given, surnames) for code, given, surnames in rows}


def _counts(meeting_id: int) -> dict[str, dict[str, int]]:
    """State -> status -> how many it has in its delegation."""
    on_list = (
        select(DelegationMember.participation_id)
        .join(DelegationList, DelegationList.id == DelegationMember.list_id)
        .where(DelegationList.meeting_id == meeting_id, DelegationList.state == ListState.OFFICIAL)
    )
    wanted = (
        select(Affiliation.state_code, Participation.status, func.count())
        .join(Participation, Participation.id == Affiliation.participation_id)
        .where(Affiliation.is_principal, Participation.id.in_(on_list))
        .group_by(Affiliation.state_code, Participation.status)
    )
    found: dict[str, dict[str, int]] = {}
    for code, status, count in db.session.execute(wanted):
        found.setdefault(code or "", {})[status] = count
    return found


def _credentials(meeting_id: int) -> dict[str, int]:
    """State -> for which list its credentials were received last."""
    wanted = (
        select(DelegationPaper.state_code, func.max(func.coalesce(DelegationPaper.list_number, 0)))
        .where(
            DelegationPaper.meeting_id == meeting_id, DelegationPaper.kind == PaperKind.CREDENTIALS
        )
        .group_by(DelegationPaper.state_code)
    )
    rows = db.session.execute(wanted).all()
    return {row[0]: row[1] for row in rows}


def _row(
    code: str,
    found: DelegationList | None,
    counts: dict[str, int],
    *,
    head: str,
    credentials: int | None,
    has_focal_point: bool,
    printed: datetime | None,
) -> Row:
    submitted = found.submitted_at if found else None
    return Row(
        code,
        found.number if found else None,
        submitted,
        found.submitted_by if found else "",
        sum(counts.get(each, 0) for each in REGISTERED),
        counts.get(Status.WAITLISTED, 0),
        head,
        counts.get(Status.NOMINATED, 0),
        counts.get(Status.CONFIRMED, 0),
        credentials,
        has_focal_point,
        is_late=bool(printed and submitted and submitted > printed),
    )
