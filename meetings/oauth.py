"""Access tokens by OAuth 2 (RFC 6749), for servers that no longer take passwords.

By a refresh token (6), which a person's consent once gave, or by the client's own credentials
(4.4), as Microsoft 365 gives them to an application. A token is asked for again a little before it
ends; neither it nor what buys it is ever in a message or a log.
"""

from __future__ import annotations

import json
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

TIMEOUT: Final = 30.0  # seconds
EARLIER: Final = 120.0  # seconds before its end at which a token is asked for again
USUAL: Final = 300.0  # seconds of a token whose end isn't told
MOST_READ: Final = 64 * 1024
_OUR_OWN: Final = {"127.0.0.1", "::1", "localhost"}
_held: dict[Client, tuple[str, float]] = {}


class TokenError(OSError):
    """No token was given; says the server's error code, as RFC 6749 (5.2) lists them."""


@dataclass(frozen=True)
class Client:
    """What buys a token: without `refresh_token` the client's own credentials do."""

    token_url: str
    client_id: str
    client_secret: str = ""
    refresh_token: str = ""
    scope: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """What is sent to the token's address."""
        grant = "refresh_token" if self.refresh_token else "client_credentials"
        sent = {"grant_type": grant, "client_id": self.client_id}
        for name in ("client_secret", "refresh_token", "scope"):
            if value := getattr(self, name):
                sent[name] = value
        return sent


def is_sound(client: Client) -> bool:
    """Whether a client may be used: an https address (http to this machine only), an id, and
    something that buys a token."""
    try:
        parts = urlsplit(client.token_url)
        is_safe = parts.scheme == "https" or parts.hostname in _OUR_OWN
    except ValueError:
        return False
    has_host = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return (
        has_host
        and is_safe
        and bool(client.client_id and (client.client_secret or client.refresh_token))
    )


def token(client: Client) -> str:
    """A token that holds for a while yet. Raises TokenError or another OSError."""
    held = _held.get(client)
    if held is not None and time.monotonic() < held[1]:
        return held[0]
    told = _ask(client)
    given = told.get("access_token")
    if not isinstance(given, str) or not re.fullmatch(r"[\x21-\x7e]+", given):
        raise TokenError("no token in the answer")
    lasts = USUAL
    with suppress(TypeError, ValueError):
        lasts = float(told["expires_in"]) if "expires_in" in told else USUAL
    _held[client] = (given, time.monotonic() + lasts - EARLIER)
    return given


def forget(client: Client) -> None:
    """Ask for a new token next time: the one that is held was refused."""
    _held.pop(client, None)


def xoauth2(user: str, given: str) -> bytes:
    """What says who wants in, as Google and Microsoft read it (SASL XOAUTH2)."""
    return f"user={user}\x01auth=Bearer {given}\x01\x01".encode()


def _ask(client: Client) -> dict[str, Any]:
    asked = Request(  # noqa: S310 - of http or https only (is_sound)
        client.token_url,
        data=urlencode(client.asked).encode("ascii"),
        headers={"Accept": "application/json"},
    )
    try:
        with urlopen(asked, timeout=TIMEOUT) as answer:  # noqa: S310 - as above
            return _read(answer.read(MOST_READ))
    except HTTPError as error:
        with error:
            code = str(_read(error.read(MOST_READ)).get("error", ""))
        known = code if re.fullmatch(r"[a-z_]{1,40}", code) else f"status {error.code}"
        raise TokenError(known) from None


def _read(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
