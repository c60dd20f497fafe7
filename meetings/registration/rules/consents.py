"""What somebody may agree to beside what registering needs, each purpose by itself."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from flask_babel import lazy_gettext as _l


class Purpose(StrEnum):
    """What a consent is for; registering itself is agreed to with the form."""

    LIST = "list"
    IMAGES = "images"
    FUTURE = "future"


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
