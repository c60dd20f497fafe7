"""Signed papers: kept with the list that they are about."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import IO

from flask_babel import lazy_gettext as _l

from meetings import audit, filetypes
from meetings.actor import Actor
from meetings.db import db
from meetings.delegations.models import DelegationPaper, PaperKind
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.lists import Place
from meetings.errors import Refused
from meetings.files import Kept
from meetings.filetypes import Inspected

ACCEPTED = ("pdf", "png", "jpg")


def inspect(stream: IO[bytes], name: str, *, most_mb: int) -> Inspected:
    """What a signed paper is, by its content. Raises Refused (field file) for what is neither a PDF
    nor an image of a paper, naming no other type, and for more than `most_mb` megabytes."""
    sentence = _l("Send the signed paper as PDF, or as a photo (JPEG, PNG).")
    try:
        found = filetypes.inspect(stream, name, most_mb=most_mb)
    except Refused as refusal:
        if refusal.code == "too_large":
            raise
        sentence = _l(
            "This file is empty, damaged or of another type than its name says. Send the signed "
            "paper as PDF, or as a photo (JPEG, PNG)."
        )
        raise Refused(sentence, field="file", code=refusal.code) from refusal
    if found.code not in ACCEPTED:
        raise Refused(sentence, field="file")
    return found


def keep(
    place: Place,
    kind: str,
    *,
    number: int | None = None,
    file: Inspected,
    kept: Kept,
    by: Actor,
    at: datetime,
) -> DelegationPaper:
    """Keep a signed paper of a State with the `number` of the official list that it was signed for,
    else of the one of now.

    Raises Refused (field kind, number) for a kind of paper, or a list, that there is none of.
    """
    if kind not in set(PaperKind):
        raise Refused(_l("Choose one from the list."), field="kind")
    if number is not None and queries.numbered(place, number) is None:
        raise Refused(_l("Choose one from the list."), field="number")
    made = DelegationPaper(
        public_id=str(uuid.uuid4()),
        meeting_id=place.meeting.id,
        state_code=place.state_code,
        kind=kind,
        list_number=number or queries.shown(place).number or None,
        storage_key=kept.key,
        filename=file.filename,
        content_type=file.content_type,
        size=kept.size,
        sha256=kept.sha256,
        uploaded_at=at,
        uploaded_by=by.label[:160],
    )
    db.session.add(made)
    db.session.flush()
    subject = ("delegation", f"{place.meeting.slug}:{place.state_code}")
    changes = {"kind": kind, "sha256": kept.sha256, "list": made.list_number}
    audit.record("delegations.keep_paper", subject, by=by, at=at, changes=changes)
    return made
