"""The line to the mail server: flask-mail's connection with a timeout and a checked certificate."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from typing import Self

from flask_mail import Connection

from meetings.notifications.rules import bounces

TIMEOUT = 30.0  # seconds for connecting and for each command


class Line(Connection):
    """A connection made when the first mail wants it; `is_down` once it could not be had."""

    is_down = False

    def __enter__(self) -> Self:
        """Connect later."""
        return self

    def __exit__(self, *_failure: object) -> None:
        """Hang up."""
        self.hang_up()

    def deliver(self, ready: EmailMessage) -> None:
        """Hand a mail to the server. Raises smtplib.SMTPException, OSError or ValueError."""
        if self.host is None:
            self.is_down = True
            self.host = self.configure_host()
            self.is_down = False
        self.host.send_message(ready)

    def hang_up(self) -> None:
        """End the connection; a server that has ended it already is no failure."""
        if self.host is not None:
            try:
                self.host.quit()
            except (smtplib.SMTPException, OSError):
                self.host.close()
            self.host = None

    def configure_host(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        """Connect as the settings say; encrypted lines check the server's certificate."""
        told = self.mail
        host: smtplib.SMTP | smtplib.SMTP_SSL
        if told.use_ssl:
            context = ssl.create_default_context()
            host = smtplib.SMTP_SSL(told.server, told.port or 0, timeout=TIMEOUT, context=context)
        else:
            host = smtplib.SMTP(told.server, told.port or 0, timeout=TIMEOUT)
        try:
            if told.use_tls:
                host.starttls(context=ssl.create_default_context())
            if told.username:
                host.login(told.username, told.password or "")
        except BaseException:
            host.close()
            raise
        return host


def is_final(error: Exception) -> bool:
    """Whether trying again cannot help: no such mailbox, or a mail that cannot be built."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in error.recipients.values())
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):
        return True
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def came_back(error: Exception) -> bool:
    """Whether the mail is returned for its address, and not for what we are or what stands in it:
    every server asked says that it knows no such mailbox."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = error.recipients.values()
        return all(bounces.is_refused(code, _text(words)) for code, words in answers)
    if isinstance(error, smtplib.SMTPDataError):
        return bounces.is_refused(error.smtp_code, _text(error.smtp_error))
    return False


def said(error: Exception) -> str:
    """What went wrong, in the mail server's own words."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = {f"{code} {_text(words)}" for code, words in error.recipients.values()}
        return "; ".join(sorted(answers))
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
