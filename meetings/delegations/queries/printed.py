"""From which lists the badges of a meeting may have been printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from meetings.audit import AuditEntry
from meetings.calendar.models import Meeting
from meetings.db import db

MOST = 5


def exports(meeting: Meeting, *, since: datetime | None) -> Sequence[AuditEntry]:
    """The files of its registrations that officers took, from an instant on; the latest first."""
    wanted = select(AuditEntry).where(
        AuditEntry.subject_type == "meeting",
        AuditEntry.subject_id == meeting.slug,
        AuditEntry.action == "registration.export",
    )
    if since is not None:
        wanted = wanted.where(AuditEntry.at >= since)
    return db.session.scalars(wanted.order_by(AuditEntry.id.desc()).limit(MOST)).all()
