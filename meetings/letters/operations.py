"""Giving out certificates, and deciding who signs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from meetings import audit, tokens
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory.rules import clean, clean_lines
from meetings.errors import Refused
from meetings.letters import rules
from meetings.letters.models import Certificate, Letterhead
from meetings.registration.models import Participation


def give_certificate(
    participation: Participation, facts: Mapping[str, Any], *, lang: str, by: Actor, at: datetime
) -> Certificate:
    """The certificate that says these facts in a language, with its code; the same again is the
    same one. Whether she may have it is settled by `rules.may_have_certificate`."""
    one_at_a_time(f"certificate:{participation.public_id}")
    rows = db.session.scalars(
        select(Certificate).where(
            Certificate.participation_id == participation.id, Certificate.language == lang
        )
    )
    for row in rows:
        if row.facts == dict(facts):
            return row
    made = Certificate(
        code=tokens.new_pass(),
        participation_id=participation.id,
        language=lang,
        facts=dict(facts),
        issued_at=at,
    )
    db.session.add(made)
    db.session.flush()
    subject = ("participation", participation.public_id)
    audit.record("letters.certificate", subject, by=by, at=at, changes={"language": lang})
    return made


def set_letterhead(
    body_code: str,
    *,
    heading: str,
    signer: str,
    post: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> Letterhead:
    """Decide what stands above the letters of a body (empty: of all) and who signs them.

    Raises Refused, naming the field, for texts that are too long.
    """
    heading, signer = clean_lines(heading), clean(signer)
    for field, text, most in (
        ("heading", heading, rules.MAX_HEADING),
        ("signer", signer, rules.MAX_SIGNER),
    ):
        if len(text) > most:
            sentence = _l("This text is too long: use at most %(count)d characters.", count=most)
            raise Refused(sentence, field=field)
    row = db.session.get(Letterhead, body_code) or Letterhead(body_code=body_code)
    row.heading, row.signer, row.changed_at = heading, signer, at
    row.post = {lang: clean(text)[: rules.MAX_SIGNER] for lang, text in post.items() if text}
    db.session.add(row)
    db.session.flush()
    audit.record("letters.set_letterhead", ("body", body_code or "all"), by=by, at=at)
    return row
