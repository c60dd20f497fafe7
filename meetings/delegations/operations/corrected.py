"""What a State corrects of somebody who stays on its list."""

from __future__ import annotations

from collections.abc import Collection

from meetings import audit
from meetings.db import db
from meetings.delegations.operations.acting import Acting, entry_of
from meetings.delegations.rules.lists import Difference
from meetings.delegations.rules.members import Member
from meetings.directory.models import Sex, SexSource
from meetings.directory.operations import correct_person
from meetings.registration import rules
from meetings.registration.models import Hand, Participation, Represents
from meetings.registration.operations.addresses import follow
from meetings.registration.operations.held import before as before_of
from meetings.registration.operations.held import readdress
from meetings.registration.operations.moves import seats_follow
from meetings.registration.operations.search import search_text
from meetings.registration.rules import Entry

_ON_BADGE = frozenset(
    {"honorific", "given_names", "surnames", "capacity_code", "functions", "post", "is_head"}
)


def correct(difference: Difference, participation: Participation, *, acting: Acting) -> None:
    """Write what the State corrected; what she said of herself (her sex) stays, and so does what
    she or the secretariat wrote otherwise since in what the State leaves as it is. Where a list is
    taken back, so does all that her registration says otherwise than that list did."""
    member, entry = difference.after, entry_of(difference.after, acting.place.state_code).cleaned()
    rules.check(entry, rules.lists((Represents.STATE,)))
    person, fields = participation.person, set(difference.fields)
    if acting.restores:
        fields -= _written_since(difference.before, participation)
    if fields & {"given_names", "surnames", "email"}:
        usual = rules.usual_badge_name(person.given_names, person.surnames)
        had_usual = participation.badge_name == usual
        was = before_of(participation)
        email = (entry.email if "email" in fields else "") or was.mailbox
        names = {
            name: getattr(entry if name in fields else person, name)
            for name in ("given_names", "surnames")
        }
        known_by = readdress(participation, email)
        correct_person(person, **names, email=known_by, at=acting.at)
        participation.badge_name = entry.badge_name if had_usual else participation.badge_name
        if email != was.mailbox:
            hand = Hand.LIMITED if acting.place.focal_point is not None else Hand.STAFF
            follow(participation, was, hand=hand, by=acting.by, at=acting.at)
    if "sex" in fields and _may_say_sex(participation, entry):
        participation.sex, participation.sex_source = entry.sex, SexSource.NOMINATOR
    if fields & {"capacity_code", "mode"}:
        _exchange(participation, entry, member, fields=fields)
    for name in fields & {"post", "language", "personnel_kind_code"}:
        setattr(participation, name, getattr(entry, name))
    if "honorific" in fields and member.honorific:
        person.honorific = member.honorific
    participation.changed_at = acting.at
    if fields & _ON_BADGE:
        participation.badge_changed_at = acting.at
    db.session.flush()
    participation.search = search_text(person, participation)
    subject = ("participation", participation.public_id)
    changes = {"fields": sorted(fields)}
    audit.record("delegations.correct", subject, by=acting.by, at=acting.at, changes=changes)


def _may_say_sex(participation: Participation, entry: Entry) -> bool:
    """Whether the State's word on her sex is written: never over her own, and that it is not stated
    takes back nothing but the State's own word."""
    if entry.sex == Sex.NOT_STATED:
        return participation.sex_source == SexSource.NOMINATOR
    return participation.sex_source != SexSource.SELF


def _written_since(said: Member, participation: Participation) -> set[str]:
    """What her registration says otherwise than the list did, of what no list follows."""
    held = {"email": participation.mailbox, "sex": participation.sex}
    held |= {name: getattr(participation, name) for name in ("language", "personnel_kind_code")}
    held |= {"mode": participation.mode} if said.mode else {}
    return {name for name, value in held.items() if value != getattr(said, name)}


def _exchange(
    participation: Participation, entry: Entry, member: Member, *, fields: Collection[str]
) -> None:
    with seats_follow(participation, in_turn=True):
        if "capacity_code" in fields:
            participation.capacity_code = member.capacity_code
        if "mode" in fields:
            participation.mode = entry.mode or participation.mode
