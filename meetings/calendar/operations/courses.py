"""Courses and diplomas, and which meetings are their editions."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import Course, Meeting
from meetings.calendar.operations.privacy import keep_links_out
from meetings.calendar.queries import courses as queries
from meetings.calendar.rules import wording
from meetings.db import db, one_at_a_time
from meetings.errors import Refused
from meetings.localized import LANGUAGES, fold, pick

LONGEST_EDITION = 40
LONGEST_SLUG = 100
MOST_TEXT = {"title": 300, "description": 10_000}


def create_course(
    title: Mapping[str, str], *, description: Mapping[str, str], by: Actor, at: datetime
) -> Course:
    """Make a course; its slug comes from its title. Raises Refused (field `title`)."""
    one_at_a_time("calendar.course_slug")
    course = Course(public_id=str(uuid.uuid4()), slug=_free_slug(title), created_at=at)
    _describe(course, title, description)
    db.session.add(course)
    db.session.flush()
    _told("calendar.create_course", course, by=by, at=at)
    return course


def edit_course(
    course: Course,
    *,
    title: Mapping[str, str],
    description: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> None:
    """Change what is said of a course; its address stays. Raises Refused (field `title`)."""
    _describe(course, title, description)
    db.session.flush()
    _told("calendar.edit_course", course, by=by, at=at)


def set_edition(
    meeting: Meeting,
    course: Course | None,
    *,
    edition: str = "",
    taught_in: str | None = None,
    by: Actor,
    at: datetime,
) -> bool:
    """Make a meeting an edition of a course, in the language it is taught in; None ends it.

    Tells whether anything changed. Raises Refused (with `field`).
    """
    edition = wording.line(edition) if course else ""
    taught_in = (taught_in or None) if course else None
    wording.check_length("edition", edition, most=LONGEST_EDITION)
    keep_links_out({"edition": edition})
    if taught_in is not None and taught_in not in LANGUAGES:
        raise Refused(_l("Choose one from the list."), field="taught_in", code="unknown")
    wanted = (course.id if course else None, edition, taught_in)
    if (meeting.course_id, meeting.edition, meeting.taught_in) == wanted:
        return False
    meeting.course_id, meeting.edition, meeting.taught_in = wanted
    db.session.flush()
    changes = {"course": course.slug if course else None, "edition": edition, "in": taught_in}
    audit.record("calendar.set_edition", ("meeting", meeting.uid), by=by, at=at, changes=changes)
    return True


def _describe(course: Course, title: Mapping[str, str], description: Mapping[str, str]) -> None:
    course.title, course.description = wording.lines(title), wording.proses(description)
    if not course.title:
        raise Refused(_l("A course needs a title."), field="title", code="no_title")
    for name, most in MOST_TEXT.items():
        wording.check_length(name, getattr(course, name), most=most)
    keep_links_out({"title": course.title, "description": course.description})


def _free_slug(title: Mapping[str, str]) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", fold(pick(title, "en", LANGUAGES).text)).strip("-")
    wanted = words[:LONGEST_SLUG].rstrip("-") or "course"
    number, slug = 1, wanted
    while queries.course(slug) is not None:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _told(action: str, course: Course, *, by: Actor, at: datetime) -> None:
    changes = {"title": course.title}
    audit.record(action, ("course", course.slug), by=by, at=at, changes=changes)
