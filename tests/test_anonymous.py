"""Files whose reader is nobody in particular."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, Response, abort
from flask.testing import FlaskClient

from meetings.anonymous import anonymous
from meetings.permissions import public


@pytest.fixture
def client(make_app: Callable[..., Flask]) -> FlaskClient:
    """Of an application with anonymous views and a public one beside them."""
    app = make_app()

    @anonymous
    def plain() -> Response:
        return Response("plain", mimetype="text/plain")

    @anonymous
    def gone() -> Response:
        abort(404)

    @public
    def page() -> str:
        return "page"

    app.add_url_rule("/plain.ics", view_func=plain)
    app.add_url_rule("/gone.ics", view_func=gone)
    app.add_url_rule("/page.ics", view_func=page)
    return app.test_client()


def test_nobody_is_asked_who_it_is(client: FlaskClient) -> None:
    client.set_cookie("session", "something")
    answer = client.get("/plain.ics")
    assert (answer.status_code, answer.text) == (200, "plain")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Cookie" in client.get("/page.ics").headers["Vary"]
    assert client.post("/plain.ics").status_code == 405


def test_it_is_protected_as_all_else(client: FlaskClient) -> None:
    plain, page = client.get("/plain.ics").headers, client.get("/page.ics").headers
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert plain[name] == page[name]
    # What a view says nothing about is kept by no cache of others.
    assert plain["Cache-Control"] == "private, no-cache"
    assert client.get("/gone.ics").headers["Cache-Control"] == "private, no-cache"


def test_it_is_logged_without_its_address(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", "meetings.access"):
        client.get("/plain.ics?q=somebody")
    assert "GET /plain.ics 200" in caplog.text
    assert "somebody" not in caplog.text
