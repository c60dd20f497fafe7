"""Whose answer it is, and whether it may be applied without an officer. Pure.

An answer is applied when nothing about it is in doubt: it names a meeting and one person who takes
part in it, comes from her own address and under no other name, says yes, perhaps or no, and answers
the invitation that holds now. Everything else waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from meetings.directory.rules.likeness.matching import Name, match
from meetings.directory.rules.likeness.words import all_words, words
from meetings.localized import fold
from meetings.registration.models import GONE, Doubt, Reply
from meetings.registration.rules.imip import Answer

REPLIES: Final = {
    "ACCEPTED": Reply.ACCEPTED,
    "TENTATIVE": Reply.TENTATIVE,
    "DECLINED": Reply.DECLINED,
}


@dataclass(frozen=True, kw_only=True)
class Known:
    """Somebody in the meeting under the address that answers; `sequence` is of her invitation."""

    participation_id: int
    name: str
    status: str
    sequence: int
    reply: str = Reply.NONE
    replied_at: datetime | None = None
    replied_sequence: int | None = None


@dataclass(frozen=True)
class Verdict:
    """Whose answer it is, where that is clear, and why it waits, if it does."""

    participation_id: int | None = None
    doubt: Doubt | None = None


def judge(answer: Answer, known: Sequence[Known] | None) -> Verdict:
    """What to do with an answer; `known` is None where its UID is no meeting's.

    `known` are the people of the meeting under the address, those who left it too.
    """
    if not answer.method:
        return Verdict(None, Doubt.UNREADABLE)
    if known is None:
        return Verdict(None, Doubt.NO_MEETING)
    if not answer.attendee or not known:
        return Verdict(None, Doubt.NO_PERSON)
    live = [each for each in known if each.status not in GONE]
    if not live:
        return Verdict(known[-1].participation_id if len(known) == 1 else None, Doubt.ENDED)
    named = [each for each in live if fold(each.name) == fold(answer.attendee_name)]
    if len(named) != 1 and len(all_words(answer.attendee_name)) > 1:
        # SURNAME, Given: as directories write it
        named = [each for each in live if not _is_another(answer.attendee_name, answer, each)]
    if len(live) > 1 and len(named) != 1:
        return Verdict(None, Doubt.SEVERAL_PEOPLE)
    who = named[0] if len(live) > 1 else live[0]
    return Verdict(who.participation_id, _doubt(answer, who))


def replied_at(answer: Answer, *, at: datetime) -> datetime:
    """When she answered: by her own clock, unless that runs ahead of ours."""
    return min(answer.stamped_at or at, at)


def _doubt(answer: Answer, who: Known) -> Doubt | None:
    if answer.is_mail and (answer.sender != answer.attendee or answer.is_unproven):
        return Doubt.OTHER_SENDER
    if any(_is_another(told, answer, who) for told in (answer.attendee_name, answer.sender_name)):
        return Doubt.OTHER_SENDER
    if answer.method == "COUNTER":
        return Doubt.COUNTER
    if answer.entries != 1 or answer.attendees != 1 or answer.is_one_of_series:
        return Doubt.SEVERAL_ENTRIES
    if answer.partstat == "DELEGATED":
        return Doubt.DELEGATED
    if answer.partstat not in REPLIES:
        return Doubt.NO_ANSWER
    if answer.sequence > who.sequence:
        return Doubt.NEW_SEQUENCE
    return Doubt.OLD_SEQUENCE if _is_old(answer, who) else None


def _is_another(told: str, answer: Answer, who: Known) -> bool:
    """Whether a name is clearly somebody else's; an address in its place names nobody.

    Titles, initials, another order and names left out are hers all the same; a word that is not
    hers where hers has one that is not told either is another's (her sister's, her colleague's).
    """
    said = "".join(words(told))
    if not said:
        return bool(told) and fold(told) != fold(who.name)
    addresses = (answer.attendee, answer.attendee.partition("@")[0])
    if said in {"".join(words(each)) for each in addresses}:
        return False
    found = match(Name(all_words(told)), Name(all_words(who.name)), kind="any")
    return not found.pairs or found.in_conflict


def _is_old(answer: Answer, who: Known) -> bool:
    """Whether it answers an earlier invitation, or was written before the answer that holds."""
    if answer.sequence < who.sequence:
        return True
    if who.replied_at is None or who.replied_sequence is None or answer.stamped_at is None:
        return False
    return who.replied_sequence >= answer.sequence and answer.stamped_at < who.replied_at
