"""Courses: for everyone, for staff, and for the officer who writes them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest

from meetings.actor import CLI
from meetings.attendance.operations.completions import record_completions
from meetings.calendar.operations.courses import create_course, set_edition
from meetings.permissions import Role
from tests.factories.accounts import make_user
from tests.factories.attendance import make_listed
from tests.factories.calendar import MADE_AT, make_meeting
from tests.factories.sessions import make_session
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
BY: dict[str, Any] = {"by": CLI, "at": MADE_AT}
TITLE = {"en": "Course on records", "es": "Curso sobre registros", "fr": "Cours", "pt": "Curso"}

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def slug(stored: Stored) -> str:
    with stored():
        course = create_course(TITLE, description={}, **BY)
        for lang, published in (("es", True), ("pt", False)):
            meeting = make_meeting(
                TITLE,
                kind_code="virtual_course",
                starts_on=date(2025, 11, 1),
                ends_on=date(2026, 4, 30),
                published=published,
            )
            set_edition(meeting, course, edition=f"2025 {lang}", taught_in=lang, **BY)
            module: dict[str, Any] = {"kind": "module", "ends_on": date(2025, 12, 15)}
            make_session(meeting, f"Module {lang}", "", **module)
            people = [make_listed(meeting, sex=sex).public_id for sex in ("female", "male")]
            record_completions(meeting, people[:1], on=date(2025, 12, 20), **BY)
            record_completions(meeting, people, on=date(2026, 4, 2), **BY)
        return course.slug


def test_everyone_sees_editions_and_modules_and_no_figures(page: Site, slug: str) -> None:
    shown = page.get(page.get("/en/courses").link("Course on records"))
    assert shown.all("section h3") == ["Course on records: 2025 es, Spanish"]
    assert "Module esNovember 1 – December 15, 2025" in shown.text
    assert "Completed" not in shown.text
    edition = page.get(page.get(f"/en/courses/{slug}").link("Course on records"))
    assert edition.link("Course on records").endswith(f"/courses/{slug}")
    page.get("/en/courses/nothing", status=404)


def test_staff_see_who_completed_by_edition_sex_and_year(
    page: Site, client: Client, stored: Stored, slug: str
) -> None:
    with stored():
        identity = make_user(role=Role.COORDINATOR).get_id()
    client.sign_in(identity)
    shown = page.get(f"/en/courses/{slug}")
    # The draft is the officer's.
    assert shown.all("section h3") == ["Course on records: 2025 es, Spanish"]
    rows = [row for row in shown.all("tbody tr") if row.startswith("20")]
    assert rows[0] == "2025 pt Portuguese2Women 1 · Men 12Women 1 · Men 102Women 1 · Men 1"
    assert rows[2:] == ["20252Women 2", "20262Men 2"]
    assert client.get("/en/manage/courses").status_code == 403


def test_an_officer_writes_a_course_and_its_editions(
    page: Site, client: Client, stored: Stored, slug: str
) -> None:
    with stored():
        make_meeting("Training of trainers", kind_code="training")
        identity = make_user().get_id()
    client.sign_in(identity)
    empty = page.get("/en/manage/courses").submit("#main section form")
    assert "A course needs a title" in empty.text
    made = empty.submit("#main section form", title_es="Diplomado")
    form = "form[action$='/editions']"
    assert "Choose one from the list" in made.submit(form).text
    said: dict[str, Any] = {"of-meeting": "training-of-trainers-2026", "of-taught_in": "fr"}
    added = made.submit(form, **said)
    assert "The edition is added" in added.text
    saved = added.submit("form[action$='/diplomado']", title_en="Diploma")
    assert saved.heading == "Diploma"
    gone = saved.submit("form[action$='/remove']")
    assert "no longer part of the course" in gone.text
    assert len(page.get(f"/en/courses/{slug}").all("section h3")) == 2


def test_shortening_a_meeting_names_the_sessions_left_outside(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        meeting = make_meeting()
        make_session(meeting, "Closing", day=date(2026, 5, 21))
        slug, identity = meeting.slug, make_user().get_id()
    client.sign_in(identity)
    done = page.get(f"/en/manage/meetings/{slug}/edit").submit(ends_on="2026-05-20")
    assert "1 session now lies outside of the meeting’s days: Closing." in done.text
    agenda = page.get(f"/en/manage/meetings/{slug}/agenda")
    assert "This day is no longer one of the meeting’s days" in agenda.text
    assert "This session lies outside of the meeting’s days" in agenda.text
