"""Completions: recorded, taken back, and how they count."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from meetings.actor import CLI
from meetings.attendance.models import Completion
from meetings.attendance.operations import completions as operations
from meetings.attendance.operations import record
from meetings.attendance.queries.completions import completions
from meetings.attendance.rules import Event
from meetings.audit import AuditEntry
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.calendar.operations.courses import create_course, set_edition
from meetings.errors import Refused
from meetings.statistics import queries as statistics
from meetings.statistics.queries.courses import completions_by_year, edition_figures
from meetings.statistics.rules import Split
from tests.factories.accounts import make_user
from tests.factories.attendance import make_listed
from tests.factories.calendar import make_meeting
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
BY: dict[str, Any] = {"by": CLI, "at": AT}
MAY = date(2026, 5, 2)


def make_edition(**facts: Any) -> Meeting:
    course = create_course({"en": "Course"}, description={}, **BY)
    given = {"starts_on": date(2025, 11, 1), "ends_on": date(2026, 5, 30)}
    meeting = make_meeting("Course, 2025", kind_code="virtual_course", **(given | facts))
    set_edition(meeting, course, edition="2025", taught_in="es", **BY)
    return meeting


def be_there(meeting: Meeting, one: Any) -> None:
    event = Event(id=str(uuid.uuid4()), at=AT, registration=one.public_id)
    assert record(meeting, event, **BY).status == "recorded"


@pytest.mark.usefixtures("session")
def test_a_course_is_completed_by_a_record_in_the_year_of_its_day() -> None:
    meeting = make_edition()
    people = [
        make_listed(meeting, name, sex=sex)
        for name, sex in (("Ana", "female"), ("Luz", "female"), ("Tom", "male"))
    ]
    make_listed(meeting, "Eva", status="pending")
    make_listed(meeting, "Ida", capacity="interpreter")
    be_there(meeting, people[1])
    first = [people[0].public_id]
    assert operations.record_completions(meeting, first, on=date(2025, 12, 20), **BY) == 1
    both = [each.public_id for each in (people[0], people[2])]
    assert operations.record_completions(meeting, both, on=MAY, **BY) == 1
    figures = edition_figures([meeting.id])[meeting.id]
    assert (figures.enrolled, figures.confirmed) == (Split(3, 1), Split(2, 1))
    assert (figures.active, figures.completed) == (Split(1), Split(1, 1))
    assert statistics.figures(meeting.id).of("completed") == Split(1, 1)
    assert completions_by_year([meeting.id]) == {2025: Split(1), 2026: Split(0, 1)}
    assert operations.take_back_completion(meeting, people[2].public_id, **BY)
    assert not operations.take_back_completion(meeting, people[2].public_id, **BY)
    assert completions_by_year([meeting.id]) == {2025: Split(1)}
    assert operations.record_completions(meeting, both, on=MAY, **BY) == 1


@pytest.mark.usefixtures("session")
def test_elsewhere_being_there_is_enough(session: Any) -> None:
    meeting = make_meeting(starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 4))
    be_there(meeting, make_listed(meeting, "Ana"))
    absent = make_listed(meeting, "Luz")
    assert statistics.figures(meeting.id).of("completed") == Split(1)
    operations.record_completions(meeting, [absent.public_id], on=date(2026, 5, 4), **BY)
    assert statistics.figures(meeting.id).of("completed") == Split(2)
    actions = session.scalars(select(AuditEntry.action)).all()
    assert actions.count("attendance.complete") == 1


@pytest.mark.parametrize(
    ("who", "on", "code"),
    [
        ("nobody", MAY, "nobody"),
        ("pending", MAY, "not_confirmed"),
        ("other", MAY, "not_confirmed"),
        ("unknown", MAY, "not_confirmed"),
        ("confirmed", date(2026, 5, 5), "future"),
        ("confirmed", date(2025, 10, 31), "early"),
    ],
)
def test_what_is_no_completion(session: Any, who: str, on: date, code: str) -> None:
    meeting = make_edition()
    people = {
        "nobody": [],
        "pending": [make_listed(meeting, status="pending").public_id],
        "other": [make_listed(make_meeting("Other")).public_id],
        "unknown": ["\x00"],
        "confirmed": [make_listed(meeting).public_id],
    }
    with pytest.raises(Refused) as refusal:
        operations.record_completions(meeting, people[who], on=on, **BY)
    assert refusal.value.code == code
    assert session.scalars(select(Completion)).all() == []


@pytest.mark.usefixtures("frozen")
def test_completions_are_ticked_and_taken_back(page: Site, client: Client, stored: Stored) -> None:
    with stored():
        meeting = make_edition()
        ana, luz = (make_listed(meeting, name) for name in ("Ana", "Luz"))
        slug, ids, identity = meeting.slug, [ana.public_id, luz.public_id], make_user().get_id()
    client.sign_in(identity)
    form = page.get(page.get(f"/en/manage/meetings/{slug}/registrations").link("Completions"))
    wrong = form.submit(on="2026-05-01")
    assert "Choose at least one person" in wrong.text
    late = form.submit(people=[ids[0]], on="2027-01-01")
    assert "This day lies in the future" in late.text
    assert late.tree.cssselect("input[checked]")[0].get("value") == ids[0]
    done = form.submit(people=ids, on="2026-05-01", note="Certificate 7")
    assert "2 completions are recorded" in done.text
    assert len(done.all("tbody tr")) == 2
    gone = done.submit("tbody form")
    assert "The record is kept, and counts no longer" in gone.text
    assert len(gone.all("tbody tr")) == 1
    with stored():
        found = calendar.by_slug(slug)
        assert found is not None
        assert len(completions(found.id)) == 1
