"""A mail that came back is known by its Message-ID; nothing else of a report is believed."""

from __future__ import annotations

import pytest

from meetings.notifications.rules.bounces import Bounce, read
from tests.support.bounces import make_report

ID = "0d1c0d1c-0000-4000-8000-0d1c0d1c0d1c"


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_names_our_mail_and_says_why_it_came_back(kind: str) -> None:
    assert read(make_report(ID, kind=kind), host="cim.example") == Bounce(
        ID, "5.1.1 550 No such user here"
    )


@pytest.mark.parametrize(
    "content",
    [
        make_report(ID, action="delayed"),
        make_report(ID, host="elsewhere.example"),
        make_report("not-one-of-ours"),
        make_report(ID).replace(b"multipart/report", b"multipart/mixed"),
        make_report(ID).replace(b"report-type=", b"other="),
        make_report(ID)[:300],
        b"From: a@b.example\r\n\r\nHello",
        b"\xff\xfe",
        b"",
    ],
)
def test_what_is_late_or_of_others_or_unreadable_is_none(content: bytes) -> None:
    assert read(content, host="cim.example") is None
