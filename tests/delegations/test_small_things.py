"""What a focal point and an officer read around a delegation: who is required, who heads it, what
was undone, whose address opens what."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from meetings import actor
from meetings.db import db
from meetings.delegations.operations import naming
from meetings.delegations.operations.submit import submit
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.last_time import last_session
from meetings.delegations.queries.lists import Place
from meetings.notifications.models import Message
from meetings.permissions import Role
from tests.factories.accounts import make_user
from tests.factories.delegations import AT, make_focal_point, make_member, make_nominated_meeting
from tests.support.desks import At, named, submitted
from tests.support.pages import Site


def test_an_empty_nomination_says_all_that_is_missing(page: Site, at: At) -> None:
    form = page.get(f"{at.desk}/members/new")
    assert [form.one(f"label[for='{name}']") for name in ("given_names", "capacity")] == [
        "Given names (required)",
        "Capacity (required)",
    ]
    refused = form.submit()
    assert refused.status == 422
    assert "Write the given names, or the only name." in refused.text
    assert "Choose a capacity from the list." in refused.text


def test_the_head_is_told_with_the_first_list_and_an_undone_change_by_what_it_was(
    page: Site, at: At
) -> None:
    named(page, at, "Ana")
    named(page, at, "Rosa")
    headed = page.get(at.desk).submit("form[action$='/head']")
    assert "Named: Ana De Ana (Adviser, head of delegation)." in headed.text
    headed.submit("form[action$='/take-back']")
    history = page.get(f"{at.desk}/history").text
    assert "Ana De Ana – last change undone (marked as head of delegation)" in history
    page.get(at.desk).submit("form[action$='/head']")
    submitted(page, at)
    told = page.get(f"{at.desk}/history").text
    assert "Named: Ana De Ana (Adviser, head of delegation)." in told
    asked = page.get(at.desk).submit("form[action$='/head']").text
    assert "Rosa De Rosa heads the delegation now." in asked
    assert "Ana De Ana no longer heads the delegation." in asked
    assert "Corrected:" not in asked


def test_an_account_opens_its_desk_at_an_address_that_opens_nothing_for_others(
    page: Site, stored, client, frozen
) -> None:
    frozen.move_to(AT)
    with stored():
        slug = make_nominated_meeting().slug
        who = make_user("ana@mre.example", role=Role.FOCAL_POINT, language="es").get_id()
        other = make_user("eva@mre.example", role=Role.FOCAL_POINT).get_id()
        own = make_focal_point(account="ana@mre.example").public_id
    desk = f"/en/delegation/{own}"
    asked = client.get(desk)
    assert asked.status_code == 303
    assert "/sign-in" in asked.headers["Location"]
    client.sign_in(other)
    assert client.get(desk).status_code == 404
    client.sign_in(who)
    assert client.get("/en/sign-in").headers["Location"] == "/es/delegations"
    assert client.get("/es/delegations").headers["Location"] == f"/es/delegation/{own}"
    named(page, At(desk, f"{desk}/{slug}", "", slug), "Ana")
    done = page.get(f"{desk}/{slug}").submit("form[action$='/submit']")
    assert "List no. 1 is official" in done.text
    assert "You act as Secretaría de la Mujer (Ministry)" in done.text
    for elsewhere in ("/en/calendar", "/en/account"):
        assert page.get(elsewhere).link("My delegations").endswith("/en/delegations")
    client.sign_in(other)
    assert "My delegations" not in page.get("/en/account").text
    client.sign_in(who)
    renewed = page.get(desk).submit("form[action$='/renew']")
    assert renewed.status == 200


def test_a_lost_link_is_mailed_to_its_mailbox_and_to_nobody_else(page: Site, stored, app) -> None:
    with stored():
        make_focal_point(email="desk@mre.example")
    answers = [
        page.get("/en/delegations/lost-link").submit(email=email).text
        for email in ("DESK@mre.example", "nobody@mre.example")
    ]
    assert all("its link is on its way there" in each for each in answers)
    refused = page.get("/en/delegations/lost-link").submit(email="notmail")
    assert refused.status == 422
    assert "This is not an e-mail address." in refused.text
    assert refused.values()["email"] == "notmail"
    with app.app_context():
        sent = list(db.session.scalars(select(Message)))
    to = [(each.kind, each.to_email) for each in sent]
    assert to == [("delegations.link", "desk@mre.example")] * 2  # when given, and when lost
    assert "/en/delegations/lost-link" in sent[0].text


def test_the_page_of_a_state_asks_about_no_other_one(page: Site, at: At, officer: str) -> None:
    given: dict[str, Any] = {
        "name": "Bureau of Gender Affairs",
        "email": "x@gov.example",
        "office": "other",
    }
    done = page.get("/en/manage/delegations/DM/new").submit(**given)
    assert done.heading == "Focal points: Dominica"
    other = page.get("/en/manage/delegations/HN/new").submit(state="DM", **given)
    assert "not Dominican Republic" in other.text


@pytest.mark.usefixtures("session")
def test_the_session_before_is_one_of_its_series_before_any_later_workshop() -> None:
    body: dict[str, Any] = {"body_code": "conference_of_states_parties"}
    point = make_focal_point()

    def held(year: int, kind: str) -> int:
        meeting = make_nominated_meeting(kind_code=kind, **body)
        meeting.starts_on = meeting.starts_on.replace(year=year)
        meeting.starts_at = meeting.starts_at.replace(year=year)
        place = Place(meeting, "HN", point)
        seen = queries.shown(place).seen
        naming.add(place, make_member("Ana"), seen=seen, by=actor.CLI, at=AT)
        submit(place, seen=queries.shown(place).seen, by=actor.CLI, at=AT)
        return meeting.id

    earlier = held(2023, "conference_states_parties")
    held(2025, "workshop")
    now = Place(make_nominated_meeting(**body), "HN", point)
    assert last_session(now)[0] == earlier


def test_as_last_time_names_the_meeting_and_says_where_it_was_of_another_kind(
    page: Site, at: At, stored
) -> None:
    with stored():
        earlier = make_nominated_meeting(kind_code="workshop", title={"en": "Workshop in Quito"})
        earlier.starts_at = earlier.starts_at.replace(year=2025)
        place = Place(earlier, "HN")
        seen = queries.shown(place).seen
        naming.add(place, make_member("Ana"), seen=seen, by=actor.CLI, at=AT)
        submit(place, seen=queries.shown(place).seen, by=actor.CLI, at=AT)
    shown = page.get(at.desk)
    assert "Last time: Workshop in Quito. It was another kind of meeting" in shown.text
    done = shown.submit("form[action$='/as-last-time']")
    assert "Begun with the delegation to: Workshop in Quito." in done.text
    assert "Ana De Ana" in done.one("#list tbody")
