"""The calendar file in and out: the year 2003, and whatever a hand-made file holds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from meetings import reference
from meetings.actor import CLI
from meetings.calendar import operations, queries
from meetings.calendar.models import Meeting, Status
from meetings.calendar.queries import Filters
from meetings.db import db
from meetings.desk import cli
from meetings.desk.calendar_export import export_calendar
from meetings.desk.calendar_file import Report, import_calendar
from meetings.errors import FileRefused
from meetings.indicators import operations as indicators
from meetings.indicators.queries import actions_of
from tests.factories.calendar import MADE_AT, make_meeting
from tests.support.pages import Client

LATER = MADE_AT + timedelta(days=1)
YEAR_2003 = (reference.DATA / "calendar_2003.csv").read_bytes()
HEADING = (
    "start,end,date_precision,tentative,title,place_city,place_country,"
    "host_or_organizer,kind,own_or_external"
)
ROW = "2003-05-01,2003-05-02,day,no,Forum,Lima,Peru,OAS,forum,CIM participates"


def file_of(*rows: str, more: str = "") -> bytes:
    return "\n".join([HEADING + more, *rows]).encode()


def load(data: bytes, **options: Any) -> Report:
    return import_calendar(data, by=CLI, at=options.pop("at", MADE_AT), **options)


def exported(**options: Any) -> bytes:
    return b"".join(export_calendar(**options))


def count() -> int:
    return db.session.scalar(select(func.count(Meeting.id))) or 0


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.skipped


def only() -> Meeting:
    return db.session.scalars(select(Meeting)).one()


def refusal(data: bytes, **options: Any) -> str:
    before = count()
    with pytest.raises(FileRefused) as refused:
        load(data, **options)
    assert count() == before
    return str(refused.value)


def test_the_year_2003_twice_is_34_meetings(session: Any) -> None:
    assert counts(load(YEAR_2003)) == (34, 0, 0, 0)
    version = queries.version()
    assert counts(load(YEAR_2003, at=LATER)) == (0, 0, 0, 34)
    assert (count(), queries.version()) == (34, version)
    assert len(queries.vevents(Filters(), "en", at=MADE_AT)) == 27
    planning = queries.vevents(Filters(), "es", at=MADE_AT, planning=True)
    assert len(planning) == 34
    assert sum("STATUS:TENTATIVE" in text for text in planning) == 10
    assert (
        sum("STATUS:TENTATIVE" in text for text in queries.vevents(Filters(), "en", at=MADE_AT))
        == 3
    )
    rows = queries.listing(Filters(), "en", size=100).items
    words = {row.title: row.dates for row in rows}
    assert words["Eighth Regional Conference on Migration"] == (
        "May 2003 (tentative, date to be confirmed)"
    )
    assert words["II Session of the CIM Executive Committee"] == (
        "July 31 – August 2, 2003 (tentative)"
    )
    assert not any(row.status == Status.HELD for row in rows)
    bodies = {row.title: row.body_code for row in rows}
    assert bodies["OAS Gender Mainstreaming Project Training for Latin America"] == (
        "executive_secretariat"
    )
    assert bodies["I Session of the CIM Executive Committee"] == "executive_committee"
    assert bodies["International Women's Day"] is None
    assert bodies["XXXIII OAS General Assembly"] is None


def test_a_row_that_an_officer_changed_since_is_left_as_she_wants_it(session: Any) -> None:
    load(file_of(ROW))
    facts = queries.facts_of(only(), title={"en": "Forum of Lima"}, city="Cusco")
    operations.edit_meeting(only(), facts, by=CLI, at=LATER)
    assert counts(load(file_of(ROW), at=LATER)) == (0, 0, 0, 1)
    assert only().title == {"en": "Forum of Lima"}


def test_a_bad_cell_in_a_known_row_is_told_too(session: Any) -> None:
    load(file_of(ROW))
    assert "Line 2, column kind:" in refusal(file_of(ROW.replace(",forum,", ",picnic,")))


def test_equal_rows_are_meetings_of_their_own_and_known_again(session: Any) -> None:
    assert counts(load(file_of(ROW, ROW))) == (2, 0, 0, 0)
    assert counts(load(file_of(ROW, ROW, ROW))) == (1, 0, 0, 2)


def test_export_and_import_again_change_nothing(session: Any) -> None:
    load(YEAR_2003)
    load((reference.DATA / "calendar_2016_demo.csv").read_bytes())
    make_meeting("=1+1", organizer="+OAS", venue="Hall", description={"es": "Por qué"})
    make_meeting("'=2", published=False, beneficiaries=("BB", "TT"), technical_assistance=True)
    for meeting in db.session.scalars(select(Meeting)):
        if meeting.status == Status.CONFIRMED:
            operations.set_status(meeting, Status.POSTPONED, by=CLI, at=MADE_AT)
            break
    db.session.flush()

    def state() -> list[tuple[object, ...]]:
        found = db.session.scalars(select(Meeting).order_by(Meeting.id))
        return [
            (each.uid, each.sequence, each.changed_at, queries.facts_of(each)) for each in found
        ]

    before, version, whole = state(), queries.version(), exported(drafts=True)
    report = load(whole, at=LATER)
    assert counts(report) == (0, 0, len(before), 0)
    assert report.warnings == ()
    assert (state(), queries.version()) == (before, version)
    assert exported(drafts=True) == whole
    assert len(exported().splitlines()) == len(whole.splitlines()) - 1
    assert whole.startswith(b"\xef\xbb\xbfstart,end,")
    assert b"\r\n=" not in whole
    assert b",=1+1" not in whole


def test_a_calendar_moves_to_another_database_with_its_uids_and_actions(session: Any) -> None:
    source = make_meeting("Workshop", kind_code="workshop", beneficiaries=("BB",))
    indicators.set_actions(source.id, ["MESECVI-1.1", "MESECVI-4.1"], by=CLI, at=MADE_AT)
    whole = exported().decode().replace(source.uid, "other@elsewhere.example")
    assert counts(load(whole.encode())) == (1, 0, 0, 0)
    copy = queries.by_uid("other@elsewhere.example")
    assert copy
    assert list(actions_of(copy.id)) == ["MESECVI-1.1", "MESECVI-4.1"]
    assert queries.facts_of(copy) == queries.facts_of(source)


def test_a_row_with_a_known_uid_updates_what_its_columns_say(session: Any) -> None:
    meeting = make_meeting(
        {"en": "Forum", "es": "Foro"}, venue="Hall", description={"en": "Why"}, themes=("peace",)
    )
    indicators.set_actions(meeting.id, ["MESECVI-1.1"], by=CLI, at=MADE_AT)
    row = ROW.replace("Forum,", "Great forum,") + f",{meeting.uid}"
    assert counts(load(file_of(row, more=",uid"), at=LATER)) == (0, 1, 0, 0)
    assert meeting.title == {"en": "Great forum", "es": "Foro"}
    assert (meeting.city, meeting.venue, meeting.sequence) == ("Lima", "Hall", 1)
    assert [theme.theme_code for theme in meeting.themes] == ["peace"]
    assert list(actions_of(meeting.id)) == ["MESECVI-1.1"]
    assert meeting.published_at == MADE_AT
    gone = row + ",,no,"
    load(file_of(gone, more=",uid,title_es,published,actions"), at=LATER)
    assert queries.facts_of(meeting).title == {"en": "Great forum"}
    assert queries.by_slug(meeting.slug) is None
    assert list(actions_of(meeting.id)) == []


def test_drafts_and_the_column_published(session: Any) -> None:
    load(file_of(ROW + ",", ROW + ",yes", ROW + ",no", more=",published"), draft=True)
    load(file_of(ROW.replace("Forum", "Other")))
    found = db.session.scalars(select(Meeting).order_by(Meeting.id)).all()
    assert [each.published_at is not None for each in found] == [False, True, False, True]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "not a CSV"),
        (b"PK\x03\x04" + bytes(200), "not a CSV"),
        (HEADING.encode() + b'\n"open', "not a CSV"),
        (b"name,colour\nAna,red", "heading"),
        (HEADING.replace(",kind", "").encode(), "kind"),
        ((HEADING + ",title").encode(), "title"),
        (file_of(ROW.replace("2003-05-02", "2003-04-30")), "Line 2, column end:"),
        (file_of(ROW.replace(",day,", ",month,")), "Line 2, column end:"),
        (file_of(ROW, ROW.replace(",forum,", ",picnic,")), "Line 3, column kind:"),
        (file_of(ROW, ROW + ",a@b,x", more=",uid"), "Line 3, column"),
        (file_of(ROW + ",u@x", ROW + ",u@x", more=",uid"), "Line 3, column uid:"),
        (file_of(ROW + ",MESECVI-9.9", more=",actions"), "Line 2, column actions:"),
        (file_of(ROW + ",nobody", more=",body"), "Line 2, column body:"),
        (file_of(ROW + ",held", more=",status").replace(b"2003", b"2030"), "column status:"),
        (file_of(ROW.replace("Forum", "x" * 1_001)), "Line 2, column title:"),
    ],
)
def test_a_bad_file_is_refused_with_its_place_and_nothing_is_written(
    session: Any, data: bytes, told: str
) -> None:
    assert told in refusal(data)


def test_a_file_over_the_limit_is_refused(session: Any) -> None:
    assert "10 MB" in refusal(file_of(ROW) + b"\n" * (10 * 1024 * 1024))


def test_partial_leaves_out_bad_rows_and_names_them(session: Any) -> None:
    bad = ROW.replace("Peru", "Atlantis").replace("2003-05-01", "soon")
    report = load(file_of(ROW, bad, ROW.replace("Forum", "Other")), partial=True)
    assert (counts(report), report.left_out) == ((2, 0, 0, 0), 1)
    assert [(each.line, each.column) for each in report.problems] == [
        (3, "start"),
        (3, "place_country"),
    ]


def test_unknown_columns_are_left_out_with_a_warning(session: Any) -> None:
    report = load(file_of(ROW + ",red", more=",colour"))
    assert report.created == 1
    assert len(report.warnings) == 1
    assert "colour" in report.warnings[0]


def run(app: Flask, command: Any, *arguments: str, typed: bytes = b"") -> Result:
    return app.test_cli_runner().invoke(command, list(arguments), input=typed)


def test_the_commands(
    app: Flask,
    client: Client,
    stored: Callable[[], AbstractContextManager[None]],
    tmp_path: Path,
) -> None:
    source, target, bad = tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "bad.csv"
    source.write_bytes(file_of(ROW, ROW.replace("Forum", "Foro")))
    done = run(app, cli.import_command, str(source))
    assert (done.exit_code, "2 created" in done.output) == (0, True)
    assert "2 skipped" in run(app, cli.import_command, str(source)).output
    assert client.get("/calendar.ics").data.count(b"BEGIN:VEVENT") == 2
    assert run(app, cli.export_command, str(target)).exit_code == 0
    assert target.read_text("utf-8-sig") == run(app, cli.export_command).stdout.lstrip("\ufeff")
    screen = run(app, cli.export_command, "-").stdout_bytes
    assert screen == target.read_bytes()
    assert "2 unchanged" in run(app, cli.import_command, "-", typed=screen).output
    assert "2 unchanged" in run(app, cli.import_command, str(target)).output
    bad.write_bytes(file_of(ROW.replace("Forum", "New"), ROW.replace("Peru", "Atlantis")))
    refused = run(app, cli.import_command, str(bad))
    assert isinstance(refused.exception, FileRefused)
    with stored():
        assert count() == 2
    partly = run(app, cli.import_command, str(bad), "--partial", "--draft")
    assert "1 created" in partly.output
    assert "Line 3, column place_country" in partly.output
    assert "every stored text is up to date" in run(app, cli.doctor).output


def test_the_sessions_of_2003_bear_their_numbers_and_what_asks_for_them(session: Any) -> None:
    load(YEAR_2003)
    rows = session.scalars(
        select(Meeting)
        .where(Meeting.body_code == "executive_committee")
        .order_by(Meeting.starts_on)
    ).all()

    assert [(row.ordinal, row.number, row.is_numbered_by_hand) for row in rows] == [
        ("I", 1, False),
        ("II", 2, False),
        ("III", 3, False),
    ]
    assert {row.source for row in rows} == {"CIM/RES.221"}


@pytest.mark.parametrize(
    ("title", "more", "cells", "said"),
    [
        ("XXXI Assembly of Delegates", "", "", ("XXXI", 31, "ordinary")),
        ("Assembly of Delegates", ",ordinal", ",XXXII", ("XXXII", 32, "ordinary")),
        ("XXXI Assembly", ",ordinal", ",XXXII", ("XXXII", 32, "ordinary")),
        ("Special Assembly of Delegates", "", "", ("", None, "special")),
        ("Assembly", ",session_type", ",extraordinary", ("", None, "extraordinary")),
        ("Assembly of Delegates", "", "", ("I", 1, "ordinary")),
    ],
)
def test_a_column_or_the_title_says_the_number(
    session: Any, title: str, more: str, cells: str, said: tuple[object, ...]
) -> None:
    row = f"2004-10-27,2004-10-29,day,no,{title},Washington,US,CIM,assembly,CIM convenes{cells}"
    load(file_of(row, more=more))

    assert (only().ordinal, only().number, only().session_type) == said


def test_numbers_sources_and_kinds_of_session_survive_the_way_out_and_in(session: Any) -> None:
    load(YEAR_2003)
    make_meeting("Special Assembly", kind_code="assembly", session_type="special", source="RES.1")
    make_meeting("Assembly", kind_code="assembly", ordinal="XXXI")
    version = queries.version()

    assert counts(load(exported(), at=LATER)) == (0, 0, 36, 0)
    assert queries.version() == version
