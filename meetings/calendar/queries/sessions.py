"""Reading a meeting's sessions, its agenda and the ways to join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import joinedload

from meetings.calendar.models import (
    AgendaDocument,
    AgendaItem,
    Document,
    JoinLink,
    Meeting,
    MeetingSession,
)
from meetings.calendar.rules.sessions import SessionFacts, SpeakerFacts
from meetings.db import db


def sessions(meeting_id: int) -> list[MeetingSession]:
    """A meeting's sessions with their speakers, in the order of days and hours: one statement."""
    wanted = (
        select(MeetingSession)
        .where(MeetingSession.meeting_id == meeting_id)
        .options(joinedload(MeetingSession.speakers))
    )
    return sorted(db.session.scalars(wanted).unique(), key=_place)


def outline(meeting_id: int) -> Sequence[Row[Any]]:
    """The sessions in one statement: public_id, title, kind, days, hours and room, in order."""
    columns = MeetingSession
    wanted: Select[*tuple[Any, ...]] = select(
        columns.id,
        columns.public_id,
        columns.title,
        columns.kind,
        columns.starts_on,
        columns.ends_on,
        columns.starts_time,
        columns.ends_time,
        columns.room,
        columns.sort,
    ).where(columns.meeting_id == meeting_id)
    return sorted(db.session.execute(wanted).all(), key=_place)


def outside(meeting: Meeting) -> list[MeetingSession]:
    """The sessions that lie outside of their meeting's days, since those have changed."""
    wanted = select(MeetingSession).where(
        MeetingSession.meeting_id == meeting.id,
        (MeetingSession.starts_on < meeting.starts_on) | (MeetingSession.ends_on > meeting.ends_on),
    )
    return sorted(db.session.scalars(wanted), key=_place)


def session(meeting_id: int, public_id: str) -> MeetingSession | None:
    """A session of the meeting by its public id."""
    if "\x00" in public_id:  # PostgreSQL holds no such text
        return None
    return db.session.scalar(
        select(MeetingSession).where(
            MeetingSession.meeting_id == meeting_id, MeetingSession.public_id == public_id
        )
    )


def session_facts(found: MeetingSession) -> SessionFacts:
    """What is said of a session: what a form shows and an edit starts from."""
    return SessionFacts(
        title=found.title,
        description=found.description,
        kind=found.kind,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        starts_time=found.starts_time,
        ends_time=found.ends_time,
        room=found.room,
        languages=tuple(found.languages),
        speakers=tuple(
            SpeakerFacts(
                name=each.name,
                function_code=each.function_code,
                post=each.post,
                sex=each.sex,
                person_id=each.person_id,
            )
            for each in found.speakers
        ),
    )


def agenda(meeting_id: int) -> list[AgendaItem]:
    """The points of a meeting's agenda, in order."""
    wanted = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return list(db.session.scalars(wanted.order_by(AgendaItem.sort, AgendaItem.id)))


def agenda_item(meeting_id: int, public_id: str) -> AgendaItem | None:
    """A point of the meeting's agenda by its public id."""
    if "\x00" in public_id:
        return None
    return db.session.scalar(
        select(AgendaItem).where(
            AgendaItem.meeting_id == meeting_id, AgendaItem.public_id == public_id
        )
    )


def agenda_documents(meeting_id: int) -> dict[int, list[Document]]:
    """Point of the agenda (id) -> its documents, whoever may read them, in one statement."""
    wanted = (
        select(AgendaDocument.item_id, Document)
        .join(Document, Document.id == AgendaDocument.document_id)
        .join(AgendaItem, AgendaItem.id == AgendaDocument.item_id)
        .where(AgendaItem.meeting_id == meeting_id)
        .order_by(Document.sort, Document.id)
    )
    found: dict[int, list[Document]] = defaultdict(list)
    for item_id, document in db.session.execute(wanted):
        found[item_id].append(document)
    return found


def agenda_links(meeting_id: int) -> list[tuple[int, int]]:
    """Which documents (id) stand under which point of the agenda (id), in the documents' order."""
    wanted = (
        select(AgendaDocument.item_id, AgendaDocument.document_id)
        .join(AgendaItem, AgendaItem.id == AgendaDocument.item_id)
        .join(Document, Document.id == AgendaDocument.document_id)
        .where(AgendaItem.meeting_id == meeting_id)
        .order_by(Document.sort, Document.id)
    )
    return [(item_id, document_id) for item_id, document_id in db.session.execute(wanted)]


def offered_documents(meeting_id: int) -> list[Document]:
    """The documents that may stand under a point of the agenda: the meeting's own."""
    wanted = select(Document).where(Document.meeting_id == meeting_id)
    return list(db.session.scalars(wanted.order_by(Document.sort, Document.id)))


def join_links(meeting_id: int) -> list[JoinLink]:
    """The ways to join a meeting and its sessions. Never for a public page, feed, mail or file."""
    wanted = select(JoinLink).where(JoinLink.meeting_id == meeting_id)
    return list(db.session.scalars(wanted.order_by(JoinLink.id)))


def known_links() -> list[str]:
    """The addresses of all ways to join: only to keep them out of public texts."""
    return list(db.session.scalars(select(JoinLink.url)))


def _place(found: Any) -> tuple[date, bool, time, int, int]:
    """Day, then what has no hour, then the hour, then the order that the officer gave."""
    hour = found.starts_time
    return found.starts_on, hour is not None, hour or time.min, found.sort, found.id
