"""What becomes of people when a list is official: nominated, substituted, withdrawn, corrected."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from meetings.db import db
from meetings.delegations.operations.acting import Acting, entry_of, functions_of
from meetings.delegations.operations.corrected import correct
from meetings.delegations.rules.lists import Difference, Differences
from meetings.delegations.rules.members import List, Member
from meetings.directory.models import Person
from meetings.directory.queries.merged import resolved
from meetings.errors import Refused
from meetings.registration import operations as registration
from meetings.registration.models import GONE, Participation, Status, Way
from meetings.registration.operations.moves import hold_seats
from meetings.registration.operations.written import keep_and_tell
from meetings.registration.queries.revising import facts


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
        keep_and_tell(
            participation,
            before,
            after=facts(participation),
            office=acting.office,
            by=acting.by,
            at=acting.at,
        )
    promote(acting)
    return made


def _correct(difference: Difference, participation: Participation, acting: Acting) -> None:
    try:
        correct(difference, participation, acting=acting)
    except Refused as refusal:
        raise _about(difference.after, refusal, acting) from refusal


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
        raise _about(member, refusal, acting) from refusal
    return True


def _about(member: Member, refusal: Refused, acting: Acting) -> Refused:
    """A refusal that says whom it is about; where there is no seat, in which capacity."""
    name, capacity = member.name, acting.offer.called(member.capacity_code)
    if refusal.code in {"full", "line"} and capacity:
        name = f"{name} ({capacity})"
    return Refused(_l("%(name)s: %(reason)s", name=name, reason=str(refusal)), code=refusal.code)


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
        raise _about(member, refusal, acting) from refusal
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
