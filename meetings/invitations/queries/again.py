"""To whom of its log a mailing does not go once more, judged as a new draft judges, and by what
she answered since."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Row, func, select

from meetings.db import db
from meetings.directory.models import Organization, Person
from meetings.directory.queries import mailboxes, roots_of
from meetings.invitations.models import Mailing, MailingKind, MailingRecipient, Reach, Receipt
from meetings.invitations.queries.contacts import Contact, contacts
from meetings.invitations.queries.grounds import is_of_this, may_be_written
from meetings.invitations.queries.mailings import unsubscribed
from meetings.invitations.queries.organizations import refused
from meetings.invitations.queries.sources import of_source
from meetings.invitations.queries.standing import parts_here, present
from meetings.invitations.rules.again import Standing, settled
from meetings.invitations.rules.fitting import Candidate
from meetings.registration.models import Participation, Reply, Status
from meetings.registration.queries.consents import answers_to
from meetings.registration.rules.consents import Answer, Purpose


def left_out(mailing: Mailing, line_ids: Collection[int]) -> dict[int, Receipt]:
    """Line of the log (id) -> why its reader is not written to once more; a few statements.

    She wants no such mails, has taken back her consent, has no address, or has answered since
    (rules/again.py). That a mail is necessary excepts from the first only (rules/agreeing.py). An
    invitation that she has not answered is no ground for sending her another one.
    """
    made, standings = _readers(mailing, line_ids)
    statuses = _statuses(mailing)
    ended = unsubscribed({one.person_id for one in made if one.person_id is not None})
    no = refused({one.organization_id for one in made if one.organization_id is not None})
    withheld = _withheld(made, mailing)
    found: dict[int, Receipt] = {}
    for one in made:
        has_ended = one.person_id in ended or one.organization_id in no
        if not one.email:
            found[int(one.key)] = Receipt.NO_ADDRESS
        elif has_ended and not mailing.is_necessary:
            found[int(one.key)] = Receipt.UNSUBSCRIBED
        elif one.key in withheld:
            found[int(one.key)] = Receipt.NOT_AGREED
        elif one.person_id is not None:
            standing = standings[one.key]
            why = settled(mailing.kind, standing, reach=mailing.reach, statuses=statuses)
            found |= {int(one.key): why} if why else {}
    return found


def _statuses(mailing: Mailing) -> set[str] | None:
    """The statuses that a mailing names; None where it names people otherwise too."""
    if not all("status" in source for source in mailing.audience):
        return None
    return {each for source in mailing.audience for each in source["status"]}


def _readers(
    mailing: Mailing, line_ids: Collection[int]
) -> tuple[list[Candidate], dict[str, Standing]]:
    """The readers of these lines, by the records that stand for them now, and how they stand."""
    people, bodies = roots_of(Person), roots_of(Organization)
    person = func.coalesce(people.c.root, MailingRecipient.person_id)
    body = func.coalesce(bodies.c.root, MailingRecipient.organization_id)
    wanted = (
        select(
            MailingRecipient.id,
            MailingRecipient.language,
            person.label("person_id"),
            body.label("organization_id"),
            func.coalesce(Person.email, Organization.email).label("email"),
            Participation.status,
            Participation.reply,
        )
        .outerjoin(people, people.c.id == MailingRecipient.person_id)
        .outerjoin(Person, Person.id == person)
        .outerjoin(bodies, bodies.c.id == MailingRecipient.organization_id)
        .outerjoin(Organization, Organization.id == body)
        .outerjoin(Participation, Participation.id == MailingRecipient.participation_id)
        .where(MailingRecipient.id.in_(line_ids))
    )
    theirs, its = mailboxes(Person), mailboxes(Organization)
    rows = db.session.execute(wanted).all()
    bodies_without = {row.organization_id for row in rows if row.organization_id and not row.email}
    speaking = contacts(bodies_without - its.keys())
    here = parts_here(mailing.meeting_id, {row.person_id for row in rows if row.person_id})
    there = present([each.id for each in here.values()]) if mailing.reach == Reach.PRESENT else ()
    made, standings = [], {}
    for row in rows:
        box: Person | Organization | Contact | None = (
            theirs.get(row.person_id)
            or its.get(row.organization_id)
            or speaking.get(row.organization_id)
        )
        part = here.get(row.person_id or 0)
        made.append(
            Candidate(
                key=str(row.id),
                given_names="",
                surnames="",
                email=_address(box.email if box else row.email or "", part),
                language=row.language,
                person_id=row.person_id,
                organization_id=row.organization_id,
                status=_ground(row, mailing),
            )
        )
        standings[str(row.id)] = Standing(
            status=part.status if part else "",
            reply=part.reply if part else "",
            had_part=row.status is not None,
            waits=_waits(row),
            was_present=part is not None and part.id in there,
        )
    return made, standings


def _address(email: str, part: Participation | None) -> str:
    """Where a reader is written to: where her part in the meeting is held, if it is."""
    return email if part is None or part.held_email is None else part.held_email


def _waits(row: Row[*tuple[object, ...]]) -> bool:
    """Whether the invitation in a mail has no answer."""
    return bool(row.status == Status.INVITED and row.reply == Reply.NONE)


def _ground(row: Row[*tuple[object, ...]], mailing: Mailing) -> str:
    """How she stands in the meeting, where that is a ground to write to her."""
    is_of_this_mail = mailing.kind == MailingKind.INVITATION and _waits(row)
    return "" if is_of_this_mail else row.status or ""


def _withheld(made: Sequence[Candidate], mailing: Mailing) -> set[str]:
    """The keys of those whose answer lets nobody write to them; that they are on a list which is a
    ground is asked of those only who did not agree."""
    answers = answers_to(Purpose.FUTURE, {one.person_id for one in made if one.person_id})
    no = {each for each, said in answers.items() if said in (Answer.WITHHELD, Answer.WITHDRAWN)}
    asked = [one for one in made if one.person_id in no]
    if not asked:
        return set()
    listed = _listed(mailing)
    free = may_be_written(asked, mailing)
    return {one.key for one in asked if one.key not in free and one.person_id not in listed}


def _listed(mailing: Mailing) -> set[int]:
    """The people whom the mailing's lists name that are a ground by themselves."""
    named = {
        person_id
        for source in mailing.audience
        if is_of_this(source, mailing)
        for person_id, _found in of_source(source, mailing.meeting)
    }
    roots = roots_of(Person)
    pairs = select(roots.c.id, roots.c.root).where(roots.c.id.in_(named))
    standing = {row[0]: row[1] for row in db.session.execute(pairs)}
    return {standing.get(each, each) for each in named}
