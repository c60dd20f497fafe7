"""The last mail to somebody who was erased: that it was done, and nothing of what was kept."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from flask_babel import gettext as _

from meetings.calendar.operations.compose import secretariat
from meetings.language import reading
from meetings.notifications.models import Urgency
from meetings.notifications.operations import enqueue
from meetings.templating import render_letter

ERASED: Final = "privacy.erased"
FOLDER: Final = "privacy/mail"


def erased(email: str, *, lang: str, at: datetime) -> None:
    """Say to an address that what was kept of its reader is erased. The outbox forgets the address
    once the mail was sent (`operations.told`)."""
    mailbox, _name = secretariat()
    with reading(lang):
        title = _("Your data are erased")
        words = {"lang": lang, "title": title, "secretariat": mailbox}
        text = render_letter(f"{FOLDER}/erased.txt", **words)
        html = render_letter(f"{FOLDER}/erased.html", **words)
    enqueue(
        kind=ERASED,
        subject=("privacy", "erasure"),
        to_email=email,
        to_name="",
        language=lang,
        title=title,
        text=text,
        html=html,
        urgency=Urgency.AWAITED,
        at=at,
    )
