"""Following other calendars: their days kept, brought up to date, and let go."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from meetings import audit
from meetings.actor import Actor
from meetings.calendar import queries
from meetings.calendar.models import FollowedCalendar, FollowedDay
from meetings.calendar.rules import followed as rules
from meetings.calendar.rules.followed import Entry, Sorted
from meetings.db import db, one_at_a_time
from meetings.errors import Refused
from meetings.localized import fold

LOCK = "calendar.followed"


def compare_followed(entries: Iterable[Entry], name: str, *, today: date) -> list[Sorted]:
    """What an import of these entries would do, calendar by calendar; writes nothing.

    Entries that name no calendar belong to the one called `name`. Raises Refused (field `name`)
    where a calendar has none.
    """
    grouped: dict[str, tuple[str, list[Entry]]] = {}
    for entry in entries:
        called = rules.checked_name(entry.calendar or name)
        grouped.setdefault(fold(called), (called, []))[1].append(entry)
    since = rules.window(today)[0]
    return [_compared(called, members, since=since) for called, members in grouped.values()]


def _compared(name: str, entries: Sequence[Entry], *, since: date) -> Sorted:
    found = queries.followed_named(name)
    kept = queries.followed_days(found.id) if found else ()
    name = found.name if found else name
    return rules.sort(entries, kept, name=name, is_new=found is None, since=since)


def follow(
    entries: Sequence[Entry],
    name: str,
    *,
    seen: str,
    drop: bool,
    today: date,
    by: Actor,
    at: datetime,
) -> list[Sorted]:
    """Keep the entries as they were shown; with `drop`, let go what vanished from the file.

    `seen` is the digest of what was shown. Known entries are updated by their uid; what is as it
    was is left alone. Raises Refused (code `changed`) when an import would do something else by
    now, and (field `name`) for a calendar without a sound name.
    """
    one_at_a_time(LOCK)
    found = compare_followed(entries, name, today=today)
    if rules.seen(found) != seen:
        raise Refused(
            _l("Somebody has changed these calendars since. Nothing was imported: look again."),
            code="changed",
        )
    for each in found:
        if each.changes_something or (drop and each.vanished):
            _keep(each, drop=drop, by=by, at=at)
    return found


def _keep(each: Sorted, *, drop: bool, by: Actor, at: datetime) -> None:
    calendar = queries.followed_named(each.name)
    if calendar is None:
        calendar = FollowedCalendar(
            public_id=str(uuid.uuid4()), name=each.name, imported_at=at, actor_label=by.label
        )
        db.session.add(calendar)
        db.session.flush()
    calendar.imported_at, calendar.actor_label = at, by.label
    kept = {day.uid: day for day in queries.followed_days(calendar.id)}
    for entry in each.added:
        db.session.add(FollowedDay(calendar_id=calendar.id, uid=entry.uid, **_said(entry)))
    for _old, entry in each.changed:
        for field, value in _said(entry).items():
            setattr(kept[entry.uid], field, value)
    gone = [days.uid for days in each.vanished] if drop else []
    for uid in gone:
        db.session.delete(kept[uid])
    db.session.flush()
    changes = {"added": len(each.added), "changed": len(each.changed), "dropped": len(gone)}
    audit.record("calendar.follow", _subject(calendar), by=by, at=at, changes=changes)


def _said(entry: Entry) -> dict[str, object]:
    return {
        "starts_on": entry.starts_on,
        "ends_on": entry.ends_on,
        "title": entry.title,
        "place": entry.place,
    }


def rename_followed(calendar: FollowedCalendar, name: str, *, by: Actor, at: datetime) -> bool:
    """Give a followed calendar another name. Returns whether it changed.

    Raises Refused (field `name`) for no name, one too long, or one that another calendar has.
    """
    one_at_a_time(LOCK)
    name = rules.checked_name(name)
    if name == calendar.name:
        return False
    other = queries.followed_named(name)
    if other is not None and other.id != calendar.id:
        raise Refused(
            _l("Another followed calendar has this name."), field="name", code="name_taken"
        )
    changes = {"name": [calendar.name, name]}
    calendar.name = name
    db.session.flush()
    audit.record("calendar.rename_followed", _subject(calendar), by=by, at=at, changes=changes)
    return True


def unfollow(calendar: FollowedCalendar, *, by: Actor, at: datetime) -> None:
    """Let go of a followed calendar with all its days."""
    one_at_a_time(LOCK)
    subject, changes = _subject(calendar), {"name": calendar.name}
    db.session.execute(delete(FollowedDay).where(FollowedDay.calendar_id == calendar.id))
    db.session.delete(calendar)
    db.session.flush()
    audit.record("calendar.unfollow", subject, by=by, at=at, changes=changes)


def _subject(calendar: FollowedCalendar) -> tuple[str, str]:
    return "followed_calendar", calendar.public_id
