"""A State that is easily taken for another one is asked back once: Dominica."""

from __future__ import annotations

from wtforms import Field, HiddenField

from meetings import language
from meetings.directory.rules.lookalikes import ask_back
from meetings.errors import Refused


def asked_back(chosen: Field, sure: HiddenField) -> str | None:
    """The question to ask about the State that was chosen, None where it is clear.

    `sure` keeps the State that was asked about, so that the same answer again is taken.
    """
    confirmed, code = sure.data or "", chosen.data or None
    try:
        ask_back(code, confirmed=confirmed, field=chosen.short_name, lang=language.current())
    except Refused as refusal:
        sure.data = code
        return str(refusal)
    return None
