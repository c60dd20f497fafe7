"""Lines of iCalendar (RFC 5545, 3.1): a property, escaped and folded; and lines put into an entry.

What is made here ends in CRLF. Lines are written by hand: the library takes a backslash before
an N for a line end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

MOST_OCTETS = 75
END_ENTRY = "END:VEVENT\r\n"
_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_SEQUENCE = re.compile(r"(?m)^SEQUENCE:(\d+)")
_CHANGED = re.compile(r"(?m)^LAST-MODIFIED:(\d{8}T\d{6}Z)")
_SUMMARY = re.compile(r"(?m)^(SUMMARY[^:\r]*:)(.*\r\n(?: .*\r\n)*)")
_IN_PARAMETER: Final = str.maketrans({"^": "^^", '"': "^'", "\n": "^n"})


def line(name: str, value: str, **parameters: str) -> str:
    """A property whose value is no text: a date, a number, an address."""
    told = "".join(f";{key}={value}" for key, value in parameters.items())
    return folded(f"{name}{told}:{_plain(value)}")


def text_line(name: str, *values: str, **parameters: str) -> str:
    """A property whose value is text, or a list of texts."""
    told = "".join(f";{key}={value}" for key, value in parameters.items())
    return folded(
        f"{name}{told}:{','.join(_breaks(value).translate(_ESCAPED) for value in values)}"
    )


def quoted(value: str) -> str:
    """Text as the value of a parameter: in quotes, its own quotes told by RFC 6868."""
    return f'"{_breaks(value).translate(_IN_PARAMETER)}"'


def folded(text: str) -> str:
    """A line of the file in pieces of 75 octets at most, no character and no escape cut apart."""
    octets = text.encode()
    pieces = []
    start, room = 0, MOST_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        before = octets[start:end]
        end -= (len(before) - len(before.rstrip(b"\\"))) % 2
        pieces.append(octets[start:end])
        start, room = end, MOST_OCTETS - 1
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces).decode() + "\r\n"


def conference(url: str, label: str) -> str:
    """A way to join (RFC 7986): for the feeds and mails of those entitled to it only."""
    return line("CONFERENCE", url, VALUE="URI", FEATURE="AUDIO,VIDEO", LABEL=quoted(label))


def organizer(email: str, name: str) -> str:
    """Who calls to a meeting: the mailbox of a secretariat, never of a person."""
    return line("ORGANIZER", f"mailto:{email}", CN=quoted(name or email))


def attendee(
    email: str,
    name: str,
    *,
    partstat: str = "NEEDS-ACTION",
    wants_reply: bool = True,
    lang: str = "",
) -> str:
    """The one reader of an invitation by mail: never in what is published."""
    language = {"LANGUAGE": lang} if lang else {}
    return line(
        "ATTENDEE",
        f"mailto:{email}",
        CN=quoted(name or email),
        CUTYPE="INDIVIDUAL",
        ROLE="REQ-PARTICIPANT",
        PARTSTAT=partstat,
        RSVP="TRUE" if wants_reply else "FALSE",
        **language,
    )


def with_lines(vevent: str, lines: Iterable[str]) -> str:
    """An entry with more lines, each as made by the functions above, before its end."""
    return vevent.removesuffix(END_ENTRY) + "".join(lines) + END_ENTRY


def with_value(vevent: str, name: str, value: str) -> str:
    """An entry with another value of a property that is no text: `STATUS`, `SEQUENCE`.

    The property is added where the entry has none.
    """
    return _with(vevent, name, line(name, value))


def raised(vevent: str, *, by: int) -> str:
    """An entry with a SEQUENCE that is higher by so much."""
    known = _SEQUENCE.search(vevent)
    return with_value(vevent, "SEQUENCE", str(int(known[1] if known else 0) + by))


def cancelled(vevent: str, *, summary: str, at: datetime) -> str:
    """An entry that is struck out since an instant, its summary saying so too."""
    changed = _with(vevent, "SUMMARY", text_line("SUMMARY", summary))
    for name, value in {"STATUS": "CANCELLED", "TRANSP": "TRANSPARENT"}.items():
        changed = with_value(changed, name, value)
    return stamped(changed, at=at)


def is_cancelled(vevent: str) -> bool:
    """Whether an entry is struck out."""
    return "\r\nSTATUS:CANCELLED\r\n" in vevent


def stamped(vevent: str, *, at: datetime) -> str:
    """An entry that changed at an instant, unless it did so later."""
    known = _CHANGED.search(vevent)
    stamp = max(at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"), known[1] if known else "")
    return with_value(with_value(vevent, "DTSTAMP", stamp), "LAST-MODIFIED", stamp)


def marked(vevent: str, words: str) -> str:
    """An entry with words before its summary."""
    before = _breaks(words).translate(_ESCAPED)
    return _SUMMARY.sub(
        lambda found: folded(
            found[1] + before + " " + found[2].replace("\r\n ", "").removesuffix("\r\n")
        ),
        vevent,
        count=1,
    )


def _with(vevent: str, name: str, made: str) -> str:
    changed, count = re.subn(
        rf"(?m)^{re.escape(name)}[;:].*\r\n(?: .*\r\n)*", lambda _: made, vevent, count=1
    )
    return changed if count else with_lines(vevent, [made])


def _breaks(value: str) -> str:
    """Text whose lines end in one way and that holds nothing that a calendar may not."""
    return _UNFIT.sub("", _BREAKS.sub("\n", value))


def _plain(value: str) -> str:
    return _breaks(value).replace("\n", "")
