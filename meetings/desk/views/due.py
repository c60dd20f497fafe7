"""What is due before a meeting to come, by the template of its body, and what is overdue."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash
from flask_babel import gettext as _

from meetings import clock, formats
from meetings.calendar import queries as calendar
from meetings.calendar import rules
from meetings.calendar.models import Meeting, Precision, Status
from meetings.calendar.rules import MeetingFacts
from meetings.calendar.rules.remarks import remarks
from meetings.calendar.rules.templates import Duties, Expected, duties, overdue
from meetings.localized import NATIVE_NAMES


@dataclass(frozen=True)
class Due:
    """The days by which convocation and documents are due, those of them that are past and not
    done (None else), and the documents that are lacking."""

    due: Duties
    late: Duties
    languages: list[str]
    expects: bool
    lacking: list[Expected]
    is_day_known: bool


def due_of(meeting: Meeting) -> Due | None:
    """What is due before a meeting; None without a template, and where it has no date to come."""
    template = calendar.template(meeting.body_code)
    if template is None or meeting.kind_code != template.kind_code:
        return None
    if meeting.status in {Status.CANCELLED, Status.HELD, Status.POSTPONED}:
        return None
    facts = calendar.template_facts(template)
    by_when = duties(
        meeting.starts_on, notice_days=facts.notice_days, documents_days=facts.documents_days
    )
    lacking = calendar.lacking_documents(meeting, facts)
    today = clock.local_day(clock.now(), meeting.time_zone)
    return Due(
        due=by_when,
        late=overdue(
            by_when,
            expected=facts.documents,
            lacking=lacking,
            today=today,
            last=meeting.ends_on,
        ),
        languages=[NATIVE_NAMES[code] for code in facts.languages],
        expects=bool(facts.documents),
        lacking=lacking,
        is_day_known=meeting.precision in {Precision.DAY, Precision.MINUTE},
    )


def warn(meeting: Meeting, before: MeetingFacts | None, lang: str) -> None:
    """Say what is worth another look in a meeting that was made, or changed from `before`."""
    facts = calendar.facts_of(meeting)
    for sentence in remarks(before, facts, lang=lang):
        flash(sentence, "warning")
    if before is None or "dates" in rules.differences(before, facts):
        warn_of_past(meeting, lang)


def warn_of_past(meeting: Meeting, lang: str) -> None:
    """Say which deadlines of a meeting that was made or moved have passed already."""
    found = due_of(meeting)
    if found is None:
        return
    convocation, documents = found.late.convocation_on, found.late.documents_on
    if convocation is not None:
        day = formats.day(convocation, lang)
        flash(_("Its convocation was due on %(day)s already.", day=day), "warning")
    if documents is not None:
        day = formats.day(documents, lang)
        flash(_("Its documents were due on %(day)s already.", day=day), "warning")
