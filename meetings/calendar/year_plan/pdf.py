"""The year as a tagged PDF (PDF/UA-1): the words go to the typesetter as data, never as source."""

from __future__ import annotations

from datetime import datetime

from meetings.calendar.year_plan.plan import Plan
from meetings.config import ROOT
from meetings.typesetting import pdf

SOURCE = ROOT / "templates" / "calendar" / "year_plan.typ"


def write(plan: Plan, *, at: datetime) -> bytes:
    """The document; `at` is when it says it was made."""
    return pdf(SOURCE, "plan", plan.as_data(), at=at)
