"""Secret calendars of whoever signs in, and of the members of a body."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from werkzeug.test import TestResponse

from meetings.db import db
from meetings.feeds.models import FeedAddress
from meetings.notifications.models import Message
from meetings.permissions import Role
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
from tests.factories.directory import make_person, make_seat
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]

pytestmark = pytest.mark.usefixtures("frozen")


def entries(answer: TestResponse) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    found = Calendar.from_ical(answer.data).walk("VEVENT")
    return {str(each["SUMMARY"]): each for each in found}


def test_a_user_has_the_meetings_of_her_name_and_address_and_her_doors(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        door = make_meeting("Door")
        make_meeting("Elsewhere")
        make_participation(meeting, given_names="Ana", surnames="Nuñez", email="ana@cim.example")
        make_participation(meeting, given_names="Eva", surnames="Nuñez", email="ana@cim.example")
        user = make_user(role=Role.DOOR, meeting_id=door.id)
        identity = user.get_id()
    assert client.get("/en/account").status_code == 302
    assert client.post("/en/account/calendars/mine/make").status_code == 401
    client.sign_in(identity)
    for scope, title in (("mine", "Forum on justice"), ("door", "Door")):
        client.post(f"/en/account/calendars/{scope}/make")
        shown = page.get("/en/account").tree.cssselect(f"#feed-{scope}")
        path = urlsplit(shown[0].get("value")).path
        assert set(entries(client.get(path))) == {title}
    with stored():
        meetings_door = db.session.scalars(select(FeedAddress).filter_by(scope="door")).one()
        assert meetings_door.user
        meetings_door.user.grants[0].to_on = date(2026, 5, 3)
    assert entries(client.get(path)) == {}
    with stored():
        kept = db.session.scalars(select(FeedAddress).filter_by(scope="door")).one()
        assert kept.user
        kept.user.is_enabled = False
    assert client.get(path).status_code == 404


def test_without_a_door_there_is_no_calendar_of_doors(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        identity = make_user().get_id()
    client.sign_in(identity)
    shown = page.get("/en/account")
    assert not shown.tree.cssselect("#title-door")
    client.post("/en/account/calendars/door/make")
    assert "not been assigned to any door" in page.get("/en/account").text


def test_an_officer_makes_an_address_for_a_member_that_ends_with_her_term(
    page: Site, client: Client, stored: Stored, app: Flask, frozen: Any
) -> None:
    with stored():
        identity = make_user().get_id()
        person = make_person("Rosa", "Paz")
        days = {"from_on": date(2026, 1, 1), "to_on": date(2026, 12, 31)}
        make_seat("PE", "expert_titular", body="committee_of_experts", person=person, **days)
        make_meeting("Session", body_code="committee_of_experts")
        make_meeting("Old one", body_code="committee_of_experts", starts_on=date(2015, 1, 1))
        public_id, outsider = person.public_id, make_person("Not", "There").public_id
    client.sign_in(identity)
    here = "/en/manage/directory/bodies/committee_of_experts/calendars"
    assert "Rosa Paz" in page.get(here).text
    assert here in page.get("/en/manage/directory/bodies/committee_of_experts").response.text
    client.post(f"{here}/{public_id}/make", data={"language": "es"})
    client.post(f"{here}/{outsider}/make", data={"language": "es"})
    shown = page.get(here)
    assert "does not sit in this body today" in shown.text
    assert "/feeds/" not in shown.response.text
    [mail] = mails(app)
    assert mail.to_email == "rosa.paz@example.org"
    assert mail.language == "es"
    path = urlsplit(re.findall(r"https?://\S+/feeds/\S+\.ics", mail.text)[0]).path
    assert set(entries(client.get(path))) == {"Session", "Old one"}
    [renew] = [form.action for form in shown.tree.forms if form.action.endswith("/renew")]
    client.post(renew)
    assert client.get(path).status_code == 404
    newer = urlsplit(re.findall(r"https?://\S+/feeds/\S+\.ics", mails(app)[1].text)[0]).path
    assert client.get(newer).status_code == 200
    frozen.move_to("2027-01-01 12:00:00")
    assert client.get(newer).status_code == 404
    frozen.move_to("2026-05-05 12:00:00")
    client.post(renew.replace("/renew", "/revoke"))
    assert client.get(newer).status_code == 404
    assert "Revoked" in page.get(here).text


def mails(app: Flask) -> list[Any]:
    with app.app_context():
        wanted = select(Message).where(Message.kind == "feeds.member").order_by(Message.id)
        return list(db.session.scalars(wanted))


def test_only_who_manages_everything_opens_the_members_calendars(
    client: Client, stored: Stored
) -> None:
    with stored():
        identity = make_user(role=Role.OFFICER, meeting_id=make_meeting().id).get_id()
    client.sign_in(identity)
    assert (
        client.get("/en/manage/directory/bodies/committee_of_experts/calendars").status_code == 403
    )
