"""Answering an invitation: she takes her place, as anybody who registers would, or leaves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from meetings import audit
from meetings.actor import Actor
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import SexSource
from meetings.errors import Refused
from meetings.notifications.operations import File
from meetings.registration import invitations, mails, queries, rules
from meetings.registration.models import (
    AccessNeed,
    Participation,
    RegistrationPlan,
    Reply,
    Status,
    Way,
)
from meetings.registration.operations import waiting
from meetings.registration.operations.consents import answer_consents
from meetings.registration.operations.decide import end
from meetings.registration.operations.moves import hold_seats, move
from meetings.registration.operations.search import search_text
from meetings.registration.queries import fullness
from meetings.registration.rules import Entry
from meetings.registration.rules.itip import Guest, has_day

_OWN = ("post", "personnel_kind_code", "language", "consent_version")


def accept(participation: Participation, entry: Entry, *, by: Actor, at: datetime) -> None:
    """Accept an invitation with what she declares herself: her name, capacity and whom she
    represents stay as she was invited; sex, post, language, her agreement and her consents are her
    own. Who said yes in her calendar is in already, and only declares.

    Raises Refused for a fault in the entry (naming the field), when the time to answer has passed
    or the meeting is cancelled, when she has answered before (code settled), and when no seat is
    left and nobody can wait (code full).
    """
    if rules.must_declare(
        participation.status,
        way=participation.way,
        consent_version=participation.consent_version,
    ):
        _declare_late(participation, entry, by=by, at=at)
        return
    rules.may_answer(participation.status)
    window = rules.invitation_window(
        queries.openings(participation.meeting_id), capacity_code=participation.capacity_code
    )
    meeting = participation.meeting
    published = meeting.published_at is not None
    rules.may_register(meeting_status=meeting.status, published=published, opening=window, at=at)
    entry = _whole(participation, entry)
    rules.check(entry, rules.lists((participation.principal.type,)))
    _declare(participation, entry, by=by, at=at)
    _reply(participation, Reply.ACCEPTED, by=by, at=at)
    admit(participation, by=by, at=at)


def admit(participation: Participation, *, by: Actor, at: datetime) -> None:
    """Let in somebody invited who said yes, and tell her: confirmed or pending as her way in and
    capacity have it, on the waiting list where all seats are taken.

    Raises Refused when she has answered before (code settled), when the meeting is cancelled, and
    when no seat is left and nobody can wait (code full).
    """
    rules.may_confirm(participation.meeting.status)
    plan = queries.plan(participation.meeting_id)
    hold_seats(participation.meeting_id)
    db.session.refresh(participation, ["status"])
    rules.may_answer(participation.status)
    target = rules.first_status(queries.approval_of(participation), way=participation.way)
    if _must_wait(participation, plan) or not _seated(participation, target, plan, by=by, at=at):
        move(participation, Status.WAITLISTED, by=by, at=at)
        waiting.queue_up(participation, at=at)
        db.session.flush()
    mails.TOLD_FIRST[Status(participation.status)](participation, at=at)


def decline_invitation(
    participation: Participation, reason: str, *, by: Actor, at: datetime
) -> None:
    """Say no to an invitation, and tell her that it was heard; `reason` is her own and may be
    empty.

    Raises Refused when she has answered before (code settled) or for over 2,000 characters.
    """
    rules.may_answer(participation.status)
    reason = rules.check_reason(reason) if reason.strip() else ""
    _reply(participation, Reply.DECLINED, by=by, at=at)
    end(participation, Status.DECLINED, by=by, at=at, note=reason)
    mails.invitation_declined(participation, at=at)


def calendar_files(participation: Participation, *, at: datetime) -> tuple[File, ...]:
    """What of a mail to her is for her calendar, in the language that is open."""
    about = calendar.text_of(participation.meeting.id, participation.language)
    return invitations.to_calendar(participation, about, at=at)


def example_files(
    meeting: Meeting, *, email: str, name: str, lang: str, at: datetime
) -> tuple[File, ...]:
    """The same of an invitation that is tried out, in the language that is open."""
    if not has_day(meeting.precision):
        return ()
    about = calendar.text_of(meeting.id, lang)
    guest = Guest(email=email, name=name, lang=about.lang, partstat="NEEDS-ACTION")
    return invitations.example(about, guest, uid=meeting.uid, sequence=meeting.sequence, at=at)


def _must_wait(participation: Participation, plan: RegistrationPlan) -> bool:
    """Where an officer promotes by hand, nobody new passes those for whom there is room and who
    wait for such a seat."""
    seeker = rules.seating.seeker_of(participation)
    return fullness.is_behind(participation.meeting_id, seeker, decided=plan)


def _seated(
    participation: Participation,
    target: Status,
    plan: RegistrationPlan,
    *,
    by: Actor,
    at: datetime,
) -> bool:
    try:
        with db.session.begin_nested():
            move(participation, target, by=by, at=at)
    except Refused as refusal:
        db.session.refresh(participation)
        if refusal.code != "full" or not plan.has_waiting_list:
            raise
        return False
    return True


def _whole(participation: Participation, entry: Entry) -> Entry:
    """What she declares, with what her invitation settled."""
    person, principal = participation.person, participation.principal
    return replace(
        entry,
        given_names=person.given_names,
        surnames=person.surnames,
        badge_name=participation.badge_name,
        email=person.email,
        capacity_code=participation.capacity_code,
        represents=principal.type,
        state_code=principal.state_code,
        accreditation_id=principal.accreditation_id,
        mode=entry.mode or participation.mode,
        sex_source=SexSource.SELF,
    ).cleaned()


def _declare_late(participation: Participation, entry: Entry, *, by: Actor, at: datetime) -> None:
    """What her calendar could not say; the seat that she has stays hers, so the mode does too."""
    entry = replace(_whole(participation, entry), mode=participation.mode)
    rules.check(entry, rules.lists((participation.principal.type,)))
    _declare(participation, entry, by=by, at=at)
    audit.record("registration.declare", ("participation", participation.public_id), by=by, at=at)


def _declare(participation: Participation, entry: Entry, *, by: Actor, at: datetime) -> None:
    for name in _OWN:
        setattr(participation, name, getattr(entry, name))
    participation.mode = entry.mode
    participation.sex, participation.sex_source = entry.sex, SexSource.SELF
    kept = db.session.get(AccessNeed, participation.id)
    if entry.access_needs and kept is None:
        db.session.add(AccessNeed(participation_id=participation.id, needs=entry.access_needs))
    elif entry.access_needs and kept is not None:
        kept.needs = entry.access_needs
    answer_consents(participation, entry.consents, by=by, at=at)
    participation.search = search_text(participation.person, participation)
    db.session.flush()


def _reply(participation: Participation, reply: Reply, *, by: Actor, at: datetime) -> None:
    """Her answer, to the invitation as it stands now."""
    known = queries.known_to(participation.meeting.uid, participation.mailbox) or ()
    now = [each.sequence for each in known if each.participation_id == participation.id]
    before = participation.reply
    participation.reply, participation.replied_at = reply, at
    participation.replied_sequence = max(now, default=0)
    db.session.flush()
    if before != reply:
        changes = {"before": before, "after": reply, "way": Way.INVITATION}
        subject = ("participation", participation.public_id)
        audit.record("registration.reply", subject, by=by, at=at, changes=changes)
