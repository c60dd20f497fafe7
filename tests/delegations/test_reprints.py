"""Which badges are printed again, and which stay as they are."""

from __future__ import annotations

from datetime import timedelta

from meetings import actor
from meetings.actor import Actor, ActorKind
from meetings.delegations.operations import naming, protocol
from meetings.delegations.operations import submit as submitting
from meetings.delegations.operations.confirming import confirm_all
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries import overview
from meetings.delegations.queries.confirming import mark, nominated
from meetings.delegations.queries.lists import Place
from meetings.delegations.rules.members import Member
from tests.factories.delegations import AT, make_member

MINISTRY = Actor(ActorKind.LINK, "ministry", "Secretaría (Ministry)")
PRINTED = AT + timedelta(hours=1)
LATE = PRINTED + timedelta(hours=1)


def put(place: Place, member: Member, at=AT) -> None:
    seen = queries.shown(place).seen
    naming.add(place, member, seen=seen, by=MINISTRY, at=at)
    submitting.submit(place, seen=queries.shown(place).seen, by=MINISTRY, at=at)
    named = [mark(each) for each in nominated(place.meeting.id, "HN")]
    confirm_all(place.meeting, "HN", seen=named, by=actor.CLI, at=at)


def told(place: Place) -> list[tuple[str, bool]]:
    found = overview.reprints(place.meeting.id, PRINTED)
    return [(each.participation.post, each.has_left) for each in found]


def test_who_left_and_is_named_again_hands_in_her_badge_for_one_with_the_new_pass(
    place: Place,
) -> None:
    ana = make_member("Ana", post="Minister")
    put(place, make_member("Rosa"))
    put(place, ana)
    protocol.note_printed(place.meeting, by=actor.CLI, at=PRINTED)
    seen = queries.shown(place).seen
    naming.remove(place, "key-Ana", seen=seen, by=MINISTRY, at=LATE)
    submitting.submit(place, seen=queries.shown(place).seen, by=MINISTRY, at=LATE)
    assert told(place) == [("Minister", True)]
    put(place, make_member("Ana", key="again", post="Minister"), at=LATE)
    assert sorted(told(place)) == [("Minister", False), ("Minister", True)]
    seen = queries.shown(place).seen
    changed = make_member("Ana", key="again", post="Adviser")
    naming.change(place, "again", member=changed, seen=seen, by=MINISTRY, at=LATE)
    submitting.submit(place, seen=queries.shown(place).seen, by=MINISTRY, at=LATE)
    assert sorted(told(place)) == [("Adviser", False), ("Minister", True)]


def test_who_had_no_badge_when_they_were_printed_takes_none_back(place: Place) -> None:
    put(place, make_member("Rosa"))
    seen = queries.shown(place).seen
    naming.add(place, make_member("Ana", post="Minister"), seen=seen, by=MINISTRY, at=AT)
    submitting.submit(place, seen=queries.shown(place).seen, by=MINISTRY, at=AT)
    protocol.note_printed(place.meeting, by=actor.CLI, at=PRINTED)
    naming.remove(place, "key-Ana", seen=queries.shown(place).seen, by=MINISTRY, at=LATE)
    submitting.submit(place, seen=queries.shown(place).seen, by=MINISTRY, at=LATE)
    assert told(place) == []


def test_late_badges_are_listed_with_who_waits_at_the_end(place: Place) -> None:
    put(place, make_member("Ana"))
    put(place, make_member("Rosa"))
    printed = AT + timedelta(hours=1)
    protocol.note_printed(place.meeting, by=actor.CLI, at=printed)
    assert overview.reprints(place.meeting.id, printed) == []
    late = printed + timedelta(hours=1)
    naming.substitute(
        place,
        "key-Ana",
        member=make_member("Luz"),
        seen=queries.shown(place).seen,
        by=MINISTRY,
        at=late,
    )
    submitting.submit(place, seen=queries.shown(place).seen, by=MINISTRY, at=late)
    found_again = overview.reprints(place.meeting.id, printed)
    assert {(e.participation.badge_name, e.has_left) for e in found_again} == {
        ("Luz De Luz", False),
        ("Ana De Ana", True),
    }
    [row] = [each for each in overview.rows(place.meeting, "en") if each.has_list]
    assert (row.state_code, row.number, row.members, row.is_late) == ("HN", 3, 2, True)
    assert (row.nominated, row.confirmed) == (0, 2)
    naming.add(place, make_member("Eva"), seen=queries.shown(place).seen, by=MINISTRY, at=late)
    submitting.submit(place, seen=queries.shown(place).seen, by=MINISTRY, at=late)
    marked = {
        e.participation.badge_name: e.is_waiting
        for e in overview.reprints(place.meeting.id, printed)
    }
    assert marked == {"Luz De Luz": False, "Ana De Ana": False, "Eva De Eva": True}
