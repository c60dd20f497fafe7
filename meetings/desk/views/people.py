"""Who is who, for officers: people, the page of each, and correcting it."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.answering import attempt
from meetings.desk.forms.records import PersonForm
from meetings.desk.queries import records as across
from meetings.desk.views import records
from meetings.desk.views.blueprint import bp
from meetings.directory import countries, operations
from meetings.directory.models import Person, Record
from meetings.directory.queries import duplicates, kin, mailbox_of, resolved, roster, tags
from meetings.permissions import Right, allow
from meetings.registration.operations import renew_search
from meetings.registration.operations.held import let_go
from meetings.registration.rules import words

ROWS = [("honorific",), ("given_names", "surnames"), ("email", "country"), ("tags",)]


@bp.route("/manage/people", methods=["GET", "POST"])
@allow(Right.MANAGE)
def people() -> ResponseReturnValue:
    """People by name; a search is posted, so that no name ever stands in an address."""
    return records.listed(
        "desk/people.html",
        roster.people,
        endpoint="desk.people",
        seats=roster.countries_of_people,
    )


@bp.get("/manage/people/<uuid:public_id>")
@allow(Right.MANAGE)
def person(public_id: UUID) -> ResponseReturnValue:
    """All that is known of one person: facts, terms, meetings, tags, merges, likely duplicates."""
    found = records.person_or_404(public_id)
    lang = language.current()
    return render_template(
        "desk/person.html",
        person=found,
        stands=resolved(found),
        email=mailbox_of(found).email,
        country=countries.name(found.country, lang),
        terms=across.terms_of(found),
        participations=across.participations_of(found, lang),
        tags=[each.name(lang) for each in tags.tags_of(found)],
        merges=duplicates.merges_into(Record.PERSON, kin(Person, found.id)),
        candidates=duplicates.candidates_of(Record.PERSON, found.id),
        reasons=records.REASONS,
        words=words,
        country_name=countries.name,
    )


@bp.route("/manage/people/<uuid:public_id>/edit", methods=["GET", "POST"])
@allow(Right.MANAGE)
def edit_person(public_id: UUID) -> ResponseReturnValue:
    """Set a person's record right, and tag it."""
    found = records.person_or_404(public_id)
    given = {"tags": tags.codes_of(found), "country": found.country or ""}
    form = PersonForm(obj=found, data=given)
    form.country.choices = records.country_choices(empty=_("Not stated"), kept=found.country)
    form.tags.choices = records.tag_choices()
    to = url_for("desk.person", public_id=found.public_id)
    answer = attempt(form, lambda: _write(public_id, form), said=_("The record is saved."), to=to)
    if answer is not None:
        return answer
    found = records.person_or_404(public_id)
    page = render_template(
        "desk/edit_record.html",
        form=form,
        name=found.full_name,
        back=to,
        parents=[(_("Who is who"), url_for("desk.people"))],
        rows=ROWS,
    )
    return page, 422 if form.is_submitted() else 200


def _write(public_id: UUID, form: PersonForm) -> None:
    found = records.person_or_404(public_id)
    by, at = current_user.actor, clock.now()
    former = found.email
    if operations.edit_person(found, form.entry(), by=by, at=at):
        renew_search(found)
    if found.email != former:
        let_go(found, by=by, at=at)
    operations.set_tags(found, form.tags.data or [], by=by, at=at)
