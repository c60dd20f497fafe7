"""`meetings export statistics` and `meetings export indicators`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask

from tests.factories.statistics import make_held, make_present


@pytest.fixture
def slug(stored: Callable[[], AbstractContextManager[None]]) -> str:
    """A held workshop of 2016 with one person."""
    with stored():
        meeting = make_held(actions=("MESECVI-4.1",))
        make_present(meeting)
        return meeting.slug


def export(app: Flask, *arguments: str) -> str:
    from meetings.indicators.cli import indicators
    from meetings.statistics.cli import statistics

    command = {"statistics": statistics, "indicators": indicators}[arguments[0]]
    result = app.test_cli_runner().invoke(command, arguments[1:])
    return f"{result.exit_code}\n{result.stdout}{result.stderr}"


def test_a_meeting(app: Flask, slug: str, tmp_path: Path) -> None:
    written = export(app, "statistics", slug)
    assert written.startswith("0\n")
    assert "Whole meeting,,Attended,1,0,0,0,1" in written
    target = tmp_path / "figures.csv"
    assert export(app, "statistics", slug, "--output", str(target)) == "0\n"
    assert "Whole meeting" in target.read_text(encoding="utf-8-sig")


def test_a_year(app: Flask, slug: str) -> None:
    written = export(app, "indicators", "mesecvi-2014-2017", "--year", "2016")
    assert written.startswith("0\n")
    (row,) = [line for line in written.splitlines() if line.startswith("MESECVI-4.1.c")]
    assert row.replace("\N{NO-BREAK SPACE}", " ").endswith(
        "participant,1,,Computed,,,,Attendances by sex,1,0,0,0,1,100 %,1,0"
    )


def test_what_is_not_there_is_refused(app: Flask) -> None:
    assert export(app, "statistics", "none").startswith("1\nError: There is no meeting 'none'.")
    assert export(app, "indicators", "none", "--year", "2016").startswith(
        "1\nError: There is no plan"
    )
    assert export(app, "indicators", "cim-2016-2021").startswith("2\n")
