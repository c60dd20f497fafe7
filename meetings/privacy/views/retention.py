"""What will be purged when, and a meeting's own days."""

from __future__ import annotations

from flask import abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, installation, language
from meetings.answering import attempt
from meetings.calendar import queries as calendar
from meetings.permissions import Right, allow
from meetings.privacy import rules
from meetings.privacy.forms import RetentionForm
from meetings.privacy.operations.purge import set_retention
from meetings.privacy.queries import due
from meetings.privacy.queries.preview import preview
from meetings.privacy.views.blueprint import bp
from meetings.registration import queries as registration


@bp.get("/manage/retention")
@allow(Right.MANAGE)
def retention() -> ResponseReturnValue:
    """Each meeting whose names are still kept, the next to be purged first."""
    settings = current_app.config["SETTINGS"]
    within = current_user.meetings_for(Right.MANAGE)
    today = clock.local_day(clock.now(), settings.time_zone)
    return render_template(
        "privacy/retention.html",
        coming=due.coming(usual_days=settings.retention_days, within=within),
        usual_days=settings.retention_days,
        today=today,
        due=preview(usual_days=settings.retention_days, today=today, within=within),
        is_demo=installation.read(installation.MADE_BY_DEMO) is not None,
    )


@bp.route("/manage/meetings/<slug>/retention", methods=["GET", "POST"])
@allow(Right.MANAGE)
def meeting_retention(slug: str) -> ResponseReturnValue:
    """Keep the names of a meeting for longer, or for less long."""
    meeting = calendar.by_slug(slug, drafts=True)
    within = current_user.meetings_for(Right.MANAGE)
    if meeting is None:
        abort(404)
    if within is not None and meeting.id not in within:
        abort(403)
    usual = current_app.config["SETTINGS"].retention_days
    own = registration.plan(meeting.id).retention_days
    form = RetentionForm(data={"retention_days": own})
    done = attempt(
        form,
        lambda: set_retention(
            meeting, form.retention_days.data, by=current_user.actor, at=clock.now()
        ),
        said=_("The days are kept."),
        to=url_for("privacy.retention"),
    )
    if done is not None:
        return done
    page = render_template(
        "privacy/meeting_retention.html",
        form=form,
        meeting=meeting,
        about=calendar.text_of(meeting.id, language.current()),
        until=rules.kept_until(meeting.ends_on, rules.stay(own, usual).days),
        usual_days=usual,
    )
    return page, 422 if form.is_submitted() else 200
