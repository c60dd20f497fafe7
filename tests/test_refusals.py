"""Pages for what did not work: in the reader's language, without what somebody typed."""

from __future__ import annotations

import logging

import pytest
from flask import Flask, abort
from sqlalchemy import text

from meetings.db import db
from meetings.permissions import public
from tests.factories.accounts import make_user
from tests.support.page_check import parse, problems

TYPED = "ana@cim.example"
CODES = (400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503)


@pytest.fixture
def broken(make_app) -> Flask:
    """An application with pages that fail; failures reach the reader as in production."""
    app: Flask = make_app()
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @public
    def refuse(code: int):
        abort(code)

    @public
    def fail(token: str):
        db.session.execute(text("SELECT * FROM nowhere WHERE a = :a"), {"a": TYPED})

    @public
    def fail_twice(token: str):
        try:
            raise ValueError(TYPED)
        except ValueError as error:
            raise RuntimeError(TYPED) from error

    app.add_url_rule("/<lang:lang>/refuse/<int:code>", "refuse", refuse)
    app.add_url_rule("/<lang:lang>/fail/<token>", "fail", fail)
    app.add_url_rule("/<lang:lang>/fail-twice/<token>", "fail_twice", fail_twice)
    return app


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_every_refusal_is_a_whole_page(broken, lang: str) -> None:
    client = broken.test_client()
    for code in CODES:
        answer = client.get(f"/{lang}/refuse/{code}")
        assert answer.status_code == code
        assert not problems(parse(answer.text), lang), code


def test_a_method_that_is_not_taken_says_which_are(client) -> None:
    answer = client.get("/en/sign-out")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_a_form_from_an_earlier_session_tells_how_to_save_what_was_typed(client) -> None:
    answer = client.post("/en/sign-in", data={"email": TYPED}, csrf=False)
    assert answer.status_code == 400
    assert "what you typed is still there" in answer.text


def test_a_file_over_the_limit_is_refused_with_a_page(make_app) -> None:
    client = make_app(max_upload_mb=1).test_client()
    answer = client.post("/en/sign-in", data={"email": "x" * (2 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "The file is too large" in answer.text
    assert "at most 1 MB" in answer.text
    assert "Go back with your browser" in answer.text


@pytest.mark.parametrize(
    ("before", "way"),
    [
        ("http://localhost/en/meetings/forum", "/en/meetings/forum"),
        ("https://elsewhere.example/en/meetings/forum", ""),
        ("http://localhost//elsewhere.example", ""),
    ],
)
def test_a_form_without_a_page_of_its_own_leads_back_to_ours(
    make_app, before: str, way: str
) -> None:
    client = make_app(max_upload_mb=1).test_client()
    large = {"email": "x" * (2 * 1024 * 1024)}
    answer = client.post("/en/sign-out", data=large, headers={"Referer": before})
    assert answer.status_code == 413
    assert ("Open the form anew" in answer.text) is bool(way)
    assert f'href="{way}"' in answer.text or not way


def test_too_many_attempts_get_a_sentence(make_app) -> None:
    client = make_app(rate_limits=True).test_client()
    answers = [client.post("/en/sign-in") for _ in range(11)]
    assert "Too many attempts to sign in. Wait a minute and try again." in answers[-1].text


@pytest.mark.parametrize("page", ["fail", "fail-twice"])
def test_a_failure_is_logged_without_anything_personal(broken, caplog, page: str) -> None:
    with caplog.at_level(logging.INFO):
        answer = broken.test_client().get(f"/en/{page}/a-persons-own-token?email={TYPED}")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    said = caplog.text
    assert f"GET /<lang:lang>/{page}/<token> failed" in said
    assert "test_refusals.py" in said
    for personal in (TYPED, "a-persons-own-token"):
        assert personal not in said
        assert personal not in answer.text


def test_the_cause_of_a_failure_is_named(broken, caplog) -> None:
    broken.test_client().get("/en/fail-twice/x")
    assert caplog.text.index("builtins.ValueError") < caplog.text.index("builtins.RuntimeError")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_page_is_shown_even_when_the_database_is_gone(broken, stored, monkeypatch) -> None:
    with stored():
        identity = make_user().get_id()
    client = broken.test_client()
    client.sign_in(identity)

    def gone(*_args: object) -> None:
        raise OSError("no database")

    monkeypatch.setattr("meetings.accounts.queries.by_session", gone)
    answer = client.get("/es/manage/outbox")
    assert answer.status_code == 500
    assert 'lang="es"' in answer.text
