"""Reading one meeting, and what is said about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select

from meetings.calendar.models import Meeting, MeetingText, SlugAlias
from meetings.calendar.rules import MeetingFacts
from meetings.db import db

_LISTS = ("themes", "beneficiaries")
_HAD = select(SlugAlias.meeting_id).where(SlugAlias.slug == bindparam("slug")).scalar_subquery()
_RESOLVED = select(Meeting).where((Meeting.slug == bindparam("slug")) | (Meeting.id == _HAD))


def resolve(slug: str) -> Meeting | None:
    """The meeting that has or had this slug, draft or not; its slug may be another one by now."""
    if "\x00" in slug:  # PostgreSQL holds no such text
        return None
    return db.session.scalar(_RESOLVED, {"slug": slug})


def by_slug(
    slug: str, *, drafts: bool = False, within: Collection[int] | None = None
) -> Meeting | None:
    """The meeting that has or had this slug; a draft only when asked for.

    `within` are the meetings (ids) that the reader may see, None for all. When the slug is
    another one by now, the page redirects there.
    """
    found = resolve(slug)
    if found is None or (within is not None and found.id not in within):
        return None
    return found if drafts or found.published_at is not None else None


def by_uid(uid: str) -> Meeting | None:
    """The meeting with this iCalendar UID, draft or not."""
    return db.session.scalar(select(Meeting).where(Meeting.uid == uid))


def text_of(meeting_id: int, lang: str) -> MeetingText:
    """A meeting's stored words in one language."""
    return db.session.get_one(MeetingText, (meeting_id, lang))


def facts_of(meeting: Meeting, **changes: Any) -> MeetingFacts:
    """What is said about a meeting, with changes: what a form shows and an edit starts from."""
    plain = {
        name: getattr(meeting, name)
        for name in MeetingFacts.__dataclass_fields__
        if name not in _LISTS
    }
    facts = MeetingFacts(
        **plain,
        themes=tuple(sorted(row.theme_code for row in meeting.themes)),
        beneficiaries=tuple(sorted(row.country for row in meeting.beneficiaries)),
    )
    return replace(facts, **changes)
