"""Who said no to invitations to later meetings is written to only where there is another ground."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest

from meetings import actor
from meetings.calendar.models import Meeting
from meetings.directory import operations as directory
from meetings.directory.operations import tags
from meetings.invitations.models import Receipt
from meetings.invitations.queries.audience import candidates
from meetings.invitations.rules.agreeing import may_write
from meetings.registration import operations
from meetings.registration.models import Participation, Way
from meetings.registration.rules.consents import Answer, Purpose, answer, was_asked
from tests.factories.accounts import make_user
from tests.factories.directory import make_person, make_seat
from tests.factories.invitations import make_mailing, make_row
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
PAST: dict[str, Any] = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 3)}


@pytest.mark.parametrize(
    ("said", "without", "with_ground"),
    [
        (Answer.AGREED, True, True),
        (Answer.UNASKED, True, True),
        (Answer.WITHHELD, False, True),
        (Answer.WITHDRAWN, False, True),
    ],
)
def test_the_table_of_the_rule(said: Answer, without: bool, with_ground: bool) -> None:
    assert may_write(said, has_ground=False) is without
    assert may_write(said, has_ground=True) is with_ground


@pytest.mark.parametrize(
    ("given", "withdrawn", "asked", "said"),
    [
        (True, False, True, Answer.AGREED),
        (True, True, True, Answer.AGREED),
        (False, True, True, Answer.WITHDRAWN),
        (False, True, False, Answer.WITHDRAWN),
        (False, False, True, Answer.WITHHELD),
        (False, False, False, Answer.UNASKED),
    ],
)
def test_what_she_says_by_all_her_registrations(
    given: bool, withdrawn: bool, asked: bool, said: Answer
) -> None:
    assert answer(is_given=given, is_withdrawn=withdrawn, is_asked=asked) == said


@pytest.mark.parametrize(
    ("way", "version", "has_answered", "asked"),
    [
        (Way.FORM, "2026-2", False, True),
        (Way.PRIVATE_LINK, "2026-2", False, True),
        (Way.ORGANIZATION, "2026-2", False, True),
        (Way.FORM, "2026-1", False, False),
        (Way.INVITATION, "2026-2", False, False),
        (Way.INVITATION, "2026-2", True, True),
        (Way.INVITATION, "2026-1", True, False),
        (Way.INVITATION, "", True, False),
        (Way.STATE, "", False, False),
        (Way.OFFICER, "", False, False),
        (Way.IMPORT, "", False, False),
    ],
)
def test_who_was_asked(way: str, version: str, has_answered: bool, asked: bool) -> None:
    assert was_asked(way, version, has_answered=has_answered) is asked


def registered(meeting: Meeting, name: str, *consents: str) -> Participation:
    facts: dict[str, Any] = {
        "given_names": name,
        "surnames": "Paz",
        "email": f"{name.lower()}@example.org",
    }
    return make_participation(meeting, **facts, consents=consents)


def fates(meeting: Meeting, *sources: dict[str, Any]) -> dict[str, Receipt | None]:
    """Given name -> why she is not written to."""
    mailing = make_mailing(meeting, *sources, capacity_code="participant")
    return {each.given_names: each.receipt for each in candidates(mailing)}


@pytest.mark.usefixtures("session", "frozen")
def test_people_of_a_former_meeting_are_written_to_by_what_they_agreed_to() -> None:
    past, coming = make_open_meeting(**PAST), make_open_meeting()
    registered(past, "Ana", "future")
    left = registered(past, "Eva", "list")
    withdrew = registered(past, "Luz", "future")
    link = actor.Actor(actor.ActorKind.LINK, withdrew.public_id, "own link")
    operations.withdraw_consent(withdrew, Purpose.FUTURE, by=link, at=AT)
    by_hand = registered(past, "Rosa")
    by_hand.way = Way.IMPORT
    twin = make_person("Eva María", "Paz", "eva2@example.org")
    directory.merge(twin, left.person, by=actor.CLI, at=AT)
    tags.set_tags(withdrew.person, ["media"], by=actor.CLI, at=AT)
    withheld = Receipt.NOT_AGREED
    assert fates(coming, {"meeting": past.slug, "who": "registered"}) == {
        "Ana": None,
        "Eva María": withheld,
        "Luz": withheld,
        "Rosa": None,
    }
    assert fates(coming, {"tag": "media"}) == {"Luz": withheld}
    assert fates(coming, {"file": [make_row("Luz"), make_row("Nora")]}) == {
        "Luz": withheld,
        "Nora": None,
    }
    assert fates(past, {"meeting": past.slug, "who": "registered"})["Luz"] == Receipt.ALREADY_IN


@pytest.mark.usefixtures("session", "frozen")
def test_a_mandate_or_a_part_in_this_meeting_is_a_ground() -> None:
    past = make_open_meeting(**PAST)
    convened = make_open_meeting(kind_code="meeting", body_code="committee_of_experts")
    expert, guest, gone = (registered(past, name) for name in ("Ana", "Eva", "Luz"))
    term: dict[str, Any] = {"body": "committee_of_experts", "to_on": None}
    make_seat("HN", "expert_titular", person=expert.person, **term)
    everybody = {"meeting": past.slug, "who": "registered"}
    withheld = Receipt.NOT_AGREED
    assert fates(convened, everybody) == {"Ana": None, "Eva": withheld, "Luz": withheld}
    there = registered(convened, "Eva")
    ended = registered(convened, "Luz")
    operations.decline(ended, "No seats.", by=actor.CLI, at=AT)
    note = make_mailing(convened, everybody, {"status": ["declined"]}, template="note")
    assert {each.given_names: each.receipt for each in candidates(note)} == {
        "Ana": None,
        "Eva": None,
        "Luz": None,
    }
    assert (there.person_id, ended.person_id) == (guest.person_id, gone.person_id)


SPAN: dict[str, Any] = {"since": "2016-01-01", "until": "2026-12-31"}
FORMER: dict[str, Any] = {"since": "2016-01-01", "until": "2019-12-31"}


@pytest.mark.parametrize("period", [SPAN, FORMER])
@pytest.mark.parametrize("convenes", ["committee_of_experts", None])
@pytest.mark.usefixtures("session", "frozen")
def test_who_is_a_member_now_has_her_mandate_whatever_period_names_her(
    period: dict[str, str], convenes: str | None
) -> None:
    past, coming = make_open_meeting(**PAST), make_open_meeting(body_code=convenes)
    sitting, gone, merged = (registered(past, name).person for name in ("Ana", "Eva", "Luz"))
    for person in (sitting, gone):
        make_seat("HN", "expert_alternate", person=person, body="committee_of_experts")
    now: dict[str, Any] = {"from_on": date(2024, 1, 1), "to_on": None}
    now["body"] = "committee_of_experts"
    make_seat("HN", "expert_titular", person=sitting, **now)
    twin = make_person("Luz", "Paz", "luz2@example.org")
    make_seat("PE", "expert_titular", person=twin, body="committee_of_experts")
    make_seat("PE", "expert_titular", person=merged, **now)
    directory.merge(twin, merged, by=actor.CLI, at=AT)
    mailing = make_mailing(coming, {"body": "committee_of_experts", **period})
    mailing.capacity_code = "participant"
    told = {
        each.given_names: (each.receipt, each.capacity_code, each.state_code)
        for each in candidates(mailing)
    }
    assert told == {
        "Ana": (None, "expert_titular", "HN"),
        "Eva": (Receipt.NOT_AGREED, "participant", None),
        "Luz": (None, "expert_titular", "PE"),
    }


def test_why_somebody_is_not_written_to_stands_beside_a_short_badge(
    stored: Stored, client: Client, page: Site
) -> None:
    with stored():
        client.sign_in(make_user().get_id())
        past, coming = make_open_meeting(**PAST), make_open_meeting()
        registered(past, "Eva", "list")
        slug = coming.slug
        mailing = make_mailing(coming, {"meeting": past.slug, "who": "registered"}).public_id
    shown = page.get(f"/en/manage/meetings/{slug}/invitations/{mailing}")
    assert shown.all("#recipients .badge") == ["No"]
    assert "Did not consent to invitations to later meetings" in shown.one("#recipients tbody")
