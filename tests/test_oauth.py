"""Tokens in place of a password: bought, kept for their time, refused, and said to IMAP."""

from __future__ import annotations

import imaplib
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from meetings import mailbox, oauth
from meetings.config import Settings
from meetings.errors import SettingError
from tests.support import xoauth

AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
SAID = b"user=reuniones@cim.example\x01auth=Bearer %s\x01\x01"


@pytest.fixture
def servers() -> Iterator[xoauth.Servers]:
    """A token server and an IMAP server."""
    with xoauth.serving() as running:
        yield running


def settings(servers: xoauth.Servers, **more: str) -> Settings:
    given = {
        "MEETINGS_SECRET_KEY": "k",
        "MEETINGS_IMAP_URL": servers.imap_url,
        "MEETINGS_IMAP_OAUTH_TOKEN_URL": servers.token_url,
        "MEETINGS_IMAP_OAUTH_CLIENT_ID": "app",
        "MEETINGS_IMAP_OAUTH_CLIENT_SECRET": "of the app",
    }
    return Settings.from_env(given | more)


def look(servers: xoauth.Servers, **more: str) -> list[int]:
    place = settings(servers, **more).imap_place
    assert place is not None
    with mailbox.opened(place) as box:
        return box.new(None, at=AT)


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        (
            {"MEETINGS_IMAP_OAUTH_SCOPE": "https://outlook.office365.com/.default"},
            {
                "grant_type": "client_credentials",
                "scope": "https://outlook.office365.com/.default",
            },
        ),
        (
            {"MEETINGS_IMAP_OAUTH_REFRESH_TOKEN": "1//of ana"},
            {"grant_type": "refresh_token", "refresh_token": "1//of ana"},
        ),
    ],
)
def test_a_token_opens_the_mailbox_and_is_kept_for_its_time(
    servers: xoauth.Servers,
    monkeypatch: pytest.MonkeyPatch,
    more: dict[str, str],
    asked: dict[str, str],
) -> None:
    assert look(servers, **more) == []
    assert look(servers, **more) == []
    app = {"client_id": "app", "client_secret": "of the app"}
    assert servers.asked == [app | asked], "one token for both looks"
    assert servers.said == [SAID % b"ya29.first"] * 2
    servers.gives = servers.takes = "ya29.second"
    later = time.monotonic() + 3500
    monkeypatch.setattr("meetings.oauth.time.monotonic", lambda: later)
    assert look(servers, **more) == []
    assert servers.said[-1] == SAID % b"ya29.second"


def test_a_token_that_is_refused_is_not_kept(servers: xoauth.Servers) -> None:
    servers.takes = "ya29.another"
    with pytest.raises(imaplib.IMAP4.error):
        look(servers)
    servers.gives = "ya29.another"
    assert look(servers) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"error": "invalid_grant"}, "invalid_grant"),
        ({"error": "<a secret>"}, "status 400"),
        ({"gives": ""}, "no token in the answer"),
        ({"gives": "with a\x01control"}, "no token in the answer"),
    ],
)
def test_why_no_token_is_given_is_told_by_a_code_only(
    servers: xoauth.Servers, changes: dict[str, Any], told: str
) -> None:
    for name, value in changes.items():
        setattr(servers, name, value)
    with pytest.raises(mailbox.FAULTS) as refused:
        look(servers)
    assert isinstance(refused.value, oauth.TokenError)
    assert str(refused.value) == told


@pytest.mark.parametrize(
    ("changes", "variable"),
    [
        ({"MEETINGS_IMAP_OAUTH_TOKEN_URL": "http://login.example/token"}, "IMAP_OAUTH_TOKEN_URL"),
        ({"MEETINGS_IMAP_OAUTH_TOKEN_URL": "login.example"}, "IMAP_OAUTH_TOKEN_URL"),
        ({"MEETINGS_IMAP_OAUTH_TOKEN_URL": "ftp://localhost/x"}, "IMAP_OAUTH_TOKEN_URL"),
        ({"MEETINGS_IMAP_OAUTH_CLIENT_ID": ""}, "IMAP_OAUTH_TOKEN_URL"),
        ({"MEETINGS_IMAP_OAUTH_CLIENT_SECRET": ""}, "IMAP_OAUTH_TOKEN_URL"),
        ({"MEETINGS_IMAP_URL": "imaps://a:password@h/INBOX"}, "IMAP_URL"),
    ],
)
def test_settings_that_cannot_work_stop_the_start(changes: dict[str, str], variable: str) -> None:
    with pytest.raises(SettingError) as refused:
        settings(xoauth.Servers(), **changes)
    assert refused.value.variable == f"MEETINGS_{variable}"
    assert "password@" not in str(refused.value)
