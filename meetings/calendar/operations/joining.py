"""The ways to join a meeting or a session: set and removed, their addresses never in the audit."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import Audience, JoinLink, Meeting
from meetings.calendar.operations.privacy import where_public
from meetings.calendar.queries import sessions as queries
from meetings.calendar.rules.joining import check_link
from meetings.db import db, one_at_a_time
from meetings.errors import Refused


def set_join_link(
    meeting: Meeting,
    url: str,
    *,
    audience: str,
    session: str | None = None,
    by: Actor,
    at: datetime,
) -> JoinLink:
    """Keep the address by which an audience joins the meeting, or the session with that public id.

    It takes the place of an earlier one for the same audience. The audit holds that it was set,
    never the address. Raises Refused (with `field`).
    """
    url = check_link(url)
    if audience not in set(Audience):
        raise Refused(_l("Choose one from the list."), field="audience", code="unknown")
    of = queries.session(meeting.id, session) if session else None
    if session and of is None:
        raise Refused(_l("Choose one from the list."), field="session", code="unknown")
    one_at_a_time(f"calendar.join.{meeting.id}")
    public = where_public(meeting, url)
    if public:
        sentence = _l(
            "Everybody reads this address already, in “%(text)s”: take it out there first.",
            text=public,
        )
        raise Refused(sentence, field="url", code="public")
    link = _standing(meeting, audience, of.id if of else None)
    if link is None:
        link = JoinLink(
            public_id=str(uuid.uuid4()),
            meeting_id=meeting.id,
            session_id=of.id if of else None,
            audience=audience,
        )
        db.session.add(link)
    link.url = url
    db.session.flush()
    _told("calendar.set_join_link", meeting, link, by=by, at=at)
    return link


def remove_join_link(meeting: Meeting, public_id: str, *, by: Actor, at: datetime) -> bool:
    """Take a way to join away; tells whether there was one."""
    found = {each.public_id: each for each in queries.join_links(meeting.id)}
    link = found.get(public_id)
    if link is None:
        return False
    _told("calendar.remove_join_link", meeting, link, by=by, at=at)
    db.session.delete(link)
    db.session.flush()
    return True


def _standing(meeting: Meeting, audience: str, session_id: int | None) -> JoinLink | None:
    of_session = (
        JoinLink.session_id.is_(None) if session_id is None else JoinLink.session_id == session_id
    )
    return db.session.scalar(
        select(JoinLink).where(
            JoinLink.meeting_id == meeting.id, JoinLink.audience == audience, of_session
        )
    )


def _told(action: str, meeting: Meeting, link: JoinLink, *, by: Actor, at: datetime) -> None:
    changes = {"audience": link.audience, "for_session": link.session_id is not None}
    audit.record(action, ("meeting", meeting.uid), by=by, at=at, changes=changes)
