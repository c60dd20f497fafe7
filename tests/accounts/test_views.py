"""Signing in and out."""

from __future__ import annotations

import pytest

from meetings.accounts import queries
from meetings.permissions import Role
from tests.factories.accounts import PASSWORD, make_user


@pytest.fixture
def officer(stored) -> None:
    """An officer who reads Spanish."""
    with stored():
        make_user(language="es")


def sign_in(page, *, next_page: str = "", password: str = PASSWORD):
    """Send the form as a browser does, without following."""
    entry = page.get("/en/sign-in" + (f"?next={next_page}" if next_page else ""))
    data = {**entry.values(), "email": "ana@cim.example", "password": password}
    return page.client.post("/en/sign-in", data=data, csrf=False)


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_the_page_in_each_language(page, lang: str) -> None:
    entry = page.get(f"/{lang}/sign-in")
    assert set(entry.values()) >= {"csrf_token", "email", "password", "next"}


def test_an_officer_begins_with_today_in_her_own_language(officer, page) -> None:
    answer = sign_in(page)
    assert answer.status_code == 303
    assert answer.location == "/es/today"
    assert "Ana Núñez" in page.client.get("/es/manage/outbox").text


@pytest.mark.parametrize(
    ("role", "home"), [(Role.COORDINATOR, "/en/indicators"), (Role.DOOR, "/en/door")]
)
def test_others_begin_with_their_own_work(page, stored, role: Role, home: str) -> None:
    with stored():
        make_user(role=role)
    assert sign_in(page).location == home


def test_a_wrong_password_is_refused_and_the_address_kept(officer, page) -> None:
    entry = page.get("/en/sign-in")
    refused = entry.submit(email="ana@cim.example", password="wrong")
    assert refused.status == 422
    assert "This e-mail address and password do not match." in refused.text
    assert refused.values()["email"] == "ana@cim.example"
    assert refused.values()["password"] == ""


def test_an_empty_form_says_what_is_missing(page) -> None:
    refused = page.get("/en/sign-in").submit()
    assert refused.status == 422
    assert "Write your e-mail address." in refused.text
    assert "Write your password." in refused.text


def test_a_reader_comes_back_to_where_she_was_going(officer, page) -> None:
    answer = page.client.get("/fr/manage/outbox?q=zo%C3%A9")
    assert answer.location.startswith("/fr/sign-in?next=")
    target = answer.location.split("next=")[1]
    assert sign_in(page, next_page=target).location == "/fr/manage/outbox?q=zo%C3%A9"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/%09/evil.example/",
        "/%0A/evil.example",
        "javascript:alert(1)",
        "evil.example",
    ],
)
def test_nobody_is_led_to_another_site(officer, page, target: str) -> None:
    assert sign_in(page, next_page=target).location == "/es/today"


def test_a_session_from_before_signing_in_does_not_live_on(officer, page) -> None:
    with page.client.session_transaction() as planted:
        planted["planted"] = "by somebody else"
    token = page.get("/en/sign-in").values()["csrf_token"]
    sign_in(page)
    with page.client.session_transaction() as session:
        assert "planted" not in session
        assert "_user_id" in session
    old = page.client.post("/en/sign-out", data={"csrf_token": token}, csrf=False)
    assert old.status_code == 400


def test_signing_out_wants_a_form_of_this_session(officer, page) -> None:
    sign_in(page)
    assert page.client.get("/en/sign-out").status_code == 405
    assert page.client.post("/en/sign-out", csrf=False).status_code == 400
    assert page.client.get("/en/manage/outbox").status_code == 200
    assert page.client.post("/en/sign-out").status_code == 303
    assert page.client.get("/en/manage/outbox").status_code == 302


def test_whoever_is_disabled_or_signed_out_everywhere_is_out(officer, page, stored) -> None:
    sign_in(page)
    with stored():
        user = queries.by_email("ana@cim.example")
        assert user is not None
        user.session_generation += 1
    assert page.client.get("/en/manage/outbox").status_code == 302
    sign_in(page)
    with stored():
        user = queries.by_email("ana@cim.example")
        assert user is not None
        user.is_enabled = False
    assert page.client.get("/en/manage/outbox").status_code == 302
    assert sign_in(page).status_code == 422


def test_whoever_is_signed_in_is_not_asked_again(officer, page) -> None:
    sign_in(page)
    assert page.client.get("/en/sign-in").location == "/es/today"


def test_attempts_are_limited(make_app, officer) -> None:
    client = make_app(rate_limits=True).test_client()
    data = {"email": "ana@cim.example", "password": "guess"}
    answers = [client.post("/es/sign-in", data=data) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert 'lang="es"' in answers[-1].text
    assert int(answers[-1].headers["Retry-After"]) <= 60
    assert client.get("/es/sign-in").status_code == 200


def test_processes_that_count_by_themselves_share_what_is_promised(make_app) -> None:
    client = make_app(rate_limits=True, server_workers=2).test_client()
    answers = [client.post("/en/sign-in").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_the_page_is_accessible_on_a_phone(live_server, window, axe) -> None:
    phone = window(width=360, language="fr")
    phone.goto(live_server.url + "/sign-in")
    assert phone.url.endswith("/fr/sign-in")
    phone.click("main form button")
    phone.locator("[aria-invalid=true]").first.wait_for()
    assert phone.locator("[aria-invalid=true]").count() == 2
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
