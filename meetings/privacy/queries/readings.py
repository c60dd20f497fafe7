"""Of which meetings lists of people were read."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from meetings.calendar.models import Meeting
from meetings.db import db


def meetings_of(uids: Collection[str]) -> dict[str, tuple[str, dict[str, str]]]:
    """A meeting's uid -> its slug, and its title in languages; one statement."""
    wanted = select(Meeting.uid, Meeting.slug, Meeting.title).where(Meeting.uid.in_(uids))
    return {uid: (slug, title) for uid, slug, title in db.session.execute(wanted)}
