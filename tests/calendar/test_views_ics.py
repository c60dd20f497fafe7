"""The calendar of another body: nothing written before it is looked through, repeats known."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller
from werkzeug.test import TestResponse

from meetings import clock
from meetings.actor import CLI
from meetings.calendar.models import Meeting
from meetings.calendar.operations import postpone, read_incoming
from meetings.calendar.rules import LONGEST_TITLE
from meetings.cli import program
from meetings.db import db
from meetings.errors import FileRefused
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
from tests.support.page_check import parse, problems
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
URL = "/en/manage/import/ics"
ZONE = """BEGIN:VTIMEZONE
TZID:America/Lima
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:-0500
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE
"""
SEMINAR = """UID:seminar@eclac.example
SUMMARY:Seminar on women and trade
DTSTART;VALUE=DATE:20260601
DTEND;VALUE=DATE:20260604
LOCATION:Lima, Peru
STATUS:TENTATIVE
"""
EVENING = """UID:evening@eclac.example
SUMMARY:Panel of ministers
DTSTART;TZID=America/Lima:20260602T090000
DTEND;TZID=America/Lima:20260602T123000
LOCATION:Online
"""
WEEKLY = """UID:course@eclac.example
SUMMARY:Virtual course on statistics
DTSTART:20260601T140000Z
DURATION:PT2H
RRULE:FREQ=WEEKLY;COUNT=3
"""


@pytest.fixture
def officer(stored: Stored, client: Client, frozen: Traveller) -> Client:
    frozen.shift(0)
    with stored():
        identity = make_user().get_id()
    client.sign_in(identity)
    return client


def ics(*events: str, name: str = "ECLAC") -> bytes:
    body = "".join(f"BEGIN:VEVENT\nDTSTAMP:20260101T000000Z\n{each}END:VEVENT\n" for each in events)
    head = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\nX-WR-CALNAME:{name}\n{ZONE}"
    return f"{head}{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def send(client: Client, data: bytes, **fields: str) -> TestResponse:
    sent = {"file": (io.BytesIO(data), "x.ics"), "titles": "en", "organizer": "", **fields}
    return client.post(URL, data=sent)


def look(officer: Client, page: Site, data: bytes) -> Page:
    answer = send(officer, data)
    assert answer.status_code == 200, answer.text[:3000]
    assert not problems(parse(answer.text), "en")
    return Page(page, URL, answer)


def kept(app: Flask) -> dict[str, Meeting]:
    with app.app_context():
        found = db.session.scalars(select(Meeting)).all()
        return {meeting.uid: meeting for meeting in found}


def test_entries_become_meetings_that_the_secretariat_attends(
    officer: Client, page: Site, app: Flask
) -> None:
    seen = look(officer, page, ics(SEMINAR, EVENING, WEEKLY))
    assert kept(app) == {}
    assert "June 1–3, 2026 (tentative)" in seen.text
    done = seen.submit(publish="yes")
    assert "5 meetings were made." in done.text
    meetings = kept(app)
    seminar = meetings["seminar@eclac.example"]
    assert (seminar.starts_on, seminar.ends_on) == (date(2026, 6, 1), date(2026, 6, 3))
    assert (seminar.status, seminar.precision) == ("tentative", "day")
    assert (seminar.city, seminar.country, seminar.organizer) == ("Lima", "PE", "ECLAC")
    assert (seminar.involvement, seminar.kind_code) == ("attended", "seminar")
    evening = meetings["evening@eclac.example"]
    assert (evening.time_zone, f"{evening.starts_time:%H:%M}") == ("America/Lima", "09:00")
    assert (evening.mode, f"{evening.ends_time:%H:%M}") == ("virtual", "12:30")
    third = meetings["course@eclac.example/20260615"]
    assert (third.time_zone, f"{third.starts_time:%H:%M}") == ("America/New_York", "10:00")


def test_an_entry_known_by_its_uid_updates_and_the_same_file_changes_nothing(
    officer: Client, page: Site, app: Flask
) -> None:
    look(officer, page, ics(SEMINAR)).submit()
    again = look(officer, page, ics(SEMINAR))
    assert "Stays as it is" in again.text
    assert "1 stays as it is." in again.submit().text
    moved = SEMINAR.replace("20260604", "20260605").replace("TENTATIVE", "CANCELLED")
    seen = look(officer, page, ics(moved))
    assert "Will be changed" in seen.text
    assert "1 was changed." in seen.submit().text
    (meeting,) = kept(app).values()
    assert (meeting.ends_on, meeting.status) == (date(2026, 6, 4), "cancelled")
    assert meeting.published_at is None


def test_what_the_calendar_has_under_another_uid_is_not_ticked(
    officer: Client, page: Site, stored: Stored
) -> None:
    with stored():
        make_meeting(
            "Women and trade: seminar", starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 3)
        )
    seen = look(officer, page, ics(SEMINAR))
    assert "Already there?" in seen.text
    assert "Tick the meetings to import." in seen.submit(status=422).text


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((SEMINAR, SEMINAR), "have the same UID “seminar@eclac.example”."),
        ((SEMINAR.replace("VALUE=DATE:20260601", "VALUE=DATE:2026x"),), "“2026x” cannot be read"),
        ((SEMINAR.replace("VALUE=DATE:20260601", "VALUE=DATE:"),), "It is empty."),
        ((EVENING.replace("0602T09", "0602T13"),), "The end lies before the start."),
        (
            (
                "UID:skipped@x.example\nSUMMARY:Too early\n"
                "DTSTART;TZID=America/New_York:20260308T023000\n"
                "DTEND;TZID=America/New_York:20260308T050000\n",
            ),
            "The clocks skip this hour on that day in that time zone.",
        ),
        (
            (SEMINAR.replace("SUMMARY:Seminar on women and trade\n", ""),),
            "A meeting needs a title.",
        ),
        (
            (WEEKLY.replace("FREQ=WEEKLY;COUNT=3", "FREQ=SECONDLY"),),
            "It recurs more often than once a day",
        ),
    ],
)
def test_an_entry_with_an_error_is_named_and_nothing_is_written(
    officer: Client, page: Site, app: Flask, events: tuple[str, ...], words: str
) -> None:
    sound = EVENING.replace("evening@", "other@")
    seen = look(officer, page, ics(*events, sound))
    assert words in seen.text
    assert "The file has errors" in seen.submit(status=422).text
    assert kept(app) == {}
    seen.submit(partial="y")
    assert list(kept(app)) == ["other@eclac.example"]


def test_an_hour_of_an_unknown_zone_is_no_error_where_the_clocks_skip_it(
    officer: Client, page: Site
) -> None:
    lost = """UID:mars@x.example
SUMMARY:Landing
DTSTART;TZID=Mars/Base:20270314T023000
DTEND;TZID=Mars/Base:20270314T033000
"""
    seen = look(officer, page, ics(lost))
    assert "The zone “Mars/Base” is unknown" in seen.text
    assert "the days alone are taken" in seen.text
    assert "The clocks skip this hour on that day in that time zone." not in seen.text
    assert "March 14, 2027" in seen.text


def test_the_same_file_in_another_language_changes_nothing(
    officer: Client, page: Site, app: Flask
) -> None:
    look(officer, page, ics(SEMINAR)).submit()
    before = kept(app)["seminar@eclac.example"]
    answer = send(officer, ics(SEMINAR), titles="es")
    assert "Stays as it is" in answer.text
    assert "1 stays as it is." in Page(page, URL, answer).submit().text
    runner = app.test_cli_runner()
    args = ["import", "ics", "-", "--lang", "pt"]
    assert "1 unchanged" in runner.invoke(program, args, input=ics(SEMINAR), obj=_info(app)).output
    after = kept(app)["seminar@eclac.example"]
    assert (after.title, after.sequence, after.changed_at) == (
        {"en": "Seminar on women and trade"},
        before.sequence,
        before.changed_at,
    )
    renamed = SEMINAR.replace("women and trade", "trade")
    runner.invoke(program, args, input=ics(renamed), obj=_info(app))
    assert kept(app)["seminar@eclac.example"].title == {"en": "Seminar on trade"}


def test_an_update_says_what_was_and_what_comes_and_stands_apart_from_what_is_new(
    officer: Client, page: Site, frozen: Traveller
) -> None:
    look(officer, page, ics(SEMINAR)).submit()
    frozen.shift(60)
    moved = SEMINAR.replace("20260604", "20260605").replace("Lima, Peru", "Quito, Ecuador")
    seen = look(officer, page, ics(moved.replace("women and trade", "trade"), EVENING))
    assert "Title (English): Seminar on women and trade → Seminar on trade" in seen.text
    assert "Date: June 1–3, 2026 → June 1–4, 2026" in seen.text
    assert "Place: Lima, Peru → Quito, Ecuador" in seen.text
    done = seen.submit()
    made, changed = done.all("main table")
    assert "Panel of ministers" in made
    assert "Seminar on trade" not in made
    assert "Seminar on trade" in changed


def test_a_postponed_meeting_that_its_calendar_makes_tentative_again_is_told(
    officer: Client, page: Site, app: Flask, stored: Stored, frozen: Traveller
) -> None:
    look(officer, page, ics(SEMINAR)).submit()
    with stored():
        put_off = db.session.scalars(select(Meeting)).one()
        postpone(put_off, None, by=CLI, at=clock.now())
    frozen.shift(60)
    later = SEMINAR.replace("20260601", "20260706").replace("20260604", "20260709")
    seen = look(officer, page, ics(later))
    assert "Status: Postponed → Tentative" in seen.text
    seen.submit()
    assert kept(app)["seminar@eclac.example"].status == "tentative"


def test_a_title_that_is_too_long_is_an_error_of_its_entry(
    officer: Client, page: Site, app: Flask
) -> None:
    long = SEMINAR.replace("Seminar on women", "Seminar " + "on women " * 120)
    seen = look(officer, page, ics(long, EVENING))
    assert f"This text is too long: use at most {LONGEST_TITLE} characters." in seen.text
    seen.submit(partial="y")
    assert list(kept(app)) == ["evening@eclac.example"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html>no calendar</html>", "not an iCalendar file"),
        (ics(), "The calendar has no entries."),
        (ics(*(SEMINAR.replace("seminar", str(n)) for n in range(501))), "more than 500 meet"),
    ],
)
def test_a_file_that_is_none_gets_a_sentence(
    officer: Client, app: Flask, data: bytes, words: str
) -> None:
    answer = send(officer, data)
    assert answer.status_code == 422
    assert words in answer.text
    assert kept(app) == {}


def test_a_file_over_the_limit_is_refused_before_it_is_read(app: Flask) -> None:
    with app.app_context():
        most = app.config["SETTINGS"].max_upload_mb * 1024 * 1024
        with pytest.raises(FileRefused, match="larger than 10 MB"):
            read_incoming(b"X" * (most + 1), organizer="", lang="en", at=clock.now())


def test_a_uid_too_long_to_be_kept_is_known_again(officer: Client, page: Site, app: Flask) -> None:
    long = SEMINAR.replace("seminar@", "s" * 300 + "@")
    look(officer, page, ics(long)).submit()
    assert "Stays as it is" in look(officer, page, ics(long)).text


def test_what_was_sealed_cannot_be_made_up(officer: Client, app: Flask) -> None:
    assert officer.post(URL, data={"sealed": "x.y", "take-0": "y"}).status_code == 303
    assert kept(app) == {}


def test_the_command_refuses_errors_and_imports_the_rest_when_told(
    app: Flask, tmp_path: object
) -> None:
    runner = app.test_cli_runner()
    data = ics(SEMINAR, SEMINAR, EVENING)
    refused = runner.invoke(program, ["import", "ics", "-"], input=data, obj=_info(app))
    assert "same UID" in str(refused.exception)
    done = runner.invoke(
        program, ["import", "ics", "-", "--partial", "--draft"], input=data, obj=_info(app)
    )
    assert done.exit_code == 0
    assert "1 created" in done.output
    assert kept(app)["evening@eclac.example"].published_at is None


def _info(app: Flask) -> object:
    from flask.cli import ScriptInfo

    return ScriptInfo(create_app=lambda: app)


def test_a_meeting_across_the_date_line_ends_after_it_begins(
    officer: Client, page: Site, app: Flask
) -> None:
    crossing = EVENING.replace(
        "DTSTART;TZID=America/Lima:20260602T090000", "DTSTART;TZID=Pacific/Apia:20270603T090000"
    ).replace(
        "DTEND;TZID=America/Lima:20260602T123000", "DTEND;TZID=Pacific/Honolulu:20270602T120000"
    )
    look(officer, page, ics(crossing)).submit()
    meeting = kept(app)["evening@eclac.example"]
    assert (meeting.time_zone, meeting.ends_at - meeting.starts_at) == (
        "Pacific/Apia",
        timedelta(hours=2),
    )
    assert (meeting.starts_on, meeting.ends_on) == (date(2027, 6, 3), date(2027, 6, 3))
    assert f"{meeting.starts_time:%H:%M}–{meeting.ends_time:%H:%M}" == "09:00–11:00"


def test_an_endless_rule_is_a_problem_of_its_entry_only(
    officer: Client, page: Site, app: Flask
) -> None:
    daily = WEEKLY.replace("FREQ=WEEKLY;COUNT=3", "FREQ=DAILY").replace("course@", "daily@")
    endless = WEEKLY.replace(";COUNT=3", "")
    seen = look(officer, page, ics(daily, SEMINAR, endless))
    assert "from 2025 to 2029, and " in seen.text
    done = seen.submit(partial="y")
    assert not any(uid.startswith("daily@") for uid in kept(app))
    assert {"seminar@eclac.example", "course@eclac.example/20290101"} <= kept(app).keys()
    assert "were made." in done.text
