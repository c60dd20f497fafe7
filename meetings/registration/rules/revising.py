"""An officer's correction of a registration: what she may write, and what a list or a consent
keeps from it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from meetings.directory.models import SexSource
from meetings.errors import Refused
from meetings.registration.rules.corrections import is_anothers_name
from meetings.registration.rules.entries import Entry
from meetings.registration.rules.representing import ORGANIZATION

HEAD: Final = "head_of_delegation"
MOST_TITLE: Final = 40  # characters
# What decides under which limits somebody falls, and what stands on her badge.
SEEKING: Final = frozenset({"capacity", "represents", "mode"})
ON_BADGE: Final = frozenset(
    {"honorific", "given_names", "surnames", "badge_name", "capacity", "functions", "post"}
    | {"represents"}
)
# What the audit keeps with old and new: nothing that tells who she is, for it outlives her erasure.
OF_OFFICE: Final = frozenset({"capacity", "represents", "functions", "mode", "listed"})
UNTOLD: Final = frozenset({"sex_source"})  # she is not written to about these alone
_TOLD_OTHERWISE: Final = frozenset({"email"})  # both addresses are written to about it


@dataclass(frozen=True, kw_only=True)
class Revision:
    """What an officer writes of somebody: an entry, and what no entry holds.

    `represents` is whom she stands for principally and `also` whom beside, as `representing` codes
    them; the entry says the same of the first. `sex_source` is who told her sex.
    """

    entry: Entry
    represents: str
    also: tuple[str, ...] = ()
    honorific: str = ""
    sex_source: str = SexSource.STAFF

    @property
    def beside(self) -> tuple[str, ...]:
        """Whom she stands for beside, each once."""
        return tuple(code for code in dict.fromkeys(self.also) if code != self.represents)


def stale() -> Refused:
    """The refusal when somebody else has written it meanwhile."""
    return Refused(
        _l(
            "Somebody changed this registration meanwhile. Nothing of yours is lost: "
            "look at what differs, and send it once more."
        ),
        code="stale",
    )


def is_told(changed: Iterable[str]) -> bool:
    """Whether somebody is written to about facts of hers that the secretariat corrected."""
    return bool(set(changed) - UNTOLD - _TOLD_OTHERWISE)


def check_beside(revision: Revision) -> None:
    """Raise Refused (field also) for another State beside a State: one speaks for one State."""
    states = [code for code in revision.beside if not code.startswith(ORGANIZATION)]
    if states and revision.entry.state_code:
        sentence = _l("One represents one State: take the other one off.")
        raise Refused(sentence, field="also", code="represents")


def keeps_to_person(now: Mapping[str, Any], revision: Revision, *, is_same: bool) -> None:
    """Raise Refused (code another) for names that are another human being's, unless an officer
    said that it `is_same` person: all that is kept of her would become somebody else's."""
    if is_same or not is_anothers_name(revision.entry, (now["given_names"], now["surnames"])):
        return
    sentence = _l(
        "This is another human being’s name. Tick below if it is the same person; if somebody "
        "else comes, end this registration and enter that person."
    )
    raise Refused(sentence, field="given_names", code="another")


def keeps_to_list(now: Mapping[str, Any], revision: Revision) -> None:
    """Who stands on a State's official list is there for that State, in the capacity and at the
    head as the list says. Raises Refused (code delegation, naming the field): such a change is one
    of the list, which has its number, its hour and its readers."""
    entry = revision.entry
    was_head, is_head = HEAD in now["functions"], HEAD in entry.functions
    changed = {
        "represents": revision.represents != now["represents"],
        "capacity": entry.capacity_code != now["capacity"],
        "functions": was_head != is_head,
    }
    _of_list(changed)


def keeps_place(before: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    """The same of single fields by the names of their columns: `state_code`, `capacity_code` and
    `functions`; what is not `wanted` stays. Raises Refused (code delegation)."""
    after = {**before, **wanted}
    was_head, is_head = (HEAD in (each["functions"] or ()) for each in (before, after))
    _of_list(
        {
            "represents": after["state_code"] != before["state_code"],
            "capacity": after["capacity_code"] != before["capacity_code"],
            "functions": was_head != is_head,
        }
    )


def _of_list(changed: Mapping[str, bool]) -> None:
    field = next((name for name, is_other in changed.items() if is_other), None)
    if field is not None:
        raise Refused(
            _l(
                "This person stands on the official list of a delegation: change the State, the "
                "capacity or the head of delegation there."
            ),
            field=field,
            code="delegation",
        )


def keeps_to_consent(now: Mapping[str, Any], revision: Revision, *, has_declined: bool) -> None:
    """Raise Refused (field listed) where she was asked and did not agree to be listed."""
    if has_declined and not revision.entry.is_unlisted and not now["listed"]:
        raise Refused(
            _l(
                "This person has not agreed to stand in lists of participants: "
                "only she or he can say otherwise."
            ),
            field="listed",
            code="consent",
        )
