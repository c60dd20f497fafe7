"""Writing what is usual for a body's meetings, and making one of them from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from meetings import audit, reference
from meetings.actor import Actor
from meetings.calendar import queries
from meetings.calendar.models import BodyTemplate, Meeting, Mode, SessionType, TemplateDocument
from meetings.calendar.operations import numbering
from meetings.calendar.operations.meetings import create_meeting
from meetings.calendar.operations.privacy import keep_links_out
from meetings.calendar.rules.templates import (
    TemplateFacts,
    apart,
    beginning,
    cleaned_template,
    filled,
)
from meetings.db import db
from meetings.errors import Refused
from meetings.localized import LANGUAGES

SAME = tuple(name for name in TemplateFacts.__dataclass_fields__ if name != "documents")


def set_template(body_code: str, facts: TemplateFacts, *, by: Actor, at: datetime) -> BodyTemplate:
    """Say what the meetings of a body begin with. Raises Refused, naming the field."""
    facts = cleaned_template(facts)
    keep_links_out({"title": facts.title}, places={"venue": facts.venue, "city": facts.city})
    for each in facts.documents:
        keep_links_out({"documents": each.title})
    template = db.session.get(BodyTemplate, body_code) or BodyTemplate(body_code=body_code)
    for name in SAME:
        value = getattr(facts, name)
        setattr(template, name, list(value) if isinstance(value, tuple) else value)
    template.title = dict(facts.title)
    template.documents = [
        TemplateDocument(type=each.type, title=dict(each.title), sort=number)
        for number, each in enumerate(facts.documents)
    ]
    db.session.add(template)
    db.session.flush()
    changes = {"title": dict(facts.title), "documents": len(facts.documents)}
    audit.record("calendar.set_template", ("body", body_code), by=by, at=at, changes=changes)
    return template


def create_from_template(
    body_code: str,
    *,
    first: date,
    precision: str,
    status: str,
    time_zone: str,
    by: Actor,
    at: datetime,
    uid: str | None = None,
    session_type: str = SessionType.ORDINARY,
) -> Meeting:
    """A draft with what is usual for a body: dates, mode, titles that bear its number and period.

    Its source is the text that asks for meetings of the body on that day, where there is one.
    A special or extraordinary one takes no number, says so in its title, and no text asks for it.
    Raises Refused when the body has no template, or naming the field that is wrong.
    """
    template = db.session.get(BodyTemplate, body_code)
    if template is None:
        raise Refused(_l("This body has no template yet."), code="no_template")
    facts = beginning(
        queries.template_facts(template),
        body_code=body_code,
        first=first,
        precision=precision,
        status=status,
        time_zone=time_zone,
        session_type=session_type,
    )
    is_ordinary = session_type == SessionType.ORDINARY
    source = _source(body_code, first) if is_ordinary else ""
    facts = numbering.numbered(None, replace(facts, source=source))
    series = queries.series_at(body_code, facts.starts_on)
    usual = apart(template.title, session_type)
    titles = filled(usual, facts.number, series=series, first=facts.starts_on)
    return create_meeting(replace(facts, title=titles), by=by, at=at, uid=uid)


def _source(body_code: str, day: date) -> str:
    """The one text in force that asks for meetings of a body; empty when several do."""
    found = {
        each.source
        for each in queries.obligations(body_code)
        if each.from_on <= day and (each.to_on is None or day <= each.to_on)
    }
    return found.pop() if len(found) == 1 else ""


def seeded() -> Iterator[BodyTemplate]:
    """What is usual for the organs, suggested: officers change it."""
    for row in reference.rows("body_templates.csv"):
        papers = (each for each in reference.rows("template_documents.csv"))
        own = [each for each in papers if each["body"] == row["body"]]
        yield BodyTemplate(
            body_code=row["body"],
            kind_code=row["kind"],
            title=reference.names(row, "title"),
            days=int(row["days"]),
            mode=Mode.IN_PERSON,
            level="hemispheric",
            notice_days=int(row["notice_days"]),
            documents_days=int(row["documents_days"]),
            languages=list(LANGUAGES),
            capacities=row["capacities"].split(";"),
            documents=[
                TemplateDocument(type=each["type"], title=reference.names(each, "title"), sort=sort)
                for sort, each in enumerate(own)
            ],
        )
