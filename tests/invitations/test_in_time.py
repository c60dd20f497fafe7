"""What is meant to come before the meeting, or before the end of the time to answer, does so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.actor import CLI
from meetings.db import db
from meetings.invitations import jobs, operations
from meetings.invitations.models import Mailing
from meetings.invitations.operations import Plan
from meetings.notifications.models import Message
from meetings.registration import operations as registration
from meetings.registration.models import Way
from tests.factories.accounts import make_user
from tests.factories.invitations import make_mailing
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
NOW = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize(
    ("template", "due", "said"),
    [
        (
            "before_meeting",
            None,
            "It is too late: this mail is meant for before the meeting, which began on",
        ),
        (
            "before_meeting",
            "2026-05-04 18:00",
            "It is too late: this mail is meant for before the meeting, which began on",
        ),
        (
            "reminder_closing",
            None,
            "meant for before the time to answer ends, and it ended on May 3, 2026",
        ),
    ],
)
def test_what_is_meant_for_before_is_refused_after_and_the_day_is_named(
    app: Flask,
    page: Site,
    client: Client,
    stored: Stored,
    *,
    template: str,
    due: str | None,
    said: str,
) -> None:
    today = NOW.date()
    with stored():
        meeting = make_open_meeting(starts_on=today, ends_on=today + DAY)
        way = registration.WayIn(
            capacity_code="participant", way=Way.INVITATION, closes_at=NOW - DAY
        )
        registration.set_way(meeting, way, by=CLI, at=NOW)
        everybody = {"status": ["confirmed", "invited"]}
        made = make_mailing(meeting, everybody, template=template)
        make_participation(meeting, given_names="Rosa")
        address = f"/en/manage/meetings/{meeting.slug}/invitations/{made.public_id}"
        identity = make_user().get_id()
    client.sign_in(identity)
    when: dict[str, Any] = {"when": "at", "at": due} if due else {"when": "now"}
    refused = page.get(address).submit("form[action$='/schedule']", **when)
    assert refused.status == 422
    assert said in refused.text
    if template == "before_meeting":
        assert "May 4, 2026" in refused.one(".error-summary")
    with app.app_context():
        assert db.session.scalars(select(Mailing.state)).one() == "draft"


@pytest.mark.usefixtures("frozen")
def test_a_reminder_that_would_come_after_the_meeting_began_names_the_day(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        made = make_mailing(meeting, {"status": ["confirmed"]}, template="before_meeting")
        make_participation(meeting, given_names="Rosa")
        address = f"/en/manage/meetings/{meeting.slug}/invitations/{made.public_id}"
        late = (meeting.starts_at + DAY).date()
        identity = make_user().get_id()
    client.sign_in(identity)
    form = "form[action$='/schedule']"
    refused = page.get(address).submit(form, when="at", at=f"{late} 10:00")
    assert "meant for before the meeting, which begins on" in refused.text


@pytest.mark.parametrize("template", ["before_meeting", "note"])
def test_a_reminder_does_not_go_again_once_the_meeting_began_and_the_day_is_named(
    app: Flask, page: Site, client: Client, stored: Stored, frozen: Any, *, template: str
) -> None:
    with stored():
        meeting = make_open_meeting(starts_on=(NOW + DAY).date(), ends_on=(NOW + DAY).date())
        made = make_mailing(meeting, {"status": ["confirmed"]}, template=template)
        make_participation(meeting, given_names="Rosa")
        operations.schedule(made, Plan(), by=CLI, at=NOW)
        address = f"/en/manage/meetings/{meeting.slug}/invitations/{made.public_id}"
        identity = make_user().get_id()
    with app.app_context():
        for job in jobs.jobs:
            job(NOW)
    with stored():
        for each in db.session.scalars(select(Message).where(Message.kind.like("invitations.%"))):
            each.status, each.bounced_at, each.bounce = "sent", NOW, "5.1.1"
            outbox = f"/en/manage/outbox/{each.public_id}"
    frozen.move_to(NOW + 2 * DAY)
    client.sign_in(identity)
    done = page.get(address).submit("form[action$='/again']").text
    is_late = "meant for before the meeting, which began on May 5, 2026" in done
    assert is_late is (template == "before_meeting")
    single = page.get(outbox).submit("main form").text
    assert ("meant for before the meeting, which has begun" in single) is is_late
    assert ("1 mail is in the outbox again." in done) is not is_late


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize(
    ("when", "said"),
    [
        ({"when": "now"}, "meant for after the meeting, which ends on"),
        ({"when": "at", "at": "2026-05-06 19:00"}, "meant for after the meeting, which ends on"),
        ({"when": "at", "at": "2026-05-07 09:00"}, ""),
        ({"when": "moment", "moment": "after_meeting", "hours": "0"}, ""),
    ],
)
def test_thanks_are_not_said_while_the_meeting_still_runs(
    page: Site, client: Client, stored: Stored, *, when: dict[str, Any], said: str
) -> None:
    with stored():
        meeting = make_open_meeting(starts_on=(NOW + DAY).date(), ends_on=(NOW + 2 * DAY).date())
        made = make_mailing(meeting, {"status": ["confirmed"]}, template="after_meeting")
        make_participation(meeting, given_names="Rosa")
        address = f"/en/manage/meetings/{meeting.slug}/invitations/{made.public_id}"
        identity = make_user().get_id()
    client.sign_in(identity)
    answer = page.get(address).submit("form[action$='/schedule']", **when)
    is_asked = when["when"] == "moment"
    assert answer.status == (422 if said or is_asked else 200)
    assert said in answer.text


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize(
    ("template", "moments"),
    [
        ("before_meeting", ["Before the time to answer ends", "Before the meeting begins"]),
        ("after_meeting", ["After the meeting ends"]),
        (
            "note",
            [
                "Before the time to answer ends",
                "Before the meeting begins",
                "After the meeting ends",
            ],
        ),
    ],
)
def test_only_moments_that_fit_its_words_are_offered(
    page: Site, client: Client, stored: Stored, *, template: str, moments: list[str]
) -> None:
    with stored():
        meeting = make_open_meeting()
        made = make_mailing(meeting, {"status": ["confirmed"]}, template=template)
        address = f"/en/manage/meetings/{meeting.slug}/invitations/{made.public_id}"
        client.sign_in(make_user().get_id())
    assert page.get(address).all("select[name=moment] option") == moments


def test_thanks_wait_where_the_meeting_was_made_longer_since(app: Flask, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting(starts_on=NOW.date(), ends_on=NOW.date())
        made = make_mailing(meeting, {"status": ["confirmed"]}, template="after_meeting")
        make_participation(meeting, given_names="Rosa")
        due = meeting.ends_at + timedelta(hours=1)
        operations.schedule(made, Plan(due_at=due), by=CLI, at=NOW)
        meeting.ends_at = later = meeting.ends_at + DAY

    def after(at: datetime) -> Any:
        for job in jobs.jobs:
            job(at)
        return db.session.execute(select(Mailing.state, Mailing.due_at)).one()

    with app.app_context():
        assert after(due) == ("scheduled", later)
        assert after(later).state == "sent"


def plain(text: str) -> str:
    """Without blanks that do not break."""
    return " ".join(text.split())


@pytest.mark.usefixtures("frozen")
def test_the_hour_that_is_counted_is_said_before_it_holds(
    app: Flask, page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        made = make_mailing(meeting, {"status": ["confirmed"]}, template="before_meeting")
        make_participation(meeting, given_names="Rosa")
        address = f"/en/manage/meetings/{meeting.slug}/invitations/{made.public_id}"
        identity = make_user().get_id()
    client.sign_in(identity)
    form = "form[action$='/schedule']"
    by_moment: dict[str, Any] = {"when": "moment", "moment": "before_meeting"}
    night = page.get(address).submit(form, **by_moment, hours="11")
    assert "Jun 1, 2026, 10:00 PM in Lima" in plain(night.one("#schedule .notice"))
    assert "at night" in night.text
    asked = night.submit(form, **by_moment, hours="24")
    told = plain(asked.one("#schedule .notice"))
    assert told.startswith("It would go out on Jun 1, 2026, 9:00 AM in Lima, in 1 month")
    assert "at night" not in asked.text
    with app.app_context():
        assert db.session.scalars(select(Mailing.state)).one() == "draft"
    assert "It goes out as you said." in asked.submit(form).text
    with app.app_context():
        kept = db.session.scalars(select(Mailing)).one()
        assert (kept.state, kept.due_at) == ("scheduled", datetime(2026, 6, 1, 14, 0, tzinfo=UTC))
