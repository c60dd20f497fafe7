"""An organization's way from its application to its link, and the officer's side of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from meetings.accreditation.models import Accreditation, Application
from meetings.db import db
from meetings.notifications.models import Message
from meetings.permissions import Role
from tests.factories.accounts import make_user
from tests.factories.accreditation import make_accreditation, make_application
from tests.factories.calendar import make_meeting

ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

FILLED = {
    "name": "Red de Mujeres <script>alert(1)</script>",
    "acronym": "RM",
    "country": "HN",
    "is_womens": "yes",
    "in_oas_register": "no",
    "contact_name": "Berta Núñez",
    "contact_email": "berta@red.example",
    "language": "fr",
    "reason": "Acompañamos a mujeres.",
    "consent": "y",
}


@pytest.fixture
def slug(stored) -> str:
    with stored():
        return make_meeting("Forum").slug


@pytest.fixture
def officer(stored, client) -> None:
    with stored():
        identity = make_user().get_id()
    client.sign_in(identity)


def count(app, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_an_organization_applies_and_is_told_what_happens_next(app, page, slug) -> None:
    form = page.get(f"/es/organizations/{slug}/apply")
    assert form.values()["language"] == "es"
    done = form.submit(**FILLED)
    assert done.status == 200
    assert "berta@red.example" not in done.text
    with app.app_context():
        kept = db.session.scalars(select(Application)).one()
        assert (kept.name, kept.language, kept.is_womens) == (FILLED["name"], "fr", True)
        mail = db.session.scalars(select(Message)).one()
        assert (mail.language, mail.to_email) == ("fr", "berta@red.example")
        assert "<script>" not in mail.html


def test_the_form_says_that_it_registers_nobody_with_the_oas(page, slug) -> None:
    text = page.get(f"/en/organizations/{slug}/apply").text
    assert "Permanent Council decides" in text
    assert "does not register anyone with the OAS" in text


def test_a_form_sent_twice_makes_one_application(app, page, slug) -> None:
    form = page.get(f"/en/organizations/{slug}/apply")
    form.submit(**FILLED)
    form.submit(**FILLED)
    assert (count(app, Application), count(app, Message)) == (1, 1)


@ON_SQLITE
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 201),
        ("acronym", "x" * 41),
        ("country", "ZZ"),
        ("is_womens", "perhaps"),
        ("in_oas_register", []),
        ("contact_name", " "),
        ("contact_email", "berta"),
        ("reason", "x" * 4001),
        ("consent", []),
        ("language", "de"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(app, page, slug, field, value) -> None:
    answer = page.get(f"/en/organizations/{slug}/apply").submit(**(FILLED | {field: value}))
    assert answer.status == 422
    assert answer.all(".error-summary li")
    assert answer.tree.cssselect('[aria-invalid="true"]')
    kept = answer.values()
    other = "contact_name" if field != "contact_name" else "name"
    assert kept[other] == FILLED[other]
    assert count(app, Application) == 0


def test_a_draft_has_no_form_and_a_cancelled_meeting_says_so(app, stored, page) -> None:
    with stored():
        draft = make_meeting("Draft", published=False).slug
        gone = make_meeting("Gone", status="cancelled").slug
    page.get(f"/en/organizations/{draft}/apply", status=404)
    assert "cancelled" in page.get(f"/en/organizations/{gone}/apply").one(".notice--bad")
    answer = page.client.post(f"/en/organizations/{gone}/apply", data=FILLED)
    assert answer.status_code == 422
    assert count(app, Application) == 0


def test_an_officer_accredits_and_the_page_shows_the_link(app, stored, page, officer, slug) -> None:
    with stored():
        make_application(_meeting(slug), "Colectiva Ixchel")
    listed = page.get(f"/en/manage/meetings/{slug}/organizations")
    application = page.get(listed.link("Colectiva Ixchel"))
    assert "Acompañamos a mujeres" in application.text
    done = application.submit("form[action$=accredit]", places="2")
    assert "Accredited" in done.text
    link = done.tree.cssselect("#representatives-link")[0].get("value")
    assert "/es/organizations/represent/" in link
    changed = done.submit("form[action$=places]", places="5")
    assert "0 of 5 places taken" in changed.text


@ON_SQLITE
@pytest.mark.parametrize("places", ["", "0", "many", "-1", "501"])
@pytest.mark.usefixtures("officer")
def test_a_wrong_number_is_refused_beside_its_field(app, stored, page, slug, places) -> None:
    with stored():
        public_id = make_application(_meeting(slug)).public_id
    wanted = page.get(f"/es/manage/organizations/applications/{public_id}")
    answer = wanted.submit("form[action$=accredit]", places=places)
    assert answer.status == 422
    assert answer.tree.cssselect('#places[aria-invalid="true"]')
    assert count(app, Accreditation) == 0


def test_a_declined_organization_shows_the_reason(stored, page, officer, slug) -> None:
    with stored():
        public_id = make_application(_meeting(slug)).public_id
    wanted = page.get(f"/en/manage/organizations/applications/{public_id}")
    assert wanted.submit("form[action$=decline]", reason="").status == 422
    done = wanted.submit("form[action$=decline]", reason="It came too late.")
    assert "It came too late." in done.text
    assert not done.tree.cssselect("form[action$=accredit]")


def test_one_who_applied_twice_is_seen_and_not_accredited_twice(
    app, stored, page, officer, slug
) -> None:
    with stored():
        make_accreditation(_meeting(slug), "Red de Mujeres")
        twice = make_application(_meeting(slug), "RED DE MUJERES").public_id
    wanted = page.get(f"/en/manage/organizations/applications/{twice}")
    assert "may have applied twice" in wanted.text
    known = wanted.tree.cssselect("input[name=organization]")[0].get("value")
    answer = wanted.submit("form[action$=accredit]", places="1", organization=known)
    assert answer.status == 422
    assert "already accredited to this meeting" in answer.one(".error-summary")
    assert count(app, Accreditation) == 1


def test_what_waits_is_listed_over_all_meetings(stored, page, officer) -> None:
    with stored():
        make_application(make_meeting("First"), "Colectiva Ixchel")
        make_application(make_meeting("Second"), "Alianza Maya")
    text = page.get("/en/manage/organizations/applications").text
    assert "Colectiva Ixchel" in text
    assert "Alianza Maya" in text


def test_only_officers_see_applications(stored, client, slug) -> None:
    with stored():
        meeting = _meeting(slug)
        public_id = make_application(meeting).public_id
        door = make_user("door@cim.example", role=Role.DOOR, meeting_id=meeting.id).get_id()
    addresses = (
        f"/en/manage/meetings/{slug}/organizations",
        f"/en/manage/organizations/applications/{public_id}",
        "/en/manage/organizations/applications",
    )
    assert {client.get(each).status_code for each in addresses} == {302}
    client.sign_in(door)
    assert {client.get(each).status_code for each in addresses} == {403}


@ON_SQLITE
@pytest.mark.parametrize("lang", ["es", "fr", "pt"])
def test_every_page_speaks_the_readers_language(stored, page, officer, slug, lang) -> None:
    with stored():
        public_id = make_application(_meeting(slug)).public_id
        granted = make_accreditation(_meeting(slug), "Colectiva").application
        assert granted is not None
        other = granted.public_id
    for address in (
        f"organizations/{slug}/apply",
        f"organizations/{slug}/apply/done",
        f"manage/meetings/{slug}/organizations",
        f"manage/organizations/applications/{public_id}",
        f"manage/organizations/applications/{other}",
        "manage/organizations/applications",
    ):
        page.get(f"/{lang}/{address}")


def _meeting(slug: str):
    from meetings.calendar import queries

    return queries.by_slug(slug, drafts=True)


def test_an_application_came_on_the_day_of_the_meetings_clocks(stored, page, officer) -> None:
    with stored():
        meeting = make_meeting("Forum", time_zone="America/Lima")
        make_application(meeting).submitted_at = datetime(2026, 11, 21, 3, 59, tzinfo=UTC)
        slug = meeting.slug
    listed = page.get(f"/en/manage/meetings/{slug}/organizations")
    assert "Nov 20, 2026" in listed.text
    assert "Dates and times: Peru" in listed.text
    waiting = page.get("/en/manage/organizations/applications")
    assert "Nov 20, 2026" in waiting.text


def test_the_seat_is_in_a_country_of_today(page, slug) -> None:
    offered = page.get(f"/en/organizations/{slug}/apply").all("#country option")
    assert {"Honduras", "Canada", "United Kingdom"} <= set(offered)
    assert not {"Yugoslavia", "Netherlands Antilles", "Antarctica"} & set(offered)
