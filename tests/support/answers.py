"""Answers to invitations as people's programs write them."""

from __future__ import annotations

from email.message import EmailMessage

CALENDAR = """BEGIN:VCALENDAR\r
PRODID:-//Google Inc//Google Calendar 70.9054//EN\r
VERSION:2.0\r
CALSCALE:GREGORIAN\r
METHOD:{method}\r
{entries}END:VCALENDAR\r
"""
ENTRY = """BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20260602\r
DTEND;VALUE=DATE:20260605\r
DTSTAMP:{stamp}\r
ORGANIZER;CN=CIM:mailto:meetings@localhost\r
UID:{uid}\r
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={partstat};CN={name}\r
 ;X-NUM-GUESTS=0:mailto:{attendee}\r
SEQUENCE:{sequence}\r
{more}SUMMARY:Foro sobre justicia\r
END:VEVENT\r
"""


def make_entry(
    uid: str = "u1",
    *,
    partstat: str = "ACCEPTED",
    attendee: str = "mj@example.org",
    name: str = "María José",
    sequence: int = 0,
    stamp: str = "20260504T150000Z",
    more: str = "",
) -> str:
    """One VEVENT of an answer."""
    return ENTRY.format(
        uid=uid,
        partstat=partstat,
        attendee=attendee,
        name=name,
        sequence=sequence,
        stamp=stamp,
        more=more,
    )


def make_calendar(*entries: str, method: str = "REPLY") -> bytes:
    """The whole calendar."""
    return CALENDAR.format(method=method, entries="".join(entries)).encode()


def make_mail(
    calendar: bytes | None = None,
    *,
    sender: str = "María José <mj@example.org>",
    message_id: str | None = "<1@mail.example>",
    method: str = "REPLY",
    charset: str = "UTF-8",
    **entry: str | int,
) -> bytes:
    """The mail as Google sends it: text, the calendar beside it, and as a file."""
    if calendar is None:
        calendar = make_calendar(make_entry(**entry), method=method)  # type: ignore[arg-type]  # by name
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "meetings@localhost", "Accepted: Foro"
    if message_id:
        mail["Message-ID"] = message_id
    mail.set_content("María José has accepted this invitation.")
    mail.add_alternative(calendar, maintype="text", subtype="calendar")
    part = list(mail.iter_parts())[-1]
    part.replace_header("Content-Type", f'text/calendar; charset="{charset}"; method={method}')
    mail.add_attachment(calendar, maintype="application", subtype="ics", filename="invite.ics")
    return mail.as_bytes()
