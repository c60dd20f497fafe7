"""A dialogue in four weeks that shows the registration of a statutory meeting: a delegation that is
being named, a form with questions, a waiting list, invitations and what became of them."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select

from meetings.actor import Actor, ActorKind
from meetings.calendar.models import Meeting
from meetings.calendar.operations import create_meeting
from meetings.calendar.rules import MeetingFacts
from meetings.db import db
from meetings.delegations.operations import focal_points, naming, submit
from meetings.delegations.queries import lists
from meetings.delegations.queries.lists import Place
from meetings.delegations.rules.members import Member
from meetings.demo import convened_words as words
from meetings.demo.cast import Cast
from meetings.demo.people import Invented
from meetings.directory.models import FocalPoint, Person
from meetings.directory.rules import offices
from meetings.invitations import operations as invitations
from meetings.invitations.models import Mailing, MailingRecipient, MailTemplate
from meetings.notifications.models import Delivery, Message
from meetings.registration import operations as registration
from meetings.registration.models import Participation, Represents, Status, Way
from meetings.registration.operations import answers
from meetings.registration.operations.questions import add_question
from meetings.registration.queries.questions import form_questions
from meetings.registration.rules import CONSENT_VERSION, Entry
from meetings.registration.rules.seating import Scope

STATE: Final = "HN"
SEATS: Final = 4
COME: Final = ("HN", "GT", "JM", "BR", "HT", "CR", "PE")  # the last three find no seat
INVITED: Final = ("AR", "BO", "TT", "BR", "HT", "MX")
NAMED: Final = "participant"


def make(cast: Cast, *, by: Actor, at: datetime) -> Meeting:
    """Make the dialogue, with everybody who has to do with it."""
    meeting = _dialogue(by=by, at=at)
    for facts, place in words.QUESTIONS:
        add_question(meeting, facts, place=place, by=by, at=at)
    _delegation(meeting, cast, at=at)
    _came(meeting, cast, by=by, at=at)
    _invited(meeting, cast, by=by, at=at)
    return meeting


def _dialogue(*, by: Actor, at: datetime) -> Meeting:
    starts_on = at.date() + timedelta(weeks=4)
    facts = MeetingFacts(
        title=words.TITLE,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=1),
        time_zone="America/Panama",
        kind_code="dialogue",
        organizer="MESECVI",
        venue="Centro de Convenciones",
        city="Panamá",
        country="PA",
    )
    meeting = create_meeting(facts, by=by, at=at, published=True)
    opens, closes = at - timedelta(days=20), at + timedelta(days=14)
    ways = [(code, Way.STATE) for code in dict.fromkeys(code for _post, code in words.DELEGATES)]
    for code, way in (*ways, (NAMED, Way.FORM), (NAMED, Way.INVITATION)):
        window = registration.WayIn(capacity_code=code, way=way, opens_at=opens, closes_at=closes)
        registration.set_way(meeting, window, by=by, at=at)
    plan = registration.Plan(has_waiting_list=True)
    registration.set_plan(meeting, plan, by=by, at=at)
    registration.set_limit(meeting, Scope(capacity_code=NAMED), seats=SEATS, by=by, at=at)
    return meeting


def _delegation(meeting: Meeting, cast: Cast, *, at: datetime) -> None:
    """Five are nominated, one of them is substituted, and a sixth stands on a draft."""
    desk = focal_points.add(
        STATE,
        focal_points.Facts(
            name=words.FOCAL_POINT,
            office="ministry",
            email="multilaterales@gobierno.invalid",
            language="es",
        ),
        by=Actor(ActorKind.USER, "demo", "Demo"),
        at=at,
    )
    place, ministry = Place(meeting, STATE, desk), _of(desk)
    members = [_member(cast, post, code, at=at) for post, code in words.DELEGATES]
    for each in members:
        naming.add(place, each, seen=_seen(place), by=ministry, at=at)
    naming.head(place, members[0].key, seen=_seen(place), by=ministry, at=at)
    submit.submit(place, seen=_seen(place), by=ministry, at=at)
    instead = _member(cast, *words.DELEGATES[3], at=at)
    naming.substitute(place, members[3].key, member=instead, seen=_seen(place), by=ministry, at=at)
    submit.submit(place, seen=_seen(place), by=ministry, at=at)
    sixth = _member(cast, "Asistente", "adviser", at=at)
    naming.add(place, sixth, seen=_seen(place), by=ministry, at=at)


def _of(desk: FocalPoint) -> Actor:
    return Actor(ActorKind.LINK, desk.public_id, offices.label(desk.name, desk.office))


def _seen(place: Place) -> str:
    return lists.shown(place).seen


def _member(cast: Cast, post: str, capacity: str, *, at: datetime) -> Member:
    is_he = post in words.HELD_BY_MEN
    one = cast.town.somebody(STATE, at=at, sex="male" if is_he else "female")
    return Member(
        key=str(uuid.uuid4()),
        given_names=one.person.given_names,
        surnames=one.person.surnames,
        email=one.person.email,
        sex=one.sex,
        capacity_code=capacity,
        post=post,
        language="es",
    )


def _came(meeting: Meeting, cast: Cast, *, by: Actor, at: datetime) -> None:
    """Seven by the public form for four seats, each with an answer; the first states access needs,
    the second what she does not eat."""
    tables, diet = (each.question.public_id for each in form_questions(meeting.id)[:2])
    for number, state in enumerate(COME):
        one = cast.town.somebody(state, at=at)
        made = registration.register(
            meeting,
            _entry(one, access_needs=words.NEEDS if number == 0 else ""),
            nonce=str(uuid.uuid4()),
            by=by,
            at=at - timedelta(days=9 - number),
        )
        given: dict[str, Any] = {tables: ("shelters", "care")[number % 2]}
        if number == 1:
            given[diet] = words.NOT_EATEN
        answers.write(made, given, stamp="", by=by, at=at)


def _entry(one: Invented, *, access_needs: str = "") -> Entry:
    return Entry(
        given_names=one.person.given_names,
        surnames=one.person.surnames,
        email=one.person.email,
        sex=one.sex,
        capacity_code=NAMED,
        represents=Represents.SELF,
        language=one.language,
        access_needs=access_needs,
        consent_version=CONSENT_VERSION,
    )


def _invited(meeting: Meeting, cast: Cast, *, by: Actor, at: datetime) -> None:
    """Six invitations: one came back, one was declined, the others wait for an answer; somebody
    of the table was registered before. A reminder waits for the end of the time to answer."""
    people = [cast.town.somebody(state, at=at) for state in INVITED]
    known = _first(meeting, Status.CONFIRMED).person
    rows = [_row(one.person, one.language) for one in people] + [_row(known, "es")]
    mailing = _mailing(meeting, "invitation", by=by, at=at)
    invitations.add_source(mailing, {"file": rows}, by=by, at=at)
    invitations.schedule(mailing, invitations.Plan(), by=by, at=at)
    invitations.send_batch(mailing.id, at=at)
    sent = (
        select(Message)
        .join(MailingRecipient, MailingRecipient.message_id == Message.id)
        .where(MailingRecipient.mailing_id == mailing.id)
        .order_by(Message.id)
    )
    for number, message in enumerate(db.session.scalars(sent)):
        message.status, message.sent_at, message.attempts = Delivery.SENT, at, 1
        if number == 1:
            message.bounced_at, message.bounce = at, "5.1.1 mailbox unknown (demo)"
    registration.decline_invitation(_first(meeting, Status.INVITED), "", by=by, at=at)
    reminder = _mailing(meeting, "reminder_closing", by=by, at=at)
    invitations.schedule(
        reminder, invitations.Plan(moment=reminder.moment, hours=reminder.hours), by=by, at=at
    )


def _first(meeting: Meeting, status: Status) -> Participation:
    wanted = select(Participation).where(
        Participation.meeting_id == meeting.id, Participation.status == status
    )
    return db.session.scalars(wanted.order_by(Participation.id).limit(1)).one()


def _mailing(meeting: Meeting, template: str, *, by: Actor, at: datetime) -> Mailing:
    found = db.session.get_one(MailTemplate, template)
    return invitations.create(meeting, found, lang="es", by=by, at=at)


def _row(person: Person, language: str) -> dict[str, str]:
    return {
        "given_names": person.given_names,
        "surnames": person.surnames,
        "email": person.email,
        "language": language,
        "capacity": NAMED,
        "country": person.country or "",
        "key": uuid.uuid4().hex[:16],
    }
