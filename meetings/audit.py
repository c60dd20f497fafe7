"""The audit: a line for each write that matters, its values in a table that can be purged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from meetings.actor import Actor
from meetings.db import Base, db, dump_json, write_row, write_rows
from meetings.tokens import digest

READING = "reading"


class AuditEntry(Base):
    """Who did what to what, and when; never a personal value."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[str] = mapped_column(String(64))
    actor_label: Mapped[str] = mapped_column(String(120))
    action: Mapped[str] = mapped_column(String(60))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))


class AuditChange(Base):
    """The values of an entry: may hold personal data, so it can be purged on its own."""

    __tablename__ = "audit_change"

    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"), primary_key=True)
    changes: Mapped[dict[str, Any]]


def record(
    action: str,
    subject: tuple[str, object],
    *,
    by: Actor,
    at: datetime,
    changes: Mapping[str, object] | None = None,
) -> None:
    """Add an audit line: `action` as `room.verb`, `subject` as (type, public id)."""
    values = {key: _plain(value) for key, value in (changes or {}).items()}
    entry_id = write_row(
        AuditEntry,
        at=at,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_label=by.label,
        action=action,
        subject_type=subject[0],
        subject_id=str(subject[1]),
        digest=digest(dump_json(values)),
    )
    if values:
        write_row(AuditChange, entry_id=entry_id, changes=values)


def record_each(
    action: str,
    subject_type: str,
    subject_ids: Iterable[str],
    *,
    by: Actor,
    at: datetime,
    changes: Mapping[str, Mapping[str, object]] | None = None,
) -> None:
    """The same line for each of many subjects (public ids), by one statement; with its own values
    where `changes` (public id -> values) has some, by three."""
    told = {
        each: {key: _plain(value) for key, value in values.items()}
        for each, values in (changes or {}).items()
    }
    line = {
        "at": at,
        "actor_kind": by.kind,
        "actor_id": by.id,
        "actor_label": by.label,
        "action": action,
        "subject_type": subject_type,
    }
    ids = list(subject_ids)
    rows = [
        line | {"subject_id": each, "digest": digest(dump_json(told.get(each, {})))} for each in ids
    ]
    before = db.session.scalar(select(func.max(AuditEntry.id))) or 0 if told else 0
    write_rows(AuditEntry, rows)
    if told:
        _write_changes(action, subject_type, told, by=by, since=before)


def _write_changes(
    action: str,
    subject_type: str,
    told: Mapping[str, Mapping[str, object]],
    *,
    by: Actor,
    since: int,
) -> None:
    """The values of the lines just written, which have no keys yet that we know of."""
    wanted = select(AuditEntry.subject_id, func.max(AuditEntry.id)).where(
        AuditEntry.id > since,
        AuditEntry.action == action,
        AuditEntry.subject_type == subject_type,
        AuditEntry.subject_id.in_(told),
        AuditEntry.actor_id == by.id,
    )
    keys: dict[str, int] = dict(db.session.execute(wanted.group_by(AuditEntry.subject_id)).all())
    rows = [{"entry_id": keys[each], "changes": values} for each, values in told.items()]
    write_rows(AuditChange, rows)


def note_reading(what: str, meeting_uid: str, *, by: Actor, at: datetime, of: str = "") -> bool:
    """Note that somebody read a list of people of a meeting: one line an hour for each reader,
    meeting and kind of list, whatever was read; no names and no words that were looked for.

    `of` is the public id of the one participation that was read: a line for each of them."""
    changes = {"participation": of} if of else {}
    hour = at.replace(minute=0, second=0, microsecond=0)
    known = select(AuditEntry.id).where(
        AuditEntry.subject_type == READING,
        AuditEntry.subject_id == meeting_uid,
        AuditEntry.action == f"reading.{what}",
        AuditEntry.actor_id == by.id,
        AuditEntry.at >= hour,
        AuditEntry.digest == digest(dump_json(changes)),
    )
    if db.session.scalar(known.limit(1)) is not None:
        return False
    record(f"reading.{what}", (READING, meeting_uid), by=by, at=at, changes=changes)
    db.session.flush()
    return True


def readings(meeting_uid: str = "", *, most: int = 500) -> list[tuple[AuditEntry, str]]:
    """Who read lists of people of a meeting, of all together where none is told, the latest first;
    with the public id of the one participation where no list was read."""
    query = (
        select(AuditEntry, AuditChange.changes)
        .outerjoin(AuditChange, AuditChange.entry_id == AuditEntry.id)
        .where(AuditEntry.subject_type == READING)
        .order_by(AuditEntry.id.desc())
        .limit(most)
    )
    if meeting_uid:
        query = query.where(AuditEntry.subject_id == meeting_uid)
    rows = db.session.execute(query)
    return [(entry, (changes or {}).get("participation", "")) for entry, changes in rows]


def _plain(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool, dict, type(None))) else str(value)
