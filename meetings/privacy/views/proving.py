"""Whether it is she who asks. The address of her own page may have been passed on: it alone neither
shows all that is kept of her nor erases it. Her mailbox proves it, by a link that this browser
opened within half an hour; or her account, to which she signed in with its password."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from meetings.privacy.rules import Waits
from meetings.registration.models import Participation
from meetings.registration.proof import is_she
from meetings.registration.queries import signing_in


class Proof(StrEnum):
    """What is known of who asks, or why nothing can be."""

    GIVEN = "given"
    BY_MAIL = "by_mail"
    NEW_ADDRESS = Waits.NEW_ADDRESS
    NO_ADDRESS = Waits.NO_ADDRESS


INSTEAD: Final = {
    Proof.NEW_ADDRESS: _l(
        "Your e-mail address was changed a few days ago, and whoever reads the former one may "
        "still take that back: until then write to the secretariat to read everything. A request "
        "to be erased is read by an officer."
    ),
    Proof.NO_ADDRESS: _l(
        "We have no e-mail address of yours at which to ask whether it is you: write to the "
        "secretariat to read everything. A request to be erased is read by an officer."
    ),
}


def proof_of(found: Participation, *, at: datetime) -> Proof:
    """How it stands with whoever reads this page."""
    if not found.mailbox:
        return Proof.NO_ADDRESS
    if is_she(found):
        return Proof.GIVEN
    return Proof.NEW_ADDRESS if signing_in.has_new_address(found, at=at) else Proof.BY_MAIL


def sent_words(*, is_sent: bool) -> tuple[str, str]:
    """What she reads after she asked for the mail, and how it looks."""
    if is_sent:
        return _(
            "A mail with a link is on its way to the address of this registration. It works once, "
            "within 30 minutes. Look among unwanted mail too."
        ), "message"
    return _(
        "Three mails went to this address within the last hour: open the link in the latest one, "
        "or try again later."
    ), "warning"
