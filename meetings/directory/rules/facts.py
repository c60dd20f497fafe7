"""What is true of a State, and which States form a group, on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import lazy_gettext as _l

from meetings.directory.models import Exactness
from meetings.directory.rules.spans import check_apart, check_days, is_in_force
from meetings.errors import Refused
from meetings.localized import LANGUAGES

MAX_NOTE = 1000


@dataclass(frozen=True)
class Fact:
    """A flag of a State for some days; contested when who counts it is disputed."""

    state_code: str
    flag_code: str
    from_on: date | None = None
    to_on: date | None = None
    from_precision: str = Exactness.DAY
    to_precision: str = Exactness.DAY
    is_contested: bool = False
    note: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Membership:
    """A State in a group for some days."""

    group_code: str
    state_code: str
    from_on: date | None = None
    to_on: date | None = None


def true_on(facts: Iterable[Fact], day: date) -> dict[str, dict[str, bool]]:
    """Flag -> the States of which it is true on a day, each with whether that is contested.

    A fact that nobody contests prevails over a contested one.
    """
    found: dict[str, dict[str, bool]] = {}
    for fact in facts:
        if is_in_force(fact, day):
            states = found.setdefault(fact.flag_code, {})
            states[fact.state_code] = states.get(fact.state_code, True) and fact.is_contested
    return found


def members_on(members: Iterable[Membership], day: date) -> tuple[str, ...]:
    """The codes of the States that belong to a group on a day."""
    return tuple(sorted({each.state_code for each in members if is_in_force(each, day)}))


def check_fact(fact: Fact, others: Iterable[Fact]) -> None:
    """Refuse days out of order, a contest that nothing explains, and the same fact twice.

    Facts of one State and flag may share days when one of them is contested.
    """
    check_days(fact)
    for lang in LANGUAGES:
        if len(fact.note.get(lang, "")) > MAX_NOTE:
            sentence = _l(
                "This text is too long: use at most %(count)d characters.", count=MAX_NOTE
            )
            raise Refused(sentence, field=f"note_{lang}", code="too_long")
    if fact.is_contested and not any(fact.note.values()):
        raise Refused(_l("Say in the note what is contested."), field="note_en", code="no_note")
    same = [
        each
        for each in others
        if (each.state_code, each.flag_code) == (fact.state_code, fact.flag_code)
        and not (each.is_contested or fact.is_contested)
    ]
    sentence = _l("This is already said of the State on some of these days. Correct that entry.")
    check_apart(fact, same, sentence=sentence)


def check_membership(member: Membership, others: Iterable[Membership]) -> None:
    """Refuse days out of order, and a State that is in the group already on some of them."""
    check_days(member)
    same = [each for each in others if each.state_code == member.state_code]
    sentence = _l("The State is in this group already on some of these days.")
    check_apart(member, same, sentence=sentence)
