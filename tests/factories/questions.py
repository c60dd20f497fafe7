"""Questions on meetings' forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from meetings import actor
from meetings.calendar.models import Meeting
from meetings.registration.models import FormQuestion
from meetings.registration.operations.questions import add_question
from meetings.registration.rules.builder import Place, QuestionFacts, Wording
from meetings.registration.rules.questions import Choice, Condition
from tests.factories.registration import AT


def make_question(
    meeting: Meeting,
    label: str | dict[str, str] = "Diet",
    *,
    kind: str = "text",
    choices: tuple[str, ...] = (),
    when: Mapping[str, tuple[str, ...]] | None = None,
    sensitive: bool = False,
    library: bool = True,
    **place: Any,
) -> FormQuestion:
    """A question at the end of a meeting's form; choices are their English words."""
    facts = QuestionFacts(
        type=kind,
        wording=Wording(
            label={"en": label} if isinstance(label, str) else label,
            choices=tuple(Choice("", {"en": each}) for each in choices),
        ),
        is_sensitive=sensitive,
        is_in_library=library,
    )
    conditions = tuple(Condition(name, codes) for name, codes in (when or {}).items())
    given = Place(conditions=conditions, **place)
    return add_question(meeting, facts, place=given, by=actor.CLI, at=AT)
