"""Writing the calendar to a file that the import reads back without a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from sqlalchemy import select

from meetings.calendar import queries
from meetings.calendar.models import Meeting, Status
from meetings.calendar.rules import MeetingFacts
from meetings.db import db
from meetings.desk.calendar_rows import COLUMNS
from meetings.indicators.models import MeetingAction
from meetings.localized import LANGUAGES
from meetings.tables import FORMULA_STARTS, write_csv

BATCH = 200


def export_calendar(*, drafts: bool = False) -> Iterator[bytes]:
    """The published meetings as a calendar file, in pieces; with `drafts` all of them."""
    return write_csv(_exported(drafts=drafts))


def _exported(*, drafts: bool) -> Iterator[tuple[str, ...]]:
    yield COLUMNS
    wanted = select(Meeting.id).order_by(Meeting.starts_on, Meeting.ends_on, Meeting.id)
    if not drafts:
        wanted = wanted.where(Meeting.published_at.is_not(None))
    ids = db.session.scalars(wanted).all()
    for start in range(0, len(ids), BATCH):
        yield from _batch(ids[start : start + BATCH])


def _batch(ids: Sequence[int]) -> Iterator[tuple[str, ...]]:
    actions: dict[int, list[str]] = defaultdict(list)
    linked = select(MeetingAction).where(MeetingAction.meeting_id.in_(ids))
    for link in db.session.scalars(linked.order_by(MeetingAction.action_code)):
        actions[link.meeting_id].append(link.action_code)
    found = {
        each.id: each for each in db.session.scalars(select(Meeting).where(Meeting.id.in_(ids)))
    }
    for meeting in (found[each] for each in ids):
        yield row_of(
            queries.facts_of(meeting),
            uid=meeting.uid,
            published=meeting.published_at is not None,
            actions=actions[meeting.id],
        )


def row_of(
    facts: MeetingFacts, *, uid: str, published: bool, actions: Sequence[str]
) -> tuple[str, ...]:
    """A meeting as a row, in the order of COLUMNS: read again, it says the same."""
    lang = next((each for each in LANGUAGES if facts.title.get(each)), "en")
    cells = {
        "start": _moment(facts.starts_on, facts.starts_time),
        "end": _moment(facts.ends_on, facts.ends_time),
        "date_precision": facts.precision,
        "tentative": _yes(facts.status == Status.TENTATIVE),
        "title": facts.title.get(lang, ""),
        "place_city": facts.city,
        "place_country": facts.country or "",
        "host_or_organizer": facts.organizer,
        "kind": facts.kind_code,
        "own_or_external": facts.involvement,
        "title_language": lang,
        "status": facts.status,
        "published": _yes(published),
        "body": facts.body_code or "",
        "ordinal": facts.ordinal,
        "uid": uid,
        "time_zone": facts.time_zone,
        "mode": facts.mode,
        "level": facts.level or "",
        "themes": ";".join(facts.themes),
        "beneficiaries": ";".join(facts.beneficiaries),
        "actions": ";".join(actions),
        "session_type": facts.session_type,
        "source": facts.source,
    } | {f"title_{each}": facts.title.get(each, "") for each in ("es", "fr", "pt")}
    return tuple(_kept(cells[column]) for column in COLUMNS)


def _moment(day: date, hour: time | None) -> str:
    if hour is None:
        return day.isoformat()
    return datetime.combine(day, hour).isoformat(timespec="seconds").removesuffix(":00")


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _kept(cell: str) -> str:
    """A text that already looks like a written-down formula, so that reading gives it back."""
    return (
        "'" + cell if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_STARTS) else cell
    )
