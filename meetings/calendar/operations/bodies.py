"""Writing a body where its meetings bear its name."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.calendar.operations.texts import raise_version, refresh
from meetings.db import db
from meetings.directory import operations as directory
from meetings.directory.models import Body
from meetings.directory.rules.bodies import BodyFacts


def correct_body(body: Body, facts: BodyFacts, *, by: Actor, at: datetime) -> None:
    """Write a body anew, and the stored words of its meetings with it.

    Raises Refused like `directory.operations.correct_body`.
    """
    before = dict(body.names)
    directory.correct_body(body, facts, by=by, at=at)
    if body.names == before:
        return
    for meeting in db.session.scalars(select(Meeting).filter_by(body_code=body.code)):
        refresh(meeting, at=at)
    raise_version(at=at)
