"""The list as a tagged PDF (PDF/UA-1): the words go to the typesetter as data, never as source."""

from __future__ import annotations

from datetime import datetime

from meetings.config import ROOT
from meetings.desk.participants.listed import Roll
from meetings.typesetting import pdf

SOURCE = ROOT / "templates" / "desk" / "participants.typ"


def write(roll: Roll, *, at: datetime) -> bytes:
    """The document; `at` is when it says it was made."""
    return pdf(SOURCE, "roll", roll.as_data(), at=at)
