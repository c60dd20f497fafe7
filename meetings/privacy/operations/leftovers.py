"""What a meeting kept of people beside their registrations: drafts and histories of States' lists,
their signed papers, and the people of mails that never went out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from meetings import files
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.delegations.models import (
    DelegationChange,
    DelegationList,
    DelegationMember,
    DelegationPaper,
)
from meetings.invitations.models import Mailing, MailingState
from meetings.invitations.operations import forget_rows
from meetings.privacy.operations.strip import NAMELESS, run
from meetings.privacy.rules import BLANK
from meetings.registration.models import IncomingReply, RegistrationImport


def strip_meeting(meeting: Meeting) -> None:
    """Take all of it away: places on lists stay with their order, capacity and sex, steps of the
    histories with who took them and when; papers go with their files."""
    lists = select(DelegationList.id).where(DelegationList.meeting_id == meeting.id)
    run(update(DelegationMember).where(DelegationMember.list_id.in_(lists)).values(**NAMELESS))
    run(update(DelegationList).where(DelegationList.id.in_(lists)).values(before=None))
    told = DelegationChange.meeting_id == meeting.id
    run(update(DelegationChange).where(told, DelegationChange.name != "").values(name=BLANK))
    run(update(DelegationChange).where(told).values(details={}))
    papers = select(DelegationPaper).where(DelegationPaper.meeting_id == meeting.id)
    for paper in db.session.scalars(papers).all():
        files.delete_after_commit(paper.storage_key)
        db.session.delete(paper)
    run(delete(RegistrationImport).where(RegistrationImport.meeting_id == meeting.id))
    unsent = select(Mailing).where(
        Mailing.meeting_id == meeting.id,
        Mailing.state.in_((MailingState.DRAFT, MailingState.SCHEDULED)),
    )
    for mailing in db.session.scalars(unsent):
        forget_rows(mailing)
        mailing.state, mailing.due_at = MailingState.CANCELLED, None
    db.session.flush()


def forget_replies(*, before: datetime) -> None:
    """Empty the answers that came by mail before an hour and belong to no registration."""
    nobody = dict.fromkeys(("sender", "attendee", "attendee_name", "comment"), "")
    run(
        update(IncomingReply)
        .where(IncomingReply.participation_id.is_(None), IncomingReply.received_at < before)
        .values(**nobody, raw=None)
    )
