"""The forms by which recipients are chosen, and what they offer to the officer who reads."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_login import current_user

from meetings import language
from meetings.directory import countries
from meetings.directory import queries as directory
from meetings.directory.queries import tags
from meetings.fields import RefusingForm, offered
from meetings.invitations import queries
from meetings.invitations.forms import (
    ANY,
    BodyForm,
    MeetingForm,
    SearchForm,
    SheetForm,
    StatusForm,
    TagForm,
)
from meetings.invitations.models import Mailing
from meetings.invitations.views.scope import manages_all
from meetings.permissions import Right

MOST_FOUND = 50


def forms(found: Mailing) -> dict[str, RefusingForm]:
    """A form for each kind of source; tags and the directory's people only for who manages all."""
    lang = language.current()
    made: dict[str, RefusingForm] = {
        "body": _bodies(found, lang),
        "meeting": _meetings(lang),
        "status": StatusForm(prefix="status-"),
        "file": SheetForm(prefix="file-"),
    }
    if manages_all():
        made |= {"tag": _tags(lang), "people": _people()}
    return made


def source(form: RefusingForm, kind: str) -> dict[str, Any]:
    """What a form says, as a mailing keeps it; empty where nothing is chosen."""
    if isinstance(form, BodyForm):
        chosen = {"body": form.body.data, "positions": sorted(form.positions.data or ())}
        return chosen | form.period()
    if kind == "meeting":
        return {"meeting": form.meeting.data, "who": form.who.data}
    if kind == "tag":
        return {"tag": form.tag.data, "country": form.country.data or ""}
    if kind == "status" and form.statuses.data:
        return {"status": list(form.statuses.data)}
    if kind == "people" and form.people.data:
        return {"people": sorted(form.people.data)}
    return {}


def _bodies(found: Mailing, lang: str) -> BodyForm:
    form = BodyForm(prefix="body-", data={"body": found.meeting.body_code or ""})
    form.body.choices = offered((each.code, each.name(lang)) for each in directory.bodies())
    held = [each for each in directory.positions() if each.holder == "person"]
    form.positions.choices = offered((each.code, each.name(lang)) for each in held)
    return form


def _meetings(lang: str) -> MeetingForm:
    form = MeetingForm(prefix="meeting-")
    within = current_user.meetings_for(Right.MANAGE)
    form.meeting.choices = offered(queries.meetings_with_people(lang, within=within))
    return form


def _tags(lang: str) -> TagForm:
    form = TagForm(prefix="tag-")
    form.tag.choices = offered((each.code, each.name(lang)) for each in tags.tags())
    form.country.choices = offered([ANY, *countries.seats(lang).items()])
    return form


def _people() -> SearchForm:
    """Whom the search finds, and who was ticked before."""
    form = SearchForm(prefix="people-")
    lang = language.current()
    ticked = request.form.getlist("people-people")[:MOST_FOUND]
    people = directory.people_by_id(public_ids=ticked) if ticked else {}
    if form.q.data:
        named = directory.people_named(form.q.data, most=MOST_FOUND)
        people = {each.id: each for each in named} | people
    form.offer(
        (each.public_id, _named(each.full_name, countries.name(each.country, lang)))
        for each in people.values()
    )
    return form


def _named(name: str, country: str) -> str:
    return _("%(name)s (%(country)s)", name=name, country=country) if country else name
