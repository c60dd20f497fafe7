"""Who may be recorded twice is told with the reason; of two registrations one is kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask

from meetings.actor import CLI
from meetings.attendance import queries as attendance
from meetings.attendance.queries import Heads
from meetings.db import db
from meetings.directory.models import Record
from meetings.directory.operations import find_duplicates
from meetings.directory.operations.merges import merge
from meetings.permissions import Role
from meetings.registration.models import Participation
from tests.factories.accounts import make_user
from tests.factories.registration import (
    AT,
    make_accreditation,
    make_open_meeting,
    make_participation,
)
from tests.factories.statistics import make_held, make_present
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def ids(stored: Stored, client: Client) -> dict[str, str]:
    """Rosa Ibarbourou registered for herself, and once more for an organization."""
    with stored():
        meeting = make_open_meeting(seats=10)
        granted = make_accreditation(meeting)
        one = make_participation(
            meeting, given_names="Rosa", surnames="Ibarbourou", email="r@example.org"
        )
        two = make_participation(
            meeting,
            given_names="Rosa",
            surnames="Ibarbourou Paz",
            email="rosa@example.net",
            capacity_code="cso_representative",
            represents="organization",
            accreditation_id=granted.id,
        )
        find_duplicates(Record.PERSON, at=AT)
        found = {"one": one.public_id, "two": two.public_id, "slug": meeting.slug}
        found["officer"] = make_user().get_id()
        only = make_user("only@cim.example", role=Role.OFFICER, meeting_id=meeting.id)
        found["only"] = only.get_id()
    client.sign_in(found["officer"])
    return found


def test_the_list_and_the_registration_tell_it_with_the_reason(
    page: Site, ids: dict[str, str]
) -> None:
    listed = page.get(f"/en/manage/meetings/{ids['slug']}/registrations?duplicate=1")
    assert len(listed.all("tbody tr")) == 2
    shown = page.get(f"/en/manage/registrations/{ids['one']}")
    assert "One has a surname more" in shown.one("section[aria-labelledby=duplicates]")
    assert "Are they" not in page.get(shown.link("Rosa Ibarbourou Paz")).heading
    page.client.sign_in(ids["only"])
    theirs = page.get(f"/en/manage/registrations/{ids['one']}")
    assert "Rosa Ibarbourou Paz (registered already)" in theirs.text
    with pytest.raises(AssertionError):
        theirs.link("Rosa Ibarbourou Paz")


def test_a_merge_says_where_she_is_registered_twice_now(page: Site, ids: dict[str, str]) -> None:
    shown = page.get(f"/en/manage/registrations/{ids['one']}")
    compared = page.get(shown.link("Rosa Ibarbourou Paz"))
    [kept] = compared.tree.cssselect("input[name='kept']")[:1]
    done = compared.submit("form.form", kept=kept.get("value"), reason="Same badge")
    assert "registered twice at this meeting" in done.text
    assert "One person, registered twice" in page.get(done.link("Forum on justice")).text


def test_of_two_registrations_of_one_person_one_is_kept(
    app: Flask, page: Site, stored: Stored, ids: dict[str, str]
) -> None:
    refused = page.client.post(
        f"/en/manage/registrations/{ids['one']}/keep", data={"other": ids["two"]}
    )
    assert refused.status_code == 303
    with stored():
        rows = {each.public_id: each for each in db.session.query(Participation)}
        assert {each.status for each in rows.values()} == {"confirmed"}
        merge(rows[ids["one"]].person, rows[ids["two"]].person, by=CLI, at=AT)
    shown = page.get(f"/en/manage/registrations/{ids['one']}")
    kept = shown.submit("section[aria-labelledby=duplicates] form")
    assert "This registration is kept" in kept.text
    assert "Red de Mujeres" in kept.text
    with app.app_context():
        statuses = {each.public_id: each.status for each in db.session.query(Participation)}
        assert statuses == {ids["one"]: "confirmed", ids["two"]: "cancelled"}
    listed = page.get(f"/en/manage/meetings/{ids['slug']}/registrations")
    assert "1 / 10" in listed.text


def test_two_registrations_of_records_that_are_one_are_one_person_in_every_figure(
    page: Site, stored: Stored
) -> None:
    with stored():
        meeting = make_held("Workshop", status="confirmed")
        listed = [
            make_present(meeting, given_names=name, surnames=family)
            for name, family in (("Carla", "Luna"), ("Carla", "Luna Paz"), ("Rita", "Soto"))
        ]
        find_duplicates(Record.PERSON, at=AT)
        merge(listed[0].person, listed[1].person, by=CLI, at=AT)
        slug, day = meeting.slug, meeting.starts_on
        assert attendance.day_counts(meeting.id)[day] == Heads(2)
        assert attendance.confirmed(meeting.id) == attendance.attended(meeting.id) == Heads(2)
        twin, officer = listed[0].public_id, make_user().get_id()
    page.client.sign_in(officer)
    shown = page.get(f"/en/manage/meetings/{slug}/registrations")
    assert "Confirmed2" in shown.one(".key-figures")
    assert shown.text.count("One person, registered twice") == 2
    rows = shown.one("tbody")
    assert "May be recorded twice" not in rows
    doubles = page.get(f"/en/manage/meetings/{slug}/registrations?duplicate=1")
    assert len(doubles.all("tbody tr")) == 2
    card = page.get(f"/en/manage/registrations/{twin}").one("section[aria-labelledby=duplicates]")
    assert "One person, registered twice" in card
