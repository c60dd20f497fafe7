"""What is kept no longer is purged, once, and counted as before; who read lists is noted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import actor, audit, installation
from meetings.calendar.models import Meeting
from meetings.db import db, transaction
from meetings.permissions import Role
from meetings.privacy import jobs, rules
from meetings.registration import operations
from meetings.registration.models import Participation
from meetings.registration.operations import Plan
from meetings.registration.rules.consents import Purpose
from tests.factories.accounts import make_user
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.factories.statistics import make_presence
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
NOON = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("own", "today", "over"),
    [
        (None, date(2028, 3, 2), False),
        (None, date(2028, 3, 3), True),
        (10, date(2026, 3, 13), False),
        (10, date(2026, 3, 14), True),
    ],
)
def test_the_days_of_a_meeting_or_the_installation(
    own: int | None, today: date, *, over: bool
) -> None:
    assert rules.is_over(date(2026, 3, 3), rules.stay(own, 730).days, today=today) is over


@pytest.fixture
def slug(stored: Stored, client: Client, frozen: Any) -> str:
    """A meeting whose names are kept for 30 days, with three people; the last one consents to
    invitations. An officer is signed in."""
    jobs._looked.clear()
    with stored():
        past: dict[str, Any] = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 3)}
        meeting = make_open_meeting(**past, time_zone="UTC")
        operations.set_plan(meeting, Plan(retention_days=30), by=actor.CLI, at=AT)
        for name in ("Ana", "Bea", "Eva"):
            made = make_participation(
                meeting, given_names=name, email=f"{name}@example.org", post=f"Post of {name}"
            )
            make_presence(made, day=date(2026, 3, 2))
        operations.give_consent(made, Purpose.FUTURE, by=actor.CLI, at=AT)
        bea = db.session.scalars(select(Participation).where(Participation.post == "Post of Bea"))
        later = make_open_meeting()
        person = bea.one().person
        make_participation(later, given_names=person.given_names, email=person.email)
        client.sign_in(make_user(role=Role.ADMINISTRATOR).get_id())
        return meeting.slug


def test_names_go_when_nothing_else_keeps_them_and_figures_stay(
    app: Flask, page: Site, slug: str
) -> None:
    before = page.get(f"/en/meetings/{slug}/statistics").one("main")
    retention = page.get("/en/manage/retention")
    assert "April 2, 2026" in retention.text
    assert "due" in retention.text
    assert "Records kept, of any status" in retention.text
    with app.app_context():
        assert jobs.purge_what_is_over(NOON) == 3
        jobs._looked.clear()
        assert jobs.purge_what_is_over(NOON + timedelta(days=1)) == 0
        rows = db.session.scalars(
            select(Participation)
            .where(Participation.purged_at.is_not(None))
            .order_by(Participation.id)
        ).all()
        assert [each.person.given_names for each in rows] == ["—", "Bea", "Eva"]
        assert {each.post for each in rows} == {""}
        (line,) = db.session.scalars(
            select(audit.AuditEntry).where(audit.AuditEntry.action == "privacy.purge")
        )
        found = db.session.get(audit.AuditChange, line.id)
        assert found is not None
        assert found.changes == {"registrations": 3, "people": 1}
    assert page.get(f"/en/meetings/{slug}/statistics").one("main") == before
    assert "Eva" in page.get(f"/en/manage/meetings/{slug}/registrations").text


@pytest.mark.parametrize("is_demo", [False, True])
def test_what_a_purge_takes_is_shown_before_it_is_taken(
    app: Flask, page: Site, slug: str, *, is_demo: bool
) -> None:
    """In a demonstration too, which purges nobody."""
    if is_demo:
        with app.app_context(), transaction():
            installation.note(installation.MADE_BY_DEMO, "yes")
    shown = page.get("/en/manage/retention")
    table = shown.one("section[aria-labelledby=due-title] tbody tr")
    assert shown.all("section[aria-labelledby=due-title] td") == ["3", "2", "0", "no"], table
    assert ("Below stands what a purge today would take." in shown.text) is is_demo
    with app.app_context():
        assert jobs.purge_what_is_over(NOON) == (0 if is_demo else 3)
        jobs._looked.clear()
    assert ("What a purge today takes" in page.get("/en/manage/retention").text) is is_demo


def test_an_officer_keeps_names_for_longer(app: Flask, page: Site, slug: str) -> None:
    own = page.get(f"/en/manage/meetings/{slug}/retention")
    assert own.submit(retention_days="0").status == 422
    kept = own.submit(retention_days="200")
    assert "its own days" in kept.text
    assert "The days are kept." in kept.text
    with app.app_context():
        assert jobs.purge_what_is_over(NOON) == 0


def test_who_reads_lists_is_noted_once_an_hour(
    app: Flask, page: Site, slug: str, frozen: Any
) -> None:
    with app.app_context():
        here = select(Participation.public_id).join(Meeting).where(Meeting.slug == slug)
        registration, other = db.session.scalars(here.order_by(Participation.id)).all()[:2]
    for words in ("Ana", "Bea"):
        page.get(f"/en/manage/meetings/{slug}/registrations?q={words}")
    page.get(f"/en/manage/registrations/{registration}")
    readers = page.get(f"/en/manage/meetings/{slug}/readers")
    read = [f"One registration ({registration[:8]})", "List of registrations"]
    assert readers.all("tbody td[data-label=What]") == read
    assert readers.link(read[0]).endswith(registration)
    assert "Ana " not in readers.one("main").replace("Ana Núñez", "")
    frozen.shift(3600)
    page.get(f"/en/manage/meetings/{slug}/registrations")
    readers = page.get(f"/en/manage/meetings/{slug}/readers")
    assert len(readers.all("tbody tr")) == 3
    page.get(f"/en/manage/registrations/{other}")
    page.get(f"/en/manage/registrations/{other}")
    assert len(page.get(f"/en/manage/meetings/{slug}/readers").all("tbody tr")) == 4


def test_only_administrators_read_who_read(page: Site, slug: str, stored: Stored) -> None:
    with stored():
        officer = make_user("officer@example.org").get_id()
    page.client.sign_in(officer)
    page.get(f"/en/manage/meetings/{slug}/readers", status=403)


@pytest.mark.parametrize("lang", ["es", "fr", "pt"])
def test_in_every_language(page: Site, slug: str, lang: str) -> None:
    for path in ("retention", "readers", f"meetings/{slug}/readers", f"meetings/{slug}/retention"):
        page.get(f"/{lang}/manage/{path}")
