"""The blueprint of invitations."""

from __future__ import annotations

from flask import Blueprint, g

from meetings import language
from meetings.invitations.models import Mailing
from meetings.invitations.queries import names_in
from meetings.language import PREFIX

bp = Blueprint("invitations", __name__, url_prefix=PREFIX)


def name_of(mailing: Mailing) -> str:
    """What a mail is called on a page: by its template's name in the reader's language, while it
    bears that in any; else as an officer called it."""
    if "mail_names" not in g:
        g.mail_names = names_in(language.current())
    return str(g.mail_names.get(mailing.name, mailing.name))


@bp.context_processor
def _names() -> dict[str, object]:
    return {"name_of": name_of}
