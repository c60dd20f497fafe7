"""Registering, deciding, correcting; seats, places and mails, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from meetings import actor
from meetings.accreditation.models import Accreditation
from meetings.audit import AuditChange, AuditEntry
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Person
from meetings.errors import Refused
from meetings.notifications.models import Message
from meetings.registration import operations, queries
from meetings.registration.models import AccessNeed, Participation, SeatLimit
from meetings.tokens import show_pass
from tests.factories.registration import (
    AT,
    make_accreditation,
    make_entry,
    make_open_meeting,
    make_participation,
)

pytestmark = pytest.mark.usefixtures("session")
OFFICER = actor.Actor(actor.ActorKind.USER, "1", "Ana")


def mails(kind: str | None = None) -> list[Message]:
    found = db.session.scalars(select(Message).order_by(Message.id))
    return [each for each in found if kind is None or each.kind == f"registration.{kind}"]


def taken(meeting: Meeting) -> int:
    limit = db.session.scalar(select(SeatLimit).where(SeatLimit.meeting_id == meeting.id))
    assert limit is not None
    db.session.refresh(limit)
    return limit.taken


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def code_of(act: object, *args: object, **kwargs: object) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)  # type: ignore[operator]  # an operation
    return refused.value.code


def test_a_participant_is_confirmed_at_once_with_her_pass() -> None:
    made = make_participation(make_open_meeting(), access_needs="A ramp")
    assert made.status == "confirmed"
    assert made.principal.type == "self"
    assert made.badge_name == "María José Ñáñez Güell"
    assert queries.access_needs(made.id) == "A ramp"
    [mail] = mails()
    assert mail.kind == "registration.accepted"
    assert (mail.to_email, mail.language) == ("mj@example.org", "es")
    assert show_pass(made.pass_code) in mail.text
    assert queries.link_token(made) in mail.text
    assert "A ramp" not in mail.text
    image, calendar = mail.attachments
    assert (image.filename, calendar.filename) == ("pase.png", "calendario.ics")
    assert image.content.startswith(b"\x89PNG")
    assert image.content_id == "pass"
    assert b"BEGIN:VEVENT" in calendar.content
    assert calendar.content_type == "text/calendar; method=REQUEST; charset=utf-8"


def test_an_authority_waits_and_her_mail_is_a_receipt() -> None:
    made = make_participation(
        make_open_meeting(), capacity_code="nca", represents="state", state_code="HN"
    )
    assert made.status == "pending"
    assert made.principal.state_code == "HN"
    [mail] = mails()
    assert mail.kind == "registration.received"
    assert [each.filename for each in mail.attachments] == ["calendario.ics"]
    assert "Su pase le llegará con la confirmación." in mail.text
    for text in (mail.text, mail.html):
        assert show_pass(made.pass_code) not in text
        assert "cid:pass" not in text
        assert "Es posible que su calendario" in text


def test_the_same_nonce_makes_one_participation_and_one_mail() -> None:
    meeting = make_open_meeting(seats=5)
    first = make_participation(meeting, nonce="n")
    again = make_participation(meeting, nonce="n")
    assert again.id == first.id
    assert (count(Participation), len(mails()), taken(meeting)) == (1, 1, 1)


def test_going_back_to_register_a_colleague_makes_a_second_one() -> None:
    meeting = make_open_meeting()
    first = make_participation(meeting, nonce="n")
    second = make_participation(meeting, nonce="n", given_names="Lucía")
    assert first.id != second.id
    assert first.person_id != second.person_id


def test_a_repeat_mails_the_link_again_and_changes_nothing() -> None:
    meeting = make_open_meeting(seats=5)
    first = make_participation(meeting)
    again = make_participation(
        meeting, given_names="MARIA jose", surnames="Nanez Guell", sex="male", post="Minister"
    )
    assert again.id == first.id
    assert (again.sex, again.post) == ("female", "")
    assert taken(meeting) == 1
    assert [mail.kind for mail in mails()] == ["registration.accepted", "registration.link"]


def test_a_shared_mailbox_registers_two_people() -> None:
    meeting = make_open_meeting()
    make_participation(meeting)
    make_participation(meeting, given_names="Rosa")
    assert (count(Participation), count(Person)) == (2, 2)


def test_the_same_person_is_known_at_her_next_meeting_even_after_a_merge() -> None:
    first = make_participation(make_open_meeting())
    kept = make_participation(make_open_meeting(), email="other@example.org")
    first.person.merged_into_id = kept.person_id
    db.session.flush()
    third = make_participation(make_open_meeting())
    assert third.person_id == kept.person_id


def test_single_names_are_names() -> None:
    made = make_participation(make_open_meeting(), given_names="Rigoberta", surnames="")
    assert made.person.full_name == made.badge_name == "Rigoberta"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"published": False}, "draft"),
        ({"status": "cancelled"}, "cancelled"),
        ({"capacities": ("nca",)}, "not_open"),
        ({"opens_at": AT + timedelta(days=1)}, "early"),
        ({"closes_at": AT}, "closed"),
    ],
)
def test_below_the_page_too_a_closed_way_is_closed(facts: dict[str, object], code: str) -> None:
    meeting = make_open_meeting(**facts)  # type: ignore[arg-type]  # a table of facts
    assert code_of(make_participation, meeting) == code
    assert count(Participation) == 0


@pytest.mark.parametrize("status", ["foreseen", "tentative", "postponed"])
def test_other_statuses_leave_the_opening_as_it_is(status: str) -> None:
    assert make_participation(make_open_meeting(status=status)).id


def test_faults_are_refused_below_the_page() -> None:
    meeting = make_open_meeting()
    for fault in (
        {"given_names": "a" * 81},
        {"email": "nowhere"},
        {"sex": ""},
        {"consent_version": ""},
        {"capacity_code": "nca"},
    ):
        assert code_of(make_participation, meeting, **fault) == "entry"


def test_seats_end_and_a_withdrawal_frees_one() -> None:
    meeting = make_open_meeting(seats=1)
    first = make_participation(meeting)
    assert code_of(make_participation, meeting, given_names="Rosa") == "full"
    operations.withdraw(first, by=OFFICER, at=AT)
    assert first.status == "cancelled"
    assert taken(meeting) == 0
    make_participation(meeting, given_names="Rosa")
    assert taken(meeting) == 1
    assert len(mails("withdrawn")) == 1


def test_who_withdrew_may_register_again() -> None:
    meeting = make_open_meeting()
    first = make_participation(meeting)
    operations.withdraw(first, by=OFFICER, at=AT)
    second = make_participation(meeting)
    assert second.id != first.id
    assert second.person_id == first.person_id
    assert second.pass_code != first.pass_code


def test_confirming_keeps_the_seat_and_twice_is_a_sentence() -> None:
    meeting = make_open_meeting(seats=1)
    made = make_participation(meeting, capacity_code="expert_titular")
    operations.confirm(made, by=OFFICER, at=AT)
    assert (made.status, taken(meeting)) == ("confirmed", 1)
    assert code_of(operations.confirm, made, by=OFFICER, at=AT) == "settled"
    assert len(mails("confirmed")) == 1


def test_declining_needs_a_reason_frees_the_seat_and_mails_the_reason() -> None:
    meeting = make_open_meeting(seats=1)
    made = make_participation(
        meeting, capacity_code="nca", represents="state", state_code="HN", language="fr"
    )
    assert code_of(operations.decline, made, " ", by=OFFICER, at=AT) == ""
    operations.decline(made, "La délégation est complète.", by=OFFICER, at=AT)
    assert (made.status, taken(meeting)) == ("declined", 0)
    [mail] = mails("declined")
    assert "La délégation est complète." in mail.text
    assert [each.content_id for each in mail.attachments] == [None]
    assert code_of(operations.confirm, made, by=OFFICER, at=AT) == "settled"


def test_nobody_is_confirmed_for_a_cancelled_meeting() -> None:
    meeting = make_open_meeting()
    made = make_participation(meeting, capacity_code="expert_titular")
    meeting.status = "cancelled"
    assert code_of(operations.confirm, made, by=OFFICER, at=AT) == "cancelled"


def test_a_script_stays_text_and_is_escaped_in_the_mail() -> None:
    script = "<script>alert(1)</script>"
    made = make_participation(
        make_open_meeting(), given_names=script, surnames=script, post=script, access_needs=script
    )
    assert made.person.given_names == script
    [mail] = mails()
    assert script not in mail.html
    assert "&lt;script&gt;" in mail.html
    assert script in mail.text


def test_an_organizations_representatives_stay_within_its_places() -> None:
    meeting = make_open_meeting(seats=9)
    granted = make_accreditation(meeting, places=1)
    facts: dict[str, Any] = {
        "capacity_code": "cso_representative",
        "represents": "organization",
        "accreditation_id": granted.id,
    }
    made = make_participation(meeting, **facts)
    assert (made.status, made.principal.organization_id) == ("confirmed", granted.organization_id)
    assert code_of(make_participation, meeting, given_names="Rosa", **facts) == "full"


def test_a_withdrawal_frees_the_organizations_place() -> None:
    meeting = make_open_meeting()
    granted = make_accreditation(meeting, places=1)
    made = make_participation(
        meeting,
        capacity_code="cso_representative",
        represents="organization",
        accreditation_id=granted.id,
    )
    operations.withdraw(made, by=OFFICER, at=AT)
    assert db.session.get_one(Accreditation, granted.id, populate_existing=True).taken == 0


def test_two_organizations_one_person_one_participation() -> None:
    meeting = make_open_meeting(seats=9)
    for name in ("Red A", "Red B"):
        granted = make_accreditation(meeting, name=name)
        made = make_participation(
            meeting,
            capacity_code="cso_representative",
            represents="organization",
            accreditation_id=granted.id,
        )
    assert count(Participation) == 1
    assert taken(meeting) == 1
    assert [each.organization.name for each in made.affiliations if each.organization] == [
        "Red A",
        "Red B",
    ]
    operations.withdraw(made, by=OFFICER, at=AT)
    assert set(db.session.scalars(select(Accreditation.taken))) == {0}


def test_another_meetings_accreditation_opens_nothing() -> None:
    granted = make_accreditation(make_open_meeting())
    refused = code_of(
        make_participation,
        make_open_meeting(),
        capacity_code="cso_representative",
        represents="organization",
        accreditation_id=granted.id,
    )
    assert refused == "link"


def test_correcting_changes_what_she_says_of_herself_only() -> None:
    meeting = make_open_meeting(capacities=("nca",))
    made = make_participation(
        meeting, capacity_code="nca", represents="state", state_code="HN", access_needs="A ramp"
    )
    entry = make_entry(given_names="Maria", sex="not_stated", capacity_code="participant")
    operations.correct(made, entry, by=actor.PUBLIC, at=AT)
    assert (made.person.given_names, made.sex, made.capacity_code) == ("Maria", "not_stated", "nca")
    assert made.principal.state_code == "HN"
    assert count(AccessNeed) == 0
    assert len(mails()) == 1, "the same address needs no mail"
    assert "maria nanez guell" in made.search


@pytest.mark.parametrize(("asked", "borne"), [("", "Maria Ñáñez Güell"), ("Mariana", "Mariana")])
def test_a_badge_follows_the_name_unless_she_asked_for_another(asked: str, borne: str) -> None:
    made = make_participation(make_open_meeting(), badge_name=asked)
    entry = make_entry(given_names="Maria", badge_name=made.badge_name)
    operations.correct(made, entry, by=actor.PUBLIC, at=AT)
    assert made.badge_name == borne


def test_a_corrected_address_is_sent_the_link() -> None:
    made = make_participation(make_open_meeting())
    operations.correct(made, make_entry(email="new@example.org"), by=actor.PUBLIC, at=AT)
    [mail] = mails("link")
    assert mail.to_email == "new@example.org"
    operations.withdraw(made, by=OFFICER, at=AT)
    refused = code_of(operations.correct, made, make_entry(), by=actor.PUBLIC, at=AT)
    assert refused == "settled"


def test_seats_follow_those_who_are_already_there() -> None:
    meeting = make_open_meeting()
    for name in ("Ana", "Rosa", "Luz"):
        make_participation(meeting, given_names=name)
    assert code_of(operations.set_seats, meeting, 2, by=OFFICER, at=AT) == "taken"
    operations.set_seats(meeting, 3, by=OFFICER, at=AT)
    assert taken(meeting) == 3
    assert code_of(operations.set_seats, meeting, 2, by=OFFICER, at=AT) == "taken"
    assert code_of(make_participation, meeting, given_names="Eva") == "full"
    operations.set_seats(meeting, None, by=OFFICER, at=AT)
    assert queries.seats(meeting.id) is None


def test_openings_are_replaced_as_a_whole() -> None:
    meeting = make_open_meeting(capacities=("participant", "cso_representative"))
    ways = {each.capacity_code: each.way for each in queries.openings(meeting.id)}
    assert ways == {"participant": "form", "cso_representative": "organization"}
    span = {"opens_at": None, "closes_at": AT}
    operations.set_openings(meeting, ["nca"], **span, by=OFFICER, at=AT)
    [only] = queries.openings(meeting.id)
    assert (only.capacity_code, only.closes_at) == ("nca", AT)
    before = count(AuditEntry)
    operations.set_openings(meeting, ["nca"], **span, by=OFFICER, at=AT)
    assert count(AuditEntry) == before, "the same again changes nothing"
    for codes in (["interpreter"], ["nobody"]):
        with pytest.raises(Refused) as refused:
            operations.set_openings(meeting, codes, **span, by=OFFICER, at=AT)
        assert refused.value.field == "capacities"


def test_each_step_leaves_a_line_without_personal_values() -> None:
    made = make_participation(make_open_meeting(), capacity_code="expert_titular")
    operations.confirm(made, by=OFFICER, at=AT)
    lines = db.session.scalars(
        select(AuditEntry.action).where(AuditEntry.subject_id == made.public_id)
    ).all()
    assert lines == ["registration.register", "registration.confirmed"]
    changes = str([each.changes for each in db.session.scalars(select(AuditChange))])
    assert "example.org" not in changes
