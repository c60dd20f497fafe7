"""Officers give the desks of States to focal points, renew their links, end their access."""

from __future__ import annotations

from datetime import datetime

from flask import abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, formats, language, zones
from meetings.answering import attempt, press, with_mail
from meetings.delegations import forms
from meetings.delegations.forms import FocalPointForm
from meetings.delegations.operations import focal_points as operations
from meetings.delegations.queries import focal_points as queries
from meetings.delegations.rules.words import ACTIONS
from meetings.delegations.views.blueprint import bp
from meetings.directory import countries
from meetings.directory import queries as directory
from meetings.directory.models import FocalPoint
from meetings.directory.rules import represented
from meetings.directory.rules.lookalikes import ask_back
from meetings.directory.rules.offices import OFFICES
from meetings.errors import Refused
from meetings.fields import offered
from meetings.permissions import Right, allow


@bp.get("/manage/delegations")
@allow(Right.MANAGE)
def focal_points() -> ResponseReturnValue:
    """Every State, and every permanent observer that has a focal point, with who names people."""
    every_meeting()
    points, lang = queries.every(), language.current()
    observers = represented.observers(lang, added=directory.added_observers())
    waiting = [each for each in observers if each[0] not in points]
    without = {code for code, _name in waiting}
    return render_template(
        "delegations/focal_points.html",
        states=[each for each in _states() if each[0] not in without],
        observers=waiting,
        points=points,
        offices=OFFICES,
    )


@bp.get("/manage/delegations/<code>")
@allow(Right.MANAGE)
def focal_points_of(code: str) -> ResponseReturnValue:
    """Who names, and named, the delegations of a State; what each did last."""
    every_meeting()
    if not directory.is_represented(code):
        abort(404)
    lang = language.current()
    points = queries.of_state(code)
    return render_template(
        "delegations/focal_points_of.html",
        code=code,
        state=countries.name(code, lang),
        points=points,
        acts=queries.latest_acts(points),
        offices=OFFICES,
        actions=ACTIONS,
        day=lambda of: formats.short_day(of, lang),
        moment=lambda of: _moment(of, lang),
    )


@bp.route("/manage/delegations/new", defaults={"code": ""}, methods=["GET", "POST"])
@bp.route("/manage/delegations/<code>/new", methods=["GET", "POST"])
@allow(Right.MANAGE)
def focal_point_new(code: str) -> ResponseReturnValue:
    """Give somebody the desk of a State; a State that is easily taken for another is asked back,
    but for the one that the page was opened for."""
    every_meeting()
    lang = language.current()
    form = FocalPointForm(data={"state": code, "sure": code, "language": lang})
    form.state.choices = offered([("", "—"), *_states()])

    def act() -> None:
        chosen = form.state.data
        if not chosen:
            raise Refused(_("Choose the State."), field="state")
        sure, form.sure.data = form.sure.data or "", chosen
        ask_back(chosen, confirmed=sure, field="state", lang=lang)
        operations.add(chosen, form.facts(), by=current_user.actor, at=clock.now())

    answer = attempt(
        form,
        act,
        said=with_mail(_("The focal point has her desk; the link goes to her address.")),
        to=lambda: url_for("delegations.focal_points_of", code=form.state.data),
    )
    return answer or _page(form, _("New focal point"), code)


@bp.route("/manage/focal-points/<public_id>", methods=["GET", "POST"])
@allow(Right.MANAGE)
def focal_point_edit(public_id: str) -> ResponseReturnValue:
    """Correct what is said of a focal point."""
    found = _found(public_id)
    code = found.state_code
    form = FocalPointForm(data=forms.held(found, found.user.email if found.user else ""))
    form.state.choices = offered([(code, countries.name(code, language.current()))])
    answer = attempt(
        form,
        lambda: operations.correct(
            _found(public_id), form.facts(), by=current_user.actor, at=clock.now()
        ),
        said=_("The entry is saved."),
        to=url_for("delegations.focal_points_of", code=code),
    )
    return answer or _page(form, _("Correct a focal point"), code)


@bp.post("/manage/focal-points/<public_id>/<deed>")
@allow(Right.MANAGE)
def focal_point_deed(public_id: str, deed: str) -> ResponseReturnValue:
    """Send her link again, renew it, or end her access."""
    said = {
        "send": with_mail(_("The link was sent to her address once more.")),
        "renew": with_mail(_("The link is renewed; the earlier one opens nothing any more.")),
        "end": _("Her access has ended."),
    }
    acts = {"send": operations.send_again, "renew": operations.renew, "end": operations.end}
    if deed not in acts:
        abort(404)
    back = url_for("delegations.focal_points_of", code=_found(public_id).state_code)
    return press(
        lambda: acts[deed](_found(public_id), by=current_user.actor, at=clock.now()),
        said=said[deed],
        to=back,
    )


def _moment(of: datetime, lang: str) -> str:
    """An instant by the secretariat's clocks, which are named."""
    zone = current_app.config["SETTINGS"].time_zone
    day = clock.local_day(of, zone)
    return f"{formats.instant(of, zone, lang)} ({zones.name(zone, lang, on=day)})"


def every_meeting() -> None:
    """A focal point names people to every meeting: only who manages all of them gives a desk."""
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)


def _page(form: FocalPointForm, heading: str, code: str) -> ResponseReturnValue:
    page = render_template("delegations/focal_point.html", form=form, heading=heading, code=code)
    return page, 422 if form.is_submitted() else 200


def _found(public_id: str) -> FocalPoint:
    every_meeting()
    found = queries.by_public_id(public_id)
    if found is None:
        abort(404)
    return found


def _states() -> list[tuple[str, str]]:
    """The States, then the permanent observers."""
    return represented.offered(language.current(), added=directory.added_observers())
