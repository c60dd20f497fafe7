"""The public form, as a reader meets it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from meetings.actor import CLI
from meetings.calendar.models import Meeting
from meetings.clock import now
from meetings.db import db
from meetings.notifications.models import Message
from meetings.registration import operations, queries
from meetings.registration.models import Opening, Participation
from tests.factories.delegations import make_focal_point
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.page_check import parse, problems
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
FORM = "/en/meetings/{slug}/register"
ANA: dict[str, Any] = {
    "given_names": "Ana Lucía",
    "surnames": "Ñandú Güell",
    "email": "ana@example.org",
    "sex": "female",
    "capacity": "participant",
    "represents": "self",
    "personnel_kind": "judge",
    "language": "en",
    "consent": "y",
}


@pytest.fixture
def slug(stored: Stored) -> str:
    with stored():
        return make_open_meeting(seats=3).slug


@pytest.fixture
def entry(page: Site, slug: str) -> Page:
    return page.get(FORM.format(slug=slug))


def number(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def only(app: Flask) -> Participation:
    with app.app_context():
        public_id = db.session.scalars(select(Participation.public_id)).one()
        found = queries.by_public_id(public_id)
        assert found is not None
        return found


def test_no_browser_cuts_a_name_that_is_pasted_and_too_long(entry: Page) -> None:
    assert not entry.tree.cssselect("[name=given_names][maxlength], [name=surnames][maxlength]")
    pasted = "María de los Ángeles " * 5
    refused = entry.submit("main form", **ANA | {"given_names": pasted})
    assert "use at most 80 characters" in refused.text
    assert refused.values()["given_names"].strip() == pasted.strip()


def test_the_form_offers_what_the_officer_opened_and_presumes_no_sex(entry: Page) -> None:
    choices = entry.all("label.choice")
    assert choices[:4] == ["Female", "Male", "Another", "I prefer not to say"]
    assert "Competent National Authority" in choices
    assert "Civil society representative" not in choices
    assert "Principal Delegate" not in choices
    assert entry.tree.cssselect("[name=sex][checked]") == []
    states = entry.tree.cssselect("[name=represents] option")
    assert len(states) == 2 + 35 + 72
    assert "Are you coming on behalf of an organization?" in entry.text
    assert entry.values()["language"] == "en"


@pytest.mark.parametrize("lang", ["es", "fr", "pt"])
def test_the_form_speaks_the_readers_language(page: Site, slug: str, lang: str) -> None:
    assert page.get(f"/{lang}/meetings/{slug}/register").values()["language"] == lang


def test_a_participant_registers(app: Flask, entry: Page) -> None:
    done = entry.submit(**ANA, post="Judge", access_needs="A ramp")
    assert "ana@example.org" in done.text
    assert "receipt" not in done.text
    assert done.response.headers["Cache-Control"] == "no-store"
    made = only(app)
    assert (made.status, made.sex, made.badge_name) == (
        "confirmed",
        "female",
        "Ana Lucía Ñandú Güell",
    )
    assert made.personnel_kind_code == "judge"
    assert number(app, Message) == 1


def test_an_authority_is_told_that_it_is_a_receipt(app: Flask, entry: Page) -> None:
    done = entry.submit(**ANA | {"capacity": "nca", "represents": "HN"})
    assert "It is a receipt, not a confirmation." in done.text
    made = only(app)
    assert (made.status, made.principal.state_code) == ("pending", "HN")


@pytest.mark.parametrize(
    ("seats", "capacity", "said"),
    [
        (1, "participant", "All seats are taken: you are on the waiting list"),
        (5, "participant", "Your registration is confirmed"),
        (5, "nca", "Your registration has arrived, and is not confirmed yet"),
    ],
)
def test_the_answer_says_where_it_stands_and_nothing_of_who_was_there_before(
    app: Flask, page: Site, stored: Stored, *, seats: int, capacity: str, said: str
) -> None:
    """Who isn't her sends her name and address, and reads what a new registration comes to."""
    with stored():
        meeting = make_open_meeting(seats=seats)
        operations.set_plan(meeting, operations.Plan(has_waiting_list=True), by=CLI, at=now())
        make_participation(meeting)
        slug = meeting.slug
    entry = ANA | {"capacity": capacity, "represents": "HN"}
    new = page.get(FORM.format(slug=slug)).submit(**entry)
    assert new.heading == said
    assert ("holds your pass" in new.text) == (said == "Your registration is confirmed")
    assert page.get(FORM.format(slug=slug)).submit(**entry).text == new.text
    with stored():
        for each in db.session.scalars(select(Participation)):
            each.status = "declined" if each.person.email == ANA["email"] else each.status
    other = Site(Client(app))
    assert other.get(FORM.format(slug=slug)).submit(**entry).text == new.text


@pytest.mark.parametrize(
    ("approval", "typed", "who"),
    [
        ("officer", {"capacity": "participant"}, "the secretariat reads each registration"),
        (
            "focal_point",
            {"capacity": "nca", "represents": "HN"},
            "The focal point of Honduras looks at it first",
        ),
        ("focal_point", {"capacity": "participant"}, "the secretariat reads each registration"),
        ("none", {"capacity": "nca", "represents": "HN"}, None),
    ],
)
def test_the_answer_says_who_must_agree_and_promises_a_pass_to_nobody_else(
    page: Site, stored: Stored, approval: str, typed: dict[str, str], who: str | None
) -> None:
    with stored():
        meeting = make_open_meeting()
        make_focal_point("HN")
        way = operations.WayIn(capacity_code=typed["capacity"], way="form", approval=approval)
        operations.set_way(meeting, way, by=CLI, at=now())
        slug = meeting.slug
    done = page.get(FORM.format(slug=slug)).submit(**ANA | typed)
    assert ("It is a receipt, not a confirmation." in done.text) == bool(who)
    assert ("holds your pass" in done.text) == (who is None)
    assert (who or "Your registration is confirmed") in done.text


def test_an_expert_need_not_say_whom_she_represents(app: Flask, entry: Page) -> None:
    entry.submit(**ANA | {"capacity": "expert_titular", "represents": ""})
    assert only(app).principal.type == "self"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"given_names": ""}, "given_names"),
        ({"given_names": "a" * 81}, "given_names"),
        ({"surnames": "a" * 81}, "surnames"),
        ({"email": "nowhere"}, "email"),
        ({"sex": []}, "sex"),
        ({"sex": "hidden"}, "sex"),
        ({"capacity": []}, "capacity"),
        ({"capacity": "interpreter"}, "capacity"),
        ({"represents": ""}, "represents"),
        ({"capacity": "nca"}, "represents"),
        ({"capacity": "expert_titular", "represents": "HN"}, "represents"),
        ({"personnel_kind": "wizard"}, "personnel_kind"),
        ({"consent": []}, "consent"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(
    app: Flask, entry: Page, changes: dict[str, Any], field: str
) -> None:
    refused = entry.submit(**ANA | {"post": "Jueza <b>"} | changes)
    assert refused.status == 422
    assert "Please correct what is marked below" in refused.text
    marked = {each.get("name") for each in refused.tree.cssselect("[aria-invalid=true]")}
    assert marked == {field}
    kept = refused.values()
    for name, value in (ANA | {"post": "Jueza <b>"} | changes).items():
        if isinstance(value, str) and name not in {field, "consent", "capacity", "sex"}:
            assert kept[name] == value
    assert number(app, Participation) == 0
    assert number(app, Message) == 0


def test_every_fault_is_named_at_once(entry: Page) -> None:
    refused = entry.submit(language="en")
    assert len(refused.all(".error-summary li")) == 5


def test_a_script_in_each_field_is_kept_as_text(app: Flask, entry: Page) -> None:
    script = "<script>alert(1)</script>"
    texts = dict.fromkeys(("given_names", "surnames", "badge_name", "post", "access_needs"), script)
    refused = entry.submit(**ANA | texts | {"email": script})
    assert refused.status == 422
    assert refused.values()["given_names"] == script
    refused.submit(**ANA | texts)
    made = only(app)
    assert (made.person.given_names, made.badge_name, made.post) == (script,) * 3


def test_a_double_submit_makes_one(app: Flask, entry: Page) -> None:
    entry.submit(**ANA)
    again = entry.submit(**ANA)
    assert again.status == 200
    assert number(app, Participation) == number(app, Message) == 1


def test_a_repeat_reads_the_same_and_tells_nothing(app: Flask, page: Site, slug: str) -> None:
    first = page.get(FORM.format(slug=slug)).submit(**ANA, post="Magistrate")
    again = page.get(FORM.format(slug=slug)).submit(**ANA | {"given_names": "ANA LUCIA"})
    assert again.text == first.text
    assert number(app, Participation) == 1
    assert number(app, Message) == 2


def test_one_mailbox_two_people(app: Flask, page: Site, slug: str) -> None:
    for name in ("Ana", "Rosa"):
        page.get(FORM.format(slug=slug)).submit(**ANA | {"given_names": name})
    assert number(app, Participation) == 2


def test_above_the_seats_page_and_form_refuse(
    app: Flask, page: Site, slug: str, stored: Stored
) -> None:
    entry = page.get(FORM.format(slug=slug))
    with stored():
        meeting = db.session.scalars(select(Meeting)).one()
        for name in ("Ana", "Rosa", "Luz"):
            make_participation(meeting, given_names=name)
    refused = entry.submit(**ANA)
    assert refused.status == 422
    assert "There are no seats left at this meeting." in refused.text
    assert refused.values()["email"] == "ana@example.org"
    closed = page.get(FORM.format(slug=slug))
    assert "There are no seats left at this meeting." in closed.text
    assert closed.tree.cssselect("[name=email]") == []
    assert number(app, Participation) == 3


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"status": "cancelled"}, "This meeting is cancelled"),
        ({"closes_at": now() - timedelta(hours=1)}, "is closed"),
        ({"opens_at": now() + timedelta(days=3)}, "It opens on"),
        ({"capacities": ()}, "is not open"),
        ({"capacities": ("cso_representative",)}, "Are you coming on behalf of an organization?"),
    ],
)
def test_a_closed_way_says_why(
    app: Flask, page: Site, stored: Stored, facts: dict[str, Any], sentence: str
) -> None:
    with stored():
        slug = make_open_meeting(**facts).slug
    closed = page.get(FORM.format(slug=slug))
    assert sentence in closed.text
    assert closed.tree.cssselect("main form") == []
    response = page.client.post(FORM.format(slug=slug), data=ANA)
    assert response.status_code == 422
    assert number(app, Participation) == 0


def test_a_window_that_closes_meanwhile_keeps_what_was_typed(
    page: Site, stored: Stored, entry: Page
) -> None:
    with stored():
        for opening in db.session.scalars(select(Opening)):
            opening.closes_at = now()
    refused = entry.submit(**ANA)
    assert refused.status == 422
    assert "Registration for this meeting is closed." in refused.text
    assert refused.values()["email"] == "ana@example.org"


def test_a_draft_is_not_there(page: Site, stored: Stored) -> None:
    with stored():
        slug = make_open_meeting(published=False).slug
    page.get(FORM.format(slug=slug), status=404)
    page.get("/en/meetings/nothing-like-it/register", status=404)


def test_a_hybrid_meeting_asks_how(app: Flask, page: Site, stored: Stored) -> None:
    with stored():
        slug = make_open_meeting(mode="hybrid").slug
    page.get(FORM.format(slug=slug)).submit(**ANA, mode="virtual")
    assert only(app).mode == "virtual"
    with stored():
        [mail] = db.session.scalars(select(Message)).all()
        assert "How you take part: Virtually" in mail.text
        assert "<dd>Virtually</dd>" in mail.html


def test_registering_is_limited_by_address(
    make_app: Callable[..., Flask], slug: str, stored: Stored
) -> None:
    client = make_app(rate_limits=True).test_client()
    answers = [client.post(FORM.format(slug=slug), data=ANA) for _ in range(21)]
    assert [answer.status_code == 429 for answer in answers] == [False] * 20 + [True]
    page = parse(answers[-1].text)
    assert not problems(page, "en")
    kept = {each.get("name"): each.get("value") for each in page.xpath("//main//input")}
    assert ANA.items() <= kept.items(), "what was typed can be sent again"


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_the_privacy_page(page: Site, lang: str) -> None:
    assert "2026-1" in page.get(f"/{lang}/privacy").text


def test_the_privacy_page_says_all_that_the_door_sees(page: Site) -> None:
    shown = page.get("/en/privacy").text
    assert "your capacity, where your registration stands and whether you have come in" in shown
    assert "are fewer than 5 but not none" in shown


def test_a_cancelled_meeting_leads_no_organization_to_a_form(page: Site, stored: Stored) -> None:
    with stored():
        slug = make_open_meeting(status="cancelled").slug
    assert "Ask for accreditation" not in page.get(FORM.format(slug=slug)).text


def test_a_refusal_without_a_field_does_not_point_at_one(
    page: Site, stored: Stored, entry: Page
) -> None:
    with stored():
        for opening in db.session.scalars(select(Opening)):
            opening.closes_at = now()
    assert entry.submit(**ANA).one("#error-summary-title") == "This was not accepted"


def test_a_fault_is_listed_as_the_language_writes_it(page: Site, slug: str) -> None:
    refused = page.get(FORM.format(slug=slug).replace("/en/", "/fr/")).submit(given_names="")
    assert any("\u00a0: " in item.text_content() for item in _faults(refused))


def _faults(refused: Page) -> list[Any]:
    return refused.tree.cssselect(".error-summary li a")


@pytest.mark.parametrize(
    ("capacities", "label", "hint"),
    [
        (("participant",), "Whom you represent (required)", "nobody but yourself."),
        (
            ("participant", "indigenous_afro_representative"),
            "Whom you represent",
            "Required for: Participant.",
        ),
    ],
)
def test_whom_one_represents_is_marked_where_it_must_be_said(
    page: Site, stored: Stored, capacities: tuple[str, ...], label: str, hint: str
) -> None:
    with stored():
        slug = make_open_meeting(capacities=capacities).slug
    form = page.get(FORM.format(slug=slug))
    assert form.one("label[for='represents']") == label
    assert hint in form.one("#represents-hint")
