"""Pure decisions: who may register when, what an entry must say, how a registration moves on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from meetings.calendar.models import Status as MeetingStatus
from meetings.errors import Refused
from meetings.registration import rules
from meetings.registration.models import Represents, Status, Way
from meetings.registration.rules import CONSENT_VERSION, Entry, Span

NOW = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class Way_:  # noqa: N801 - Way is the model's word
    capacity_code: str
    way: str = Way.FORM
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass
class Limit:
    seats: int
    taken: int


def refusal(**given: object) -> str | None:
    facts = {"meeting_status": "confirmed", "published": True, "opening": Span(), "at": NOW}
    try:
        rules.may_register(**facts | given)  # type: ignore[arg-type]  # a table of keywords
    except Refused as refused:
        return refused.code
    return None


@pytest.mark.parametrize("status", [s for s in MeetingStatus if s != MeetingStatus.CANCELLED])
def test_only_a_cancelled_meeting_closes_registration_by_its_status(status: str) -> None:
    assert refusal(meeting_status=status) is None
    assert refusal(meeting_status="cancelled") == "cancelled"


@pytest.mark.parametrize(
    ("opening", "code"),
    [
        (None, "not_open"),
        (Span(opens_at=NOW + DAY), "early"),
        (Span(opens_at=NOW), None),
        (Span(closes_at=NOW + DAY), None),
        (Span(closes_at=NOW), "closed"),
        (Span(closes_at=NOW - DAY), "closed"),
    ],
)
def test_the_window_is_open_from_its_first_instant_until_just_before_its_last(
    opening: Span | None, code: str | None
) -> None:
    assert refusal(opening=opening) == code


@pytest.mark.parametrize(("taken", "code"), [(0, None), (4, None), (5, "full"), (6, "full")])
def test_seats_end_registration(taken: int, code: str | None) -> None:
    assert refusal(seats=Limit(5, taken)) == code


def test_a_draft_takes_nobody() -> None:
    assert refusal(published=False) == "draft"


def test_the_form_leads_in_by_the_capacity_that_was_opened() -> None:
    nca, cso = Way_("nca"), Way_("cso_representative", Way.ORGANIZATION)
    assert rules.way_in([nca, cso], capacity_code="nca", way="form") is nca
    assert rules.way_in([nca, cso], capacity_code="participant", way="form") is None
    assert rules.way_in([nca, cso], capacity_code="cso_representative", way="form") is None


def test_an_organizations_link_has_its_own_window_else_the_meetings() -> None:
    nca = Way_("nca", closes_at=NOW)
    cso = Way_("cso_representative", Way.ORGANIZATION)
    take = {"capacity_code": "cso_representative", "way": "organization"}
    assert rules.way_in([nca, cso], **take) is cso
    assert rules.way_in([nca], **take) is nca
    assert rules.way_in([], **take) == Span()


def test_officers_confirm_where_the_capacity_says_so() -> None:
    assert rules.first_status("officer") == Status.PENDING
    assert rules.first_status("none") == Status.CONFIRMED


MOVES = {
    ("invited", "pending"),
    ("invited", "confirmed"),
    ("invited", "waitlisted"),
    ("invited", "declined"),
    ("invited", "cancelled"),
    ("nominated", "pending"),
    ("nominated", "confirmed"),
    ("nominated", "declined"),
    ("nominated", "cancelled"),
    ("nominated", "replaced"),
    ("pending", "confirmed"),
    ("pending", "declined"),
    ("pending", "cancelled"),
    ("pending", "replaced"),
    ("confirmed", "declined"),
    ("confirmed", "cancelled"),
    ("confirmed", "replaced"),
    ("invited", "nominated"),
    ("pending", "nominated"),
    ("waitlisted", "nominated"),
    ("waitlisted", "replaced"),
    ("waitlisted", "pending"),
    ("waitlisted", "confirmed"),
    ("waitlisted", "declined"),
    ("waitlisted", "cancelled"),
}


@pytest.mark.parametrize("current", list(Status))
@pytest.mark.parametrize("target", list(Status))
def test_the_table_of_moves(current: Status, target: Status) -> None:
    allowed = (current, target) in MOVES
    assert rules.can_move(current, target) == allowed
    if allowed:
        rules.may_move(current, target)
    else:
        with pytest.raises(Refused) as refused:
            rules.may_move(current, target)
        assert refused.value.code == "settled"


def test_confirming_twice_is_answered_with_a_sentence() -> None:
    with pytest.raises(Refused, match="already confirmed"):
        rules.may_move(Status.CONFIRMED, Status.CONFIRMED)


def test_nominated_pending_and_confirmed_hold_a_seat() -> None:
    assert {status for status in Status if rules.holds_seat(status)} == {
        Status.NOMINATED,
        Status.PENDING,
        Status.CONFIRMED,
    }


ENTRY = Entry(
    given_names="Ana",
    surnames="Ñandú",
    email="ana@example.org",
    sex="female",
    capacity_code="participant",
    language="es",
    consent_version=CONSENT_VERSION,
)
ANYTHING = rules.lists((Represents.SELF, Represents.STATE))


def wrong(*may_represent: str, **changes: object) -> set[str]:
    lists = rules.lists(may_represent) if may_represent else ANYTHING
    entry = replace(ENTRY, **changes).cleaned()  # type: ignore[arg-type]  # a table of changes
    return set(rules.faults(entry, lists))


def test_a_sound_entry_has_no_fault() -> None:
    assert wrong() == set()
    assert wrong(surnames="") == set(), "some people have a single name"
    assert wrong(represents="state", state_code="HN") == set()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"given_names": "  "}, "given_names"),
        ({"given_names": "a" * 81}, "given_names"),
        ({"surnames": "a" * 81}, "surnames"),
        ({"badge_name": "a" * 81}, "badge_name"),
        ({"post": "a" * 161}, "post"),
        ({"access_needs": "a" * 2001}, "access_needs"),
        ({"email": ""}, "email"),
        ({"email": "ana"}, "email"),
        ({"email": "ana@example"}, "email"),
        ({"email": "ana@@example.org"}, "email"),
        ({"email": "ana example@example.org"}, "email"),
        ({"email": "ana@example..org"}, "email"),
        ({"email": "a\nBcc: x@example.org"}, "email"),
        ({"email": "Ana <ana@example.org>"}, "email"),
        ({"email": "a" * 250 + "@example.org"}, "email"),
        ({"sex": ""}, "sex"),
        ({"sex": "unknown"}, "sex"),
        ({"language": "de"}, "language"),
        ({"mode": "by post"}, "mode"),
        ({"consent_version": ""}, "consent"),
        ({"consent_version": "2001-1"}, "consent"),
        ({"personnel_kind_code": "wizard"}, "personnel_kind"),
        ({"represents": ""}, "represents"),
        ({"represents": "state", "state_code": ""}, "represents"),
        ({"represents": "state", "state_code": "XX"}, "represents"),
        ({"represents": "organization"}, "represents"),
    ],
)
def test_each_fault_names_its_field(changes: dict[str, object], field: str) -> None:
    assert wrong(**changes) == {field}


def test_experts_represent_themselves_and_authorities_a_state() -> None:
    assert wrong("self", represents="state", state_code="HN") == {"represents"}
    assert wrong("state", represents="self") == {"represents"}
    assert wrong("state", represents="state", state_code="HN") == set()
    assert wrong("organization", represents="organization") == {"capacity"}
    assert wrong("organization", represents="organization", accreditation_id=1) == set()


def test_without_a_capacity_the_others_faults_are_still_found() -> None:
    assert set(rules.faults(replace(ENTRY, sex=""), None)) == {"sex", "capacity"}


def test_what_was_typed_is_cleaned_and_the_badge_filled_in() -> None:
    entry = replace(
        ENTRY, given_names=" Ana\u202e  María\n", surnames="Ñandú\x00", email=" ANA@Example.org "
    ).cleaned()
    assert (entry.given_names, entry.surnames) == ("Ana María", "Ñandú")
    assert entry.email == "ana@example.org"
    assert entry.badge_name == "Ana María Ñandú"
    assert replace(ENTRY, badge_name="Anita").cleaned().badge_name == "Anita"
    long = replace(ENTRY, given_names="a" * 80, surnames="b" * 80).cleaned()
    assert len(long.badge_name) == 80


def test_a_state_is_kept_only_for_who_represents_one() -> None:
    assert replace(ENTRY, represents="self", state_code="HN").cleaned().state_code is None


@pytest.mark.parametrize(("seats", "taken"), [(0, 0), (-1, 0), (4, 5), (100_001, 0)])
def test_seats_out_of_range_or_below_the_taken_are_refused(seats: int, taken: int) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_seats(seats, taken=taken)
    assert refused.value.field == "seats"


def test_seats_may_equal_the_taken() -> None:
    rules.check_seats(5, taken=5)


def test_registration_opens_before_it_closes() -> None:
    rules.check_window(NOW, NOW + DAY)
    rules.check_window(None, NOW)
    with pytest.raises(Refused):
        rules.check_window(NOW, NOW)


def test_a_decline_needs_a_reason() -> None:
    assert rules.check_reason(" The list\r\n\r\n\r\n\r\nis closed ") == "The list\n\nis closed"
    for reason in ("  ", "a" * 2001):
        with pytest.raises(Refused):
            rules.check_reason(reason)
