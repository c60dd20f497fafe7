"""Codes of mailings in the words of the reader's language."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from meetings.invitations.models import MailingKind, MailingState, Moment, Reach, Receipt

KIND: Final = {
    MailingKind.INVITATION: _l("Invitation"),
    MailingKind.REMINDER: _l("Reminder"),
    MailingKind.NOTE: _l("Message"),
}
STATE: Final = {
    MailingState.DRAFT: lazy_pgettext("mailing", "Draft"),
    MailingState.SCHEDULED: lazy_pgettext("mailing", "Scheduled"),
    MailingState.SENDING: lazy_pgettext("mailing", "Being sent"),
    MailingState.SENT: lazy_pgettext("mailing", "Sent"),
    MailingState.CANCELLED: lazy_pgettext("mailing", "Cancelled"),
}
# A badge's look for each state (components/status.html).
LOOK: Final = {
    MailingState.DRAFT: "draft",
    MailingState.SCHEDULED: "queued",
    MailingState.SENDING: "queued",
    MailingState.SENT: "sent",
    MailingState.CANCELLED: "cancelled",
}
MOMENT: Final = {
    Moment.BEFORE_CLOSING: _l("Before the time to answer ends"),
    Moment.BEFORE_MEETING: _l("Before the meeting begins"),
    Moment.AFTER_MEETING: _l("After the meeting ends"),
}
REACH: Final = {
    Reach.EVERYBODY: _l("Everybody on the list"),
    Reach.UNANSWERED: _l("Only who is invited and has not answered"),
    Reach.CONFIRMED: _l("Only who is confirmed"),
    Reach.PRESENT: _l("Only who was present"),
}
RECEIPT: Final = {
    Receipt.WRITTEN: _l("Written to"),
    Receipt.UNSUBSCRIBED: _l("Wants no such mails"),
    Receipt.NOT_AGREED: _l("Did not consent to invitations to later meetings"),
    Receipt.NO_ADDRESS: _l("No e-mail address is known"),
    Receipt.SAME_ADDRESS: _l("A person is written to at this address"),
    Receipt.CAME_BACK: _l("The last mail to this address came back"),
    Receipt.ALREADY_IN: _l("Is invited or registered already"),
    Receipt.ANSWERED: _l("Has answered, or does not take part"),
    Receipt.UNCONFIRMED: _l("Is not confirmed"),
    Receipt.ABSENT: _l("Was not present"),
    Receipt.NO_CAPACITY: _l("No capacity is known"),
    Receipt.NO_STATE: _l("The State that this capacity represents is not known"),
    Receipt.NO_ENTITY: _l(
        "This capacity represents an organization accredited to the meeting, and none is named"
    ),
    Receipt.REFUSED: _l("Could not be invited"),
}
