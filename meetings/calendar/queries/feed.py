"""What feeds say: the version, and the stored entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from meetings.calendar.dates import PERIODS
from meetings.calendar.models import CalendarVersion, Meeting, MeetingText
from meetings.calendar.queries.lists import Filters, fitting
from meetings.calendar.queries.meetings import resolve
from meetings.db import db, straight_row

WITHDRAWN_FOR = timedelta(days=90)
_VERSION = select(CalendarVersion.version, CalendarVersion.changed_at)
_PLAIN = "SELECT version, changed_at FROM calendar_version"


def version() -> tuple[int, datetime]:
    """How often what feeds say has changed, and when last."""
    row = db.session.execute(_VERSION).one()
    return row.version, row.changed_at


def committed_version() -> tuple[int, datetime]:
    """The version as everybody sees it, read beside the session.

    Most requests for a feed read nothing else: the driver itself answers nine times as fast.
    """
    number, changed_at = straight_row(_PLAIN)
    if isinstance(changed_at, str):  # SQLite keeps text
        return number, datetime.fromisoformat(changed_at).replace(tzinfo=UTC)
    return number, changed_at.astimezone(UTC)


def vevents(filters: Filters, lang: str, *, at: datetime, planning: bool = False) -> Sequence[str]:
    """The stored entries of the meetings that fit; coarser than a day only with `planning`.

    Those taken back in the 90 days before `at` are told as cancelled.
    """
    published, withdrawn = fitting(filters), _withdrawn(filters, at)
    if not planning:
        is_exact = Meeting.precision.not_in(PERIODS)
        was_changed = Meeting.changed_at != Meeting.withdrawn_at
        published, withdrawn = [*published, is_exact], [*withdrawn, or_(is_exact, was_changed)]
    query = (
        select(MeetingText.vevent)
        .join(Meeting, Meeting.id == MeetingText.meeting_id)
        .where(MeetingText.lang == lang, or_(and_(*published), and_(*withdrawn)))
    )
    return db.session.scalars(query.order_by(MeetingText.meeting_id)).all()


def withdrawn_by_slug(slug: str, *, at: datetime) -> Meeting | None:
    """The meeting of this slug, if it was taken back in the 90 days before `at`."""
    found = resolve(slug)
    if found is None or found.withdrawn_at is None or found.withdrawn_at <= at - WITHDRAWN_FOR:
        return None
    return found


def ended_withdrawals(since: datetime, at: datetime) -> int:
    """How many meetings feeds have ceased to tell as taken back between two instants."""
    ended = and_(
        Meeting.withdrawn_at > since - WITHDRAWN_FOR, Meeting.withdrawn_at <= at - WITHDRAWN_FOR
    )
    return db.session.scalar(select(func.count(Meeting.id)).where(ended)) or 0


def _withdrawn(filters: Filters, at: datetime) -> list[ColumnElement[bool]]:
    """The conditions that feeds tell a meeting as taken back.

    Filters look at what officers write: of a draft that they have changed since, in what filters
    look at, no filter may tell. It stays in the whole calendar only.
    """
    found: list[ColumnElement[bool]] = [Meeting.withdrawn_at > at - WITHDRAWN_FOR]
    if filters != Filters():
        found.append(Meeting.changed_at == Meeting.withdrawn_at)
    return [*found, *fitting(replace(filters, drafts=True))]
