"""Undoing the last change of a draft, in one step."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings.actor import Actor
from meetings.delegations.operations import drafts
from meetings.delegations.queries import lists, undoing
from meetings.delegations.queries.lists import Place
from meetings.errors import Refused


def take_back(place: Place, *, seen: str, by: Actor, at: datetime) -> None:
    """Put the office's draft back as it was before its last change: its people, their order, the
    head and the reasons for who left. A draft that began with that change is gone. Taken back
    twice, the change stands again; the same click twice is one.

    `seen` is what the form keeps of the draft that its reader saw. Raises Refused: code gone
    without a draft, stale when somebody changed it meanwhile, none when there is nothing to undo.
    """
    now = drafts.hold(place)
    draft = now.draft
    if draft is None:
        raise Refused(_l("There is no draft any more: the official list stands."), code="gone")
    last = undoing.last_change(draft)
    if now.seen != seen:
        if last is not None and last.details.get("seen") == seen:
            return
        raise drafts.stale()
    before = undoing.undoable(draft)
    if before is None or last is None:
        raise Refused(_l("There is nothing to undo."), code="none")
    if before.is_new:
        undone = {"undone": last.action, "instead": last.details.get("by", "")}
        drafts.drop(now, draft, action="take_back", name=last.name, details=undone, by=by, at=at)
        return
    drafts.change(draft, before.members, before=lists.members_of(draft), by=by, at=at)
    details = {"seen": seen, "notes": before.notes, "undone": last.action}
    details["instead"] = last.details.get("by", "")
    drafts.note(draft, "take_back", name=last.name, details=details, by=by, at=at)
