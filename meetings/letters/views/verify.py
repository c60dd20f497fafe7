"""Whether a certificate is ours: by the code that it bears, and by nothing else."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from meetings import language, tokens
from meetings.extensions import kept_by_each_process, limiter
from meetings.letters import content, queries
from meetings.letters.forms import VerifyForm
from meetings.letters.views.blueprint import bp
from meetings.permissions import public

_NO_CODE = _l("This is no code of a certificate: it has twenty letters and digits.")


@bp.route("/verify", methods=["GET", "POST"])
@public
@limiter.limit(lambda: kept_by_each_process("30 per minute; 300 per hour"), methods=["POST"])
def verify_form() -> ResponseReturnValue:
    """Type the code of a certificate."""
    form = VerifyForm()
    if form.validate_on_submit():
        code = tokens.read_pass(form.code.data or "")
        if code is not None:
            return redirect(url_for("letters.verify", code=tokens.show_pass(code)), 303)
        form.code.errors = [str(_NO_CODE)]
    status = 422 if request.method == "POST" else 200
    return render_template("letters/verify_form.html", form=form), status


@bp.get("/verify/<code>")
@public
@limiter.limit(lambda: kept_by_each_process("30 per minute; 300 per hour"))
def verify(code: str) -> ResponseReturnValue:
    """What the certificate of this code says, and nothing more."""
    found = queries.certificate(code)
    holds = found is not None and queries.still_holds(found)
    said: list[str] = []
    if found and holds:
        with language.reading(found.language):
            said = content.said(found.facts, found.language)
    page = render_template(
        "letters/verify.html",
        holds=holds,
        is_known=found is not None,
        name=found.facts["name"] if found and holds else "",
        said=said,
        facts_lang=found.language if found else "",
    )
    return page, 200 if found is not None else 404, {"Cache-Control": "no-store"}
