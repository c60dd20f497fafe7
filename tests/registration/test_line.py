"""The waiting list as the officer reads it: who came first, her place, who holds an offer."""

from __future__ import annotations

from datetime import timedelta

from meetings.actor import CLI
from meetings.db import db
from meetings.registration import operations, queries
from meetings.registration.models import Promotion, RegistrationPlan
from meetings.registration.queries.line import places_in_line
from tests.factories.accounts import make_user
from tests.factories.registration import AT, make_open_meeting, make_participation

CONFIRMED = "Your registration has been confirmed: Forum on justice"


def test_the_waiting_list_stands_in_order_of_arrival_with_places_and_offers(
    page, client, stored
) -> None:
    with stored():
        client.sign_in(make_user().get_id())
        meeting = make_open_meeting(seats=1)
        slug = meeting.slug
        db.session.add(RegistrationPlan(meeting_id=meeting.id, has_waiting_list=True))
        made = [
            make_participation(meeting, given_names=name, surnames="", email=f"{name}@example.org")
            for name in ("Ana", "Bea", "Cid", "Dora")
        ]
        made[1].waiting_since = AT + timedelta(days=1)
        made[3].waiting_since = AT - timedelta(days=1)
        made[3].offered_until = AT + timedelta(days=2)
        db.session.flush()
        line = [made[3], made[2], made[1]]
        places = places_in_line(meeting.id, {each.id for each in made})
        assert places == {each.id: queries.place_in_line(each) for each in line}
        assert list(places.values()) == [1, 2, 3]
    shown = page.get(f"/en/manage/meetings/{slug}/registrations?status=waitlisted")
    assert shown.all("tbody th a") == ["Dora", "Cid", "Bea"]
    first, second, third = shown.all("tbody td[data-label='Status']")
    assert "Seat offered until" in first
    assert "no. 2 in line" in second
    assert "no. 3 in line" in third


def test_who_waits_has_her_place_on_her_page_and_who_is_passed_over_is_said(
    page, client, stored
) -> None:
    with stored():
        client.sign_in(make_user().get_id())
        meeting = make_open_meeting(seats=1)
        plan = RegistrationPlan(
            meeting_id=meeting.id, has_waiting_list=True, promotion=Promotion.BY_HAND
        )
        db.session.add(plan)
        made = [
            make_participation(meeting, given_names=name, surnames="", email=f"{name}@example.org")
            for name in ("Ana", "Bea", "Cid")
        ]
        cid = made[2].public_id
        operations.set_seats(meeting, 2, by=CLI, at=AT)
    shown = page.get(f"/en/manage/registrations/{cid}")
    assert "no. 2 in line" in shown.text
    assert "1 person who came before waits for such a seat too: who is confirmed" in shown.text
    said = shown.submit("form[action$='/confirm']").text
    assert "1 person who came before waits for such a seat too, and was passed over." in said
    assert "in line" not in said


def test_what_happened_names_the_mail_that_went_out(page, client, stored) -> None:
    with stored():
        client.sign_in(make_user().get_id())
        made = make_participation(
            make_open_meeting(),
            capacity_code="nca",
            represents="state",
            state_code="PE",
            language="en",
        )
        public_id = made.public_id
        operations.confirm(made, by=CLI, at=AT + timedelta(days=1))
    shown = page.get(f"/en/manage/registrations/{public_id}")
    assert shown.all("td[data-label='What the person was told'] a")[-1] == CONFIRMED
    assert page.get(shown.link(CONFIRMED)).heading
