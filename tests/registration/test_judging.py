"""Which answers are applied, and why the others wait: the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from meetings.registration.models import Doubt, Status
from meetings.registration.rules import judging
from meetings.registration.rules.imip import Answer
from meetings.registration.rules.judging import Known, Verdict, judge

AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
ANA = Known(participation_id=1, name="Ana Paz", status=Status.CONFIRMED, sequence=2)
BEA = Known(participation_id=2, name="Bea Ríos", status=Status.PENDING, sequence=2)
GONE = replace(ANA, status=Status.CANCELLED)
YES = Answer(
    message_id="<1@x>",
    raw=b"",
    sender="ana@example.org",
    method="REPLY",
    uid="u1",
    sequence=2,
    stamped_at=AT,
    attendee="ana@example.org",
    attendee_name="Ana Paz",
    partstat="ACCEPTED",
    attendees=1,
    entries=1,
)
ANSWERED = replace(ANA, reply="accepted", replied_at=AT, replied_sequence=2)

APPLIED = [
    (YES, [ANA]),
    (replace(YES, partstat="TENTATIVE"), [ANA]),
    (replace(YES, partstat="DECLINED"), [ANA]),
    (replace(YES, attendee_name=""), [ANA]),
    (replace(YES, attendee_name="ANA PÁZ"), [ANA, BEA]),
    (replace(YES, attendee_name="PAZ, Ana"), [ANA, BEA]),
    (YES, [GONE, replace(ANA, participation_id=1)]),
    (replace(YES, attendee_name="ana@example.org", sender_name="Ana"), [ANA]),
    (replace(YES, attendee_name="Lic. PAZ SOTO, Ana (MRE)", sender_name="A. Paz"), [ANA]),
    (replace(YES, attendee_name="Ana Paz"), [replace(ANA, name="Ana María Paz de Soto")]),
    (replace(YES, stamped_at=None), [ANSWERED]),
    (YES, [ANSWERED]),
    (replace(YES, stamped_at=AT + timedelta(seconds=1), partstat="DECLINED"), [ANSWERED]),
    (replace(YES, stamped_at=AT - timedelta(days=1)), [replace(ANSWERED, replied_sequence=1)]),
    (replace(YES, is_mail=False, sender=""), [ANA]),
]


@pytest.mark.parametrize(("answer", "known"), APPLIED)
def test_what_is_in_no_doubt_is_applied(answer: Answer, known: list[Known]) -> None:
    assert judge(answer, known) == Verdict(1)


@pytest.mark.parametrize(
    ("answer", "known", "verdict"),
    [
        (Answer(message_id="x", raw=b""), None, Verdict(None, Doubt.UNREADABLE)),
        (YES, None, Verdict(None, Doubt.NO_MEETING)),
        (YES, [], Verdict(None, Doubt.NO_PERSON)),
        (replace(YES, attendee=""), [ANA], Verdict(None, Doubt.NO_PERSON)),
        (YES, [GONE], Verdict(1, Doubt.ENDED)),
        (
            replace(YES, attendee_name="Familia Paz"),
            [ANA, BEA],
            Verdict(None, Doubt.SEVERAL_PEOPLE),
        ),
        (replace(YES, attendee_name="Paz"), [ANA, BEA], Verdict(None, Doubt.SEVERAL_PEOPLE)),
        (YES, [ANA, replace(BEA, name="Ana Paz")], Verdict(None, Doubt.SEVERAL_PEOPLE)),
        (replace(YES, sender="office@example.org"), [ANA], Verdict(1, Doubt.OTHER_SENDER)),
        (replace(YES, sender=""), [ANA], Verdict(1, Doubt.OTHER_SENDER)),
        (replace(YES, is_unproven=True), [ANA], Verdict(1, Doubt.OTHER_SENDER)),
        (replace(YES, attendee_name="Otra Persona"), [ANA], Verdict(1, Doubt.OTHER_SENDER)),
        (replace(YES, sender_name="Delia Paz"), [ANA], Verdict(1, Doubt.OTHER_SENDER)),
        (replace(YES, attendee_name="李丽"), [ANA], Verdict(1, Doubt.OTHER_SENDER)),
        (
            replace(YES, attendee_name="Ana Paz"),
            [GONE, replace(BEA, name="Delia Paz")],
            Verdict(2, Doubt.OTHER_SENDER),
        ),
        (replace(YES, sequence=3), [ANA], Verdict(1, Doubt.NEW_SEQUENCE)),
        (replace(YES, method="COUNTER"), [ANA], Verdict(1, Doubt.COUNTER)),
        (replace(YES, entries=2), [ANA], Verdict(1, Doubt.SEVERAL_ENTRIES)),
        (replace(YES, attendees=3), [ANA], Verdict(1, Doubt.SEVERAL_ENTRIES)),
        (replace(YES, is_one_of_series=True), [ANA], Verdict(1, Doubt.SEVERAL_ENTRIES)),
        (replace(YES, partstat="DELEGATED"), [ANA], Verdict(1, Doubt.DELEGATED)),
        (replace(YES, partstat="NEEDS-ACTION"), [ANA], Verdict(1, Doubt.NO_ANSWER)),
        (replace(YES, partstat=""), [ANA], Verdict(1, Doubt.NO_ANSWER)),
        (replace(YES, sequence=1), [ANA], Verdict(1, Doubt.OLD_SEQUENCE)),
        (
            replace(YES, stamped_at=AT - timedelta(seconds=1)),
            [ANSWERED],
            Verdict(1, Doubt.OLD_SEQUENCE),
        ),
    ],
)
def test_what_is_in_doubt_waits_with_its_reason(
    answer: Answer, known: list[Known] | None, verdict: Verdict
) -> None:
    assert judge(answer, known) == verdict


def test_a_clock_that_runs_ahead_does_not_keep_later_answers_out() -> None:
    ahead = replace(YES, stamped_at=AT + timedelta(days=400))
    assert judging.replied_at(ahead, at=AT) == AT
    assert judging.replied_at(replace(YES, stamped_at=None), at=AT) == AT
