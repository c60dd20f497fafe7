"""Addresses of meetings: made at creation, never given to another meeting."""

from __future__ import annotations

import re

from flask_babel import gettext as _
from sqlalchemy import select

from meetings.calendar.models import Meeting, SlugAlias
from meetings.calendar.rules import MeetingFacts
from meetings.db import db, one_at_a_time
from meetings.errors import Refused
from meetings.localized import LANGUAGES, fold, pick

LONGEST = 100
RESERVED = frozenset({"new"})  # /manage/meetings/new is a page of its own


def free_slug(facts: MeetingFacts) -> str:
    """A slug from the title and the year that no meeting has or ever had."""
    one_at_a_time("calendar.slug")
    words = _slugged(pick(facts.title, "en", LANGUAGES).text)[: LONGEST - 10].rstrip("-")
    year = str(facts.starts_on.year)
    wanted = words if year in words.split("-") else f"{words}-{year}".strip("-")
    number, slug = 1, wanted
    while _holder(slug) is not None or slug in RESERVED:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def rename(meeting: Meeting, slug: str) -> bool:
    """Give a meeting another slug; the one it had redirects. Tells whether anything changed.

    Raises Refused (field `slug`) for a slug that is malformed or that another meeting has or had.
    """
    if slug == meeting.slug:
        return False
    if slug != _slugged(slug) or not slug or len(slug) > LONGEST or slug in RESERVED:
        raise Refused(
            _("An address has small letters without accents, digits and single hyphens."),
            field="slug",
            code="malformed",
        )
    one_at_a_time("calendar.slug")
    if _holder(slug) not in {None, meeting.id}:
        raise Refused(
            _("Another meeting has or had this address."), field="slug", code="slug_taken"
        )
    own = db.session.get(SlugAlias, slug)
    if own is not None:
        db.session.delete(own)
        db.session.flush()
    db.session.add(SlugAlias(slug=meeting.slug, meeting_id=meeting.id))
    meeting.slug = slug
    return True


def _slugged(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(re.sub(r"['’°ºª]", "", text))).strip("-")


def _holder(slug: str) -> int | None:
    """The meeting that has or had a slug."""
    has = select(Meeting.id).where(Meeting.slug == slug)
    had = select(SlugAlias.meeting_id).where(SlugAlias.slug == slug)
    return db.session.scalar(has.union_all(had).limit(1))
