"""Lists become nominations: once each, in order, and nobody's work is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from meetings import actor
from meetings.actor import Actor, ActorKind
from meetings.db import db
from meetings.delegations.models import ListWay
from meetings.delegations.operations import approvals, naming
from meetings.delegations.operations import submit as submitting
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.lists import Place
from meetings.errors import Refused
from meetings.notifications.models import Message
from meetings.registration import operations as registration
from meetings.registration.models import Participation, RegistrationPlan, SeatLimit
from meetings.registration.rules import seating
from tests.factories.delegations import (
    AT,
    make_focal_point,
    make_member,
    make_nominated_meeting,
)
from tests.factories.directory import make_person, make_seat
from tests.factories.registration import make_participation

MINISTRY = Actor(ActorKind.LINK, "ministry", "Secretaría (Ministry)")


def seen(place: Place) -> str:
    return queries.shown(place).seen


def name(place: Place, *names: str, **values: Any) -> None:
    for each in names:
        naming.add(place, make_member(each, **values), seen=seen(place), by=MINISTRY, at=AT)


def submit(place: Place, at=AT, **more: Any):
    return submitting.submit(place, seen=seen(place), by=MINISTRY, at=at, **more)


def nominated(place: Place, *names: str) -> Place:
    name(place, *names)
    submit(place)
    return place


def official(place: Place) -> list[Any]:
    return list(queries.members_of(queries.shown(place).official))


def found(given: str) -> list[Participation]:
    rows = select(Participation).order_by(Participation.id)
    return [each for each in db.session.scalars(rows) if each.person.given_names == given]


def kinds(address: str) -> list[str]:
    sent = select(Message.kind).where(Message.to_email == address).order_by(Message.id)
    return list(db.session.scalars(sent))


def test_a_submitted_list_nominates_in_order_of_protocol_with_its_head(place: Place) -> None:
    name(place, "Ana", "Rosa")
    naming.head(place, "key-Rosa", seen=seen(place), by=MINISTRY, at=AT)
    naming.move(place, "key-Rosa", direction=-1, seen=seen(place), by=MINISTRY, at=AT)
    assert found("Ana") == [], "a draft nominates nobody"
    row = submit(place)
    assert (row.number, row.way, row.submitted_by) == (1, "first", "Secretaría (Ministry)")
    [ana], [rosa] = found("Ana"), found("Rosa")
    assert (ana.status, ana.way, ana.sex_source) == ("nominated", "state", "nominator")
    assert (rosa.protocol_order, ana.protocol_order) == (1, 2)
    assert (rosa.functions, ana.functions) == (["head_of_delegation"], [])
    assert kinds("ana@mre.example") == ["registration.nominated"]
    assert kinds("hn@ministry.example") == ["delegations.link", "delegations.receipt"]


def test_what_is_not_changed_keeps_its_participation(place: Place) -> None:
    nominated(place, "Ana", "Rosa", "Luz")
    [ana], [rosa], [luz] = found("Ana"), found("Rosa"), found("Luz")
    naming.substitute(
        place, "key-Rosa", member=make_member("Ines"), seen=seen(place), by=MINISTRY, at=AT
    )
    naming.remove(place, "key-Luz", seen=seen(place), by=MINISTRY, at=AT)
    changed = make_member("Ana", post="Ministra")
    naming.change(place, "key-Ana", member=changed, seen=seen(place), by=MINISTRY, at=AT)
    row = submit(place, at=AT + timedelta(hours=1))
    assert (row.number, row.way) == (2, "change")
    assert [each.name for each in official(place)] == ["Ana De Ana", "Ines De Ines"]
    [ines] = found("Ines")
    assert [e.status for e in (ana, rosa, luz, ines)] == [
        "nominated",
        "replaced",
        "cancelled",
        "nominated",
    ]
    assert rosa.replaced_by_id == ines.id
    assert (ana.post, ines.protocol_order) == ("Ministra", 2)
    assert ana.badge_changed_at == AT + timedelta(hours=1)
    assert kinds("ana@mre.example") == ["registration.nominated", "registration.revised"]
    assert kinds("luz@mre.example")[-1] == "registration.withdrawn"


def test_of_two_editors_the_second_sees_what_the_first_changed(place: Place) -> None:
    name(place, "Ana", "Rosa")
    opened = seen(place)
    naming.change(
        place,
        "key-Ana",
        member=make_member("Ana", post="Ministra"),
        seen=opened,
        by=MINISTRY,
        at=AT,
    )
    second = make_member("Ana", language="fr")
    with pytest.raises(Refused) as refused:
        naming.change(place, "key-Ana", member=second, seen=opened, by=MINISTRY, at=AT)
    assert refused.value.code == "stale"
    [change] = queries.changes_since(opened, queries.shown(place))
    assert (change.action, change.name) == ("change", "Ana De Ana")
    assert change.details == {"post": ["", "Ministra"]}
    with pytest.raises(Refused):
        submitting.submit(place, seen=opened, by=MINISTRY, at=AT)


def test_a_second_click_names_and_submits_once(place: Place) -> None:
    opened = seen(place)
    for _click in range(2):
        naming.add(place, make_member("Ana"), seen=opened, by=MINISTRY, at=AT)
    assert len(queries.members_of(queries.shown(place).draft)) == 1
    ready = seen(place)
    rows = [submitting.submit(place, seen=ready, by=MINISTRY, at=AT) for _click in range(2)]
    assert rows[0] is rows[1]
    assert (rows[0].number, len(found("Ana"))) == (1, 1)


def test_a_withdrawn_nominee_is_nominated_again_and_stays_one_person(place: Place) -> None:
    nominated(place, "Ana", "Rosa")
    naming.remove(place, "key-Ana", seen=seen(place), by=MINISTRY, at=AT)
    submit(place)
    name(place, "Ana")
    submit(place)
    first, second = found("Ana")
    assert (first.status, second.status) == ("cancelled", "nominated")
    assert first.person_id == second.person_id


def test_who_was_declined_is_named_again_by_one_button_without_an_address(place: Place) -> None:
    name(place, "Ana", email="")
    submit(place)
    [first] = found("Ana")
    registration.decline(first, "Cupo", by=actor.CLI, at=AT)
    naming.again(place, "key-Ana", seen=seen(place), by=MINISTRY, at=AT)
    submit(place)
    first, second = found("Ana")
    assert (first.status, second.status) == ("declined", "nominated")
    assert first.person_id == second.person_id


def test_undo_brings_the_list_before_back(place: Place) -> None:
    nominated(place, "Ana", "Rosa")
    naming.substitute(
        place, "key-Ana", member=make_member("Luz"), seen=seen(place), by=MINISTRY, at=AT
    )
    name(place, "Ines")
    submit(place)
    row = submitting.undo(place, over=2, by=MINISTRY, at=AT)
    assert (row.number, row.way) == (3, "undo")
    assert [each.given_names for each in official(place)] == ["Ana", "Rosa"]
    assert [each.status for each in found("Ana")] == ["nominated"]
    assert [each.status for each in found("Luz")] == ["replaced"]
    assert [each.status for each in found("Ines")] == ["cancelled"]
    assert [each.status for each in found("Rosa")] == ["nominated"]
    submitting.undo(place, over=3, by=MINISTRY, at=AT)
    assert {e.given_names for e in official(place)} == {"Luz", "Rosa", "Ines"}
    with pytest.raises(Refused) as refused:
        submitting.undo(place, over=3, by=MINISTRY, at=AT)
    assert refused.value.code == "stale"


def test_of_two_offices_the_second_chooses_after_seeing_the_differences(place: Place) -> None:
    mission = Place(place.meeting, "HN", make_focal_point(office="mission", email="m@hn.example"))
    nominated(place, "Ana", "Rosa")
    name(mission, "Luz")
    name(place, "Ines")
    submit(place)
    with pytest.raises(Refused) as refused:
        submit(mission)
    assert refused.value.code == "behind"
    with pytest.raises(Refused):
        submit(mission, over=1, way=ListWay.MERGE)
    row = submit(mission, over=2, way=ListWay.MERGE)
    assert (row.number, row.way) == (3, "merge")
    assert {e.given_names for e in official(place)} == {"Ana", "Rosa", "Luz", "Ines"}
    assert len(found("Ines")) == 1
    name(place, "Sol")
    name(mission, "Eva")
    submit(mission)
    assert submit(place, over=4, way=ListWay.SUPERSEDE).way == "supersede"
    assert "Eva" not in {e.given_names for e in official(place)}
    assert [each.status for each in found("Eva")] == ["cancelled"]
    assert "delegations.receipt" in kinds("m@hn.example")


def test_a_state_that_is_no_party_observes_and_an_expert_is_in_no_delegation(place: Place) -> None:
    american = Place(place.meeting, "US", make_focal_point("US"))
    with pytest.raises(Refused) as refused:
        name(american, "Ana")
    assert (refused.value.code, refused.value.field) == ("not_offered", "capacity")
    name(american, "Ana", capacity_code="observer_state")
    expert = make_person("Eva", "De Eva")
    make_seat("HN", "expert_titular", body="committee_of_experts", person=expert, to_on=None)
    with pytest.raises(Refused) as refused:
        name(place, "Eva")
    assert refused.value.code == "expert"


def test_after_the_window_a_state_substitutes_and_does_not_add(session) -> None:
    closes = AT + timedelta(days=1)
    meeting = make_nominated_meeting(closes_at=closes)
    place = nominated(Place(meeting, "HN", make_focal_point()), "Ana")
    name(place, "Rosa")
    with pytest.raises(Refused) as refused:
        submit(place, at=closes)
    assert refused.value.code == "late"
    assert "Rosa De Rosa" in str(refused.value)
    naming.remove(place, "key-Rosa", seen=seen(place), by=MINISTRY, at=closes)
    naming.substitute(
        place, "key-Ana", member=make_member("Luz"), seen=seen(place), by=MINISTRY, at=closes
    )
    submit(place, at=closes)
    assert [each.status for each in found("Luz")] == ["nominated"]


def test_a_full_delegation_still_exchanges_and_a_refusal_names_the_person(place: Place) -> None:
    limit = SeatLimit(meeting_id=place.meeting.id, seats=1, taken=0, each="state")
    limit.scope_key = seating.scope_key(limit)
    db.session.add(limit)
    nominated(place, "Ana")
    naming.remove(place, "key-Ana", seen=seen(place), by=MINISTRY, at=AT)
    name(place, "Luz")
    submit(place)
    assert [each.status for each in found("Luz")] == ["nominated"]
    name(place, "Sol")
    with pytest.raises(Refused, match=r"Sol De Sol \(Adviser\): All the seats of this State"):
        submit(place)


def test_who_takes_part_for_herself_is_not_made_the_state_s(place: Place) -> None:
    registration.set_openings(
        place.meeting, ["participant"], opens_at=None, closes_at=None, by=actor.CLI, at=AT
    )
    make_participation(place.meeting, given_names="Ana", surnames="De Ana", email="ana@mre.example")
    name(place, "Ana")
    with pytest.raises(Refused) as refused:
        submit(place)
    assert refused.value.code == "elsewhere"


def test_the_focal_point_agrees_to_who_registered_by_herself(place: Place) -> None:
    registration.set_way(
        place.meeting,
        registration.WayIn(capacity_code="adviser", way="form", approval="focal_point"),
        by=actor.CLI,
        at=AT,
    )
    given: dict[str, Any] = {"capacity_code": "adviser", "represents": "state", "state_code": "HN"}
    ana = make_participation(place.meeting, given_names="Ana", email="a@x.example", **given)
    luz = make_participation(place.meeting, given_names="Luz", email="l@x.example", **given)
    nominated(place, "Rosa")
    approvals.agree(place, ana.public_id, by=MINISTRY, at=AT)
    assert (ana.status, ana.protocol_order) == ("nominated", 2)
    now = queries.shown(place)
    assert (now.number, [e.given_names for e in official(place)]) == (2, ["Rosa", "Ana"])
    approvals.decline(place, luz.public_id, reason="Otra persona va.", by=MINISTRY, at=AT)
    assert (luz.status, luz.decision_note) == ("declined", "Otra persona va.")
    with pytest.raises(Refused) as refused:
        approvals.agree(place, ana.public_id, by=MINISTRY, at=AT)
    assert refused.value.code == "gone"
    with pytest.raises(Refused):
        approvals.agree(replace(place, state_code="PE"), luz.public_id, by=MINISTRY, at=AT)


def test_last_time_s_delegation_is_a_start_and_its_people_stay_the_same(session) -> None:
    earlier = Place(make_nominated_meeting(), "HN", make_focal_point())
    nominated(earlier, "Ana", "Rosa")
    starts = earlier.meeting.starts_on + timedelta(days=365)
    later = make_nominated_meeting(starts_on=starts, ends_on=starts + timedelta(days=2))
    place = Place(later, "HN", earlier.focal_point)
    naming.as_last_time(place, seen=seen(place), by=MINISTRY, at=AT)
    submit(place)
    first, second = found("Ana")
    assert (first.meeting_id, second.meeting_id) == (earlier.meeting.id, later.id)
    assert first.person_id == second.person_id


def test_who_was_registered_last_time_is_a_start_where_no_list_was_submitted(session) -> None:
    earlier = make_nominated_meeting()
    registration.set_openings(
        earlier, ["adviser"], opens_at=None, closes_at=None, by=actor.CLI, at=AT
    )
    given: dict[str, Any] = {"capacity_code": "adviser", "represents": "state"}
    for code, who in (("HN", "Ana"), ("PE", "Sol"), ("HN", "Luz")):
        email = f"{who}@x.example"
        came = make_participation(earlier, given_names=who, email=email, state_code=code, **given)
        if who != "Luz":
            registration.confirm(came, by=actor.CLI, at=AT)
    starts = earlier.starts_on + timedelta(days=365)
    later = make_nominated_meeting(starts_on=starts, ends_on=starts + timedelta(days=2))
    place = Place(later, "HN", make_focal_point())
    naming.as_last_time(place, seen=seen(place), by=MINISTRY, at=AT)
    submit(place)
    first, second = found("Ana")
    assert [each.given_names for each in official(place)] == ["Ana"]
    assert first.person_id == second.person_id


def test_a_substitute_in_the_same_capacity_is_confirmed_as_the_one_before_was(
    place: Place,
) -> None:
    nominated(place, "Ana", "Rosa", "Sol")
    for each in (*found("Ana"), *found("Rosa")):
        registration.confirm(each, by=actor.CLI, at=AT)
    for old, new, capacity in (
        ("Ana", "Luz", "adviser"),
        ("Rosa", "Eva", "alternate_delegate"),
        ("Sol", "Ines", "adviser"),
    ):
        member = make_member(new, capacity_code=capacity)
        naming.substitute(place, f"key-{old}", member=member, seen=seen(place), by=MINISTRY, at=AT)
    submit(place)
    stand = [found(each)[0].status for each in ("Luz", "Eva", "Ines")]
    assert stand == ["confirmed", "nominated", "nominated"]
    assert kinds("luz@mre.example") == ["registration.accepted"]
    submitting.undo(place, over=2, by=MINISTRY, at=AT)
    assert [each.status for each in found("Ana")] == ["confirmed"]


def test_who_is_on_both_offices_lists_keeps_her_participation(place: Place) -> None:
    mission = Place(place.meeting, "HN", make_focal_point(office="mission", email="m@hn.example"))
    for each in ("Ana", "Luz"):
        mine = replace(make_member(each), key=f"other-{each}")
        naming.add(mission, mine, seen=seen(mission), by=MINISTRY, at=AT)
    nominated(place, "Ana", "Eva")
    registration.confirm(*found("Ana"), by=actor.CLI, at=AT)
    submit(mission, over=1, way=ListWay.SUPERSEDE)
    assert [each.status for each in found("Ana")] == ["confirmed"]
    assert kinds("ana@mre.example") == ["registration.nominated", "registration.confirmed"]
    submitting.undo(place, over=2, by=MINISTRY, at=AT)
    assert [each.status for each in found("Ana")] == ["confirmed"]
    assert [each.status for each in found("Eva")] == ["nominated"]


def test_seats_of_who_left_go_to_this_list_before_those_who_wait(session) -> None:
    place = Place(make_nominated_meeting(seats=1), "HN", make_focal_point())
    db.session.add(RegistrationPlan(meeting_id=place.meeting.id, has_waiting_list=True))
    nominated(place, "Ana")
    other = nominated(Place(place.meeting, "PE", make_focal_point("PE")), "Sol")
    assert [each.status for each in found("Sol")] == ["waitlisted"]
    naming.remove(place, "key-Ana", seen=seen(place), by=MINISTRY, at=AT)
    name(place, "Luz")
    submit(place)
    assert [each.status for each in found("Luz")] == ["nominated"]
    assert official(other)[0].given_names == "Sol"
