"""Answers reach participations, wait for an officer, and are never applied blindly or twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from meetings import actor
from meetings.audit import AuditEntry
from meetings.db import db
from meetings.errors import Refused
from meetings.notifications.models import Message
from meetings.registration import operations, queries
from meetings.registration.models import IncomingReply, Participation, Reply, SeatLimit
from meetings.registration.rules import imip
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.answers import make_mail

pytestmark = pytest.mark.usefixtures("session")
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
OFFICER = actor.Actor(actor.ActorKind.USER, "1", "Ana")


def arrives(participation: Participation, **values: Any) -> IncomingReply | None:
    """An answer in the mailbox of the secretariat."""
    values = {"uid": participation.meeting.uid} | values
    found = imip.read(make_mail(**values))
    assert found is not None
    return operations.take_in(found, by=actor.WORKER, at=AT)


def stands(participation: Participation) -> tuple[str, str]:
    db.session.refresh(participation)
    return participation.status, participation.reply


def actions() -> list[str]:
    found = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
    return [each for each in found if "repl" in each]


def invited(**values: Any) -> Participation:
    """As an invitation or a convocation leaves somebody."""
    made = make_participation(make_open_meeting(**values))
    made.status = "invited"
    db.session.flush()
    for mail in db.session.scalars(select(Message)):
        mail.kind = "earlier"
    return made


def test_her_answer_reaches_her_participation_once() -> None:
    made = make_participation(make_open_meeting())
    kept = arrives(made, partstat="TENTATIVE")
    assert kept is not None
    assert (kept.state, kept.raw, kept.participation_id) == ("applied", None, made.id)
    assert stands(made) == ("confirmed", "tentative")
    assert (made.replied_at, made.replied_sequence) == (AT, 0)
    assert arrives(made, partstat="TENTATIVE") is None
    assert arrives(made, partstat="TENTATIVE", message_id="<2@x>") is not None
    assert actions() == ["registration.reply"]


def test_another_answer_under_the_same_message_id_is_kept_too() -> None:
    made = make_participation(make_open_meeting())
    arrives(made, uid="unknown")
    assert arrives(made, partstat="DECLINED") is not None
    assert stands(made) == ("confirmed", "declined")


def test_who_holds_a_seat_keeps_it_when_her_calendar_says_no() -> None:
    meeting = make_open_meeting(seats=1)
    made = make_participation(meeting)
    arrives(made, partstat="DECLINED")
    assert stands(made) == ("confirmed", "declined")
    assert queries.seats(meeting.id).taken == 1  # type: ignore[union-attr]  # it is limited
    assert queries.declined_confirmed(within=None, at=AT) == [(meeting, 1)]


@pytest.mark.parametrize(
    ("partstat", "status", "kind"),
    [
        ("ACCEPTED", "confirmed", "registration.accepted"),
        ("TENTATIVE", "invited", None),
        ("DECLINED", "declined", None),
    ],
)
def test_an_answer_moves_an_invited_person_on(partstat: str, status: str, kind: str | None) -> None:
    made = invited()
    arrives(made, partstat=partstat)
    assert stands(made) == (status, partstat.lower())
    kinds = {each.kind for each in db.session.scalars(select(Message))} - {"earlier"}
    assert kinds == ({kind} if kind else set())


def test_a_yes_without_a_seat_left_waits_and_changes_nothing() -> None:
    meeting = make_open_meeting(seats=1)
    made = make_participation(meeting)
    made.status = "invited"
    db.session.flush()
    limit = db.session.scalars(select(SeatLimit)).one()
    make = limit.taken
    kept = arrives(made)
    assert make == 1
    assert kept is not None
    assert (kept.state, kept.doubt) == ("waiting", "no_seat")
    assert stands(made) == ("invited", "none")


@pytest.mark.parametrize(
    ("values", "doubt"),
    [
        ({"uid": "unknown"}, "no_meeting"),
        ({"attendee": "nobody@example.org", "sender": "nobody@example.org"}, "no_person"),
        ({"sender": "Oficina <office@example.org>"}, "other_sender"),
        ({"sender": "Otra Persona <mj@example.org>", "name": "Otra Persona"}, "other_sender"),
        ({"sequence": 7}, "new_sequence"),
        ({"method": "COUNTER"}, "counter"),
        ({"partstat": "DELEGATED"}, "delegated"),
    ],
)
def test_what_is_in_doubt_waits_with_what_came(values: dict[str, Any], doubt: str) -> None:
    made = make_participation(make_open_meeting())
    kept = arrives(made, **values)
    assert kept is not None
    assert (kept.state, kept.doubt) == ("waiting", doubt)
    assert kept.raw is not None
    assert stands(made) == ("confirmed", "none")
    assert queries.count_waiting_replies(within=None) == 1
    assert queries.count_waiting_replies(within=[]) == 0


def test_after_the_meeting_moved_and_after_coming_again_old_answers_wait() -> None:
    meeting = make_open_meeting()
    first = make_participation(meeting)
    operations.withdraw(first, by=OFFICER, at=AT)
    again = make_participation(meeting, at=AT + timedelta(days=1))
    old, new = arrives(again, sequence=1), arrives(again, sequence=2, message_id="<2@x>")
    assert old is not None
    assert new is not None
    assert (old.doubt, new.state, again.replied_sequence) == ("old_sequence", "applied", 2)
    meeting.sequence += 1
    late = arrives(again, sequence=2, message_id="<3@x>", partstat="DECLINED")
    assert late is not None
    assert late.doubt == "old_sequence"
    assert stands(again) == ("confirmed", "accepted")


def test_in_a_shared_mailbox_the_name_decides() -> None:
    meeting = make_open_meeting()
    make_participation(meeting)
    ana = make_participation(meeting, given_names="Ana", surnames="Paz")
    unclear, clear = (
        arrives(ana, name="Familia Paz"),
        arrives(ana, name="Ana PAZ", message_id="<2@x>"),
    )
    assert unclear is not None
    assert clear is not None
    assert (unclear.doubt, clear.participation_id) == ("several_people", ana.id)


def test_an_officer_applies_or_puts_away_and_what_came_is_deleted() -> None:
    made = make_participation(make_open_meeting())
    kept = arrives(made, sender="office@example.org")
    assert kept is not None
    people = queries.likely(kept, within=None, at=AT)
    assert people == [made]
    operations.apply_reply(kept, made, answer=Reply.DECLINED, by=OFFICER, at=AT)
    assert stands(made) == ("confirmed", "declined")
    assert (kept.state, kept.raw, kept.judged_by) == ("applied", None, "Ana")
    with pytest.raises(Refused):
        operations.dismiss_reply(kept, by=OFFICER, at=AT)
    other = arrives(made, uid="unknown", message_id="<2@x>")
    assert other is not None
    operations.dismiss_reply(other, by=OFFICER, at=AT)
    assert (other.state, other.raw) == ("dismissed", None)
    assert actions() == [
        "registration.reply",
        "registration.reply_applied",
        "registration.reply_dismissed",
    ]


def test_whose_answer_it_may_be_is_found_by_address_name_or_search() -> None:
    meeting = make_open_meeting()
    mj = make_participation(meeting)
    ana = make_participation(meeting, given_names="Ana", surnames="Paz", email="ana@example.org")
    kept = arrives(mj, uid="unknown", attendee="x@example.org", sender="ana@example.org", name="")
    assert kept is not None
    assert queries.likely(kept, within=None, at=AT) == [ana]
    assert queries.likely(kept, "nanez", within=None, at=AT) == [mj]
    assert queries.likely(kept, "jose guell", within=None, at=AT) == [mj]
    assert queries.likely(kept, "nanez", within=[], at=AT) == []
    assert queries.likely(kept, "nanez", within=None, at=AT + timedelta(days=365)) == []


def test_who_left_in_the_instant_in_which_she_came_answered_no_earlier_meeting() -> None:
    made = make_participation(make_open_meeting(), email="mj@example.org")
    arrives(made)
    operations.withdraw(made, by=OFFICER, at=made.created_at)
    assert not queries.is_answered_before(made)
