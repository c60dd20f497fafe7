"""Answers to invitations: whose they may be, and which wait for an officer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.localized import fold
from meetings.lookup import every_word
from meetings.pagination import Page, offset
from meetings.registration.models import (
    GONE,
    IncomingReply,
    Participation,
    Reply,
    ReplyState,
    Status,
)
from meetings.registration.queries.mailboxes import is_reached_at
from meetings.registration.rules import itip
from meetings.registration.rules.judging import Known

MOST_LIKELY: Final = 12
_STILL: Final = timedelta(days=30)  # a meeting that ended longer ago is answered by nobody


def known_to(uid: str, email: str) -> Sequence[Known] | None:
    """The people of the meeting with this UID under an address, those who left it too; None where
    no meeting has it. Two statements."""
    meeting = db.session.scalar(select(Meeting).where(Meeting.uid == uid))
    if meeting is None:
        return None
    rows = db.session.scalars(
        select(Participation)
        .join(Participation.person)
        .options(contains_eager(Participation.person))
        .where(Participation.meeting_id == meeting.id, is_reached_at([email]))
        .order_by(Participation.id)
    ).all()
    ended = [(each.id, each.changed_at) for each in rows if each.status in GONE]
    return [
        Known(
            participation_id=each.id,
            name=each.person.full_name,
            status=each.status,
            sequence=itip.own_sequence(
                meeting.sequence + each.sequence_raised,
                began_at=each.created_at,
                endings=[when for of, when in ended if of != each.id],
            ),
            reply=each.reply,
            replied_at=each.replied_at,
            replied_sequence=each.replied_sequence,
        )
        for each in rows
    ]


def reply_by_message(message_id: str) -> IncomingReply | None:
    """The answer that a mail brought."""
    return db.session.scalar(select(IncomingReply).where(IncomingReply.message_id == message_id))


def reply_by_public_id(public_id: str, *, within: Collection[int] | None) -> IncomingReply | None:
    """One answer, of those that the reader may judge (`within` as below)."""
    return db.session.scalar(
        _of_mine(select(IncomingReply), within).where(IncomingReply.public_id == public_id)
    )


def replies_in(
    state: ReplyState, *, within: Collection[int] | None, page: int = 1, size: int = 50
) -> Page[tuple[IncomingReply, Meeting | None]]:
    """The answers in a state, each with its meeting where the UID is one's: those that wait oldest
    first, others as they were judged, the last first.

    `within` are the meetings (ids) the reader may manage, None for all: only who manages all sees
    answers that name no meeting.
    """
    wanted = _of_mine(select(IncomingReply, Meeting), within)
    wanted = wanted.where(IncomingReply.state == state)
    total = db.session.scalar(wanted.with_only_columns(func.count(IncomingReply.id))) or 0
    judged = (IncomingReply.judged_at.desc(), IncomingReply.id.desc())
    waiting = (IncomingReply.received_at, IncomingReply.id)
    rows = wanted.order_by(*(waiting if state == ReplyState.WAITING else judged))
    found = db.session.execute(rows.offset(offset(page, size)).limit(size))
    return Page([(reply, meeting) for reply, meeting in found], page, size, total)


def count_waiting_replies(*, within: Collection[int] | None) -> int:
    """How many answers wait for the reader."""
    wanted = _of_mine(select(func.count(IncomingReply.id)), within)
    return db.session.scalar(wanted.where(IncomingReply.state == ReplyState.WAITING)) or 0


def likely(
    reply: IncomingReply, q: str = "", *, within: Collection[int] | None, at: datetime
) -> list[Participation]:
    """Whose answer it may be: by address or name, or by `q`; of its meeting, where it names one,
    else of meetings that aren't long over."""
    meeting_id = db.session.scalar(select(Meeting.id).where(Meeting.uid == reply.uid))
    wanted = (
        select(Participation)
        .join(Participation.person)
        .join(Participation.meeting)
        .options(
            contains_eager(Participation.person),
            contains_eager(Participation.meeting),
            joinedload(Participation.capacity),
        )
        .where(Participation.status.not_in(GONE))
        .order_by(Meeting.starts_at, Participation.id)
        .limit(MOST_LIKELY)
    )
    if meeting_id is not None:
        wanted = wanted.where(Participation.meeting_id == meeting_id)
    else:
        wanted = wanted.where(Meeting.ends_at >= at - _STILL)
    if within is not None:
        wanted = wanted.where(Participation.meeting_id.in_(within))
    if q.strip():
        wanted = wanted.where(every_word(Participation.search, q))
    else:
        addresses = {each for each in (reply.attendee, reply.sender) if each}
        found = is_reached_at(addresses)
        if fold(reply.attendee_name):
            found = or_(found, every_word(Participation.search, reply.attendee_name))
        wanted = wanted.where(found)
    return list(db.session.scalars(wanted))


def applied_comment(participation: Participation) -> str:
    """What somebody wrote with the answer that holds; empty without one, or without words."""
    if participation.replied_at is None:
        return ""
    wanted = (
        select(IncomingReply.comment)
        .where(
            IncomingReply.participation_id == participation.id,
            IncomingReply.state == ReplyState.APPLIED,
        )
        .order_by(IncomingReply.id.desc())
        .limit(1)
    )
    return db.session.scalar(wanted) or ""


def declined_confirmed(
    *, within: Collection[int] | None, at: datetime
) -> list[tuple[Meeting, int]]:
    """Meetings to come in which confirmed people answered that they will not, and how many."""
    wanted = (
        select(Meeting, func.count(Participation.id))
        .join(Participation, Participation.meeting_id == Meeting.id)
        .where(
            Participation.reply == Reply.DECLINED,
            Participation.status == Status.CONFIRMED,
            Meeting.ends_at >= at,
        )
        .group_by(Meeting.id)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    if within is not None:
        wanted = wanted.where(Meeting.id.in_(within))
    return [(meeting, count) for meeting, count in db.session.execute(wanted)]


def _of_mine(
    wanted: Select[*tuple[Any, ...]], within: Collection[int] | None
) -> Select[*tuple[Any, ...]]:
    wanted = wanted.outerjoin(Meeting, Meeting.uid == IncomingReply.uid)
    return wanted if within is None else wanted.where(Meeting.id.in_(within))
