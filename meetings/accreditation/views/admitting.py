"""Organizations that the secretariat admits without an application, and the link of any that may
send people: shown, renewed."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, searched
from meetings.accreditation import operations, queries
from meetings.accreditation.forms import AdmitForm
from meetings.accreditation.models import CIVIL_SOCIETY, Accreditation
from meetings.accreditation.views.blueprint import bp
from meetings.answering import attempt, with_mail
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.directory import queries as directory
from meetings.directory.queries import roster
from meetings.fields import offered
from meetings.language import address, current
from meetings.permissions import Right, allow

MOST = 50
OBSERVING = "igo_representative"


@bp.route("/manage/meetings/<slug>/organizations/admit", methods=["GET", "POST"])
@allow(Right.MANAGE)
def admit(slug: str) -> ResponseReturnValue:
    """Look an organization of the directory up, then let it send people in a capacity; only for who
    reads the directory."""
    meeting = _meeting(slug)
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)
    form = AdmitForm(data={"capacity": OBSERVING, "places": 2, "language": current()})
    q = (form.q.data or "").replace("\x00", "").strip()[: searched.LONGEST]
    found = roster.organizations(roster.Filters(q=q), size=MOST).items if q else []
    form.organization.choices = offered((each.public_id, each.name) for each in found)
    form.capacity.choices = offered(
        (each.code, each.name(current()))
        for each in directory.capacities()
        if "organization" in each.represents
    )

    def act() -> None:
        record = roster.organization(form.organization.data or "") or abort(404)
        operations.admit(
            _meeting(slug),
            record,
            capacity_code=form.capacity.data or CIVIL_SOCIETY,
            places=form.places.data or 0,
            language=form.language.data or current(),
            by=current_user.actor,
            at=clock.now(),
        )

    is_search = request.form.get("do") == "find"
    said = _("The organization may send people: its link stands below.")
    to = url_for("accreditation.manage", slug=meeting.slug)
    done = None if is_search else attempt(form, act, said=said, to=to)
    if done is not None:
        return done
    page = render_template(
        "accreditation/admit.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, current()),
        form=form,
        found=found,
        q=q,
    )
    return page, 422 if form.is_submitted() and not is_search else 200


@bp.get("/manage/organizations/accredited/<uuid:public_id>")
@allow(Right.MANAGE)
def accredited(public_id: UUID) -> ResponseReturnValue:
    """The link by which an organization's people register."""
    granted = _granted(public_id)
    lang = current()
    capacities = {each.code: each.name(lang) for each in directory.capacities()}
    return render_template(
        "accreditation/accredited.html",
        granted=granted,
        meeting=granted.meeting,
        about=calendar.text_of(granted.meeting_id, lang),
        capacity=capacities[granted.comes_as],
        link=address(
            "registration.register_organization",
            lang=granted.language or lang,
            token=queries.link_token(granted),
        ),
    )


@bp.post("/manage/organizations/accredited/<uuid:public_id>/renew")
@allow(Right.MANAGE)
def renew_link(public_id: UUID) -> ResponseReturnValue:
    """Another link in place of the one that was handed on too far."""
    with transaction():
        granted = _granted(public_id)
        is_mailed = operations.renew_link(granted, by=current_user.actor, at=clock.now())
    said = _("The earlier link opens nothing any more.")
    flash(with_mail(said) if is_mailed else said, "success")
    return redirect(url_for("accreditation.accredited", public_id=public_id), 303)


def _granted(public_id: UUID) -> Accreditation:
    within = current_user.meetings_for(Right.MANAGE)
    return queries.accreditation(str(public_id), within=within) or abort(404)


def _meeting(slug: str) -> Meeting:
    within = current_user.meetings_for(Right.MANAGE)
    return calendar.by_slug(slug, drafts=True, within=within) or abort(404)
