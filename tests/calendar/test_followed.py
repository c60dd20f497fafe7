"""Calendars of others: read, shown, kept; known entries updated, nothing written unasked."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from time_machine import Traveller
from werkzeug.datastructures import MultiDict

from meetings.calendar import incoming, queries
from meetings.calendar.rules.followed import Reading
from meetings.errors import FileRefused
from tests.factories.accounts import make_user
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//UN//EN\r\nX-WR-CALNAME:Treaty bodies\r\n"
TODAY = date(2026, 5, 4)


def ics(*events: str) -> bytes:
    """A calendar; each event is its lines, `|` between them. The first begins on line 5."""
    made = (
        "BEGIN:VEVENT\r\n" + each.replace("|", "\r\n") + "\r\nEND:VEVENT\r\n" for each in events
    )
    return (HEAD + "".join(made) + "END:VCALENDAR\r\n").encode()


def read(data: bytes) -> Reading:
    return incoming.read(data, zone="America/New_York", today=TODAY, limit=1_000_000)


@pytest.mark.parametrize(
    ("event", "first", "last"),
    [
        ("DTSTART;VALUE=DATE:20260706|DTEND;VALUE=DATE:20260725", "07-06", "07-24"),
        ("DTSTART;VALUE=DATE:20260706", "07-06", "07-06"),
        ("DTSTART;VALUE=DATE:20260706|DURATION:P3D", "07-06", "07-08"),
        ("DTSTART:20260706T220000|DTEND:20260707T000000", "07-06", "07-06"),
        ("DTSTART:20260706T220000|DTEND:20260707T010000", "07-06", "07-07"),
        ("DTSTART;TZID=Asia/Tokyo:20260706T010000", "07-06", "07-06"),
        ("DTSTART:20260706T020000Z|DTEND:20260706T030000Z", "07-05", "07-05"),
    ],
)
def test_days_are_those_of_the_place_and_their_end_is_inclusive(
    event: str, first: str, last: str
) -> None:
    (entry,) = read(ics(f"UID:a|SUMMARY:CEDAW|{event}")).entries
    assert (f"{entry.starts_on:%m-%d}", f"{entry.ends_on:%m-%d}") == (first, last)


def test_what_recurs_is_followed_for_some_years_with_its_exceptions() -> None:
    yearly = "UID:a|SUMMARY:Holiday|DTSTART;VALUE=DATE:20100706|RRULE:FREQ=YEARLY"
    moved = "UID:a|SUMMARY:Moved|RECURRENCE-ID;VALUE=DATE:20270706|DTSTART;VALUE=DATE:20270712"
    gone = "UID:a|SUMMARY:x|RECURRENCE-ID;VALUE=DATE:20280706|DTSTART;VALUE=DATE:20280706|"
    found = read(ics(yearly, moved, gone + "STATUS:CANCELLED"))
    assert [(entry.uid, str(entry.starts_on), entry.title) for entry in found.entries] == [
        ("a/20250706", "2025-07-06", "Holiday"),
        ("a/20260706", "2026-07-06", "Holiday"),
        ("a/20270706", "2027-07-12", "Moved"),
        ("a/20290706", "2029-07-06", "Holiday"),
    ]


@pytest.mark.parametrize(
    ("event", "column"),
    [
        ("UID:b|SUMMARY:x|DTSTART:2026XX", "DTSTART"),
        ("UID:b|SUMMARY:x", "DTSTART"),
        ("UID:b|SUMMARY:x|DTSTART;VALUE=DATE:20260706|DTEND;VALUE=DATE:20260701", "DTEND"),
        ("UID:b|SUMMARY:x|DTSTART;VALUE=DATE:20260706|DTEND;VALUE=DATE:2026", "DTEND"),
        ("UID:b|SUMMARY:x|DTSTART;VALUE=DATE:17000706", "DTSTART"),
        ("UID:b|SUMMARY:x|DTSTART:20260706T010000|RRULE:FREQ=SECONDLY", "RRULE"),
        ("UID:b|SUMMARY:x|DTSTART:20260706T010000|RRULE:FREQ=YEARLY;INTERVAL=0", "RRULE"),
        ("UID:b|SUMMARY:x|DTSTART:20260706T010000|RRULE:FREQ=SOMETIMES", "RRULE"),
    ],
)
def test_an_unreadable_entry_is_named_by_line_and_field(event: str, column: str) -> None:
    found = read(ics("UID:a|SUMMARY:x|DTSTART;VALUE=DATE:20260706", event))
    assert [entry.uid for entry in found.entries] == ["a"]
    assert [(each.line, each.column) for each in found.problems] == [(10, column)]


def test_what_cannot_be_read_is_quoted() -> None:
    (problem,) = read(ics("UID:b|SUMMARY:x|DTSTART:2026XX")).problems
    assert "2026XX" in str(problem.reason)


def test_the_same_uid_twice_is_refused_with_both_lines() -> None:
    day = "SUMMARY:x|DTSTART;VALUE=DATE:2026070"
    found = read(ics(f"UID:a|{day}1", f"UID:b|{day}2", f"UID:a|{day}3"))
    assert [entry.uid for entry in found.entries] == ["b"]
    assert [each.line for each in found.problems] == [5, 15]
    assert "5" in str(found.problems[0].reason)
    assert "15" in str(found.problems[0].reason)


def test_what_is_doubtful_is_said() -> None:
    found = read(
        ics(
            "UID:a|DTSTART;VALUE=DATE:20260701",
            "UID:b|SUMMARY:Long|DTSTART;VALUE=DATE:20260101|DTEND;VALUE=DATE:20261231",
            "UID:c|SUMMARY:Where|DTSTART;TZID=Nowhere/At All:20260701T100000",
            "UID:d|SUMMARY:Off|DTSTART;VALUE=DATE:20260701|STATUS:CANCELLED",
        )
    )
    assert len(found.entries) == 3
    assert [each.line for each in found.doubts] == [5, 9, 15]
    assert len(found.notes) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"BEGIN:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\n\xff\xfe",
        b"%PDF-1.7 no calendar",
        b"start,end\n2026-01-01,\n",
        b"start,end,title\n",
        b"",
        b"BEGIN:VCALENDAR\r\n" + b"x" * 1_000_000,
    ],
)
def test_what_is_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(FileRefused):
        read(data)


def test_a_table_is_read_row_by_row() -> None:
    found = read(
        "﻿name,start,end,title,place\n"
        "Holidays,2026-07-28,2026-07-29,Fiestas Patrias,Perú\n"
        ",2026-08-31,2026-08-01,Backwards,\n"
        ",31/8/2026,,No date,\n"
        ",2026-09-01,,,\n".encode()
    )
    (entry,) = found.entries
    assert (entry.calendar, entry.title, entry.place) == ("Holidays", "Fiestas Patrias", "Perú")
    problems = [(each.line, each.column) for each in found.problems]
    assert problems == [(3, "end"), (4, "start"), (5, "title")]


@pytest.fixture
def officer(stored: Stored, client: Client, frozen: Traveller) -> Client:
    assert frozen is not None
    with stored():
        identity = make_user().get_id()
    client.sign_in(identity)
    return client


def upload(page: Site, data: bytes, name: str = "", *, status: int = 200) -> Page:
    form: dict[str, Any] = dict(page.get("/en/manage/followed").values("main form"))
    form |= {"name": name, "file": (io.BytesIO(data), "un_calendar.ics")}
    return page.send("/en/manage/followed", MultiDict(list(form.items())), status=status)


def kept(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        found = queries.followed_between(date(2000, 1, 1), date(2100, 1, 1))
        return [(name, day.title, str(day.starts_on)) for day, name in found]


ONE = "UID:a|SUMMARY:CEDAW 95|DTSTART;VALUE=DATE:20260706|DTEND;VALUE=DATE:20260725"
TWO = "UID:b|SUMMARY:CSW|DTSTART;VALUE=DATE:20270308"


@pytest.mark.usefixtures("officer")
def test_nothing_is_kept_before_it_is_confirmed_and_the_same_again_changes_nothing(
    page: Site, app: Flask
) -> None:
    shown = upload(page, ics(ONE, TWO))
    assert "CEDAW 95" in shown.text
    assert "Treaty bodies" in shown.text
    assert kept(app) == []
    done = shown.submit("main form[action$='/import']")
    assert "2 entries are new." in done.text
    assert kept(app) == [
        ("Treaty bodies", "CEDAW 95", "2026-07-06"),
        ("Treaty bodies", "CSW", "2027-03-08"),
    ]
    again = upload(page, ics(ONE, TWO), "TREATY BODIES")
    assert "there is nothing to keep" in again.text
    assert not again.all("main form button[type=submit]")


@pytest.mark.usefixtures("officer")
def test_a_known_uid_is_updated_and_what_vanished_is_dropped_only_when_asked(
    page: Site, app: Flask
) -> None:
    upload(page, ics(ONE, TWO)).submit("main form[action$='/import']")
    moved = ics(ONE.replace("0706", "0713"))
    shown = upload(page, moved)
    assert "1 entry changes." in shown.text
    assert "1 entry is no longer in the file." in shown.text
    said = shown.submit("main form[action$='/import']")
    assert "1 entry stays as it is." in said.text, "what was not dropped stays"
    assert [title for _name, title, _day in kept(app)] == ["CEDAW 95", "CSW"]
    assert kept(app)[0][2] == "2026-07-13"
    upload(page, moved).submit("main form[action$='/import']", drop="y")
    assert [title for _name, title, _day in kept(app)] == ["CEDAW 95"]


@pytest.mark.usefixtures("officer")
def test_a_file_with_errors_is_kept_only_in_part_and_on_purpose(page: Site, app: Flask) -> None:
    shown = upload(page, ics(ONE, "UID:b|SUMMARY:x|DTSTART:2026XX"))
    assert "1 error in the file" in shown.text
    refused = shown.submit("main form[action$='/import']")
    assert refused.status == 422
    assert kept(app) == []
    refused.submit("main form[action$='/import']", partial="y")
    assert [title for _name, title, _day in kept(app)] == ["CEDAW 95"]


@pytest.mark.usefixtures("officer")
def test_what_changed_meanwhile_is_shown_before_it_is_kept(page: Site, app: Flask) -> None:
    shown = upload(page, ics(ONE))
    upload(page, ics(ONE, TWO)).submit("main form[action$='/import']")
    answer = shown.submit("main form[action$='/import']")
    assert answer.status == 422
    assert "Somebody has changed these calendars since" in answer.text
    assert len(kept(app)) == 2


@pytest.mark.usefixtures("officer")
def test_a_calendar_is_renamed_and_removed(page: Site, app: Flask) -> None:
    upload(page, ics(ONE)).submit("main form[action$='/import']")
    upload(page, ics(TWO), "Other").submit("main form[action$='/import']")
    one = page.get(page.get("/en/manage/followed").link("Treaty bodies"))
    assert one.submit(name="Óther").status == 422
    renamed = one.submit(name="United Nations")
    assert renamed.heading == "United Nations"
    renamed.submit("form[action$='/remove']")
    assert kept(app) == [("Other", "CSW", "2027-03-08")]


@pytest.mark.usefixtures("officer")
def test_a_refused_file_keeps_what_was_typed(page: Site) -> None:
    answer = upload(page, b"BEGIN:VCALENDAR\r\n\xff", "Mine", status=422)
    assert "not an iCalendar file" in answer.text
    assert answer.values("main form")["name"] == "Mine"


def test_what_is_sealed_cannot_be_forged(officer: Client, app: Flask) -> None:
    answer = officer.post("/en/manage/followed/import", data={"rows": "forged", "seen": ""})
    assert answer.status_code == 303
    assert kept(app) == []


@pytest.mark.usefixtures("officer")
def test_the_preview_speaks_the_officers_language(page: Site) -> None:
    form: dict[str, Any] = dict(page.get("/es/manage/followed").values("main form"))
    form |= {"file": (io.BytesIO(ics(ONE)), "un.ics")}
    shown = page.send("/es/manage/followed", MultiDict(list(form.items())), status=200)
    assert "6 jul 2026 – 24 jul 2026" in shown.text


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ("start;end;title;place\r\n2026-07-06;2026-07-07;Cumbre, día 1;Asunción\r\n", "Asunción"),
        ("start\tend\ttitle\tplace\n2026-07-06\t2026-07-07\tCumbre, día 1\tLima\n", "Lima"),
        ('"start","end","title"\n2026-07-06,2026-07-07,"Cumbre, día 1"\n', ""),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_table_is_read_as_offices_save_it(table: str, place: str, encoding: str) -> None:
    found = read(table.encode(encoding))
    (entry,) = found.entries
    assert (entry.title, entry.place) == ("Cumbre, día 1", place)
    assert any("Windows-1252" in str(note) for note in found.notes) == (encoding == "cp1252")


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"<!doctype html><html></html>", "days.ics", "This is a web page"),
        (b"%PDF-1.7", "days.pdf", "This is a PDF"),
        (b"PK\x03\x04", "days.xlsx", "Save the table as CSV first."),
        (b"rubbish", "days.ics", "No calendar begins in this file"),
    ],
)
def test_what_is_no_calendar_is_called_by_its_name(data: bytes, name: str, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        incoming.read(data, zone="America/New_York", today=TODAY, limit=1_000_000, name=name)
