"""Headcounts: one in force, the earlier ones kept; out of a file all or nothing."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from meetings.actor import CLI
from meetings.attendance import operations, queries
from meetings.attendance.models import Headcount
from meetings.attendance.rules import headcounts as rules
from meetings.attendance.rules.headcounts import Cell, Report
from meetings.audit import AuditEntry
from meetings.calendar.models import Meeting
from meetings.db import db, transaction
from meetings.errors import FileRefused, Refused
from meetings.statistics import queries as statistics
from tests.factories.calendar import make_meeting
from tests.factories.statistics import make_held, make_present, merge

ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

AT = datetime(2026, 5, 21, 20, 0, tzinfo=UTC)
HEADING = "meeting,session,report,covers,total,qualifier,count,sex,personnel_kind"
LIMIT = 1024 * 1024


def make_report(**facts: object) -> Report:
    sound: dict[str, object] = {
        "report": "2026-1",
        "covers": "everyone",
        "total": 80,
        "qualifier": "about",
        "source": "signed list",
    }
    return Report(**(sound | facts))  # type: ignore[arg-type]  # by name


def load(*lines: str, heading: str = HEADING) -> operations.Done:
    data = "\n".join([heading, *lines]).encode()
    return operations.import_headcounts(data, source="counts.csv", limit=LIMIT, by=CLI, at=AT)


def test_a_new_report_supersedes_and_the_old_one_is_kept(session) -> None:
    meeting = make_meeting()
    operations.report_headcount(meeting, make_report(), by=CLI, at=AT)
    operations.report_headcount(meeting, make_report(total=84), by=CLI, at=AT)
    unlisted = make_report(covers="unlisted", total=5)
    operations.report_headcount(meeting, unlisted, by=CLI, at=AT)
    in_force = queries.headcounts([meeting.id])
    assert [(each.covers, each.total) for each in in_force] == [("everyone", 84), ("unlisted", 5)]
    history = queries.headcount_history(meeting.id)
    assert [(each.total, each.is_current) for each in history] == [
        (5, True),
        (84, True),
        (80, False),
    ]


def test_a_headcount_is_taken_back_and_the_figures_return_to_the_names(session) -> None:
    meeting = make_held("Counted")
    make_present(meeting)
    made = operations.report_headcount(meeting, make_report(), by=CLI, at=AT)
    assert statistics.figures(meeting.id).attendances.number == 80
    for _ in range(2):
        operations.take_back_headcount(meeting, made.public_id, by=CLI, at=AT)
    assert statistics.figures(meeting.id).attendances.number == 1
    [kept] = queries.headcount_history(meeting.id)
    assert (kept.is_current, kept.taken_back_at, kept.taken_back_by) == (False, AT, CLI.label)
    actions = session.scalars(select(AuditEntry.action)).all()
    assert actions.count("attendance.headcount_taken_back") == 1


def test_only_what_is_in_force_here_is_taken_back(session) -> None:
    meeting = make_meeting()
    first = operations.report_headcount(meeting, make_report(), by=CLI, at=AT)
    operations.report_headcount(meeting, make_report(total=84), by=CLI, at=AT)
    with pytest.raises(Refused, match="taken the place"):
        operations.take_back_headcount(meeting, first.public_id, by=CLI, at=AT)
    with pytest.raises(Refused, match="not one of this meeting"):
        operations.take_back_headcount(make_meeting(), first.public_id, by=CLI, at=AT)
    assert [each.total for each in queries.headcounts([meeting.id])] == [84]


def test_the_same_report_again_changes_nothing(session) -> None:
    meeting = make_meeting()
    first = operations.report_headcount(meeting, make_report(), by=CLI, at=AT)
    again = operations.report_headcount(meeting, make_report(source="elsewhere"), by=CLI, at=AT)
    assert again.id == first.id


@pytest.mark.parametrize("qualifier", ["exact", "about", "more_than"])
def test_everyone_is_never_fewer_than_those_recorded_by_name(session, qualifier) -> None:
    meeting = make_held("Counted")
    for _ in range(2):
        make_present(meeting)
    make_present(meeting, capacity="interpreter")  # does not count
    report = make_report(total=1, qualifier=qualifier)
    with pytest.raises(Refused, match=r"by name: 2.*total: 1") as refused:
        operations.report_headcount(meeting, report, by=CLI, at=AT)
    assert refused.value.field == "total"
    with pytest.raises(FileRefused, match=r"Line 2, column total.*by name: 2.*total: 1"):
        load(f"{meeting.slug},,R1,everyone,1,{qualifier},,,")
    operations.report_headcount(meeting, make_report(total=1, covers="unlisted"), by=CLI, at=AT)
    made = operations.report_headcount(meeting, make_report(total=2), by=CLI, at=AT)
    make_present(meeting)
    again = operations.report_headcount(meeting, make_report(total=2), by=CLI, at=AT)
    assert again.id == made.id  # what is in force stays, sent again


def test_a_merged_person_is_one_of_those_recorded_by_name(session) -> None:
    meeting = make_held("Merged")
    lost, kept = make_present(meeting), make_present(meeting)
    merge(lost.person, kept.person)
    assert queries.named(meeting.id) == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"total": -1}, "total"),
        ({"total": 1_000_001}, "total"),
        ({"covers": "nobody"}, "covers"),
        ({"qualifier": "roughly"}, "qualifier"),
        ({"source": " "}, "source"),
        ({"cells": (Cell("female", None, 60), Cell("male", None, 21))}, "cells"),
        ({"cells": (Cell(None, "justice", 81),)}, "cells"),
        ({"cells": (Cell("female", "justice", 81),)}, "cells"),
        ({"cells": (Cell("female", None, -1),)}, "cells"),
        ({"cells": (Cell("female", None, 1), Cell("female", None, 2))}, "cells"),
        ({"cells": (Cell(None, None, 1),)}, "cells"),
        ({"cells": (Cell("female", None, 3), Cell("female", "justice", 4))}, "cells"),
    ],
)
def test_a_report_that_contradicts_itself_is_refused(facts, field) -> None:
    with pytest.raises(Refused) as refused:
        rules.check(make_report(**facts))
    assert refused.value.field == field


def test_tables_are_never_added_to_each_other(session) -> None:
    meeting = make_meeting()
    cells = (
        Cell("female", None, 60),
        Cell("male", None, 0),
        Cell(None, "justice", 50),
        Cell("female", "justice", 40),
    )
    made = operations.report_headcount(meeting, make_report(cells=cells), by=CLI, at=AT)
    assert rules.by_sex(made) == {"female": 60, "male": 0, "not_stated": 20}
    assert rules.by_kind(made) == {"justice": 50, "not_stated": 30}


def test_a_crossed_table_alone_gives_both_margins(session) -> None:
    meeting = make_meeting()
    cells = (Cell("female", "justice", 40), Cell("male", "police", 30))
    made = operations.report_headcount(meeting, make_report(cells=cells), by=CLI, at=AT)
    assert rules.by_sex(made) == {"female": 40, "male": 30, "not_stated": 10}
    assert rules.by_kind(made) == {"justice": 40, "police": 30, "not_stated": 10}


def test_the_rows_of_one_report_are_one_headcount(session) -> None:
    meeting = make_meeting("Workshop")
    line = f"{meeting.slug},,R1,everyone,80,about"
    done = load(f"{line},50,female,", f"{line},20,male,", f"{line},30,,justice")
    assert (done.recorded, done.superseding, done.unchanged) == (1, 0, 0)
    [made] = queries.headcounts([meeting.id])
    assert (made.total, made.qualifier, made.source, len(made.cells)) == (
        80,
        "about",
        "counts.csv",
        3,
    )


def test_importing_again_supersedes_and_never_adds(session) -> None:
    slug = make_meeting("Workshop").slug
    first = [f"{slug},,R1,everyone,80,exact,50,female,", f"{slug},,R2,unlisted,5,exact,,,"]
    assert load(*first).idle == (slug,)  # everyone is in force, so R2 does not count
    again = load(*first)
    assert (again.recorded, again.superseding, again.unchanged) == (0, 0, 2)
    changed = load(f"{slug},,R1,everyone,90,exact,50,female,", first[1])
    assert (changed.recorded, changed.superseding, changed.unchanged) == (1, 1, 1)
    assert session.scalar(select(func.count()).select_from(Headcount)) == 3


@ON_SQLITE
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nowhere,,R1,everyone,80,exact,,,", "Line 3, column meeting"),
        ("{slug},morning,R2,unlisted,80,exact,,,", "Line 3, column session"),
        ("{slug},,,unlisted,80,exact,,,", "Line 3, column report"),
        ("{slug},,R2,nobody,80,exact,,,", "Line 3, column covers"),
        ("{slug},,R2,unlisted,many,exact,,,", "Line 3, column total"),
        ("{slug},,R2,unlisted,-4,exact,,,", "Line 3, column total"),
        ("{slug},,R2,unlisted,80,roughly,,,", "Line 3, column qualifier"),
        ("{slug},,R2,unlisted,80,exact,4,,", "Line 3, column count"),
        ("{slug},,R2,unlisted,80,exact,,female,", "Line 3, column count"),
        ("{slug},,R2,unlisted,80,exact,81,female,", "Line 3, column count"),
        ("{slug},,R2,unlisted,80,exact,4,woman,", "Line 3, column sex"),
        ("{slug},,R2,unlisted,80,exact,4,,judges", "Line 3, column personnel_kind"),
        ("{slug},,R1,everyone,81,exact,,,", "Line 3, column total"),
        ("{slug},,R1,everyone,80,exact,3,female,", "Line 3, column count"),
        ("{slug},,R2,everyone,80,exact,,,", "Line 3, column report"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(session, line: str, said: str) -> None:
    slug = make_meeting("Workshop").slug
    with pytest.raises(FileRefused) as refused:
        load(f"{slug},,R1,everyone,80,exact,60,female,", line.format(slug=slug))
    assert said in str(refused.value)
    assert session.scalar(select(func.count()).select_from(Headcount)) == 0


@ON_SQLITE
def test_a_missing_column_refuses_the_file(session) -> None:
    with pytest.raises(FileRefused, match="personnel_kind"):
        load(heading=HEADING.removesuffix(",personnel_kind"))
    with pytest.raises(FileRefused, match="total"):
        load(heading=HEADING + ",total")


def test_officers_who_report_at_once_leave_one_in_force(app, stored) -> None:
    with stored():
        meeting_id = make_meeting().id
    start = threading.Barrier(5)

    def report(number: int) -> None:
        start.wait()
        with app.app_context():
            with transaction():
                meeting = db.session.get_one(Meeting, meeting_id)
                said = make_report(report=str(number), total=number)
                operations.report_headcount(meeting, said, by=CLI, at=AT)
            db.session.remove()

    threads = [threading.Thread(target=report, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert len(queries.headcount_history(meeting_id)) == 5
        assert len(queries.headcounts([meeting_id])) == 1


def test_the_command_names_what_is_wrong_and_ends_with_one(app, stored, tmp_path) -> None:
    from meetings.cli import program

    with stored():
        slug = make_meeting("Workshop").slug
    path = tmp_path / "counts.csv"
    runner = app.test_cli_runner()
    path.write_text(f"{HEADING}\n{slug},,R1,everyone,80,exact,50,female,\n")
    done = runner.invoke(args=["import", "headcounts", str(path)], cli=program, obj=_info(app))
    assert (done.exit_code, "1 recorded" in done.output) == (0, True), done.output
    again = runner.invoke(
        args=["import", "headcounts", "-"], cli=program, obj=_info(app), input=path.read_bytes()
    )
    assert "1 unchanged" in again.output
    path.write_text(f"{HEADING}\n{slug},,R1,everyone,80,exact,99,female,\n")
    refused = runner.invoke(args=["import", "headcounts", str(path)], cli=program, obj=_info(app))
    assert isinstance(refused.exception, FileRefused)
    assert "Line 2, column count" in str(refused.exception)
    with app.app_context():
        assert [each.total for each in db.session.scalars(select(Headcount))] == [80]
    path.write_text(f"{HEADING}\n{slug},,R2,unlisted,5,exact,,,\n")
    idle = runner.invoke(args=["import", "headcounts", str(path)], cli=program, obj=_info(app))
    assert f"{slug}: the headcount of those not on the list does not count" in idle.output


def _info(app):
    from flask.cli import ScriptInfo

    return ScriptInfo(create_app=lambda: app)
