"""Sending what the outbox holds."""

from __future__ import annotations

import logging
import smtplib
import time
from datetime import datetime

from flask import current_app

from meetings.config import Settings
from meetings.db import transaction
from meetings.notifications import mime, operations, queries, rules, transport
from meetings.notifications.operations import Claim

log = logging.getLogger("meetings.outbox")
ROUND = 10.0  # seconds after which a round ends and all else that is due has its turn


def send_due(at: datetime) -> int:
    """Send what is due, one message after the other over one connection.

    Returns how many were sent. Without MEETINGS_SMTP_URL nothing is touched. A line that
    cannot be had ends the round: its message waits, the others stay due.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.smtp_url:
        return 0
    ends = time.monotonic() + ROUND
    sent = 0
    with transport.Line(current_app.extensions["mail"]) as line:
        while time.monotonic() < ends and not line.is_down:
            with transaction():
                claimed = operations.claim(at=at)
            if claimed is None:
                break
            sent += _attempt(claimed, line, settings, at)
    return sent


def _attempt(claimed: Claim, line: transport.Line, settings: Settings, at: datetime) -> bool:
    message = queries.by_id(claimed.message_id)
    if rules.leads_nowhere(message.to_email):
        with transaction():
            operations.note_failed(claimed, rules.NOWHERE, final=True, at=at)
        return False
    try:
        line.deliver(mime.build(message, sender=settings.mail_from, host=settings.uid_host, at=at))
    except (smtplib.SMTPException, OSError, ValueError) as error:
        log.warning("message %s not sent: %s", claimed.public_id, type(error).__name__)
        line.hang_up()
        with transaction():
            _note(claimed, error, at)
        return False
    with transaction():
        operations.note_sent(claimed, at=at)
    return True


def _note(claimed: Claim, error: Exception, at: datetime) -> None:
    said = transport.said(error)
    if transport.came_back(error):
        operations.note_refused(claimed, said, at=at)
    else:
        operations.note_failed(claimed, said, final=transport.is_final(error), at=at)


jobs = (send_due,)
