"""Reading a body's meetings, what it owes, and what is usual for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from meetings.calendar.models import (
    BodyTemplate,
    Document,
    Involvement,
    Kind,
    Meeting,
    MeetingText,
    Obligation,
    SessionType,
)
from meetings.calendar.rules.expected import expected_missing
from meetings.calendar.rules.obligations import Account, accounts
from meetings.calendar.rules.templates import Expected, TemplateFacts
from meetings.db import db
from meetings.directory.models import Body

MOST_SHOWN = 200


class BodyMeeting(NamedTuple):
    """A meeting as its body's page lists it."""

    slug: str
    title: str
    title_lang: str
    dates: str
    status: str
    starts_on: date
    ordinal: str
    number: int | None
    session_type: str
    is_draft: bool


@dataclass(frozen=True)
class Owing:
    """An obligation and its cycles, the latest first."""

    obligation: Obligation
    accounts: Sequence[Account]


def obligations(body_code: str) -> list[Obligation]:
    """What texts ask of a body, the latest first."""
    wanted = select(Obligation).where(Obligation.body_code == body_code)
    return list(db.session.scalars(wanted.order_by(Obligation.from_on.desc(), Obligation.id)))


def obligation(public_id: str, *, body_code: str) -> Obligation | None:
    """One obligation of a body."""
    return db.session.scalar(
        select(Obligation).where(
            Obligation.public_id == public_id, Obligation.body_code == body_code
        )
    )


def owing(body_code: str, *, today: date, drafts: bool = False) -> list[Owing]:
    """What a body owes, and what of it is planned; two statements.

    Through this year, or the last one that has a meeting. `drafts` counts what is not published.
    """
    asked = obligations(body_code)
    if not asked:
        return []
    own = select(Kind.code).where(Kind.body_code == body_code)
    wanted = select(Meeting.starts_on, Meeting.status).where(
        *_of(body_code, drafts=drafts),
        Meeting.session_type == SessionType.ORDINARY,
        Meeting.involvement == Involvement.CONVENED,
        Meeting.kind_code.in_(own) | ~own.exists(),
    )
    meetings = [(row.starts_on, row.status) for row in db.session.execute(wanted)]
    through = max([today.year, *(day.year for day, _status in meetings)])
    return [Owing(each, accounts(each, meetings, through=through)) for each in asked]


def body_meetings(
    body_code: str, lang: str, *, drafts: bool = False, most: int = MOST_SHOWN
) -> list[BodyMeeting]:
    """The meetings of a body, the latest first; one statement."""
    wanted = (
        select(
            Meeting.slug,
            MeetingText.title,
            MeetingText.title_lang,
            MeetingText.dates,
            Meeting.status,
            Meeting.starts_on,
            Meeting.ordinal,
            Meeting.number,
            Meeting.session_type,
            Meeting.published_at.is_(None),
        )
        .join(MeetingText, (MeetingText.meeting_id == Meeting.id) & (MeetingText.lang == lang))
        .where(*_of(body_code, drafts=drafts))
        .order_by(Meeting.starts_on.desc(), Meeting.id.desc())
        .limit(most)
    )
    return [BodyMeeting._make(row) for row in db.session.execute(wanted)]


def _of(body_code: str, *, drafts: bool) -> list[ColumnElement[bool]]:
    found = [Meeting.body_code == body_code]
    return found if drafts else [*found, Meeting.published_at.is_not(None)]


def template(body_code: str | None) -> BodyTemplate | None:
    """What is usual for a body's meetings, with the documents expected."""
    if not body_code:
        return None
    wanted = select(BodyTemplate).where(BodyTemplate.body_code == body_code)
    return db.session.scalar(wanted.options(selectinload(BodyTemplate.documents)))


def templated() -> list[Body]:
    """The bodies that have a template, in their order."""
    wanted = select(Body).join(BodyTemplate, BodyTemplate.body_code == Body.code)
    return list(db.session.scalars(wanted.order_by(Body.sort)))


def template_facts(template: BodyTemplate) -> TemplateFacts:
    """What is said about a template: what its form shows."""
    lists = {"languages", "capacities", "documents"}
    plain = {
        name: getattr(template, name)
        for name in TemplateFacts.__dataclass_fields__
        if name not in lists
    }
    return TemplateFacts(
        **plain,
        languages=tuple(template.languages),
        capacities=tuple(template.capacities),
        documents=tuple(Expected(each.type, each.title) for each in template.documents),
    )


def lacking_documents(meeting: Meeting, facts: TemplateFacts) -> list[Expected]:
    """The documents expected of a meeting that it doesn't have yet, revisions left aside."""
    present = db.session.execute(
        select(Document.type, Document.title).where(
            Document.meeting_id == meeting.id, Document.replaces_id.is_(None)
        )
    )
    return expected_missing(facts.documents, (Expected(*row) for row in present))
