"""What somebody may agree to beside what registering needs, each purpose by itself."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from flask_babel import lazy_gettext as _l

from meetings.registration.models import Way


class Purpose(StrEnum):
    """What a consent is for; registering itself is agreed to with the form."""

    LIST = "list"
    IMAGES = "images"
    FUTURE = "future"


class Answer(StrEnum):
    """What somebody says to a purpose, by all her registrations."""

    UNASKED = "unasked"
    AGREED = "agreed"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"


# Ways whose form asks for each purpose; who comes by another one is asked for none of them, but who
# accepts an invitation (was_asked).
ASKING: Final = (Way.FORM, Way.PRIVATE_LINK, Way.ORGANIZATION)
_WITHOUT_PURPOSES: Final = ("", "2026-1")  # nothing was agreed to, or a text without them

ASKED: Final = {
    Purpose.LIST: _l("My name may stand in the public list of participants."),
    Purpose.IMAGES: _l("Photographs and recordings of the meeting may show me."),
    Purpose.FUTURE: _l("The secretariat may invite me to later meetings."),
}
NAMES: Final = {
    Purpose.LIST: _l("Public list of participants"),
    Purpose.IMAGES: _l("Photographs and recordings"),
    Purpose.FUTURE: _l("Invitations to later meetings"),
}
EFFECTS: Final = {
    Purpose.LIST: _l("Without it your name is left out of the list that is published."),
    Purpose.IMAGES: _l("Without it tell the team at the door: they show you where to sit."),
    Purpose.FUTURE: _l("With it your name and address are kept until you withdraw it."),
}


def was_asked(way: str, consent_version: str, *, has_answered: bool = False) -> bool:
    """Whether somebody who registered so was asked for the purposes, each by itself.

    The form by which an invitation is accepted did not always ask: of who came by it, only she was
    asked who has answered whether she may be listed.
    """
    asks = way in ASKING or (way == Way.INVITATION and has_answered)
    return asks and consent_version not in _WITHOUT_PURPOSES


def answer(*, is_given: bool, is_withdrawn: bool, is_asked: bool) -> Answer:
    """What she says by all her registrations together: a consent in force holds until she takes it
    back, wherever she gave it; one taken back outweighs a form on which she left it out."""
    if is_given:
        return Answer.AGREED
    if is_withdrawn:
        return Answer.WITHDRAWN
    return Answer.WITHHELD if is_asked else Answer.UNASKED
