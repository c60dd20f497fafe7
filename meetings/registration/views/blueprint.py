"""The blueprint of registration, and the filter `who`: a name that is kept beside what was done,
told in the reader's language."""

from __future__ import annotations

from flask import Blueprint

from meetings.language import PREFIX
from meetings.registration.rules import change_words

bp = Blueprint("registration", __name__, url_prefix=PREFIX)
bp.add_app_template_filter(change_words.who, "who")
