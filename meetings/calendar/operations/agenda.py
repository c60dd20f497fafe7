"""The points of a meeting's agenda, and taking an agenda over from another meeting."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Literal

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import AgendaDocument, AgendaItem, Meeting
from meetings.calendar.operations.privacy import keep_links_out
from meetings.calendar.operations.sessions import store_copies
from meetings.calendar.queries import sessions as queries
from meetings.calendar.rules.giveaways import without_giveaways
from meetings.calendar.rules.items import ItemFacts, cleaned_item, renumbered
from meetings.db import db
from meetings.errors import Refused


def add_item(meeting: Meeting, facts: ItemFacts, *, by: Actor, at: datetime) -> AgendaItem:
    """Add a point at the end of the agenda.

    Raises Refused (with `field`) for a title that is missing, a number too long, or a session or
    document of another meeting.
    """
    facts = cleaned_item(facts)
    last = queries.agenda(meeting.id)
    item = AgendaItem(
        public_id=str(uuid.uuid4()),
        meeting_id=meeting.id,
        sort=last[-1].sort + 1 if last else 0,
    )
    _apply(meeting, item, facts)
    _told("calendar.add_agenda_item", meeting, item, by=by, at=at)
    return item


def edit_item(
    meeting: Meeting, item: AgendaItem, *, facts: ItemFacts, by: Actor, at: datetime
) -> None:
    """Change a point of the agenda. Raises Refused as `add_item` does."""
    _apply(meeting, item, cleaned_item(facts))
    _told("calendar.edit_agenda_item", meeting, item, by=by, at=at)


def move_item(
    meeting: Meeting, item: AgendaItem, *, way: Literal["up", "down"], by: Actor, at: datetime
) -> bool:
    """Change places with the point before or after it; plain numbers change with them.

    Tells whether there was one.
    """
    items = queries.agenda(meeting.id)
    here = items.index(item)
    there = here + (1 if way == "down" else -1)
    if not 0 <= there < len(items):
        return False
    other = items[there]
    item.number, other.number = renumbered(item.number, other.number)
    items[here], items[there] = other, item
    for number, each in enumerate(items):
        each.sort = number
    db.session.flush()
    _told("calendar.move_agenda_item", meeting, item, by=by, at=at)
    return True


def remove_item(meeting: Meeting, item: AgendaItem, *, by: Actor, at: datetime) -> None:
    """Take a point off the agenda; its documents stay with the meeting."""
    _told("calendar.remove_agenda_item", meeting, item, by=by, at=at)
    db.session.execute(delete(AgendaDocument).where(AgendaDocument.item_id == item.id))
    db.session.delete(item)
    db.session.flush()


def copy_agenda(source: Meeting, target: Meeting, *, by: Actor, at: datetime) -> int:
    """Give a meeting the sessions and points of another; tells how many sessions there were.

    Days count from the first day of each meeting. What was true of that meeting only is left
    out: speakers, documents and ways to join. Sessions beyond the target's days are kept, and its
    agenda names them.
    """
    days = (target.starts_on - source.starts_on).days
    found = queries.sessions(source.id)
    plain = [replace(queries.session_facts(each), speakers=()).moved(days) for each in found]
    copies = dict(zip((each.id for each in found), store_copies(target, plain), strict=True))
    last = queries.agenda(target.id)
    first = last[-1].sort + 1 if last else 0
    links = queries.known_links()
    for number, each in enumerate(queries.agenda(source.id), first):
        copy = copies.get(each.session_id) if each.session_id else None
        db.session.add(
            AgendaItem(
                public_id=str(uuid.uuid4()),
                meeting_id=target.id,
                session_id=copy.id if copy else None,
                number=each.number,
                title={
                    lang: without_giveaways(text, links=links) or "–"
                    for lang, text in each.title.items()
                },
                sort=number,
            )
        )
    db.session.flush()
    changes = {"of": source.uid, "sessions": len(found)}
    audit.record("calendar.copy_agenda", ("meeting", target.uid), by=by, at=at, changes=changes)
    return len(found)


def _apply(meeting: Meeting, item: AgendaItem, facts: ItemFacts) -> None:
    """Write what was said; sessions and documents of this meeting only."""
    keep_links_out({"title": facts.title})
    session = queries.session(meeting.id, facts.session) if facts.session else None
    if facts.session and session is None:
        raise Refused(_l("Choose one from the list."), field="session", code="unknown")
    offered = {each.public_id: each.id for each in queries.offered_documents(meeting.id)}
    if not offered.keys() >= set(facts.documents):
        raise Refused(_l("Choose from the list."), field="documents", code="unknown")
    item.title, item.number = dict(facts.title), facts.number
    item.session_id = session.id if session else None
    db.session.add(item)
    db.session.flush()
    db.session.execute(delete(AgendaDocument).where(AgendaDocument.item_id == item.id))
    db.session.add_all(
        AgendaDocument(item_id=item.id, document_id=offered[each]) for each in facts.documents
    )
    db.session.flush()


def _told(action: str, meeting: Meeting, item: AgendaItem, *, by: Actor, at: datetime) -> None:
    changes = {"item": item.public_id, "number": item.number, "title": item.title}
    audit.record(action, ("meeting", meeting.uid), by=by, at=at, changes=changes)
