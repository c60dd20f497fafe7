"""A person's name where it stands as text beside her own records: lists that States write, mails to
others, what officers noted, mails that are not sent yet."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import escape
from sqlalchemy import Select, Text, cast, func, or_, select, update

from meetings.calendar.models import SessionSpeaker
from meetings.db import db
from meetings.delegations.models import DelegationChange, DelegationList, DelegationMember
from meetings.directory.models import EarlierIdentity, Person
from meetings.directory.rules import identity
from meetings.invitations.models import Mailing, MailingState
from meetings.notifications.models import Message
from meetings.privacy.models import ErasureRequest, LegalHold
from meetings.privacy.operations.strip import NAMELESS, run
from meetings.privacy.rules import BLANK
from meetings.registration.models import IncomingReply, Participation


@dataclass(frozen=True)
class Known:
    """By what somebody is known: ids of her records, her public ids, all addresses and names that
    her records ever bore; the folded names, the meetings in which she has a part, and which of
    these mailboxes somebody else reads too."""

    ids: frozenset[int]
    public_ids: frozenset[str]
    emails: frozenset[str]
    names: frozenset[str]
    folded: frozenset[str]
    meetings: frozenset[int]
    shared: frozenset[str]

    @property
    def is_alone(self) -> bool:
        """Whether nobody shares a mailbox of hers."""
        return not self.shared

    def is_hers(self, email: str, given_names: str, surnames: str) -> bool:
        """Whether an address with a name is hers: others may share the address, or be called so."""
        return email.casefold() in self.emails and identity(given_names, surnames) in self.folded


def known(people: Iterable[Person], held: Iterable[Participation]) -> Known:
    """By what these records of one person are known, as they stand before they are erased."""
    people, held = list(people), list(held)
    ids = [each.id for each in people]
    listed = db.session.scalars(
        select(DelegationMember).where(
            DelegationMember.participation_id.in_([each.id for each in held])
        )
    )
    earlier = db.session.scalars(
        select(EarlierIdentity).where(EarlierIdentity.person_id.in_(ids))
    ).all()
    bore: list[Person | EarlierIdentity] = [*people, *earlier]
    names = {each.full_name for each in bore} | {each.badge_name for each in held}
    names |= {f"{each.given_names} {each.surnames}".strip() for each in listed}
    emails = frozenset(each.email.casefold() for each in bore if each.email)
    folded = {identity(each.given_names, each.surnames) for each in bore}
    return Known(
        frozenset(ids),
        frozenset(each.public_id for each in people),
        emails,
        frozenset(name for name in names if name and name != BLANK),
        frozenset(folded - {""}),
        frozenset(each.meeting_id for each in held),
        _shared(emails, ids),
    )


def _shared(emails: Collection[str], ids: Collection[int]) -> frozenset[str]:
    others = select(Person.email).where(
        Person.email.in_(emails), Person.id.not_in(ids), Person.erased_at.is_(None)
    )
    return frozenset(db.session.scalars(others.distinct()))


def forget(her: Known) -> None:
    """Take her name out of all of these. The rows stay: a list keeps its order and its number, a
    programme its speaker's function and sex."""
    _lists(her)
    _mailings(her)
    _mails_to_others(her)
    _replies(her)
    run(
        update(SessionSpeaker)
        .where(SessionSpeaker.person_id.in_(her.ids))
        .values(name=BLANK, post="")
    )
    run(update(LegalHold).where(LegalHold.person_id.in_(her.ids)).values(reason=BLANK))
    run(update(ErasureRequest).where(ErasureRequest.person_id.in_(her.ids)).values(note=""))


def _lists(her: Known) -> None:
    """Lists on which she stands without a registration, and the histories of all her lists."""
    found = db.session.execute(
        select(DelegationMember, DelegationList.meeting_id)
        .join(DelegationList, DelegationList.id == DelegationMember.list_id)
        .where(func.lower(DelegationMember.email).in_(her.emails))
    ).all()
    meetings, keys = set(her.meetings), set()
    for member, meeting_id in found:
        if her.is_hers(member.email, member.given_names, member.surnames):
            meetings.add(meeting_id)
            keys.add(member.id)
    meetings |= _before_undoing(her)
    run(update(DelegationMember).where(DelegationMember.id.in_(keys)).values(**NAMELESS))
    run(update(DelegationList).where(DelegationList.meeting_id.in_(meetings)).values(before=None))
    names = _only_hers(her)
    said = cast(DelegationChange.details, Text)
    told = select(DelegationChange).where(
        or_(
            DelegationChange.meeting_id.in_(meetings),
            DelegationChange.name.in_(names),
            *(said.contains(json.dumps(name)[1:-1], autoescape=True) for name in names),
        )
    )
    for row in db.session.scalars(told):
        if row.name in her.names:
            row.name, row.details = BLANK, {}
        else:
            row.details = _without(row.details, her.names)


def _before_undoing(her: Known) -> set[int]:
    """Meetings with a draft that would name her again if its last step were undone."""
    drafts = select(DelegationList).where(DelegationList.before.is_not(None))
    return {
        draft.meeting_id
        for draft in db.session.scalars(drafts)
        for each in (draft.before or {}).get("members", ())
        if her.is_hers(each["email"], each["given_names"], each["surnames"])
    }


def _only_hers(her: Known) -> frozenset[str]:
    """Her names, as long as nobody else of the directory is called so: a step in a list's history
    says a name only, and she may have been on a draft that she was taken off again."""
    others = select(Person.id).where(
        Person.folded_name.in_(her.folded), Person.id.not_in(her.ids), Person.erased_at.is_(None)
    )
    return frozenset() if db.session.scalar(others.limit(1)) else her.names


def _mailings(her: Known) -> None:
    """Rows of tables, and single people, of mailings that have not gone out."""
    for mailing in db.session.scalars(_unsent()):
        gone: set[str] = set(her.public_ids)
        audience = [_source_without(each, her, gone) for each in mailing.audience]
        kept = [each for each in audience if each]
        if kept != mailing.audience:
            mailing.audience = kept
        if gone & mailing.choices.keys():
            left = {key: value for key, value in mailing.choices.items() if key not in gone}
            mailing.choices = left


def _unsent() -> Select[Mailing]:
    return select(Mailing).where(Mailing.state != MailingState.SENT)


def _source_without(source: dict[str, Any], her: Known, gone: set[str]) -> dict[str, Any]:
    """A source without her; empty where it named nobody else. Keys of hers are added to `gone`."""
    if "people" in source:
        left = [each for each in source["people"] if each not in her.public_ids]
        return {"people": left} if left else {}
    if "file" in source:
        hers = [
            each
            for each in source["file"]
            if her.is_hers(each["email"], each["given_names"], each["surnames"])
        ]
        gone.update(each["key"] for each in hers)
        rows = [each for each in source["file"] if each not in hers]
        return {"file": rows} if rows else {}
    return source


def _mails_to_others(her: Known) -> None:
    """Where mails to others name her: to her State's focal points, to who came in her place; not
    those to somebody who is called as she is."""
    here = select(Participation.public_id).where(Participation.meeting_id.in_(her.meetings))
    about = (
        Message.to_name.not_in(her.names),
        or_(Message.subject_type.not_in(("participation", "person")), Message.subject_id.in_(here)),
    )
    for name in her.names:
        for said in {name, str(escape(name))}:
            for column in (Message.text, Message.html):
                run(
                    update(Message)
                    .where(*about, column.contains(said, autoescape=True))
                    .values({column: func.replace(column, said, BLANK)})
                )


def _replies(her: Known) -> None:
    """Answers that came by mail and were matched to nobody: by her address, and by her name too
    where others share it."""
    wanted = select(IncomingReply).where(
        IncomingReply.participation_id.is_(None),
        or_(
            func.lower(IncomingReply.attendee).in_(her.emails),
            func.lower(IncomingReply.sender).in_(her.emails),
        ),
    )
    if not her.is_alone:
        wanted = wanted.where(IncomingReply.attendee_name.in_(her.names))
    for row in db.session.scalars(wanted):
        row.sender = row.attendee = row.attendee_name = row.comment = ""
        row.raw = None


def _without(value: Any, names: Collection[str]) -> Any:
    """A value of JSON with a dash where one of the names stands in a text."""
    if isinstance(value, dict):
        return {key: _without(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, names) for each in value]
    if isinstance(value, str):
        for name in names:
            value = value.replace(name, BLANK)
    return value
