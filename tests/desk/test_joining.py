"""The ways to join: on the entitled person's own page, and nowhere else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from meetings.actor import CLI
from meetings.calendar.models import JoinLink
from meetings.calendar.operations import edit_meeting, joining
from meetings.calendar.queries import by_slug, facts_of
from meetings.db import Base, db
from meetings.registration import queries
from meetings.registration.models import Participation
from meetings.registration.operations import confirm
from tests.factories.accounts import make_user
from tests.factories.calendar import MADE_AT
from tests.factories.registration import make_open_meeting, make_participation
from tests.factories.sessions import make_session
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
BY: dict[str, Any] = {"by": CLI, "at": MADE_AT}
MARK = "kept-between-us"
OWN_PAGES = {"desk.my"}

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def people(stored: Stored) -> dict[str, str]:
    """Capacity -> the own link of somebody confirmed; `pending` of somebody who is not."""
    with stored():
        meeting = make_open_meeting()
        session = make_session(meeting, "Opening")
        for audience in ("delegates", "experts", "organizations", "public_stream"):
            url = f"https://meet.example/{MARK}/{audience}"
            joining.set_join_link(meeting, url, audience=audience, **BY)
        url = f"https://other.example/{MARK}/experts-opening"
        joining.set_join_link(meeting, url, audience="experts", session=session.public_id, **BY)
        made = {}
        for capacity in ("participant", "expert_titular", "nca"):
            values: dict[str, Any] = {"email": f"{capacity}@example.org"}
            if capacity == "nca":
                values |= {"represents": "state", "state_code": "PE"}
            one = make_participation(meeting, capacity_code=capacity, **values)
            if capacity == "expert_titular":
                confirm(one, **BY)
            made["pending" if capacity == "nca" else capacity] = queries.link_token(one)
        made["slug"] = meeting.slug
    return made


def addresses(page: Site, token: str) -> list[str]:
    shown = page.get(f"/en/my/{token}").response.text
    return re.findall(rf'href="https://(\S+/{MARK}/\S+)"', shown)


def test_each_sees_the_way_of_her_audience(page: Site, people: dict[str, str]) -> None:
    assert addresses(page, people["participant"]) == [f"meet.example/{MARK}/delegates"]
    assert addresses(page, people["expert_titular"]) == [
        f"meet.example/{MARK}/experts",
        f"other.example/{MARK}/experts-opening",
    ]
    assert addresses(page, people["pending"]) == []


def test_nobody_joins_what_is_cancelled(
    page: Site, app: Flask, stored: Stored, people: dict[str, str]
) -> None:
    assert app is not None
    with stored():
        meeting = by_slug(people["slug"])
        assert meeting is not None
        edit_meeting(meeting, facts_of(meeting, status="cancelled"), **BY)
    assert addresses(page, people["participant"]) == []


def test_no_way_to_join_is_in_any_page_feed_mail_export_or_stored_text(
    app: Flask, client: Client, stored: Stored, people: dict[str, str]
) -> None:
    with stored():
        identity = make_user().get_id()
        meeting = by_slug(people["slug"])
        assert meeting is not None
        edit_meeting(meeting, facts_of(meeting, city="Cusco"), **BY)  # whatever is told is told
    seen = [*_answers(app, client, people)]
    client.sign_in(identity)
    seen += _answers(app, client, people)
    assert len(seen) > 40
    assert [where for where, text in seen if MARK in text] == []
    with app.app_context():
        kept = [table for table in Base.metadata.sorted_tables if MARK in _dump(table)]
    assert kept == [JoinLink.__table__]
    runner = app.test_cli_runner()
    exported = runner.invoke(args=["export", "calendar", "-"])
    assert MARK not in exported.output


def _dump(table: Any) -> str:
    return repr(db.session.execute(select(table)).all())


def _answers(app: Flask, client: Client, people: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Every page and file that can be opened with what there is, as text."""
    known = {
        "lang": "es",
        "slug": people["slug"],
        "token": people["participant"],
        "ending": "csv",
        "language": "es",
        "year": "2026",
        "code": "mesecvi-2014-2017",
    }
    with app.app_context():
        known["public_id"] = db.session.scalars(select(Participation.public_id)).first() or ""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in {*OWN_PAGES, "static"}:
            continue
        if rule.arguments - known.keys():
            continue
        for more in ({}, {"ending": "xlsx"}) if "ending" in rule.arguments else ({},):
            values = {name: (known | more)[name] for name in rule.arguments}
            path = _path(app, rule.endpoint, values)
            if path:
                goes_on = "/my/" not in path  # what leads back to her own page is that page
                answer = client.get(path, follow_redirects=goes_on, buffered=True)
                yield path, _text(answer.data)


def _path(app: Flask, endpoint: str, values: dict[str, str]) -> str:
    with app.test_request_context("/"):
        try:
            return str(app.url_for(endpoint, **dict[str, Any](values)))
        except ValueError:
            return ""


def _text(data: bytes) -> str:
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as folder:
            parts = [folder.read(name) for name in folder.namelist()]
        return b" ".join(parts).decode("utf-8", "replace")
    return data.decode("utf-8", "replace")


def test_a_way_to_join_would_be_found(app: Flask, stored: Stored, people: dict[str, str]) -> None:
    """The net itself: an address in a title is caught in a stored text."""
    assert people
    with stored():
        db.session.execute(update(Participation).values(decision_note=MARK))
    with app.app_context():
        assert MARK in _dump(Participation.__table__)
