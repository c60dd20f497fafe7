"""What became of the mails of a notice, as the outbox tells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from meetings.accreditation.models import Accreditation, Application
from meetings.db import db
from meetings.notifications.models import Message
from meetings.registration.models import Participation

KIND = "desk.changed"


def delivered(
    meeting_id: int, closed: Collection[datetime | None]
) -> Mapping[datetime, Mapping[str, int]]:
    """When a notice of a meeting was closed -> where its mails stand -> how many; one statement.

    A notice and its mails are written in one unit, at one instant.
    """
    of_meeting = select(Participation.public_id).where(Participation.meeting_id == meeting_id)
    of_contacts = (
        select(Application.public_id)
        .join(Accreditation, Accreditation.application_id == Application.id)
        .where(Accreditation.meeting_id == meeting_id)
    )
    wanted = (
        select(Message.created_at, Message.status, func.count(Message.id))
        .where(
            Message.kind == KIND,
            Message.created_at.in_(closed),
            or_(
                and_(Message.subject_type == "participation", Message.subject_id.in_(of_meeting)),
                and_(Message.subject_type == "application", Message.subject_id.in_(of_contacts)),
            ),
        )
        .group_by(Message.created_at, Message.status)
    )
    found: dict[datetime, dict[str, int]] = defaultdict(dict)
    for at, status, count in db.session.execute(wanted):
        found[at][status] = count
    return found
