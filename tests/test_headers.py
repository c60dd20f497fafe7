"""What every answer says to the browser about safety, and how long it may be kept."""

from __future__ import annotations

import pytest

from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting


@pytest.mark.parametrize(
    "path", ["/en/sign-in", "/en/nowhere", "/healthz", "/sign-in", "/calendar.ics", "/en/today"]
)
def test_the_strict_policy_stands_on_every_answer(client, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert not {"script-src", "style-src"} & set(policy)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Server" not in headers
    assert "Strict-Transport-Security" not in headers


def test_browsers_are_told_to_insist_on_https_where_the_settings_say_so(make_app) -> None:
    headers = make_app(hsts=True).test_client().get("/en/sign-in").headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_what_a_signed_in_person_sees_is_kept_nowhere(client, stored) -> None:
    assert client.get("/en/sign-in").headers["Cache-Control"] == "private, no-cache"
    with stored():
        identity = make_user().get_id()
        slug = make_meeting().slug
    client.sign_in(identity)
    assert client.get("/en/manage/outbox").headers["Cache-Control"] == "no-store"
    for ending in ("csv", "xlsx"):
        answer = client.get(f"/en/manage/meetings/{slug}/registrations.{ending}")
        assert answer.data  # streamed to its end
        answer.close()
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_cookie_is_for_the_server_only(client, make_app) -> None:
    cookie = client.get("/en/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    real = make_app(env="production").test_client().get("/en/sign-in")
    assert "Secure" in real.headers["Set-Cookie"]


def test_behind_a_proxy_the_readers_own_address_counts(make_app) -> None:
    client = make_app(proxies=1, rate_limits=True).test_client()

    def attempt(address: str) -> int:
        headers = {"X-Forwarded-For": address, "X-Forwarded-Host": "cim.example"}
        return client.post("/en/sign-in", data={"email": "a@b.c"}, headers=headers).status_code

    assert [attempt("192.0.2.1") for _ in range(11)][-1] == 429
    assert attempt("192.0.2.2") == 422
