"""Reading courses and their editions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from meetings.calendar.models import Course, Meeting, MeetingSession, MeetingText, SessionKind
from meetings.db import db


def courses() -> Sequence[Course]:
    """Every course, by the time it was made, the latest first."""
    return db.session.scalars(select(Course).order_by(Course.id.desc())).all()


def public_courses() -> Sequence[Course]:
    """The courses that have a published edition."""
    published = select(Meeting.course_id).where(
        Meeting.course_id.is_not(None), Meeting.published_at.is_not(None)
    )
    return db.session.scalars(
        select(Course).where(Course.id.in_(published)).order_by(Course.id.desc())
    ).all()


def course(slug: str) -> Course | None:
    """A course by its slug."""
    if "\x00" in slug:
        return None
    return db.session.scalar(select(Course).where(Course.slug == slug))


def course_of(meeting_id: int) -> Course | None:
    """The course of which a meeting is an edition."""
    wanted = select(Course).join(Meeting, Meeting.course_id == Course.id)
    return db.session.scalar(wanted.where(Meeting.id == meeting_id))


def editions(course_id: int, lang: str, *, drafts: bool = False) -> Sequence[Row[Any]]:
    """A course's editions, the latest first: one statement.

    Rows: id, slug, edition, taught_in, starts_on, status, published_at, title, title_lang, dates.
    """
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Meeting.id,
            Meeting.slug,
            Meeting.edition,
            Meeting.taught_in,
            Meeting.starts_on,
            Meeting.status,
            Meeting.published_at,
            MeetingText.title,
            MeetingText.title_lang,
            MeetingText.dates,
        )
        .join(MeetingText, (MeetingText.meeting_id == Meeting.id) & (MeetingText.lang == lang))
        .where(Meeting.course_id == course_id)
        .order_by(Meeting.starts_on.desc(), Meeting.id.desc())
    )
    if not drafts:
        wanted = wanted.where(Meeting.published_at.is_not(None))
    return db.session.execute(wanted).all()


def possible_editions(lang: str) -> Sequence[Row[Any]]:
    """The virtual courses and trainings that belong to no course yet: slug, title, dates."""
    wanted: Select[*tuple[Any, ...]] = (
        select(Meeting.slug, MeetingText.title, MeetingText.dates)
        .join(MeetingText, (MeetingText.meeting_id == Meeting.id) & (MeetingText.lang == lang))
        .where(Meeting.course_id.is_(None), Meeting.kind_code.in_(("virtual_course", "training")))
        .order_by(Meeting.starts_on.desc(), Meeting.id.desc())
    )
    return db.session.execute(wanted).all()


def modules(meeting_ids: Collection[int]) -> Sequence[MeetingSession]:
    """The modules of several editions, in the order of their days."""
    if not meeting_ids:
        return []
    wanted = select(MeetingSession).where(
        MeetingSession.meeting_id.in_(meeting_ids), MeetingSession.kind == SessionKind.MODULE
    )
    ordered = wanted.order_by(MeetingSession.starts_on, MeetingSession.sort, MeetingSession.id)
    return db.session.scalars(ordered).all()
