"""What becomes of people when a list is official: nominated, substituted, withdrawn, corrected."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.db import db
from meetings.delegations.models import DelegationList
from meetings.delegations.queries.lists import Place
from meetings.delegations.queries.offers import Offer
from meetings.delegations.rules.lists import Difference, Differences
from meetings.delegations.rules.members import HEAD, List, Member
from meetings.directory.models import Person, Sex, SexSource
from meetings.directory.operations import correct_person
from meetings.directory.queries.merged import resolved
from meetings.errors import Refused
from meetings.registration import operations as registration
from meetings.registration import rules
from meetings.registration.models import GONE, Participation, Represents, Status, Way
from meetings.registration.operations.addresses import follow
from meetings.registration.operations.moves import hold_seats, seats_follow
from meetings.registration.operations.search import search_text
from meetings.registration.operations.written import keep_and_tell
from meetings.registration.queries.revising import facts
from meetings.registration.rules import Entry

_ON_BADGE = frozenset(
    {"honorific", "given_names", "surnames", "capacity_code", "functions", "post", "is_head"}
)


@dataclass(frozen=True)
class Acting:
    """In whose name, and when, and by which submitted list."""

    place: Place
    row: DelegationList
    offer: Offer
    by: Actor
    at: datetime
    notes: Mapping[str, str] = field(default_factory=dict)
    restores: bool = False

    @property
    def office(self) -> str:
        """Who acts for the State; empty for the secretariat."""
        return self.by.label if self.place.focal_point is not None else ""


def carry_out(
    differences: Differences,
    after: List,
    *,
    acting: Acting,
    known: Mapping[int, Participation],
) -> dict[str, int]:
    """Do to the participations what a list says; gives the nominations made (key -> id).

    Who stays keeps her participation; seats that come free are given to this list's own people
    first, then to who waits. Raises Refused, saying whom it is about.
    """
    made: dict[str, int] = {}
    for left in differences.left:
        note = acting.notes.get(left.key, "")
        _withdraw(known.get(left.participation_id or 0), acting, note=note)
    back: set[str] = set()
    named = [(known.get(old.participation_id or 0), new) for old, new in differences.replaced]
    for instead, new in (*named, *((None, new) for new in differences.added)):
        former = known.get(new.participation_id or 0) if acting.restores else None
        if former is not None and _restored(former, new, acting, instead=instead):
            back.add(new.key)
        else:
            made[new.key] = _nominate(new, acting, instead=instead).id
    stood: list[tuple[Participation, Mapping[str, Any]]] = []
    for each in differences.changed:
        participation = known.get(each.after.participation_id or 0)
        if participation is not None and participation.status not in GONE:
            stood.append((participation, facts(participation)))
            _correct(each, participation, acting)
    db.session.flush()
    _put_in_order(after, made, known, did=_new_functions(differences) - back)
    for participation, before in stood:
        _keep_and_tell(participation, before, acting)
    promote(acting)
    return made


def promote(acting: Acting) -> None:
    """Give the seats that are free now to who waits."""
    hold_seats(acting.place.meeting.id)
    registration.promote(acting.place.meeting, at=acting.at)


def _withdraw(participation: Participation | None, acting: Acting, *, note: str) -> None:
    if participation is None or participation.status in GONE:
        return
    registration.withdraw(
        participation,
        note=note,
        office=acting.office,
        by=acting.by,
        at=acting.at,
        promotes=False,
    )


def _restored(
    former: Participation, member: Member, acting: Acting, *, instead: Participation | None
) -> bool:
    """Whether the registration that ended by what is undone takes part again; it cannot where she
    came otherwise meanwhile, or what was kept of her is gone."""
    if former.principal.state_code != acting.place.state_code:
        return False
    status = _inherited(member, instead)
    try:
        registration.restore(former, instead=instead, status=status, by=acting.by, at=acting.at)
    except Refused as refusal:
        if refusal.code in {"settled", "purged", "twice"}:
            return False
        raise _about(member, refusal) from refusal
    return True


def _about(member: Member, refusal: Refused) -> Refused:
    """A refusal that says whom it is about."""
    sentence = _l("%(name)s: %(reason)s", name=member.name, reason=str(refusal))
    return Refused(sentence, code=refusal.code)


def _nominate(
    member: Member, acting: Acting, *, instead: Participation | None = None
) -> Participation:
    entry = entry_of(member, acting.place.state_code)
    opening = acting.offer.opening(member.capacity_code)
    way = Way.STATE
    more: dict[str, Any] = {
        "nonce": f"{acting.row.public_id}:{member.key}",
        "by": acting.by,
        "at": acting.at,
    }
    more |= {"approval": opening.approval if opening else None, "person": _person_of(member)}
    inherited = _inherited(member, instead)
    try:
        if instead is not None and instead.status not in GONE:
            made = registration.substitute(instead, entry, way=way, status=inherited, **more)
        else:
            made = registration.enter(acting.place.meeting, entry, way=way, **more)
    except Refused as refusal:
        raise _about(member, refusal) from refusal
    _check_hers(made, member, acting)
    if inherited and made.status == Status.NOMINATED:
        registration.confirm(made, by=acting.by, at=acting.at)
    if member.honorific and not made.person.honorific:
        made.person.honorific = member.honorific
    return made


def _inherited(member: Member, instead: Participation | None) -> Status | None:
    """What a substitute takes over: in the same capacity the seat of somebody confirmed is hers,
    confirmed.

    The secretariat's approval was of the State's seat and passed with it: States change their
    delegations until the last hour, when nobody is there to confirm anybody (domain, 7b).
    """
    if instead is None or instead.status != Status.CONFIRMED:
        return None
    return Status.CONFIRMED if instead.capacity_code == member.capacity_code else None


def _check_hers(made: Participation, member: Member, acting: Acting) -> None:
    """Somebody who takes part already is the State's only when she came for the State."""
    if made.principal.state_code == acting.place.state_code:
        if made.status in {Status.PENDING, Status.INVITED}:
            registration.agree(made, by=acting.by, at=acting.at)
        return
    raise Refused(
        _l(
            "%(name)s cannot be named here, because she or he takes part otherwise already: "
            "write to the secretariat.",
            name=member.name,
        ),
        code="elsewhere",
    )


def _person_of(member: Member) -> Person | None:
    """Who she is, where an earlier nomination of hers tells; by the record that stands for her."""
    if member.participation_id is None:
        return None
    before = db.session.get(Participation, member.participation_id)
    return resolved(before.person) if before is not None else None


def _keep_and_tell(participation: Participation, before: Mapping[str, Any], acting: Acting) -> None:
    """All that a list changed of a registration, what she does at the meeting too."""
    keep_and_tell(
        participation,
        before,
        after=facts(participation),
        office=acting.office,
        by=acting.by,
        at=acting.at,
    )


def _correct(difference: Difference, participation: Participation, acting: Acting) -> None:
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
        former = person.email
        email = (entry.email if "email" in fields else "") or former
        names = {
            name: getattr(entry if name in fields else person, name)
            for name in ("given_names", "surnames")
        }
        correct_person(person, **names, email=email, at=acting.at)
        participation.badge_name = entry.badge_name if had_usual else participation.badge_name
        if email != former:
            follow(participation, former, by=acting.by, at=acting.at)
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
    held = {"email": participation.person.email, "sex": participation.sex}
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


def _new_functions(differences: Differences) -> frozenset[str]:
    """The keys of those whose functions the list says anew."""
    told = {"functions", "is_head"}
    named = (*differences.added, *(new for _old, new in differences.replaced))
    changed = (each.after for each in differences.changed if told & set(each.fields))
    return frozenset(each.key for each in (*named, *changed))


def _put_in_order(
    after: List,
    made: Mapping[str, int],
    known: Mapping[int, Participation],
    *,
    did: Collection[str],
) -> None:
    """Write each one's place in the delegation, and what those `did` do there, heading it first."""
    for number, member in enumerate(after, 1):
        id_ = made.get(member.key, member.participation_id)
        participation = known.get(id_ or 0) or (db.session.get(Participation, id_) if id_ else None)
        if participation is None or participation.status in GONE:
            continue
        participation.protocol_order = number
        if member.key in did:
            participation.functions = list(functions_of(member))
    db.session.flush()


def functions_of(member: Member) -> tuple[str, ...]:
    """What she does at the meeting, heading the delegation first."""
    others = tuple(each for each in member.functions if each != HEAD)
    return (HEAD, *others) if member.is_head else others


def entry_of(member: Member, state_code: str) -> Entry:
    """A member as registration takes her: entered for her by her State."""
    return Entry(
        given_names=member.given_names,
        surnames=member.surnames,
        email=member.email,
        sex=member.sex,
        capacity_code=member.capacity_code,
        represents=Represents.STATE,
        state_code=state_code,
        personnel_kind_code=member.personnel_kind_code,
        post=member.post,
        mode=member.mode,
        language=member.language,
        sex_source=SexSource.NOMINATOR,
        functions=functions_of(member),
    )
