"""Revisions that say by their symbols what they replace: `doc.4/27 rev.1` replaces `doc.4/27`."""

from __future__ import annotations

from itertools import pairwise

from sqlalchemy import select

from meetings.calendar.models import AgendaDocument, Document
from meetings.calendar.queries import documents as queries
from meetings.calendar.rules import symbols
from meetings.db import db, one_at_a_time


def follow_symbol(document: Document, *, before: str = "") -> None:
    """Let a document stand among the revisions of its symbol: each replaces the one before it.

    `before` is the symbol that it had: what it replaced by that one, it replaces no more. Where two
    documents bear the same symbol nobody but an officer can tell, and nothing is linked.
    """
    old, new = symbols.unrevised_key(before), symbols.unrevised_key(document.symbol)
    alone(document)
    beside = queries.documents(meeting_id=document.meeting_id, body_code=document.body_code)
    by_key: dict[str, list[Document]] = {old: [], new: []}
    for each in beside:
        by_key.setdefault(symbols.unrevised_key(each.symbol), []).append(each)
    if old and old != new:
        _part(document, by_key[old])
        _link(by_key[old])
    if new:
        _link(by_key[new])


def take_place(later: Document, earlier: Document) -> None:
    """Let a document replace another one: points of the agenda have both."""
    later.replaces_id = earlier.id
    db.session.flush()
    points = select(AgendaDocument.item_id).where(AgendaDocument.document_id == earlier.id)
    has = select(AgendaDocument.item_id).where(AgendaDocument.document_id == later.id)
    for item_id in db.session.scalars(points.where(AgendaDocument.item_id.not_in(has))).all():
        db.session.add(AgendaDocument(item_id=item_id, document_id=later.id))
    db.session.flush()


def alone(document: Document) -> None:
    """Let those who order the revisions of a meeting, or of a body, do so one after the other."""
    one_at_a_time(f"revisions:{document.meeting_id or document.body_code}")


def _part(document: Document, kin: list[Document]) -> None:
    """Undo what its former symbol said."""
    if document.replaces_id in {each.id for each in kin}:
        document.replaces_id = None
    for each in kin:
        if each.replaces_id == document.id:
            each.replaces_id = None
    db.session.flush()


def _link(kin: list[Document]) -> None:
    numbers = {symbols.revision_of(each.symbol): each for each in kin}
    if len(numbers) < len(kin):
        return
    pairs = [(numbers[one], numbers[other]) for one, other in pairwise(sorted(numbers))]
    apart = [(earlier, later) for earlier, later in pairs if later.replaces_id != earlier.id]
    for _earlier, later in apart:
        later.replaces_id = None
    db.session.flush()
    for earlier, later in apart:
        if queries.replacement(earlier) is None:
            take_place(later, earlier)
