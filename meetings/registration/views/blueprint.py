"""The blueprint of registration, and what it lends to pages of every room: the filter `who`, a name
that is kept beside what was done, told in the reader's language, and the number of seats that a
meeting has for one organization."""

from __future__ import annotations

from flask import Blueprint

from meetings.language import PREFIX
from meetings.registration.queries.of_organizations import most_of_organization
from meetings.registration.rules import change_words

bp = Blueprint("registration", __name__, url_prefix=PREFIX)
bp.add_app_template_filter(change_words.who, "who")
bp.add_app_template_global(most_of_organization, "most_of_organization")
