"""A mailing before it goes out: what it says, and to whom."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.calendar.operations.privacy import keep_links_out
from meetings.db import db
from meetings.errors import Refused
from meetings.invitations.models import (
    EDITABLE,
    Mailing,
    MailingKind,
    MailingState,
    MailTemplate,
    Moment,
)
from meetings.invitations.rules import reach
from meetings.invitations.rules.placeholders import check_words
from meetings.localized import LANGUAGES, pick
from meetings.registration.models import Status

MOST_NAME = 120
MOST_SOURCES = 30
SOURCES = {"body", "meeting", "tag", "status", "people", "registrations", "file"}


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What an officer writes of a mailing; `version` is the one that she read."""

    name: str
    title: Mapping[str, str] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)
    capacity_code: str | None = None
    is_necessary: bool = False
    version: int = 1


def create(
    meeting: Meeting, template: MailTemplate, *, lang: str, by: Actor, at: datetime
) -> Mailing:
    """A draft that begins from a template: its words, its kind, its usual moment and recipients."""
    made = Mailing(
        public_id=str(uuid.uuid4()),
        meeting=meeting,
        kind=template.kind,
        name=pick(template.name, lang, LANGUAGES).text[:MOST_NAME],
        title=dict(template.title),
        text=dict(template.text),
        audience=_usual_audience(template.moment),
        choices={},
        is_necessary=False,
        state=MailingState.DRAFT,
        moment=template.moment,
        meant_for=template.moment,
        hours=template.hours,
        reach=reach.settled(template.kind, template.moment),
        version=1,
        created_at=at,
        created_by=by.label[:120],
        changed_at=at,
    )
    db.session.add(made)
    db.session.flush()
    changes = {"kind": template.kind, "template": template.code}
    audit.record("invitations.create", ("mailing", made.public_id), by=by, at=at, changes=changes)
    return made


def write_words(mailing: Mailing, draft: Draft, *, by: Actor, at: datetime) -> None:
    """Write what a mailing says. Raises Refused for a placeholder that there is not (naming the
    language), when it was sent meanwhile (code sent), or when somebody else saved it (code stale).
    """
    _take(mailing)
    if mailing.version != draft.version:
        sentence = _l("Somebody else has saved this mail meanwhile: look at it before you save.")
        raise Refused(sentence, code="stale")
    name = draft.name.strip()
    if not name or len(name) > MOST_NAME:
        sentence = _l("Give the mail a name of at most %(most)d characters.", most=MOST_NAME)
        raise Refused(sentence, field="name")
    check_words(draft.title, draft.text)
    keep_links_out({"title": draft.title, "text": draft.text})
    mailing.name, mailing.title, mailing.text = name, dict(draft.title), dict(draft.text)
    is_invitation = mailing.kind == MailingKind.INVITATION
    mailing.capacity_code = draft.capacity_code if is_invitation else None
    mailing.is_necessary = draft.is_necessary and not is_invitation
    _changed(mailing, "write", by=by, at=at, changes={"languages": sorted(draft.text)})


def add_source(mailing: Mailing, source: Mapping[str, Any], *, by: Actor, at: datetime) -> bool:
    """Write to these too; False for a source that is there already. Raises Refused when it was sent
    meanwhile (code sent) and for too many sources."""
    _take(mailing)
    if source in mailing.audience:
        return False
    if len(mailing.audience) >= MOST_SOURCES:
        raise Refused(_l("A mail has at most %(most)d sources of people.", most=MOST_SOURCES))
    mailing.audience = [*mailing.audience, dict(source)]
    changes = {"source": sorted(set(source) & SOURCES)}
    _changed(mailing, "add_source", by=by, at=at, changes=changes)
    return True


def remove_source(mailing: Mailing, number: int, *, by: Actor, at: datetime) -> None:
    """Write no more to whom the source of this number (from 0) names."""
    _take(mailing)
    if 0 <= number < len(mailing.audience):
        kept = [each for at_, each in enumerate(mailing.audience) if at_ != number]
        mailing.audience = kept
        _changed(mailing, "remove_source", by=by, at=at, changes={"number": number})


def choose(
    mailing: Mailing, choices: Mapping[str, Mapping[str, Any]], *, by: Actor, at: datetime
) -> None:
    """Take people out or back in, and overrule their language: key -> `{"out", "language"}`; whom
    it doesn't name stays as she is."""
    _take(mailing)
    kept = dict(mailing.choices)
    for key, chosen in choices.items():
        known = {name: value for name, value in chosen.items() if value}
        if known.get("language", "en") not in LANGUAGES:
            raise Refused(_l("Choose one from the list."))
        kept.pop(key, None)
        if known:
            kept[key] = known
    mailing.choices = kept
    out = sum(1 for each in kept.values() if each.get("out"))
    _changed(mailing, "choose", by=by, at=at, changes={"out": out})


def take_editable(mailing: Mailing) -> None:
    """Hold a mailing alone, as it stands now. Raises Refused (code sent) once it is going out."""
    _take(mailing)


def hold(mailing: Mailing) -> None:
    """Hold a mailing alone until this unit commits, and read it anew."""
    db.session.execute(select(Mailing.id).where(Mailing.id == mailing.id).with_for_update())
    db.session.refresh(mailing)


def forget_rows(mailing: Mailing) -> None:
    """Keep the people of its tables no longer, only how many there were."""
    mailing.audience = [
        {"rows": len(each["file"])} if "file" in each else each for each in mailing.audience
    ]


def _take(mailing: Mailing) -> None:
    hold(mailing)
    if mailing.state not in EDITABLE:
        sentence = _l("This mail was sent or cancelled: it can no longer be changed.")
        raise Refused(sentence, code="sent")


def _changed(
    mailing: Mailing, what: str, *, by: Actor, at: datetime, changes: Mapping[str, object]
) -> None:
    mailing.version += 1
    mailing.changed_at = at
    db.session.flush()
    subject = ("mailing", mailing.public_id)
    audit.record(f"invitations.{what}", subject, by=by, at=at, changes=changes)


def _usual_audience(moment: str | None) -> list[dict[str, Any]]:
    if moment == Moment.BEFORE_CLOSING:
        return [{"status": [Status.INVITED.value]}]
    return [{"status": [Status.CONFIRMED.value]}] if moment else []
