"""The calendar as a file, on the officer's pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import func, select
from time_machine import Traveller
from werkzeug.test import TestResponse

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.reference import DATA
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
from tests.support.page_check import parse, problems
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
OF_2003 = (DATA / "calendar_2003.csv").read_bytes()
URL = "/en/manage/calendar/import"


@pytest.fixture
def officer(stored: Stored, client: Client, frozen: Traveller) -> Client:
    frozen.shift(0)
    with stored():
        identity = make_user().get_id()
    client.sign_in(identity)
    return client


def send(client: Client, data: bytes, **fields: str) -> TestResponse:
    return client.post(URL, data={"file": (io.BytesIO(data), "calendar.csv"), **fields})


def count(app: Flask, *, published: bool = True) -> int:
    with app.app_context():
        wanted = select(func.count(Meeting.id))
        if published:
            wanted = wanted.where(Meeting.published_at.is_not(None))
        return db.session.scalar(wanted) or 0


def test_a_file_is_imported_and_once_only(officer: Client, page: Site, app: Flask) -> None:
    assert page.get(URL).heading == "Import a calendar"
    assert send(officer, OF_2003).status_code == 303
    assert "34 meetings were made." in page.get("/en/manage/calendar").text
    assert send(officer, OF_2003).status_code == 303
    assert "34 were known already" in page.get("/en/manage/calendar").text
    assert count(app) == 34


def test_new_meetings_may_wait_as_drafts(officer: Client, app: Flask) -> None:
    send(officer, OF_2003, draft="y")
    assert (count(app), count(app, published=False)) == (0, 34)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"start,end\n2003-01-01,2003-01-02\n", "columns are missing"),
        (OF_2003.replace(b"start,end", b"start,start", 1), "appears twice"),
        (b"\xff\xfe\x00broken", "is not a CSV"),
        (b"", "The file is empty"),
        (OF_2003.splitlines()[0], "The file has a heading and no rows."),
    ],
)
def test_a_wrong_file_gets_a_sentence(officer: Client, app: Flask, data: bytes, words: str) -> None:
    answer = send(officer, data)
    assert answer.status_code == 422
    assert words in answer.text
    assert not problems(parse(answer.text), "en")
    assert count(app, published=False) == 0


def test_a_bad_row_is_named_by_line_column_and_reason(officer: Client, app: Flask) -> None:
    lines = OF_2003.decode().splitlines()
    lines[4] = lines[4].replace("intergovernmental_session", "party").replace("2002", "2001", 1)
    answer = send(officer, "\n".join(lines).encode())
    tree = parse(answer.text)
    rows = [[cell.text_content() for cell in row] for row in tree.cssselect("tbody tr")]
    assert answer.status_code == 422
    assert answer.text.count("Nothing was imported") == 1
    assert [row[:2] for row in rows] == [["5", "kind"]]
    assert "party" in rows[0][2]
    assert count(app, published=False) == 0


def test_a_file_over_the_limit_leads_back_to_the_form(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(officer.application.config, "MAX_CONTENT_LENGTH", 1024)
    answer = send(officer, b"x" * 2048)
    assert answer.status_code == 413
    assert "at most 10 MB" in answer.text
    assert parse(answer.text).cssselect(f"main a[href='{URL}']")


def test_no_file_at_all_is_refused(officer: Client) -> None:
    answer = officer.post(URL, data={})
    assert answer.status_code == 422
    assert "Choose the file to import." in answer.text


def test_the_export_holds_what_is_published(officer: Client, stored: Stored) -> None:
    with stored():
        make_meeting("Forum")
        make_meeting("=1+1")
        make_meeting("Hidden", published=False)
    answer = officer.get("/en/manage/calendar/export.csv")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "Forum" in answer.text
    assert "Hidden" not in answer.text
    assert "'=1+1" in answer.text


def test_an_officer_of_one_meeting_has_no_files(client: Client, stored: Stored) -> None:
    with stored():
        identity = make_user(meeting_id=make_meeting().id).get_id()
    client.sign_in(identity)
    assert client.get(URL).status_code == 403
    assert client.get("/en/manage/calendar/export.csv").status_code == 403
