"""One person with a rare name and address, wherever the product can come to hold them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from meetings.actor import CLI, Actor, ActorKind
from meetings.calendar.models import Meeting, SessionSpeaker
from meetings.db import db
from meetings.delegations.models import DelegationPaper
from meetings.delegations.operations import naming
from meetings.delegations.operations import submit as submitting
from meetings.delegations.queries import lists
from meetings.delegations.queries.lists import Place
from meetings.delegations.rules.members import Member
from meetings.directory import operations as directory
from meetings.directory.models import DuplicateCandidate, Person
from meetings.directory.operations import tags
from meetings.invitations import operations as invitations
from meetings.letters.operations import give_certificate
from meetings.notifications.models import Message
from meetings.privacy.models import ErasureRequest, LegalHold
from meetings.registration.models import (
    AddressChange,
    Answer,
    Correction,
    IncomingReply,
    Participation,
    ParticipationChange,
    RegistrationImport,
    SavedView,
    SensitiveAnswer,
    SignInLink,
)
from tests.factories.accounts import make_user
from tests.factories.accreditation import make_application
from tests.factories.delegations import make_focal_point, make_member, make_nominated_meeting
from tests.factories.directory import make_person, make_seat
from tests.factories.invitations import make_mailing, make_row
from tests.factories.questions import make_question
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.factories.sessions import make_session
from tests.factories.statistics import complete, make_presence

GIVEN, SURNAMES, EMAIL = "Quetzalli", "Zyxnander", "qz@rare.example"
NAME: Final = f"{GIVEN} {SURNAMES}"
RARE: Final = ("quetzalli", "zyxnander", "rare.example")
HERS: Final[dict[str, Any]] = {"given_names": GIVEN, "surnames": SURNAMES, "email": EMAIL}
COLUMNS: Final = "given_names,surnames,email,capacity"
MINISTRY = Actor(ActorKind.LINK, "ministry", "Secretaría (Ministry)")
PAST: Final[dict[str, Any]] = {
    "starts_on": date(2026, 3, 2),
    "ends_on": date(2026, 3, 3),
    "time_zone": "UTC",
}


@dataclass
class Everywhere:
    """Where she stands: slugs and public ids."""

    person: str = ""
    past: str = ""
    coming: str = ""
    named: str = ""
    ids: dict[str, str] = field(default_factory=dict)


def make_everywhere() -> Everywhere:
    """Her in three meetings: one that is over, one to come, and one to which her State names her;
    in mails to many, lists, tables, answers, letters, pairs, merges and officers' notes."""
    past = make_open_meeting(**PAST, title={"en": "Past"})
    coming = make_open_meeting(title={"en": "Coming"})
    named = make_nominated_meeting(title={"en": "Named"})
    there = make_participation(past, **HERS, post=f"Aide of {SURNAMES}", access_needs=SURNAMES)
    made = Everywhere(there.person.public_id, past.slug, coming.slug, named.slug)
    made.ids |= {"registration": there.public_id, "person": there.person.public_id}
    _at_the_past_one(past, there, made)
    later = make_participation(coming, **HERS, badge_name=NAME)
    made.ids["waiting"] = _waits(later)
    _has_moved(later)
    _on_a_list(named, made)
    _in_mails(coming, made)
    _in_tables(coming, later, made)
    _in_the_directory(there.person, made)
    db.session.flush()
    return made


def _at_the_past_one(past: Meeting, there: Participation, made: Everywhere) -> None:
    make_presence(there, day=date(2026, 3, 2))
    complete(there, date(2026, 3, 3))
    facts = {"name": NAME, "days": ["2026-03-02"]}
    made.ids["certificate"] = give_certificate(there, facts, lang="en", by=CLI, at=AT).code
    for table, is_sensitive in ((Answer, False), (SensitiveAnswer, True)):
        question = make_question(past, f"Q{is_sensitive:d}", sensitive=is_sensitive)
        version = question.version_id
        db.session.add(
            table(
                participation_id=there.id,
                question_id=question.question_id,
                version_id=version,
                value=SURNAMES,
                at=AT,
            )
        )
    change = ParticipationChange(
        participation_id=there.id,
        at=AT,
        before="pending",
        after="confirmed",
        actor_kind="user",
        actor_label="Office",
        note=f"Dear {GIVEN}",
    )
    db.session.add(change)
    session = make_session(past)
    made.ids["session"] = session.public_id
    db.session.add(
        SessionSpeaker(
            session_id=session.id, person_id=there.person_id, name=NAME, function_code="speaker"
        )
    )


def _waits(later: Participation) -> str:
    """A correction that waits for an officer."""
    row = Correction(
        public_id=str(uuid.uuid4()),
        participation_id=later.id,
        asked={"surnames": f"{SURNAMES}-Díaz"},
        before={"surnames": SURNAMES},
        asked_at=AT,
    )
    db.session.add(row)
    return row.public_id


def _on_a_list(named: Meeting, made: Everywhere) -> None:
    """Nominated, then in the place of somebody on a second list; once more on a draft."""
    place = Place(named, "HN", make_focal_point())
    member = make_member(GIVEN, surnames=SURNAMES, email=EMAIL, key="hers")
    for each in (make_member("Luz"), member):
        naming.add(place, each, seen=lists.shown(place).seen, by=MINISTRY, at=AT)
    submitting.submit(place, seen=lists.shown(place).seen, by=MINISTRY, at=AT)
    other = Place(make_nominated_meeting(title={"en": "Draft"}), "HN", place.focal_point)
    naming.add(other, make_member("Eva"), seen=lists.shown(other).seen, by=MINISTRY, at=AT)
    naming.substitute(
        other, "key-Eva", member=member, seen=lists.shown(other).seen, by=MINISTRY, at=AT
    )
    _taken_off(place, member)
    paper = DelegationPaper(
        public_id=str(uuid.uuid4()),
        meeting_id=named.id,
        state_code="HN",
        kind="credentials",
        list_number=1,
        storage_key=str(uuid.uuid4()),
        filename="credentials.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        uploaded_at=AT,
        uploaded_by="Ministry",
    )
    db.session.add(paper)
    made.ids |= {"key": member.key, "paper": paper.public_id}


def _taken_off(place: Place, member: Member) -> None:
    """On two drafts that she was taken off again: of one the last step can be undone."""
    for title, goes_on in (("Off", False), ("Off and on", True)):
        other = Place(make_nominated_meeting(title={"en": title}), "HN", place.focal_point)
        for step in (make_member("Eva"), member):
            naming.add(other, step, seen=lists.shown(other).seen, by=MINISTRY, at=AT)
        naming.remove(other, member.key, seen=lists.shown(other).seen, by=MINISTRY, at=AT)
        if goes_on:
            luz = make_member("Luz")
            naming.add(other, luz, seen=lists.shown(other).seen, by=MINISTRY, at=AT)


def _in_mails(coming: Meeting, made: Everywhere) -> None:
    """A mail to many that went out, and one that has not; her link to her pages."""
    row = make_row(GIVEN, surnames=SURNAMES, email=EMAIL)
    note = make_mailing(coming, {"file": [row]}, template="note")
    invitations.schedule(note, invitations.Plan(), by=CLI, at=AT)
    invitations.send_batch(note.id, at=AT)
    draft = make_mailing(coming, {"file": [row]}, {"people": [made.person]}, template="note")
    invitations.choose(draft, {row["key"]: {"language": "es"}}, by=CLI, at=AT)
    dropped = make_mailing(coming, {"file": [row]}, template="note")
    invitations.cancel(dropped, by=CLI, at=AT)
    db.session.add(SignInLink(secret_digest="0" * 64, email=EMAIL, created_at=AT, expires_at=AT))
    message = db.session.query(Message).filter_by(to_email=EMAIL).first()
    assert message is not None
    made.ids |= {"mailing": note.public_id, "draft": draft.public_id, "message": message.public_id}


def _has_moved(later: Participation) -> None:
    """She wrote another address; what leads back holds the one before."""
    db.session.add(
        AddressChange(
            secret_digest="1" * 64,
            person_id=later.person_id,
            participation_id=later.id,
            former=EMAIL,
            changed_at=AT,
            expires_at=AT,
        )
    )


def _in_tables(coming: Meeting, later: Participation, made: Everywhere) -> None:
    """Answers that came by mail, one of them nobody's; a table that an officer sent."""
    for part in (later, None):
        row = IncomingReply(
            public_id=str(uuid.uuid4()),
            message_id=str(uuid.uuid4()),
            received_at=AT,
            sender=EMAIL,
            attendee=EMAIL,
            attendee_name=NAME,
            comment=f"{GIVEN} is away",
            state="waiting",
            answer="declined",
            participation_id=part.id if part else None,
            raw=f"ATTENDEE;CN={NAME}:mailto:{EMAIL}".encode(),
        )
        db.session.add(row)
        made.ids["reply"] = row.public_id
    for content, done_at in (
        (f"{COLUMNS},notes\nEva,Sosa,,adviser,ask {EMAIL.upper()}\n".encode(), AT),
        (f"{COLUMNS}\n{GIVEN},{SURNAMES},{EMAIL},adviser\n".encode(), None),
    ):
        table = RegistrationImport(
            public_id=str(uuid.uuid4()),
            meeting_id=coming.id,
            filename=f"{SURNAMES}.csv",
            content=content,
            status="confirmed",
            created_at=AT,
            done_at=done_at,
            result={"created": 1, "changed": 0, "waitlisted": 0, "left": 1} if done_at else {},
        )
        db.session.add(table)
    made.ids["table"] = table.public_id


def _in_the_directory(person: Person, made: Everywhere) -> None:
    """A record merged into hers, a pair that may be one, and what officers wrote about her."""
    twin = make_person(GIVEN, SURNAMES, "quetzalli@rare.example")
    directory.merge(person, twin, reason=f"{NAME} twice", by=CLI, at=AT)
    alike = make_person("Luz", "Paz")
    make_seat("HN", "expert_titular", body="committee_of_experts", person=person)
    tags.set_tags(person, ["media"], by=CLI, at=AT)
    first, second = sorted((person.id, alike.id))
    pair = DuplicateCandidate(
        public_id=str(uuid.uuid4()),
        record="person",
        first_id=first,
        second_id=second,
        score=90,
        reasons=["same_name"],
        found_at=AT,
    )
    request = ErasureRequest(
        public_id=str(uuid.uuid4()),
        person_id=person.id,
        waits_for="mandate",
        asked_at=AT - timedelta(days=9),
        note=f"{SURNAMES} sits in a body",
    )
    hold = LegalHold(
        public_id=str(uuid.uuid4()),
        person_id=person.id,
        reason=f"Case of {NAME}",
        placed_at=AT,
        placed_by="Office",
        ended_at=AT,
    )
    db.session.add_all((pair, request, hold))
    made.ids |= {"pair": pair.public_id, "request": request.public_id}


def make_words_of_the_office() -> None:
    """Her name in what the office wrote by itself, and in what she does for others."""
    coming = make_open_meeting(title={"en": "Another"})
    user = make_user(EMAIL, name=NAME)
    db.session.add(
        SavedView(
            public_id=str(uuid.uuid4()),
            user_id=user.id,
            meeting_id=coming.id,
            name=f"Room of {NAME}",
            created_at=AT,
        )
    )
    title, text = {"en": f"{NAME} speaks"}, {"en": f"Come and hear {NAME}"}
    make_mailing(coming, template="note", title=title, text=text)
    make_focal_point("PA", name=NAME, email=EMAIL)
    make_application(coming, contact_name=NAME, contact_email=EMAIL)
