"""A focal point as she is kept beside what she did: her name with the kind of her office, told in
the reader's language. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from meetings.directory.models import Office

OFFICES: Final[Mapping[str, Any]] = {
    Office.MINISTRY: _l("Ministry"),
    Office.MISSION: _l("Permanent Mission"),
    Office.OTHER: lazy_pgettext("office", "Other"),
}
# How offices were kept before: in the words of the page on which something was done.
_WORDS: Final[Mapping[str, Office]] = {
    **dict.fromkeys(("Ministry", "Ministerio", "Ministère", "Ministério"), Office.MINISTRY),
    **dict.fromkeys(
        ("Permanent Mission", "Misión Permanente", "Mission permanente", "Missão Permanente"),
        Office.MISSION,
    ),
    **dict.fromkeys(("Other", "Otra", "Autre", "Outra"), Office.OTHER),
    **{str(each): each for each in Office},
}
_KEPT: Final = re.compile(r"(?P<name>.+) \((?P<office>[^()]+)\)")


def label(name: str, office: str) -> str:
    """What is kept of a focal point: her name, and the kind of her office as a code."""
    return f"{name[:80]} ({office})"


def told(kept: str) -> str:
    """The same in the reader's language, also where it was kept in another one's words; any other
    name as it is."""
    found = _KEPT.fullmatch(kept)
    office = _WORDS.get(found["office"]) if found else None
    if found is None or office is None:
        return kept
    return _("%(name)s (%(office)s)", name=found["name"], office=str(OFFICES[office]))
