"""Who signs letters and certificates, body by body."""

from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.answering import attempt
from meetings.calendar import queries as calendar
from meetings.fields import by_language
from meetings.letters import operations, queries
from meetings.letters.forms import LetterheadForm
from meetings.letters.views.blueprint import bp
from meetings.permissions import Right, allow

ALL = "all"


@bp.get("/manage/letterheads")
@allow(Right.MANAGE)
def letterheads() -> ResponseReturnValue:
    """Each body with who signs for it."""
    return render_template(
        "letters/letterheads.html",
        bodies=calendar.bodies(),
        heads=queries.letterheads(),
        everyone=ALL,
    )


@bp.route("/manage/letterheads/<code>", methods=["GET", "POST"])
@allow(Right.MANAGE)
def letterhead(code: str) -> ResponseReturnValue:
    """Decide about one body, or about all that have none of their own."""
    bodies = {each.code: each for each in calendar.bodies()}
    if code != ALL and code not in bodies:
        abort(404)
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)
    key = "" if code == ALL else code
    stored = queries.letterheads().get(key)
    data = {"heading": stored.heading, "signer": stored.signer} if stored else {}
    form = LetterheadForm(data=data | by_language("post", stored.post if stored else {}))
    done = attempt(
        form,
        lambda: operations.set_letterhead(
            key,
            heading=form.heading.data or "",
            signer=form.signer.data or "",
            post=form.texts("post"),
            by=current_user.actor,
            at=clock.now(),
        ),
        said=_("The letterhead is kept."),
        to=url_for("letters.letterheads"),
    )
    name = bodies[key].name(language.current()) if key else _("All other bodies")
    if done is not None:
        return done
    page = render_template("letters/letterhead.html", form=form, name=name)
    return page, 422 if form.is_submitted() else 200
