"""Who is who, for officers: writing down a person or an organization in no record yet.

Journalists, donors and partners stand on a tag's list without ever registering. Whom the new
record may be already is asked before it is made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock
from meetings.answering import attempt
from meetings.desk.forms.records import OrganizationForm, PersonForm
from meetings.desk.views import organizations, people, records
from meetings.desk.views.blueprint import bp
from meetings.directory import countries, operations
from meetings.directory.models import Organization, Person
from meetings.directory.queries.alike import likely
from meetings.permissions import Right, allow


@bp.route("/manage/people/new", methods=["GET", "POST"])
@allow(Right.MANAGE)
def new_person() -> ResponseReturnValue:
    """A person, with tags; her address may be unknown."""
    records.everyone()
    form = PersonForm()
    form.country.choices = records.country_choices(empty=_("Not stated"))
    return _asked(
        form,
        lambda: operations.add_person(form.entry(), by=current_user.actor, at=clock.now()),
        page_of="desk.person",
        heading=_("New person"),
        back=url_for("desk.people"),
        parents=[(_("Who is who"), url_for("desk.people"))],
        rows=people.ROWS,
    )


@bp.route("/manage/organizations/new", methods=["GET", "POST"])
@allow(Right.MANAGE)
def new_organization() -> ResponseReturnValue:
    """An organization, with tags."""
    records.everyone()
    form = OrganizationForm()
    form.country.choices = records.country_choices(empty=_("Choose"))
    back = url_for("desk.organizations")
    return _asked(
        form,
        lambda: operations.add_organization(form.entry(), by=current_user.actor, at=clock.now()),
        page_of="desk.organization",
        heading=_("New organization"),
        back=back,
        parents=[(_("Who is who"), url_for("desk.people")), (_("Organizations"), back)],
        rows=organizations.ROWS,
    )


def _asked(
    form: PersonForm | OrganizationForm,
    add: Callable[[], Person | Organization],
    *,
    page_of: str,
    **page: Any,
) -> ResponseReturnValue:
    """The form; what it asks is done where nobody is alike, or the officer says so all the same."""
    form.tags.choices = records.tag_choices()
    made: list[str] = []

    def act() -> None:
        record = add()
        operations.set_tags(record, form.tags.data or [], by=current_user.actor, at=clock.now())
        made.append(record.public_id)

    alike = []
    if form.is_submitted() and form.validate() and "anyway" not in request.form:
        alike = likely(form.facts())
    answer = None
    if not alike:
        answer = attempt(
            form,
            act,
            said=_("The record is saved."),
            to=lambda: url_for(page_of, public_id=made[0]),
        )
    shown = {
        "alike": alike,
        "reasons": records.REASONS,
        "page_of": page_of,
        "country_name": countries.name,
    } | page
    return answer or (
        render_template("desk/edit_record.html", form=form, **shown),
        422 if form.is_submitted() else 200,
    )
