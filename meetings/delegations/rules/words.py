"""Offices, papers, steps and fields in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from meetings.delegations.models import ListWay, PaperKind

PAPERS: Final[Mapping[str, Any]] = {
    PaperKind.CREDENTIALS: _l("Letter of credentials"),
    PaperKind.NOTE_VERBALE: _l("Note verbale"),
}
WAYS: Final[Mapping[str, Any]] = {
    ListWay.FIRST: _l("First list"),
    ListWay.CHANGE: _l("Changed list"),
    ListWay.SUPERSEDE: _l("In place of another office’s list"),
    ListWay.MERGE: _l("Put together with another office’s list"),
    ListWay.UNDO: _l("Back to the list before"),
    ListWay.CORRECTION: _l("Corrected in the registration"),
    ListWay.STANDING: _l("Who comes has changed"),
}


def title(way: str, *, is_corrected: bool, stands: bool) -> object:
    """How a list came after the one before; one that nobody sent, by what it says anew."""
    if way not in {ListWay.CORRECTION, ListWay.STANDING}:
        return WAYS[way]
    if is_corrected and stands:
        return _l("Corrected in the registration; who comes has changed too")
    return WAYS[ListWay.STANDING if stands else ListWay.CORRECTION]


ACTIONS: Final[Mapping[str, Any]] = {
    "add": _l("added"),
    "change": _l("corrected"),
    "remove": _l("taken off the list"),
    "replace": _l("substituted"),
    "move": _l("moved in the order"),
    "head": _l("marked as head of delegation"),
    "again": _l("named again"),
    "begin": _l("taken over from last time"),
    "merge": _l("two lists put together"),
    "agree": _l("agreed to"),
    "two": _l("said to be two persons"),
    "submit": _l("list submitted"),
    "undo": _l("back to the list before"),
    "decline": _l("declined by the secretariat"),
    "withdraw": _l("withdrawn"),
    "wait": _l("waits for a seat"),
    "come": _l("has a seat"),
    "come_back": _l("takes part again"),
    "give_up": _l("draft thrown away"),
    "take_back": _l("last change undone"),
}
FIELDS: Final[Mapping[str, Any]] = {
    "honorific": _l("Title"),
    "given_names": _l("Given names"),
    "surnames": _l("Surnames"),
    "email": _l("E-mail address"),
    "sex": _l("Sex"),
    "capacity_code": _l("Capacity"),
    "functions": _l("Functions at this meeting"),
    "post": _l("Post or function"),
    "personnel_kind_code": _l("Kind of personnel"),
    "mode": _l("How people take part"),
    "language": _l("Language of our mails"),
    "is_head": _l("Head of delegation"),
}
