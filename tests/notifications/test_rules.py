"""When a message is tried again."""

from __future__ import annotations

from datetime import timedelta

from meetings.notifications import rules


def test_each_wait_is_twice_the_one_before_and_has_an_end() -> None:
    waits = [rules.delay(attempt) for attempt in range(1, rules.MAX_ATTEMPTS)]
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert max(waits) == timedelta(hours=4)
    assert timedelta(hours=8) < sum(waits, timedelta()) < timedelta(hours=9)


def test_a_header_line_has_no_breaks() -> None:
    assert rules.one_line(" a\r\nBcc: b\x00\u2028c\t d ") == "a Bcc: b c d"
