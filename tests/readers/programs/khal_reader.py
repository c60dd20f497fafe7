"""vdirsyncer fetches the feed at the address named last, khal shows it: prints its entries."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

BIN = Path(sys.executable).parent
FIRST, DAYS = "2003-01-01", "9500d"
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
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M:%S
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M:%SZ
longdatetimeformat = %Y-%m-%dT%H:%M:%SZ
[sqlite]
path = {folder}/khal.db
"""
NAMES = ("title", "start-long-full", "end-long-full", "all-day", "status", "location")


def run(*command):
    """What a program prints."""
    done = subprocess.run(
        [str(part) for part in command],
        input="y\n" * 5,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def entry(shown):
    """What khal says of an event; a day's end is inclusive there."""
    is_day = str(shown["all-day"]) == "True"
    start, end = shown["start-long-full"], shown["end-long-full"]
    if is_day:
        start, end = start[:10], str(date.fromisoformat(end[:10]) + timedelta(days=1))
    return {
        "uid": None,
        "title": shown["title"],
        "start": start,
        "end": end,
        "all_day": is_day,
        "status": shown["status"].strip(),
        "place": shown["location"].strip(),
        "sequence": None,
        "method": None,
    }


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    (folder / "calendar").mkdir()
    (folder / "sync").write_text(SYNC.format(folder=folder, url=sys.argv[-1]))
    (folder / "show").write_text(SHOW.format(folder=folder))
    run(BIN / "vdirsyncer", "-c", folder / "sync", "discover")
    run(BIN / "vdirsyncer", "-c", folder / "sync", "sync")
    wanted = [part for each in NAMES for part in ("--json", each)]
    lines = run(BIN / "khal", "-c", folder / "show", "list", "--once", *wanted, FIRST, DAYS)
    found = [shown for line in lines.splitlines() if line for shown in json.loads(line)]
    print(json.dumps([entry(shown) for shown in found]))
