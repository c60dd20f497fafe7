"""Who may: declared by each endpoint, asked at each request."""

from __future__ import annotations

import pytest
from flask import Flask

from meetings.permissions import RIGHTS, Right, Role
from tests.factories.accounts import make_user


def test_what_each_role_may() -> None:
    assert RIGHTS[Role.ADMINISTRATOR] == set(Right)
    assert Right.ADMINISTER not in RIGHTS[Role.OFFICER]
    assert RIGHTS[Role.COORDINATOR] == {Right.FIGURES}
    assert RIGHTS[Role.DOOR] == {Right.DOOR}


def test_a_visitor_is_sent_to_sign_in_and_back(client) -> None:
    answer = client.get("/es/manage/outbox?status=dead&q=a")
    assert answer.location == "/es/sign-in?next=/es/manage/outbox?status%3Ddead%26q%3Da"


def test_a_visitors_form_is_refused(client) -> None:
    path = "/es/manage/outbox/7d444840-9dc0-11d1-b245-5ffdce74fad2/send-again"
    answer = client.post(path)
    assert answer.status_code == 401
    assert "/es/sign-in" in answer.text


def test_a_user_without_the_right_is_told_so(client, stored) -> None:
    with stored():
        identity = make_user(role=Role.COORDINATOR).get_id()
    client.sign_in(identity)
    assert client.get("/en/manage/outbox").status_code == 403


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_endpoint_that_declares_nothing_answers_nothing(make_app) -> None:
    app: Flask = make_app()
    app.add_url_rule("/en/open", "open", lambda: "a secret")
    answer = app.test_client().get("/en/open")
    assert answer.status_code == 500
    assert "a secret" not in answer.text


def test_a_grant_holds_within_its_days(session, frozen) -> None:
    from datetime import date

    user = make_user()
    user.grants[0].from_on, user.grants[0].to_on = date(2026, 5, 5), date(2026, 5, 6)
    assert not user.may(Right.MANAGE)
    frozen.shift(24 * 3600)
    assert user.may(Right.MANAGE)
    frozen.shift(2 * 24 * 3600)
    assert not user.may(Right.MANAGE)
