"""What a paper of a State says: its words, and its delegation in order of protocol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from meetings import formats, zones
from meetings.calendar.models import Meeting, MeetingText
from meetings.delegations.models import PaperKind
from meetings.delegations.rules.members import List, Member
from meetings.delegations.rules.words import PAPERS
from meetings.directory import countries
from meetings.language import reading


@dataclass(frozen=True)
class Letter:
    """A paper ready to be set: sentences, then the lines of the delegation."""

    lang: str
    title: str
    state: str
    addressee: str
    opening: str
    headings: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    awaiting: str
    awaiting_lines: tuple[tuple[str, ...], ...]
    closing: str
    place: str
    signature: str
    stamp: str

    def as_data(self) -> dict[str, Any]:
        """The same as plain data."""
        return asdict(self)


@dataclass(frozen=True)
class Official:
    """The list that a paper is about: who comes, and who waits for a seat; who left is on none."""

    number: int
    submitted_at: datetime
    members: List
    awaiting: List = ()


def letter(
    kind: PaperKind,
    official: Official,
    *,
    meeting: Meeting,
    about: MeetingText,
    state_code: str,
    capacities: Mapping[str, str],
    entity: str = "",
    lang: str,
    on: date,
) -> Letter:
    """A paper in one language, for a State to sign; `capacities` are names by code. `entity` speaks
    in a note verbale: its Permanent Mission where it is empty."""
    with reading(lang):
        state, is_country = countries.name(state_code, lang), countries.is_country(state_code)
        words = {
            "state": state,
            "of_state": countries.of(state_code, lang),
            "entity": entity,
            "meeting": about.title,
            "dates": about.dates,
        }
        zone = zones.name(meeting.time_zone, lang, on=official.submitted_at.date())
        moment = formats.instant(official.submitted_at, meeting.time_zone, lang)
        return Letter(
            lang=lang,
            title=str(PAPERS[kind]),
            state=state,
            addressee=_("To the Secretariat of the Inter-American Commission of Women"),
            opening=_opening(kind, words, is_country=is_country),
            headings=(_("No."), _("Name"), _("Capacity"), _("Post or function")),
            lines=_lines(official.members, capacities),
            awaiting=_awaiting(kind) if official.awaiting else "",
            awaiting_lines=_lines(official.awaiting, capacities),
            closing=_closing(kind, words, is_country=is_country),
            place=_("Place and date: ______________________, %(day)s", day=formats.day(on, lang)),
            signature=_("Signature and seal"),
            stamp=_(
                "Official list no. %(number)d of %(moment)s (%(zone)s)",
                number=official.number,
                moment=moment,
                zone=zone,
            ),
        )


def _opening(kind: PaperKind, words: Mapping[str, str], *, is_country: bool) -> str:
    if kind == PaperKind.CREDENTIALS and not is_country:
        return _(
            "Delegation: %(state)s. The following persons are accredited to the meeting "
            "“%(meeting)s” (%(dates)s), in order of protocol:",
            **words,
        )
    if kind == PaperKind.CREDENTIALS:
        return _(
            "The Government %(of_state)s accredits the following persons as its delegation to the "
            "meeting “%(meeting)s” (%(dates)s), in order of protocol:",
            **words,
        )
    if words["entity"]:
        return _(
            "%(entity)s (%(state)s) presents its compliments to the Secretariat of the "
            "Inter-American Commission of Women and has the honor to communicate the delegation "
            "to the meeting “%(meeting)s” (%(dates)s):",
            **words,
        )
    return _(
        "The Permanent Mission %(of_state)s to the Organization of American States presents "
        "its compliments to the Secretariat of the Inter-American Commission of Women and has "
        "the honor to communicate its delegation to the meeting “%(meeting)s” (%(dates)s):",
        **words,
    )


def _closing(kind: PaperKind, words: Mapping[str, str], *, is_country: bool) -> str:
    if kind == PaperKind.CREDENTIALS and not is_country:
        return _("They are authorized to speak for this delegation at the meeting.")
    if kind == PaperKind.CREDENTIALS:
        return _("They are authorized to represent their State at this meeting.")
    if words["entity"]:
        return _(
            "%(entity)s avails itself of this opportunity to renew to the Secretariat the "
            "assurances of its highest consideration.",
            **words,
        )
    return _(
        "The Permanent Mission %(of_state)s avails itself of this opportunity to renew to the "
        "Secretariat the assurances of its highest consideration.",
        **words,
    )


def _awaiting(kind: PaperKind) -> str:
    """Credentials hold for who has a seat: whoever waits for one is named apart."""
    if kind == PaperKind.NOTE_VERBALE:
        return _("The following persons await a seat and join the delegation once they hold one:")
    return _("The following persons await a seat and are accredited once they hold one:")


def _lines(members: List, capacities: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    return tuple(_line(number, each, capacities) for number, each in enumerate(members, 1))


def _line(number: int, member: Member, capacities: Mapping[str, str]) -> tuple[str, ...]:
    name = f"{member.honorific} {member.name}".strip()
    capacity = capacities.get(member.capacity_code, member.capacity_code)
    if member.is_head:
        capacity = _("%(capacity)s, head of delegation", capacity=capacity)
    return str(number), name, capacity, member.post
