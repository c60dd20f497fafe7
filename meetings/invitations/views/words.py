"""What a mailing says, in each language."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from meetings import clock, language
from meetings.answering import attempt
from meetings.calendar import queries as calendar
from meetings.directory import queries as directory
from meetings.fields import by_language, offered
from meetings.invitations import operations
from meetings.invitations.forms import WordsForm
from meetings.invitations.models import Mailing, MailingKind
from meetings.invitations.rules.placeholders import PLACEHOLDERS
from meetings.invitations.views.blueprint import bp, name_of
from meetings.invitations.views.scope import mailing_of
from meetings.permissions import Right, allow

MEANING = {
    "name": _l("the person’s name"),
    "meeting": _l("the meeting’s title"),
    "dates": _l("its dates"),
    "place": _l("its place"),
    "capacity": _l("the person’s capacity"),
    "deadline": _l("until when to answer, in the meeting’s time zone"),
    "link": _l("the address of the person’s own page"),
}


@bp.route("/manage/meetings/<slug>/invitations/<uuid:public_id>/words", methods=["GET", "POST"])
@allow(Right.MANAGE)
def words(slug: str, public_id: object) -> ResponseReturnValue:
    """The subject and the text in four languages."""
    found = mailing_of(slug, public_id)
    form = _form(found)
    answer = attempt(
        form,
        lambda: operations.write_words(
            mailing_of(slug, public_id), form.draft(), by=current_user.actor, at=clock.now()
        ),
        said=_("The words are kept."),
        to=url_for("invitations.mailing", slug=slug, public_id=public_id),
    )
    if answer is not None:
        return answer
    found = mailing_of(slug, public_id)
    page = render_template(
        "invitations/words.html",
        meeting=found.meeting,
        about=calendar.text_of(found.meeting_id, language.current()),
        mailing=found,
        form=form,
        placeholders=[(each, MEANING[each]) for each in PLACEHOLDERS],
    )
    return page, 422 if form.is_submitted() else 200


def _form(found: Mailing) -> WordsForm:
    lang = language.current()
    form = WordsForm(
        data={
            "name": name_of(found),
            "capacity": found.capacity_code or "",
            "is_necessary": found.is_necessary,
            "version": str(found.version),
            **by_language("title", found.title),
            **by_language("text", found.text),
        }
    )
    if found.kind == MailingKind.INVITATION:
        pairs = [(each.code, each.name(lang)) for each in directory.capacities()]
        form.capacity.choices = offered([("", "—"), *pairs])
        del form.is_necessary
    else:
        del form.capacity
    return form
