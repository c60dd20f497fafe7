"""Answers read out of mails, sound ones and what nobody should have sent."""

from __future__ import annotations

import email
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.registration.rules import imip
from meetings.registration.rules.imip import Answer
from tests.support.answers import make_calendar, make_entry, make_mail


def read(content: bytes) -> Answer:
    found = imip.read(content)
    assert found is not None
    return found


def test_what_google_sends() -> None:
    found = read(make_mail(sequence=3, more="COMMENT:I come on Tuesday\r\n"))
    assert found.message_id == "<1@mail.example>"
    assert (found.sender, found.attendee) == ("mj@example.org", "mj@example.org")
    assert (found.method, found.uid, found.sequence) == ("REPLY", "u1", 3)
    assert (found.partstat, found.attendee_name) == ("ACCEPTED", "María José")
    assert found.stamped_at == datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
    assert found.comment == "I come on Tuesday"
    assert (found.entries, found.attendees, found.is_one_of_series) == (1, 1, False)
    assert found.raw.startswith(b"BEGIN:VCALENDAR")


def test_a_calendar_file_alone_has_no_sender() -> None:
    found = read(b"\xef\xbb\xbf" + make_calendar(make_entry()))
    assert (found.is_mail, found.sender, found.partstat) == (False, "", "ACCEPTED")
    assert found.message_id == read(b"\xef\xbb\xbf" + make_calendar(make_entry())).message_id


def test_a_mail_without_message_id_is_known_by_its_content() -> None:
    one, other = make_mail(message_id=None), make_mail(message_id=None, partstat="DECLINED")
    assert read(one).message_id.startswith("sha256:")
    assert read(one).message_id != read(other).message_id
    long = read(make_mail(message_id=f"<{'a' * 400}@mail.example>"))
    assert len(long.message_id) < 100


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_in_wide_letters_is_read_and_one_cut_short_is_kept(encoding: str) -> None:
    text = make_calendar(make_entry()).decode()
    found = read(text.encode(encoding))
    assert found is not None
    assert (found.method, found.attendee_name) == ("REPLY", "María José")
    mailed = read(make_mail(text.encode(encoding)))
    assert mailed is not None
    assert mailed.method == "REPLY"
    broken = read(text[:300].encode(encoding))
    assert broken is not None
    assert broken.method == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a mail at all",
        make_mail(method="REQUEST"),
        make_mail(method="PUBLISH"),
        make_calendar(make_entry(), method="REQUEST"),
        make_calendar(method="REQUEST"),
        b"From: a@example.org\r\n\r\nSee you there!",
    ],
)
def test_what_is_no_answer_is_none(content: bytes) -> None:
    assert imip.read(content) is None


@pytest.mark.parametrize(
    "content",
    [
        make_mail(b"METHOD:REPLY\r\nBEGIN:VCALEN"),
        make_calendar(),
        make_mail(make_calendar("BEGIN:VEVENT\r\nDTSTART:xyz\r\n")),
        b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + b"\xff" * 50,
    ],
)
def test_an_answer_that_cannot_be_read_is_kept_as_it_came(content: bytes) -> None:
    found = read(content)
    assert found.method == ""
    assert b"METHOD" in found.raw.upper()
    assert len(found.raw) <= imip.MOST_RAW


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("us-ascii", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("iso-8859-1", "iso-8859-1"),
        ("x-unheard-of", "utf-8"),
        ("x-unheard-of", "latin-1"),
        ("utf-16", "utf-16"),
    ],
)
def test_the_name_survives_a_wrong_charset(charset: str, encoding: str) -> None:
    text = make_calendar(make_entry(name="Ñusta Güell")).decode()
    found = read(make_mail(text.encode(encoding), charset=charset))
    assert found.attendee_name == "Ñusta Güell"


@pytest.mark.parametrize(
    ("sender", "address"),
    [
        ("=?utf-8?q?Mar=C3=ADa?= <MJ@Example.org>", "mj@example.org"),
        ("mj@example.org, other@example.org", ""),
        ("not an address", ""),
    ],
)
def test_from_is_one_address_or_none(sender: str, address: str) -> None:
    raw = make_mail().replace(b"From: =?utf-8?q?Mar=C3=ADa_Jos=C3=A9?= <mj@example.org>", b"X: y")
    assert read(b"From: " + sender.encode() + b"\r\n" + raw).sender == address


@pytest.mark.parametrize(("said", "is_unproven"), [("fail", True), ("pass", False)])
def test_what_the_mailboxs_server_says_of_the_sender(said: str, is_unproven: bool) -> None:
    own = f"Authentication-Results: mx.oas.example; dmarc={said} header.from=example.org\r\n"
    forged = b"Authentication-Results: evil.example; dmarc=pass\r\n"
    assert read(own.encode() + forged + make_mail()).is_unproven is is_unproven


def test_of_many_attendees_the_one_who_writes_is_meant() -> None:
    more = "ATTENDEE;PARTSTAT=DECLINED:mailto:other@example.org\r\n"
    found = read(make_mail(more=more))
    assert (found.attendee, found.partstat, found.attendees) == ("mj@example.org", "ACCEPTED", 1)
    assert read(make_mail(more=more, sender="boss@example.org")).attendees == 2


def test_several_entries_one_of_a_series_a_delegate_and_another_time() -> None:
    assert read(make_mail(make_calendar(make_entry(), make_entry("u2")))).entries == 2
    assert read(make_mail(more="RECURRENCE-ID:20260603T090000Z\r\n")).is_one_of_series
    sent = read(make_mail(partstat='DELEGATED;DELEGATED-TO="mailto:bea@example.org"'))
    assert (sent.partstat, sent.comment) == ("DELEGATED", "mailto:bea@example.org")
    counter = read(make_mail(method="COUNTER"))
    assert (counter.method, counter.comment) == ("COUNTER", "2026-06-02 00:00")


@pytest.mark.parametrize(
    ("values", "field", "read_as"),
    [
        ({"sequence": "many"}, "sequence", 0),
        ({"sequence": -4}, "sequence", 0),
        ({"sequence": 10**20}, "sequence", 2**31 - 1),
        ({"attendee": "/o=OAS/cn=recipients/cn=mj"}, "attendee", ""),
        ({"attendee": "x" * 400 + "@example.org"}, "attendee", ("x" * 400 + "@example.org")[:254]),
        ({"uid": "u" * 5000}, "uid", "u" * 200),
        ({"stamp": "yesterday"}, "stamped_at", None),
        ({"stamp": "20260504"}, "stamped_at", None),
        ({"stamp": "20260504T150000"}, "stamped_at", datetime(2026, 5, 4, 15, 0, tzinfo=UTC)),
    ],
)
def test_what_is_out_of_bounds_is_brought_within(
    values: dict[str, Any], field: str, read_as: object
) -> None:
    assert getattr(read(make_mail(**values)), field) == read_as


def test_a_large_mail_is_read_by_its_calendar() -> None:
    mail = email.message_from_bytes(make_mail(), _class=EmailMessage, policy=email.policy.default)
    mail.add_attachment(b"\x00" * 10_000_000, maintype="image", subtype="jpeg", filename="a.jpg")
    assert read(mail.as_bytes()).partstat == "ACCEPTED"
    assert len(read(mail.as_bytes()).raw) < 2000


def test_a_mail_cut_off_in_a_picture_is_read() -> None:
    mail = email.message_from_bytes(make_mail(), _class=EmailMessage, policy=email.policy.default)
    mail.add_attachment(b"\x00" * 900_000, maintype="image", subtype="jpeg", filename="a.jpg")
    assert read(mail.as_bytes()[: 512 * 1024]).partstat == "ACCEPTED"


@pytest.mark.parametrize("depth", [50, 3000])
def test_parts_within_parts_without_end_do_no_harm(depth: int) -> None:
    head = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (each, each)
        for each in range(depth)
    )
    inner = b"Content-Type: text/calendar\r\n\r\n" + make_calendar(make_entry())
    found = read(b"From: mj@example.org\r\n" + head + inner)
    assert found.method in {"REPLY", ""}


@given(st.binary(max_size=400))
def test_nothing_breaks_it(noise: bytes) -> None:
    imip.read(noise)
    imip.read(b"From: a@b.example\r\nContent-Type: text/calendar\r\n\r\n" + noise)
    found = imip.read(make_calendar(make_entry()).replace(b"SUMMARY", noise + b"\r\nSUMMARY"))
    assert found is None or "\x00" not in found.uid + found.attendee + found.comment
