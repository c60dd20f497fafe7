"""Whether pages say that a mail is sent, or where it waits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from meetings.answering import with_mail


@pytest.mark.parametrize(
    ("smtp_url", "told"),
    [
        ("smtp://localhost:25", "Done. A mail is on its way."),
        ("", "Done. The mail waits in the outbox: this installation sends none."),
    ],
)
def test_a_mail_that_waits_is_not_said_to_be_sent(
    make_app: Callable[..., Flask], smtp_url: str, told: str
) -> None:
    with make_app(smtp_url=smtp_url).test_request_context("/en/"):
        assert with_mail("Done.") == told
