"""The readers, and what each of them is known to see otherwise, with the reason.

A limit is no excuse: what the reader sees instead is said too, and asserted. When a reader learns
better, the suite fails and the limit is taken out.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.readers.getting import FOLDER

PROGRAMS = Path(__file__).parent / "programs"
Seen = dict[str, Any]
FIELDS = ("uid", "title", "start", "end", "all_day", "status", "place")


@dataclass(frozen=True)
class Limit:
    """What a reader sees in place of a text; nothing (None) where it keeps no such field."""

    reason: str
    sees: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Reader:
    """A program: how it is called with a file, and its limits by field.

    `by_address` when it fetches the feed itself; `environ` is made in an empty folder.
    """

    name: str
    command: tuple[str, ...]
    limits: Mapping[str, Limit] = field(default_factory=dict)
    by_address: bool = False

    def read(self, source: str, folder: Path) -> list[Seen]:
        """What it sees in a file, or at an address."""
        return sorted(json.loads(self.run(folder, source)), key=_order)

    def run(self, folder: Path, *sources: str) -> str:
        """What it prints; fails with what it complains of."""
        if shutil.which(self.command[0]) is None:
            raise AssertionError(f"{self.name} can't be had here: {self.command[0]} is missing")
        done = subprocess.run(
            [*self.command, *sources],
            env=_environ(folder),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, f"{self.name}: {done.stderr[-2000:]}"
        return done.stdout

    def expected(self, entries: list[Seen]) -> list[Seen]:
        """The entries as this reader is known to see them."""
        return sorted((self._seen(entry) for entry in entries), key=_order)

    def _seen(self, entry: Seen) -> Seen:
        seen = dict(entry)
        for name, limit in self.limits.items():
            if name in seen:
                seen[name] = limit.sees(seen[name]) if limit.sees else None
        return seen


def _order(entry: Seen) -> tuple[str, str]:
    return (str(entry["start"]), str(entry["title"]))


def _environ(folder: Path) -> dict[str, str]:
    """A user who has nothing yet, in UTC."""
    own = {"HOME": "home", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache"}
    own |= {"XDG_DATA_HOME": "data", "XDG_RUNTIME_DIR": "run"}
    for name in own.values():
        (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    plain = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH") if key in os.environ}
    found = {key: str(folder / name) for key, name in own.items()}
    return plain | found | {"TZ": "UTC", "LANG": "C.UTF-8", "GSETTINGS_BACKEND": "memory"}


def escaped(text: str) -> str:
    """Text as it stands in the file (RFC 5545, 3.3.11)."""
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _breaks_first(letters: str) -> Callable[[str], str]:
    """Line ends are looked for before backslashes: `\\\\n` in the file is one, wrongly."""

    def sees(text: str) -> str:
        return re.sub(r"\\([\\;,])", r"\1", re.sub(rf"\\[{letters}]", "\n", escaped(text)))

    return sees


def _unescapes_half(text: str) -> str:
    """Of what is escaped, backslashes and line ends only."""
    return re.sub(
        r"\\\\", r"\\", re.sub(r"\\n", "\n", escaped(text)) if "\n" in text else escaped(text)
    )


_BOTH = Limit("takes a backslash before an N for a line end", _breaks_first("nN"))
_SMALL = Limit("takes a backslash before an n for a line end", _breaks_first("n"))
_HALF = Limit("version 2 leaves escaped commas and semicolons as they are", _unescapes_half)
_NONE = "keeps no such thing"


def _script(name: str, *command: str, folder: str = "") -> tuple[str, ...]:
    return (*command, str(PROGRAMS / name), str(FOLDER / folder))


def _desktop(source: str) -> tuple[str, ...]:
    """A session of its own, and the system's Python, which speaks to the desktop's services."""
    command = ("dbus-run-session", "--", "/usr/bin/python3")
    return (*command, str(PROGRAMS / "evolution.py"), source)


READERS = (
    Reader("ical.js (JavaScript)", _script("icaljs.mjs", "node", folder="javascript")),
    Reader(
        "node-ical (JavaScript)",
        _script("nodeical.mjs", "node", folder="javascript"),
        {"title": _BOTH, "place": _BOTH},
    ),
    Reader("vobject (Python)", _script("vobject_reader.py", sys.executable, folder="python")),
    Reader(
        "ics.py (Python)",
        _script("ics_reader.py", sys.executable, folder="python"),
        {"title": _BOTH, "place": _BOTH},
    ),
    Reader("libical (C)", _script("libical_reader.py", sys.executable)),
    Reader("sabre/vobject (PHP)", _script("sabre.php", "php"), {"title": _HALF, "place": _HALF}),
    Reader(
        "icalendar (Ruby)",
        _script("ruby_icalendar.rb", "ruby"),
        {"title": _SMALL, "place": _SMALL},
    ),
    Reader(
        "calcurse (command line)",
        _script("calcurse_reader.py", sys.executable),
        {
            "uid": Limit("gives each entry an id of its own"),
            "status": Limit(_NONE),
            "place": Limit("shows it in a note"),
            "sequence": Limit(_NONE),
            "method": Limit(_NONE),
        },
    ),
    Reader(
        "vdirsyncer and khal (command line)",
        _script("khal_reader.py", sys.executable),
        {
            "uid": Limit("gives each entry of a feed an id of its own"),
            "sequence": Limit(_NONE),
            "method": Limit(_NONE),
        },
        by_address=True,
    ),
    Reader("Evolution (desktop)", _desktop("feed"), by_address=True),
)
INBOX = Reader("Evolution (desktop), by mail", _desktop("mail"))
ATOM = Reader(
    "feedparser (Python)", _script("feedparser_reader.py", sys.executable, folder="python")
)
