"""Signed papers that name somebody who is erased: kept, told to her and to officers."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select

from meetings.actor import CLI
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.delegations.models import DelegationPaper
from meetings.delegations.operations import naming
from meetings.delegations.operations import submit as submitting
from meetings.delegations.queries import lists
from meetings.delegations.queries.lists import Place
from meetings.registration import queries
from meetings.registration.models import Participation
from tests.factories.accounts import make_user
from tests.factories.delegations import AT, make_focal_point, make_member, make_nominated_meeting
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


def paper(meeting: Meeting, number: int | None, kind: str = "credentials") -> str:
    made = DelegationPaper(
        public_id=str(uuid.uuid4()),
        meeting_id=meeting.id,
        state_code="HN",
        kind=kind,
        list_number=number,
        storage_key=str(uuid.uuid4()),
        filename="signed.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        uploaded_at=AT,
        uploaded_by="Ministry",
    )
    db.session.add(made)
    return made.public_id


@pytest.fixture
def named(stored: Stored, client: Client, frozen: Any) -> dict[str, str]:
    """Ana stands on the list that Honduras signed; an officer is signed in."""
    frozen.move_to(AT)
    with stored():
        meeting = make_nominated_meeting(title={"en": "Conference"})
        place = Place(meeting, "HN", make_focal_point())
        naming.add(place, make_member(), seen=lists.shown(place).seen, by=CLI, at=AT)
        submitting.submit(place, seen=lists.shown(place).seen, by=CLI, at=AT)
        signed = paper(meeting, 1)
        paper(meeting, 2)  # to a list on which she is not
        found = db.session.scalars(select(Participation)).one()
        client.sign_in(make_user().get_id())
        return {
            "url": f"/en/my/{queries.link_token(found)}",
            "person": found.person.public_id,
            "paper": f"/en/manage/meetings/{meeting.slug}/delegations/HN/papers/{signed}",
        }


def test_she_reads_which_papers_stay_and_why(page: Site, named: dict[str, str]) -> None:
    data = page.get(f"{named['url']}/data")
    [line] = [row for row in data.all("tbody tr") if row.startswith("Signed papers")]
    assert "official documents of the State" in line
    erase = page.get(f"{named['url']}/data/erase")
    assert "1 signed paper of your State names you and stays until" in erase.text


def test_the_officer_who_erases_sees_them_before_and_after(
    page: Site, named: dict[str, str]
) -> None:
    before = page.get(f"/en/manage/people/{named['person']}/data")
    link = before.link("Letter of credentials, Honduras:")
    assert link == named["paper"]
    assert "kept until" in before.text
    after = page.get("/en/manage/privacy")
    assert "Signed papers" not in after.text
    before.submit("form[action$='/erase']", sure="y")
    after = page.get("/en/manage/privacy")
    assert [each.get("href") for each in after.tree.cssselect("#papers li a")] == [named["paper"]]
    assert "Ana" not in after.one("#papers")


def test_who_stands_on_no_list_reads_nothing_of_papers(page: Site, stored: Stored) -> None:
    with stored():
        token = queries.link_token(make_participation(make_open_meeting()))
    assert "Signed papers" not in page.get(f"/en/my/{token}/data").text
    assert "signed paper" not in page.get(f"/en/my/{token}/data/erase").text
