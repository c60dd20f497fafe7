"""A paper as a tagged PDF (PDF/UA-1): the words go to the typesetter as data, never as source."""

from __future__ import annotations

from datetime import datetime

from meetings.config import ROOT
from meetings.delegations.letter.content import Letter
from meetings.typesetting import pdf

SOURCE = ROOT / "templates" / "delegations" / "letter.typ"


def write(letter: Letter, *, at: datetime) -> bytes:
    """The document; `at` is when it says it was made."""
    return pdf(SOURCE, "letter", letter.as_data(), at=at)
