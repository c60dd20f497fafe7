"""The mail with a link to all registrations behind an address; it is about none of them alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from meetings.language import address, reading
from meetings.notifications.models import Urgency
from meetings.notifications.operations import enqueue
from meetings.registration.letter import letter
from meetings.registration.models import SignInLink
from meetings.registration.queries.signing_in import Holder


def sign_in(
    row: SignInLink, holders: Sequence[Holder], *, secret: str, lang: str, at: datetime
) -> None:
    """A link to all registrations behind an address, each person named; works once."""
    with reading(lang):
        title = _("Your registrations")
        words = {
            "lang": lang,
            "title": title,
            "holders": holders,
            "open_link": address("registration.open_link", lang=lang, secret=secret),
        }
        text, html = letter("sign_in", {}, words)
    enqueue(
        kind="registration.sign_in",
        subject=("sign_in_link", row.id),
        to_email=row.email,
        to_name=holders[0].name if len(holders) == 1 else "",
        language=lang,
        title=title,
        text=text,
        html=html,
        urgency=Urgency.AWAITED,
        at=at,
    )
