"""The officers' side: what was asked, by whom, and what was decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, formats, zones
from meetings.accreditation import operations, queries
from meetings.accreditation.forms import NEW, AccreditForm, DeclineForm, PlacesForm
from meetings.accreditation.models import Accreditation, Application
from meetings.accreditation.queries import Likely
from meetings.accreditation.views.blueprint import bp
from meetings.answering import with_mail
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting, Status
from meetings.db import transaction
from meetings.directory import countries
from meetings.directory.models import Organization
from meetings.errors import Refused
from meetings.language import address, current
from meetings.localized import NATIVE_NAMES
from meetings.permissions import Right, allow

PAGE = "/manage/organizations/applications/<uuid:public_id>"


@bp.get("/manage/organizations/applications")
@allow(Right.MANAGE)
def pending() -> ResponseReturnValue:
    """Every application that waits, of all meetings."""
    page = queries.pending(within=_within(), page=_page_number(), size=_size())
    return render_template(
        "accreditation/pending.html",
        page=page,
        href=lambda number: url_for("accreditation.pending", page=number),
        countries=_countries(),
        sent_on=_sent_on,
    )


@bp.get("/manage/meetings/<slug>/organizations")
@allow(Right.MANAGE)
def manage(slug: str) -> ResponseReturnValue:
    """A meeting's applications and the organizations accredited to it."""
    meeting = _meeting(slug)
    return render_template(
        "accreditation/manage.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, current()),
        page=queries.for_meeting(meeting.id, page=_page_number(), size=_size()),
        href=lambda number: url_for("accreditation.manage", slug=slug, page=number),
        accredited=queries.accreditations(meeting.id),
        may_admit=_within() is None and meeting.published_at and meeting.status != Status.CANCELLED,
        apply_link=address("accreditation.apply", lang=current(), slug=meeting.slug),
        countries=_countries(),
        sent_on=_sent_on,
        zone=_zone(meeting),
    )


@bp.get(PAGE)
@allow(Right.MANAGE)
def application(public_id: UUID) -> ResponseReturnValue:
    """One application: everything as submitted, who it may be, and the decision."""
    return _page(_application(public_id))


@bp.post(PAGE + "/accredit")
@allow(Right.MANAGE)
def accredit(public_id: UUID) -> ResponseReturnValue:
    """Accredit the organization for a number of representatives."""
    wanted = _application(public_id)
    likely = queries.likely_organizations(wanted)
    form = AccreditForm()
    form.offer(_offered(likely))

    def decide() -> None:
        operations.accredit(
            wanted,
            form.places.data or 0,
            organization=_chosen(likely, form.organization.data),
            by=current_user.actor,
            at=clock.now(),
        )

    return _answer(
        wanted,
        form,
        decide,
        said=with_mail(
            _("The organization is accredited; the mail to its contact holds the link.")
        ),
    )


@bp.post(PAGE + "/decline")
@allow(Right.MANAGE)
def decline(public_id: UUID) -> ResponseReturnValue:
    """Decline the application with a reason."""
    wanted = _application(public_id)
    form = DeclineForm()

    def decide() -> None:
        operations.decline(wanted, form.reason.data or "", by=current_user.actor, at=clock.now())

    return _answer(
        wanted,
        form,
        decide,
        said=with_mail(_("The application is declined; the mail to its contact holds the reason.")),
    )


@bp.post(PAGE + "/places")
@allow(Right.MANAGE)
def change_places(public_id: UUID) -> ResponseReturnValue:
    """Change how many representatives the organization may send."""
    wanted = _application(public_id)
    granted = queries.accreditation_of(wanted.id) or abort(404)
    form = PlacesForm()

    def change() -> None:
        operations.change_places(
            granted, form.places.data or 0, by=current_user.actor, at=clock.now()
        )

    return _answer(wanted, form, change, said=_("The number of representatives is changed."))


def _answer(
    wanted: Application,
    form: AccreditForm | DeclineForm | PlacesForm,
    act: Callable[[], None],
    *,
    said: str,
) -> ResponseReturnValue:
    """Act and lead back to the application; a refusal stands beside what was typed."""
    if form.validate_on_submit():
        try:
            with transaction():
                act()
            flash(said, "success")
            return redirect(url_for("accreditation.application", public_id=wanted.public_id), 303)
        except Refused as refusal:
            if refusal.field in form:
                form[refusal.field].errors = [str(refusal)]
            else:
                flash(str(refusal), "error")
    return _page(wanted, form), 422


def _page(wanted: Application, sent: AccreditForm | DeclineForm | PlacesForm | None = None) -> str:
    likely = queries.likely_organizations(wanted)
    granted = queries.accreditation_of(wanted.id)
    accredit_form = sent if isinstance(sent, AccreditForm) else AccreditForm(formdata=None)
    accredit_form.offer(_offered(likely))
    places = PlacesForm(formdata=None, places=granted.places if granted else None)
    if isinstance(sent, PlacesForm) and not isinstance(sent, AccreditForm):
        places = sent
    return render_template(
        "accreditation/application.html",
        application=wanted,
        meeting=wanted.meeting,
        about=calendar.text_of(wanted.meeting_id, current()),
        country=countries.name(wanted.country, current()),
        language_name=NATIVE_NAMES[wanted.language],
        sent_at=_instant(wanted.submitted_at, wanted.meeting),
        decided_at=_instant(wanted.decided_at, wanted.meeting),
        zone=_zone(wanted.meeting),
        likely=likely,
        twice=queries.same_applicant(wanted),
        granted=granted,
        link=_link(granted, wanted.language) if granted else "",
        sent=sent,
        accredit_form=accredit_form,
        decline_form=sent if isinstance(sent, DeclineForm) else DeclineForm(formdata=None),
        places_form=places,
    )


def _link(granted: Accreditation, lang: str) -> str:
    token = queries.link_token(granted)
    return address("registration.register_organization", lang=lang, token=token)


def _instant(at: datetime | None, meeting: Meeting) -> str:
    """A day and hour in the meeting's own zone, empty for none."""
    return formats.instant(at, meeting.time_zone, current()) if at else ""


def _sent_on(wanted: Application) -> date:
    """The day on which an application came, as the meeting's own clocks say it."""
    return clock.local_day(wanted.submitted_at, wanted.meeting.time_zone)


def _zone(meeting: Meeting) -> str:
    """The meeting's zone in words, as its clocks go now."""
    return zones.name(meeting.time_zone, current(), on=clock.now().date())


def _offered(likely: list[Likely]) -> list[tuple[str, str]]:
    return [(each.organization.public_id, _described(each)) for each in likely]


def _described(each: Likely) -> str:
    """A known organization in words: its name, its country, and why it may be the applicant."""
    record = each.organization
    reasons = {
        "name": _("same name"),
        "acronym": _("same acronym"),
        "acronym_as_name": _("its name is the applicant's acronym"),
        "name_as_acronym": _("its acronym is the applicant's name"),
    }
    parts = [reasons[reason] for reason in reasons if reason in each.reasons]
    if each.accredited_here:
        parts.append(_("already accredited to this meeting"))
    name = f"{record.name} ({record.acronym})" if record.acronym else record.name
    return _(
        "%(name)s, %(country)s: %(reasons)s",
        name=name,
        country=countries.name(record.country, current()),
        reasons=", ".join(parts),
    )


def _chosen(likely: list[Likely], public_id: str) -> Organization | None:
    """The chosen record. Raises Refused for one that was not offered."""
    if public_id == NEW:
        return None
    for each in likely:
        if each.organization.public_id == public_id:
            return each.organization
    raise Refused(_("Choose the matching record, or create a new one."), field="organization")


def _application(public_id: UUID) -> Application:
    return queries.application(str(public_id), within=_within()) or abort(404)


def _meeting(slug: str) -> Meeting:
    return calendar.by_slug(slug, drafts=True, within=_within()) or abort(404)


def _within() -> frozenset[int] | None:
    within: frozenset[int] | None = current_user.meetings_for(Right.MANAGE)
    return within


def _countries() -> dict[str, str]:
    return countries.names(current())


def _page_number() -> int:
    return min(max(1, request.args.get("page", 1, type=int)), 100_000)


def _size() -> int:
    size: int = current_app.config["SETTINGS"].page_size
    return size
