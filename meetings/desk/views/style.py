"""The style guide, in the embedded mode only."""

from __future__ import annotations

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from meetings.desk.forms import GuideForm
from meetings.desk.views.blueprint import bp
from meetings.permissions import public


@bp.get("/style")
@public
def style() -> ResponseReturnValue:
    """Every component once, with the errors of a form that was sent empty."""
    if current_app.config["SETTINGS"].is_production:
        abort(404)
    form = GuideForm()
    form.validate()
    return render_template("style/guide.html", form=form)
