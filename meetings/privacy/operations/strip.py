"""Taking away what a registration kept of a person; what it counts for stays as it was.

Sex, capacity, whom she represented, kind of personnel, status and presence are not touched.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, delete, func, select, update

from meetings import files
from meetings.attendance.models import Completion
from meetings.audit import AuditChange, AuditEntry
from meetings.db import db
from meetings.delegations.models import DelegationList, DelegationMember
from meetings.directory.models import Person
from meetings.invitations.models import MailingRecipient
from meetings.notifications.models import Attachment, Delivery, Message
from meetings.privacy.rules import BLANK
from meetings.registration.models import (
    AccessNeed,
    Answer,
    AnswerFile,
    Correction,
    IncomingReply,
    Participation,
    ParticipationChange,
    SensitiveAnswer,
)

NAMELESS: Final = {  # a place on a State's list whose name is kept no longer
    "given_names": BLANK,
    "surnames": "",
    "email": "",
    "honorific": "",
    "post": "",
}
Ids = Collection[int]


def strip(participation_ids: Ids, *, at: datetime) -> None:
    """Take away, for these registrations, all that people wrote and were told: the badge's name,
    the post, access needs, answers with their files, corrections, notes, mails, answers in
    calendars, names on lists of delegations, and the audit's values. Lines of the audit stay."""
    ids = list(participation_ids)
    subjects = list(db.session.scalars(select(Participation.public_id).where(_is(ids))))
    strip_answers(ids)
    for table in (AccessNeed, Correction):
        run(delete(table).where(table.participation_id.in_(ids)))
    note: dict[str, Any] = {"note": "", "note_language": None}
    run(
        update(ParticipationChange)
        .where(ParticipationChange.participation_id.in_(ids))
        .values(note)
    )
    nobody = dict.fromkeys(("sender", "attendee", "attendee_name", "comment"), "")
    run(
        update(IncomingReply)
        .where(IncomingReply.participation_id.in_(ids))
        .values(**nobody, raw=None)
    )
    run(
        update(DelegationMember)
        .where(DelegationMember.participation_id.in_(ids))
        .values(**NAMELESS)
    )
    meetings = select(Participation.meeting_id).where(_is(ids))
    run(update(DelegationList).where(DelegationList.meeting_id.in_(meetings)).values(before=None))
    run(update(Completion).where(Completion.participation_id.in_(ids)).values(note=""))
    blank_messages(
        select(Message.id).where(
            Message.subject_type == "participation", Message.subject_id.in_(subjects)
        )
    )
    forget_values("participation", subjects)
    name = select(Person.folded_name).where(Person.id == Participation.person_id).scalar_subquery()
    values = {"badge_name": "", "post": "", "decision_note": "", "purged_at": at}
    run(update(Participation).where(_is(ids)).values(**values, search=func.coalesce(name, "")))
    held = Participation.held_email.is_not(None)  # reached by nobody until that is settled
    run(update(Participation).where(_is(ids), held).values(held_email=""))
    db.session.expire_all()


def strip_answers(participation_ids: Ids, question_ids: Ids | None = None) -> int:
    """Take away answers with their files; only those to some questions where they are told.
    Returns how many answers went."""
    gone = 0
    for table in (Answer, SensitiveAnswer):
        gone += run(delete(table).where(*_of(table, participation_ids, question_ids)))
    rows = db.session.scalars(
        select(AnswerFile).where(*_of(AnswerFile, participation_ids, question_ids))
    )
    for row in rows.all():
        files.delete_after_commit(row.storage_key)
        db.session.delete(row)
    db.session.flush()
    return gone


def blank_messages(wanted: Select[int]) -> None:
    """Empty the mails that were sent; those that still wait are never sent."""
    ids = list(db.session.scalars(wanted))
    queued = list(
        db.session.scalars(
            select(Message.id).where(Message.id.in_(ids), Message.status == Delivery.QUEUED)
        )
    )
    run(delete(Attachment).where(Attachment.message_id.in_(ids)))
    run(
        update(MailingRecipient)
        .where(MailingRecipient.message_id.in_(queued))
        .values(message_id=None)
    )
    run(delete(Message).where(Message.id.in_(queued)))
    empty = dict.fromkeys(("to_email", "text", "html", "search", "unsubscribe", "bounce"), "")
    values = empty | {"to_name": BLANK, "title": BLANK, "last_error": None}
    run(update(Message).where(Message.id.in_(ids)).values(values))


def forget_values(subject_type: str, subjects: Sequence[str]) -> None:
    """Take the values out of the audit; who did what and when stays."""
    entries = select(AuditEntry.id).where(
        AuditEntry.subject_type == subject_type, AuditEntry.subject_id.in_(subjects)
    )
    run(delete(AuditChange).where(AuditChange.entry_id.in_(entries)))


def _is(ids: Ids) -> Any:
    return Participation.id.in_(ids)


def _of(table: Any, participation_ids: Ids, question_ids: Ids | None) -> list[Any]:
    found = [table.participation_id.in_(participation_ids)]
    return found if question_ids is None else [*found, table.question_id.in_(question_ids)]


def run(statement: Any) -> int:
    """Carry out an UPDATE or a DELETE as one statement; how many rows it changed."""
    db.session.flush()
    done = db.session.execute(statement, execution_options={"synchronize_session": False})
    return int(getattr(done, "rowcount", 0))
