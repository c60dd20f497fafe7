"""Who is who, for officers: organizations, the page of each, and correcting it."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.answering import attempt
from meetings.desk.forms.records import OrganizationForm
from meetings.desk.queries import records as across
from meetings.desk.views import records
from meetings.desk.views.blueprint import bp
from meetings.directory import countries, operations
from meetings.directory.models import Organization, Record
from meetings.directory.queries import duplicates, kin, mailbox_of, resolved, roster, tags
from meetings.permissions import Right, allow
from meetings.registration.operations import renew_search
from meetings.registration.rules import words

ROWS = [
    ("name",),
    ("acronym", "country"),
    ("aliases",),
    ("registration_number", "website"),
    ("email",),
    ("is_womens",),
    ("in_oas_register",),
    ("tags",),
]


@bp.route("/manage/organizations", methods=["GET", "POST"])
@allow(Right.MANAGE)
def organizations() -> ResponseReturnValue:
    """Organizations by name; a search is posted, as that of people."""
    return records.listed(
        "desk/organizations.html",
        roster.organizations,
        endpoint="desk.organizations",
        seats=roster.countries_of_organizations,
    )


@bp.get("/manage/organizations/<uuid:public_id>")
@allow(Right.MANAGE)
def organization(public_id: UUID) -> ResponseReturnValue:
    """All that is known of one organization: facts, accreditations, representatives, merges."""
    found = records.organization_or_404(public_id)
    lang = language.current()
    return render_template(
        "desk/organization.html",
        organization=found,
        stands=resolved(found),
        email=mailbox_of(found).email,
        country=countries.name(found.country, lang),
        accreditations=across.accreditations_of(found, lang),
        representatives=across.representatives_of(found, lang),
        tags=[each.name(lang) for each in tags.tags_of(found)],
        merges=duplicates.merges_into(Record.ORGANIZATION, kin(Organization, found.id)),
        candidates=duplicates.candidates_of(Record.ORGANIZATION, found.id),
        reasons=records.REASONS,
        words=words,
        country_name=countries.name,
    )


@bp.route("/manage/organizations/<uuid:public_id>/edit", methods=["GET", "POST"])
@allow(Right.MANAGE)
def edit_organization(public_id: UUID) -> ResponseReturnValue:
    """Set an organization's record right, and tag it."""
    found = records.organization_or_404(public_id)
    form = OrganizationForm(obj=found, data={"tags": tags.codes_of(found)})
    if not form.is_submitted():
        form.aliases.data = "\n".join(found.aliases or ())
    form.country.choices = records.country_choices(empty=_("Choose"), kept=found.country)
    form.tags.choices = records.tag_choices()
    to = url_for("desk.organization", public_id=found.public_id)
    answer = attempt(form, lambda: _write(public_id, form), said=_("The record is saved."), to=to)
    if answer is not None:
        return answer
    found = records.organization_or_404(public_id)
    page = render_template(
        "desk/edit_record.html",
        form=form,
        name=found.name,
        back=to,
        parents=[(_("Who is who"), url_for("desk.people")), _parent()],
        rows=ROWS,
    )
    return page, 422 if form.is_submitted() else 200


def _parent() -> tuple[str, str]:
    return _("Organizations"), url_for("desk.organizations")


def _write(public_id: UUID, form: OrganizationForm) -> None:
    found = records.organization_or_404(public_id)
    by, at = current_user.actor, clock.now()
    if operations.edit_organization(found, form.entry(), by=by, at=at):
        renew_search(found)
    operations.set_tags(found, form.tags.data or [], by=by, at=at)
