"""The officers' pages of the permanent observers."""

from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.answering import attempt
from meetings.directory import countries, operations, queries
from meetings.directory.forms import ObserverForm
from meetings.directory.forms.states import choices
from meetings.directory.views.blueprint import bp
from meetings.directory.views.pages import everything, shown
from meetings.fields import by_language
from meetings.localized import LANGUAGES, fold
from meetings.permissions import Right, allow


@bp.get("/manage/directory/observers")
@allow(Right.MANAGE)
def manage_observers() -> ResponseReturnValue:
    """The permanent observers, with the ways to write them."""
    everything()
    lang = language.current()
    return render_template(
        "directory/manage_observers.html",
        observers=sorted(queries.observers(), key=lambda each: fold(each.name(lang))),
    )


@bp.route("/manage/directory/observers/new", methods=["GET", "POST"])
@allow(Right.MANAGE)
def new_observer() -> ResponseReturnValue:
    """One more, a State or an organization."""
    everything()
    form, back = ObserverForm(), url_for("directory.manage_observers")
    members = {each.code for each in queries.states()}
    others = [
        pair for pair in countries.names(language.current()).items() if pair[0] not in members
    ]
    form.country.choices = choices(others, empty=_("An organization"))

    def add() -> None:
        country = form.country.data or ""
        known = {lang: countries.name(country, lang) for lang in LANGUAGES}
        names = {**known, **{lang: text for lang, text in form.texts("name").items() if text}}
        operations.add_observer(
            {lang: text for lang, text in names.items() if text},
            country=country,
            since=form.since.data,
            by=current_user.actor,
            at=clock.now(),
        )

    answer = attempt(form, add, said=_("The entry is saved."), to=back)
    return answer or shown(form, heading=_("New permanent observer"), kicker=None, back=back)


@bp.route("/manage/directory/observers/<code>/edit", methods=["GET", "POST"])
@allow(Right.MANAGE)
def edit_observer(code: str) -> ResponseReturnValue:
    """Its names, and since when."""
    everything()
    row = queries.observer(code) or abort(404)
    lang, back = language.current(), url_for("directory.manage_observers")
    form = ObserverForm(data={**by_language("name", row.names), "since": row.since})
    del form.country
    answer = attempt(
        form,
        lambda: operations.correct_observer(
            queries.observer(code) or abort(404),
            form.texts("name"),
            since=form.since.data,
            by=current_user.actor,
            at=clock.now(),
        ),
        said=_("The entry is saved."),
        to=back,
    )
    return answer or shown(
        form, heading=_("Correct a permanent observer"), kicker=row.name(lang), back=back
    )
