"""Making, changing, publishing meetings, and saying where they stand."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import current_app

from meetings import audit
from meetings.actor import Actor
from meetings.calendar import dates, queries, rules
from meetings.calendar.models import Meeting, MeetingBeneficiary, MeetingTheme, Status
from meetings.calendar.operations import notices, numbering, sessions, slugs
from meetings.calendar.operations.changes import keep_changes
from meetings.calendar.operations.privacy import keep_links_out
from meetings.calendar.operations.removed_sessions import sessions_told
from meetings.calendar.operations.texts import raise_version, refresh, withdraw
from meetings.calendar.rules import MeetingFacts
from meetings.calendar.rules.facts import public_places, public_texts
from meetings.db import db

LISTS = ("themes", "beneficiaries")
PLAIN = tuple(name for name in MeetingFacts.__dataclass_fields__ if name not in LISTS)
# What a feed's filters look at beside its text.
FILTERED = ("starts_on", "ends_on", "precision", "kind_code", "body_code", "country", "involvement")


def create_meeting(
    facts: MeetingFacts,
    *,
    by: Actor,
    at: datetime,
    published: bool = False,
    fingerprint: str | None = None,
    uid: str | None = None,
) -> Meeting:
    """Make a meeting, a draft unless `published`; without `uid` it gets one of this installation.

    It takes the next number of its body's series, unless the facts say another ordinal.
    Raises Refused (with `field`) when the facts are not sound; nothing is written then.
    """
    facts = _sound(facts, at=at)
    slug = slugs.free_slug(facts)
    facts = numbering.numbered(None, facts)
    meeting = Meeting(
        uid=uid or f"{uuid.uuid4()}@{current_app.config['SETTINGS'].uid_host}",
        slug=slug,
        published_at=at if published else None,
        sequence=0,
        created_at=at,
        changed_at=at,
        fingerprint=fingerprint,
        search="",
    )
    _apply(meeting, facts)
    db.session.add(meeting)
    refresh(meeting, at=at)
    if published:
        raise_version(at=at)
    changes = {"title": facts.title, "starts_on": facts.starts_on, "published": published}
    audit.record("calendar.create", _subject(meeting), by=by, at=at, changes=changes)
    return meeting


def edit_meeting(
    meeting: Meeting,
    facts: MeetingFacts,
    *,
    by: Actor,
    at: datetime,
    slug: str | None = None,
    why: str = "",
    is_why_public: bool = False,
    why_language: str = "",
) -> bool:
    """Change what is said about a meeting, and its address when `slug` is another one.

    A change of date, place, mode or status is kept with its reason (`why`), which the public
    page shows only when `is_why_public`, marked as written in `why_language`; those registered
    are told of it after a quiet period. A new date makes a postponed meeting tentative.
    Returns whether anything changed; an edit that changes nothing moves no SEQUENCE, no
    `changed_at`, no ETag, and leaves no audit line. Raises Refused (with `field`) when the facts
    are not sound or the slug is not free.
    """
    before = queries.facts_of(meeting)
    facts = _sound(facts, at=at)
    keep_links_out({"why": why})
    announced = _announced(meeting, before)
    _check_move(meeting, before, facts)
    facts = notices.as_known(meeting, rules.redated(before, facts), before=before)
    facts = rules.relocated(before, facts)
    facts = numbering.numbered(before, facts, meeting_id=meeting.id)
    changes = _differing(before, facts)
    old_slug = meeting.slug
    if slug is not None and slugs.rename(meeting, slug):
        changes["slug"] = [old_slug, slug]
    if not changes:
        return False
    old_search = meeting.search
    with sessions_told(meeting, at=at):
        _apply(meeting, facts)
        # Only of a cancelled meeting it raised SEQUENCE that it was held after all.
        raised = facts.status == Status.HELD or announced.status == Status.CANCELLED
        meeting.sequence += rules.material_change(before if raised else announced, facts)
        meeting.moved_at = at if rules.is_moved(before, facts) else meeting.moved_at
        sessions.follow_dates(meeting, before, by=by, at=at)
    moved = refresh(meeting, at=at)
    is_filtered = meeting.search != old_search or not changes.keys().isdisjoint(FILTERED)
    if meeting.withdrawn_at and is_filtered:
        meeting.changed_at = at
    if (meeting.published_at or meeting.withdrawn_at) and (moved or is_filtered):
        raise_version(at=at)
    keep_changes(
        meeting,
        before,
        by=by,
        at=at,
        why=why,
        is_why_public=is_why_public,
        why_language=why_language,
    )
    notices.note_change(meeting, announced, at=at)
    audit.record("calendar.edit", _subject(meeting), by=by, at=at, changes=changes)
    return True


def set_status(
    meeting: Meeting,
    status: Status,
    *,
    by: Actor,
    at: datetime,
    why: str = "",
    is_why_public: bool = False,
    why_language: str = "",
) -> bool:
    """Say where a meeting stands; held is refused before its first day. Returns whether it changed.

    Held closes neither registration nor the door, and raises no SEQUENCE. One that was put off or
    cancelled and takes place after all has the date that it had before. Raises Refused
    (field `status`).
    """
    facts = restored(meeting, status)
    return edit_meeting(
        meeting,
        facts,
        by=by,
        at=at,
        why=why,
        is_why_public=is_why_public,
        why_language=why_language,
    )


def restored(meeting: Meeting, status: Status) -> MeetingFacts:
    """The facts of a meeting that is to stand so. Where it takes place after all, under the date
    that it had when it was put off or cancelled: also one of which nobody had been told."""
    gone = {Status.POSTPONED, Status.CANCELLED}
    facts = queries.facts_of(meeting, status=status)
    if meeting.status not in gone or status in gone:
        return facts
    stood = queries.stood_before(meeting.id, meeting.status)
    return replace(facts, **rules.when(stood)) if stood else facts


def publish(meeting: Meeting, *, by: Actor, at: datetime) -> bool:
    """Show a meeting to the public and in the feeds. Returns whether it was a draft.

    One that had been taken back is no longer cancelled for those who subscribed: SEQUENCE rises.
    """
    if meeting.published_at is not None:
        return False
    with sessions_told(meeting, at=at):
        meeting.published_at = at
        withdrawn_at, meeting.withdrawn_at = meeting.withdrawn_at, None
        meeting.sequence += withdrawn_at is not None
    if withdrawn_at:
        refresh(meeting, at=at)
    notices.note_return(meeting, withdrawn_at=withdrawn_at, at=at)
    _publication("calendar.publish", meeting, by=by, at=at)
    return True


def unpublish(meeting: Meeting, *, by: Actor, at: datetime) -> bool:
    """Make a meeting a draft again. Returns whether it was published.

    Feeds tell for 90 days that it was taken back (`compose.withdrawn`), with a higher SEQUENCE;
    who is on its list is told by a notice.
    """
    if meeting.published_at is None:
        return False
    notices.note_withdrawal(meeting, at=at)
    with sessions_told(meeting, at=at):
        meeting.published_at = None
        meeting.withdrawn_at = meeting.changed_at = at
        meeting.sequence += 1
    withdraw(meeting)
    _publication("calendar.unpublish", meeting, by=by, at=at)
    return True


def _publication(action: str, meeting: Meeting, *, by: Actor, at: datetime) -> None:
    db.session.flush()
    raise_version(at=at)
    audit.record(action, _subject(meeting), by=by, at=at)


def _sound(facts: MeetingFacts, *, at: datetime) -> MeetingFacts:
    codes = queries.codes()
    facts = rules.cleaned(facts, codes)
    rules.check(facts, at=at, codes=codes)
    keep_links_out(public_texts(facts), places=public_places(facts))
    return facts


def _check_move(meeting: Meeting, before: MeetingFacts, facts: MeetingFacts) -> None:
    is_back = before.status in rules.TAKEN_BACK
    stood = queries.status_before(meeting.id, before.status) if is_back else None
    rules.check_move(before.status, facts.status, before=stood)


def _announced(meeting: Meeting, facts: MeetingFacts) -> MeetingFacts:
    """A meeting as people know it: that it was held tells nobody and raises no SEQUENCE, so when
    that is taken back they know it as it stood before."""
    if facts.status != Status.HELD:
        return facts
    return replace(facts, status=queries.status_before(meeting.id, Status.HELD) or Status.HELD)


def _differing(before: MeetingFacts, after: MeetingFacts) -> dict[str, list[Any]]:
    """Each fact that is another one now: the old and the new."""
    return {
        name: [getattr(before, name), getattr(after, name)]
        for name in MeetingFacts.__dataclass_fields__
        if getattr(before, name) != getattr(after, name)
    }


def _apply(meeting: Meeting, facts: MeetingFacts) -> None:
    for name in PLAIN:
        if getattr(meeting, name) != getattr(facts, name):
            setattr(meeting, name, getattr(facts, name))
    kept_themes = {row.theme_code: row for row in meeting.themes}
    meeting.themes = [
        kept_themes.get(code) or MeetingTheme(theme_code=code) for code in facts.themes
    ]
    kept_countries = {row.country: row for row in meeting.beneficiaries}
    meeting.beneficiaries = [
        kept_countries.get(code) or MeetingBeneficiary(country=code) for code in facts.beneficiaries
    ]
    meeting.starts_at, meeting.ends_at = dates.instants(facts)
    if facts.status != Status.CANCELLED:
        meeting.replaced_by_id = None


def _subject(meeting: Meeting) -> tuple[str, str]:
    return "meeting", meeting.uid
