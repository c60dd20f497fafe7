"""calcurse: imports the file named last and prints what it made of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta

DAYS = re.compile(r"(?P<start>\S+) \[1\] (?:\{1D -> (?P<last>\S+)\} )?(?:>\S+ )?(?P<title>.*)")
HOURS = re.compile(r"(?P<start>\S+ @ \S+) -> (?P<end>\d\S+ @ \d\d:\d\d)(?:>\S+ )?\|(?P<title>.*)")


def day(text):
    """A day of its file."""
    return datetime.strptime(f"{text} +00:00", "%m/%d/%Y %z").date()


def instant(text):
    """Hours in UTC, as the program runs there."""
    at = datetime.strptime(f"{text} +00:00", "%m/%d/%Y @ %H:%M %z")
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def entry(line):
    """What a line of its file says; an entry of several days repeats until its last one."""
    found = DAYS.fullmatch(line)
    if found:
        last = day(found["last"] or found["start"])
        times = (str(day(found["start"])), str(last + timedelta(days=1)))
    else:
        found = HOURS.fullmatch(line)
        times = (instant(found["start"]), instant(found["end"]))
    return {
        "uid": None,
        "title": found["title"],
        "start": times[0],
        "end": times[1],
        "all_day": "T" not in times[0],
        "status": None,
        "place": None,
        "sequence": None,
        "method": None,
    }


with tempfile.TemporaryDirectory() as folder:
    own = ["calcurse", "-q", "-D", folder, "-C", folder]
    subprocess.run([*own, "-i", sys.argv[2]], check=True, capture_output=True)
    with open(f"{folder}/apts", encoding="utf-8") as file:
        print(json.dumps([entry(line.rstrip("\n")) for line in file]))
