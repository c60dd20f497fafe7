"""Answers to invitations, and why one waits, in the words of the reader's language."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from meetings.registration.models import Doubt, Reply

REPLY: Final = {
    Reply.ACCEPTED: lazy_pgettext("reply", "Accepted"),
    Reply.TENTATIVE: lazy_pgettext("reply", "Perhaps"),
    Reply.DECLINED: lazy_pgettext("reply", "Will not come"),
}
BEFORE: Final = _l("Answered before the meeting changed")
# A badge's look for each answer (components/status.html).
LOOK: Final = {Reply.ACCEPTED: "good", Reply.TENTATIVE: "tentative", Reply.DECLINED: "declined"}
DOUBT: Final = {
    Doubt.NO_MEETING: _l("It answers no meeting of ours."),
    Doubt.NO_PERSON: _l("Nobody takes part in the meeting under this address."),
    Doubt.SEVERAL_PEOPLE: _l(
        "Several people take part under this address, and the name does not say who answers."
    ),
    Doubt.OTHER_SENDER: _l(
        "It was sent from another address than the one invited, or under another name, or its "
        "sender is not proven."
    ),
    Doubt.OLD_SEQUENCE: _l(
        "It answers an earlier date or place of the meeting, or is older than the answer we have."
    ),
    Doubt.NEW_SEQUENCE: _l("It answers an invitation that was never sent."),
    Doubt.SEVERAL_ENTRIES: _l(
        "It answers several entries at once, for several people, or for one day only."
    ),
    Doubt.DELEGATED: _l("Somebody else is to come instead."),
    Doubt.COUNTER: _l("It proposes another time."),
    Doubt.NO_ANSWER: _l("It says neither yes, nor perhaps, nor no."),
    Doubt.NO_SEAT: _l("It accepts the invitation, but no seat is left."),
    Doubt.CLOSED: _l("It accepts the invitation, but the time to answer has passed."),
    Doubt.ENDED: _l("The registration was declined, withdrawn or replaced."),
    Doubt.UNREADABLE: _l("It could not be read."),
}
