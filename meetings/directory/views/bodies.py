"""The officers' page of a body: its terms of office and how many sit in it."""

from __future__ import annotations

from uuid import UUID

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.answering import attempt, press
from meetings.directory import countries, operations, queries
from meetings.directory.forms import PeriodForm, PlacesForm
from meetings.directory.forms.states import choices
from meetings.directory.models import Body, BodyPeriod, BodyPlaces
from meetings.directory.rules.spans import is_in_force
from meetings.directory.views.blueprint import bp
from meetings.directory.views.pages import everything, shown, today
from meetings.permissions import Right, allow


@bp.route("/manage/directory/bodies/<code>", methods=["GET", "POST"])
@allow(Right.MANAGE)
def manage_body(code: str) -> ResponseReturnValue:
    """A body with its terms, its terms of office and its places, each with the way to write it."""
    body = own_body(code)
    lang = language.current()
    form = PeriodForm()

    def add() -> None:
        operations.add_period(
            own_body(code),
            from_on=form.from_on.data,  # type: ignore[arg-type]  # required by the form
            to_on=form.to_on.data,  # type: ignore[arg-type]  # required by the form
            by=current_user.actor,
            at=clock.now(),
        )

    here = url_for("directory.manage_body", code=code)
    answer = attempt(form, add, said=_("The term of office is saved."), to=here)
    day = today()
    terms = queries.holdings(body_code=code)
    return answer or shown(
        form,
        "directory/manage_body.html",
        body=body,
        current=[each for each in terms if each.to_on is None or each.to_on >= day],
        past=[each for each in terms if each.to_on is not None and each.to_on < day],
        periods=queries.periods(code),
        places=queries.places(code),
        positions={each.code: each for each in queries.positions()},
        flags={each.code: each for each in queries.flags()},
        countries=countries.names(lang),
        is_in_force=is_in_force,
        today=day,
    )


@bp.route("/manage/directory/periods/<uuid:public_id>/edit", methods=["GET", "POST"])
@allow(Right.MANAGE)
def edit_period(public_id: UUID) -> ResponseReturnValue:
    """The days of a body's term of office."""
    row = _period(public_id)
    back = url_for("directory.manage_body", code=row.body_code)
    form = PeriodForm(data={"from_on": row.from_on, "to_on": row.to_on})
    answer = attempt(
        form,
        lambda: operations.correct_period(
            _period(public_id),
            from_on=form.from_on.data,  # type: ignore[arg-type]  # required by the form
            to_on=form.to_on.data,  # type: ignore[arg-type]  # required by the form
            by=current_user.actor,
            at=clock.now(),
        ),
        said=_("The term of office is saved."),
        to=back,
    )
    return answer or shown(form, heading=_("Correct a term of office"), kicker=None, back=back)


@bp.post("/manage/directory/periods/<uuid:public_id>/remove")
@allow(Right.MANAGE)
def remove_period(public_id: UUID) -> ResponseReturnValue:
    """Take back a term of office entered by error."""
    back = url_for("directory.manage_body", code=_period(public_id).body_code)
    return press(
        lambda: operations.remove_period(_period(public_id), by=current_user.actor, at=clock.now()),
        said=_("The entry is taken back; the audit keeps it."),
        to=back,
    )


@bp.route("/manage/directory/bodies/<code>/places/new", methods=["GET", "POST"])
@allow(Right.MANAGE)
def new_places(code: str) -> ResponseReturnValue:
    """How many hold a position at once."""
    body = own_body(code)
    back = url_for("directory.manage_body", code=code)
    form = _places_form(None)
    answer = attempt(
        form,
        lambda: operations.set_places(form.given(code), by=current_user.actor, at=clock.now()),
        said=_("The places are saved."),
        to=back,
    )
    name = body.name(language.current())
    return answer or shown(form, heading=_("Places of a position"), kicker=name, back=back)


@bp.route("/manage/directory/places/<uuid:public_id>/edit", methods=["GET", "POST"])
@allow(Right.MANAGE)
def edit_places(public_id: UUID) -> ResponseReturnValue:
    """Correct or end the places of a position."""
    row = _places(public_id)
    code = row.body_code
    back = url_for("directory.manage_body", code=code)
    form = _places_form(row)
    answer = attempt(
        form,
        lambda: operations.correct_places(
            _places(public_id), form.given(code), by=current_user.actor, at=clock.now()
        ),
        said=_("The places are saved."),
        to=back,
    )
    return answer or shown(form, heading=_("Places of a position"), kicker=None, back=back)


@bp.post("/manage/directory/places/<uuid:public_id>/remove")
@allow(Right.MANAGE)
def remove_places(public_id: UUID) -> ResponseReturnValue:
    """Take back places entered by error."""
    back = url_for("directory.manage_body", code=_places(public_id).body_code)
    return press(
        lambda: operations.remove_places(_places(public_id), by=current_user.actor, at=clock.now()),
        said=_("The entry is taken back; the audit keeps it."),
        to=back,
    )


def own_body(code: str) -> Body:
    """The body whose terms the officer may write; 404 where there is none."""
    everything()
    return queries.body(code) or abort(404)


def _period(public_id: UUID) -> BodyPeriod:
    everything()
    return queries.period(str(public_id)) or abort(404)


def _places(public_id: UUID) -> BodyPlaces:
    everything()
    return queries.place(str(public_id)) or abort(404)


def _places_form(row: BodyPlaces | None) -> PlacesForm:
    lang = language.current()
    given = {
        "position": row.position_code if row else None,
        "places": row.places if row else None,
        "flag": row.flag_code if row else "",
        "from_on": row.from_on if row else None,
        "to_on": row.to_on if row else None,
    }
    form = PlacesForm(data=given)
    form.position.choices = choices((each.code, each.name(lang)) for each in queries.positions())
    named = [(each.code, each.name(lang)) for each in queries.flags()]
    form.flag.choices = choices(named, empty=_("A number of places"))
    return form
