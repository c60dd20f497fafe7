"""Erasing a person: nothing tells any more who she was, and every figure stays as it was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, delete, or_, select, update

from meetings import audit, tokens
from meetings.actor import Actor
from meetings.attendance.queries import was_present
from meetings.db import db, one_at_a_time
from meetings.directory.models import DuplicateCandidate, Merge, Person, Record, Tagging
from meetings.directory.queries import kin, resolved
from meetings.invitations.models import MailRefusal, Unsubscription
from meetings.letters.models import Certificate
from meetings.notifications.models import Message
from meetings.privacy.operations import traces
from meetings.privacy.operations.strip import blank_messages, forget_values, run, strip
from meetings.privacy.rules import BLANK
from meetings.registration import operations as registration
from meetings.registration.models import GONE, AddressChange, Participation, SignInLink, Status


def erase(person: Person, *, by: Actor, at: datetime) -> None:
    """Erase a person, with all records that were merged into hers; done twice it changes nothing.

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
    _withdraw_what_comes(held, by=by, at=at)
    for each in people:
        _forget_mails(each)
    _forget_names(people, held)
    for each in people:
        each.given_names, each.surnames, each.folded_name = BLANK, "", ""
        each.email, each.honorific, each.country = "", "", None
        each.changed_at = each.erased_at = at
    db.session.flush()
    strip([each.id for each in held], at=at)
    for row in held:
        row.link_generation += 1
        row.pass_code = tokens.new_pass()
    forget_values("person", [each.public_id for each in people])
    db.session.flush()
    counts = {"registrations": len(held)}
    audit.record("privacy.erase", ("person", root.public_id), by=by, at=at, changes=counts)


def _withdraw_what_comes(held: list[Participation], *, by: Actor, at: datetime) -> None:
    for row in held:
        if row.status not in GONE and row.meeting.ends_at > at and not was_present(row.id):
            registration.end(row, Status.CANCELLED, by=by, at=at)


def _forget_mails(person: Person) -> None:
    """Mails to her name; those to a mailbox that others share only where they name her."""
    email, name = person.email, person.full_name
    if not email:
        return
    hers = and_(
        Message.to_email == email,
        or_(Message.to_name == name, Message.kind == "registration.sign_in"),
    )
    about = and_(Message.subject_type == "person", Message.subject_id == person.public_id)
    blank_messages(select(Message.id).where(or_(hers, about)))
    others = select(Person.id).where(
        Person.email == email, Person.id != person.id, Person.erased_at.is_(None)
    )
    if db.session.scalar(others.limit(1)) is None:
        run(delete(SignInLink).where(SignInLink.email == email))
        run(delete(Unsubscription).where(Unsubscription.email == email))


def _forget_names(people: list[Person], held: list[Participation]) -> None:
    """Her name where other records hold it: traces.py, certificates, pairs, merges, tags."""
    ids = [each.id for each in people]
    traces.forget(traces.known(people, held))
    rows = db.session.scalars(
        select(Certificate).where(Certificate.participation_id.in_([each.id for each in held]))
    )
    for row in rows:
        row.facts = row.facts | {"name": ""}
    pair = or_(DuplicateCandidate.first_id.in_(ids), DuplicateCandidate.second_id.in_(ids))
    run(delete(DuplicateCandidate).where(DuplicateCandidate.record == Record.PERSON, pair))
    merged = or_(Merge.kept_id.in_(ids), Merge.merged_id.in_(ids))
    run(update(Merge).where(Merge.record == Record.PERSON, merged).values(reason=""))
    for table in (Tagging, MailRefusal, AddressChange):
        run(delete(table).where(table.person_id.in_(ids)))
