"""What a mail server reports of a mail that it could not deliver (RFC 3464)."""

from __future__ import annotations

REPORT = """\
From: MAILER-DAEMON@mail.example
To: meetings@localhost
Subject: Undelivered Mail Returned to Sender
Message-ID: <report@mail.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=b"

--=b
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--=b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; nadie@mail.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 No such user
  here

--=b
Content-Type: {kind}

From: Meetings <meetings@localhost>
To: nadie@mail.example
Subject: =?utf-8?q?Invitaci=C3=B3n?=
Message-ID: <{public_id}@{host}>

{body}
--=b--
"""


def make_report(
    public_id: str,
    *,
    host: str = "cim.example",
    action: str = "failed",
    kind: str = "message/rfc822",
) -> bytes:
    """As Postfix writes it, with the mail itself or only its header."""
    body = "Estimada amiga\r\n" if kind == "message/rfc822" else ""
    return REPORT.format(
        action=action, kind=kind, public_id=public_id, host=host, body=body
    ).encode()
