"""The feed as programs in use read it: vdirsyncer fetches it, khal shows it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from meetings import reference
from meetings.actor import CLI
from meetings.desk.calendar_file import import_calendar
from tests.factories.calendar import MADE_AT
from tests.support.outside import LiveServer

PROGRAMS = Path(sys.executable).parent
SYNC = """
[general]
status_path = "{folder}/status/"
[pair meetings]
a = "feed"
b = "here"
collections = null
conflict_resolution = "a wins"
[storage feed]
type = "http"
url = "{url}"
[storage here]
type = "filesystem"
path = "{folder}/calendar/"
fileext = ".ics"
"""
SHOW = """
[calendars]
[[meetings]]
path = {folder}/calendar/
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


def run(*command: object) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        input="y\n" * 5,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def shown(folder: Path, url: str) -> list[str]:
    """The entries that khal lists of a feed, each once, as `first..last title`."""
    (folder / "calendar").mkdir(parents=True)
    sync, show = folder / "vdirsyncer.conf", folder / "khal.conf"
    sync.write_text(SYNC.format(folder=folder, url=url))
    show.write_text(SHOW.format(folder=folder))
    run(PROGRAMS / "vdirsyncer", "-c", sync, "discover")
    run(PROGRAMS / "vdirsyncer", "-c", sync, "sync")
    wanted = ("--once", "-df", "", "--format", "{start-date}..{end-date} {title}")
    return run(PROGRAMS / "khal", "-c", show, "list", *wanted, "2002-11-01", "430d").splitlines()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_year_2003_in_a_calendar_program(
    stored: Callable[[], AbstractContextManager[None]], live_server: LiveServer, tmp_path: Path
) -> None:
    with stored():
        data = (reference.DATA / "calendar_2003.csv").read_bytes()
        import_calendar(data, by=CLI, at=MADE_AT)
    feed = f"{live_server.url}/calendar.ics?lang=en"
    days = shown(tmp_path / "days", feed)
    assert len(days) == 27
    assert "2003-07-31..2003-08-02 II Session of the CIM Executive Committee" in days
    planning = shown(tmp_path / "planning", f"{feed}&planning=1")
    assert len(planning) == 34
    assert set(days) < set(planning)
    august = "(date to be confirmed: August 2003) Meeting of the Ministers of Education"
    assert f"2003-08-01..2003-08-01 {august}" in planning
