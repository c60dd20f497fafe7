"""The library of templates: read those that come with the product, copy and write one's own."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.answering import attempt
from meetings.db import transaction
from meetings.fields import by_language
from meetings.invitations import operations, queries
from meetings.invitations.forms import TemplateForm
from meetings.invitations.models import MailTemplate
from meetings.invitations.rules import words
from meetings.invitations.rules.placeholders import PLACEHOLDERS
from meetings.invitations.views.blueprint import bp
from meetings.invitations.views.scope import manages_all
from meetings.invitations.views.words import MEANING
from meetings.localized import LANGUAGES, pick
from meetings.permissions import Right, allow


@bp.get("/manage/mail-templates")
@allow(Right.MANAGE)
def templates() -> ResponseReturnValue:
    """Every template."""
    lang = language.current()
    return render_template(
        "invitations/templates.html",
        templates=[(each, pick(each.name, lang, LANGUAGES)) for each in queries.templates()],
        words=words,
        may_write=manages_all(),
    )


@bp.route("/manage/mail-templates/<code>", methods=["GET", "POST"])
@allow(Right.MANAGE)
def template(code: str) -> ResponseReturnValue:
    """One template; the secretariat's own may be written."""
    found = _found(code)
    if not (found.is_own and manages_all()):
        return _page(found, None), 200
    form = TemplateForm(
        data={
            **by_language("name", found.name),
            **by_language("title", found.title),
            **by_language("text", found.text),
        }
    )
    answer = attempt(
        form,
        lambda: operations.write_template(
            _found(code),
            form.texts("name"),
            title=form.written("title"),
            text=form.written("text"),
            by=current_user.actor,
            at=clock.now(),
        ),
        said=_("The template is kept."),
        to=url_for("invitations.templates"),
    )
    return answer or (_page(_found(code), form), 422 if form.is_submitted() else 200)


@bp.post("/manage/mail-templates/<code>/copy")
@allow(Right.MANAGE)
def copy_template(code: str) -> ResponseReturnValue:
    """A copy to write."""
    if not manages_all():
        abort(403)
    with transaction():
        by, at = current_user.actor, clock.now()
        made = operations.copy_template(_found(code), by=by, at=at).code
    flash(_("A copy: write it as you like."), "success")
    return redirect(url_for("invitations.template", code=made), 303)


def _found(code: str) -> MailTemplate:
    found = queries.template(code)
    if found is None:
        abort(404)
    return found


def _page(found: MailTemplate, form: TemplateForm | None) -> str:
    return render_template(
        "invitations/template.html",
        template=found,
        name=pick(found.name, language.current(), LANGUAGES),
        form=form,
        words=words,
        may_write=manages_all(),
        placeholders=[(each, MEANING[each]) for each in PLACEHOLDERS],
    )
