"""Erasing a person: nothing tells any more who she was, and every figure stays as it was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, delete, false, or_, select, update

from meetings import audit, tokens
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory.models import (
    DuplicateCandidate,
    EarlierIdentity,
    Merge,
    Person,
    Record,
    Tagging,
)
from meetings.directory.queries import kin, resolved
from meetings.invitations.models import MailRefusal, Unsubscription
from meetings.letters.models import Certificate
from meetings.notifications.models import Message
from meetings.privacy.operations import traces
from meetings.privacy.operations.strip import blank_messages, forget_values, run, strip
from meetings.privacy.operations.traces import Known
from meetings.privacy.queries.kept import coming
from meetings.privacy.rules import BLANK
from meetings.registration import operations as registration
from meetings.registration.models import AddressChange, Participation, SignInLink, Status
from meetings.registration.operations.sent_tables import forget_tables_with


def erase(person: Person, *, by: Actor, at: datetime, spares_tables: bool = False) -> None:
    """Erase a person, with all records that were merged into hers; done twice it changes nothing.
    `spares_tables`: what officers sent to be imported stays, as it does for a day at most.

    What is to come is withdrawn without a mail, and its seats are free. What is over stays counted:
    sex, capacity, whom she represented and presence are not touched. Her links and her pass open
    nothing any more. Whether she may be erased now is settled by the caller (`queries.waits_for`).
    """
    root = resolved(person)
    one_at_a_time(f"person:{root.email}:{root.folded_name}")
    people = list(db.session.scalars(select(Person).where(Person.id.in_(kin(Person, root.id)))))
    if all(each.erased_at for each in people):
        return
    held = list(
        db.session.scalars(
            select(Participation).where(Participation.person_id.in_([p.id for p in people]))
        )
    )
    for row in coming(root, at=at).withdrawn:
        registration.end(row, Status.CANCELLED, by=by, at=at)
    her = traces.known(people, held)
    _forget_mails(her)
    traces.forget(her)
    if not spares_tables:
        forget_tables_with(emails=her.emails - her.shared, names=her.folded)
    _forget_names(her, held)
    for each in people:
        each.given_names, each.surnames, each.folded_name = BLANK, "", ""
        each.email, each.honorific, each.country = "", "", None
        each.changed_at = each.erased_at = at
    db.session.flush()
    strip([each.id for each in held], at=at)
    for row in held:
        row.link_generation += 1
        row.pass_code, row.held_email = tokens.new_pass(), None
    forget_values("person", [each.public_id for each in people])
    db.session.flush()
    counts = {"registrations": len(held)}
    audit.record("privacy.erase", ("person", root.public_id), by=by, at=at, changes=counts)


def _forget_mails(her: Known) -> None:
    """Mails about her records, and those that were sent to her name at any address she ever had;
    those to somebody who shares the mailbox stay. A mail with the registrations of several people
    of one mailbox goes where it names her: it opens nothing any more."""
    about = and_(Message.subject_type == "person", Message.subject_id.in_(her.public_ids))
    several = and_(
        Message.kind == "registration.sign_in",
        Message.to_name == "",
        or_(false(), *(Message.text.contains(name, autoescape=True) for name in her.names)),
    )
    hers = and_(
        Message.to_email.in_(her.emails),
        Message.subject_type.not_in(("participation", "person")),
        or_(Message.to_name.in_(her.names), several),
    )
    blank_messages(select(Message.id).where(or_(about, hers)))
    alone = her.emails - her.shared
    held = select(Participation.id).where(Participation.person_id.in_(her.ids))
    asked = SignInLink.participation_id.in_(held)
    run(delete(SignInLink).where(or_(SignInLink.email.in_(alone), asked)))
    run(delete(Unsubscription).where(Unsubscription.email.in_(alone)))


def _forget_names(her: Known, held: list[Participation]) -> None:
    """Her name where other records hold it: certificates, pairs, merges, tags, what she was called
    before."""
    rows = db.session.scalars(
        select(Certificate).where(Certificate.participation_id.in_([each.id for each in held]))
    )
    for row in rows:
        row.facts = row.facts | {"name": ""}
    pair = or_(DuplicateCandidate.first_id.in_(her.ids), DuplicateCandidate.second_id.in_(her.ids))
    run(delete(DuplicateCandidate).where(DuplicateCandidate.record == Record.PERSON, pair))
    merged = or_(Merge.kept_id.in_(her.ids), Merge.merged_id.in_(her.ids))
    run(update(Merge).where(Merge.record == Record.PERSON, merged).values(reason=""))
    for table in (Tagging, MailRefusal, AddressChange, EarlierIdentity):
        run(delete(table).where(table.person_id.in_(her.ids)))
