"""What opens something for the reader of a mail alone is shown to nobody else."""

from __future__ import annotations

import pytest

from meetings.calendar.rules.subscribing import Subscription
from meetings.notifications.rules.secret_links import (
    file_without_secrets,
    personal,
    without_secrets,
)

TOKEN = "WyJhYmMtZGVmIiwxXQ.x_Y-9"
CALENDAR = Subscription(f"https://example.org/feeds/{TOKEN}.ics", "Her calendar")


@pytest.mark.parametrize(
    "address",
    [
        *(getattr(CALENDAR, way) for way in ("address", "webcal", "google", "outlook", "office")),
        CALENDAR.google.replace("%", "%25"),
        CALENDAR.outlook.replace("%2F", "%2f"),
        f"https://example.org/es/my/{TOKEN}",
        f"https://example.org/es/my/{TOKEN}/withdraw",
        f"https://example.org/es/my/open/{TOKEN}",
        f"https://example.org/es/delegation/{TOKEN}",
        f"https://example.org/es/unsubscribe/{TOKEN}",
    ],
)
def test_no_address_shows_its_token(address: str) -> None:
    hidden = without_secrets(f'<a href="{address}&amp;name=x">Open</a>, {address}.')
    assert hidden.count("…") == 2
    for part in TOKEN.split("."):
        assert part not in hidden


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/es/meetings/my-meeting",
        "https://example.org/es/documents/7d444840-9dc0-11d1-b245-5ffdce74fad2/es",
        "https://example.org/calendar.ics?lang=es",
    ],
)
def test_what_everybody_may_open_stays(address: str) -> None:
    assert without_secrets(address) == address


def test_a_file_hides_an_address_that_is_broken_over_lines() -> None:
    for fold in ("\r\n ", "\r\n\t", "=\r\n", "\n "):
        content = (
            f"URL:https://example.org/es/my/{TOKEN[:9]}{fold}{TOKEN[9:]}/documents\r\nEND:X\r\n"
        )
        hidden = file_without_secrets(content.encode()).decode()
        assert hidden == "URL:https://example.org/es/my/…/documents\r\nEND:X\r\n"


def test_a_file_without_secrets_stays_as_it_is() -> None:
    content = b"DESCRIPTION:one that\r\n  goes on \xff\r\n"
    assert file_without_secrets(content) == content


def test_the_tokens_under_a_folder_are_read_without_the_full_stop_after_them() -> None:
    text = f"See https://x.org/es/my/{TOKEN}. Or https://x.org/es/delegation/abc/withdraw"
    assert personal(text, "my") == {TOKEN}
    assert personal(text, "delegation") == {"abc"}
