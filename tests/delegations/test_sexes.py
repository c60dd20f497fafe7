"""Who is named again keeps her known sex: not stated never takes the place of what was said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from meetings.actor import Actor, ActorKind
from meetings.db import db
from meetings.delegations.operations import naming
from meetings.delegations.operations import submit as submitting
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.lists import Place
from meetings.delegations.rules.members import Member
from meetings.registration.models import Participation
from tests.factories.delegations import AT, make_member, make_nominated_meeting
from tests.factories.registration import make_open_meeting, make_participation

MINISTRY = Actor(ActorKind.LINK, "ministry", "Secretaría (Ministry)")


def listed(place: Place) -> tuple[Member, ...]:
    return queries.members_of(queries.shown(place).list)


def added(place: Place, member: Member) -> None:
    seen = queries.shown(place).seen
    naming.add(place, member, seen=seen, by=MINISTRY, at=AT)


def submitted(place: Place) -> None:
    submitting.submit(place, seen=queries.shown(place).seen, by=MINISTRY, at=AT)


def written() -> list[tuple[str, str, str]]:
    rows = db.session.scalars(select(Participation).order_by(Participation.id))
    return [(each.status, each.sex, each.sex_source) for each in rows]


def test_a_withdrawn_nominee_named_again_keeps_what_her_state_said(place: Place) -> None:
    added(place, make_member(sex="female"))
    submitted(place)
    seen = queries.shown(place).seen
    naming.remove(place, listed(place)[0].key, seen=seen, by=MINISTRY, at=AT)
    submitted(place)
    added(place, make_member(key="again", sex="not_stated"))
    assert [each.sex for each in listed(place)] == ["female"]  # her desk sees what it said itself
    submitted(place)
    assert written() == [
        ("cancelled", "female", "nominator"),
        ("nominated", "female", "nominator"),
    ]


def test_another_state_is_told_nothing_and_the_record_keeps_what_she_declared(
    place: Place,
) -> None:
    given: dict[str, Any] = {"given_names": "Ana", "surnames": "De Ana", "email": "ana@mre.example"}
    make_participation(make_open_meeting(), sex="female", **given)
    other = Place(make_nominated_meeting(title={"en": "Another"}), "PE")
    added(other, make_member(sex="male"))
    submitted(other)
    added(place, make_member(sex="not_stated"))
    assert [each.sex for each in listed(place)] == ["not_stated"]
    submitted(place)
    assert written()[-1] == ("nominated", "female", "self")
    named = listed(place)[0]
    seen = queries.shown(place).seen
    naming.change(
        place, named.key, member=replace(named, sex="male"), seen=seen, by=MINISTRY, at=AT
    )
    submitted(place)
    assert written()[-1] == ("nominated", "female", "self")


def test_not_stated_takes_back_only_the_states_own_word(place: Place) -> None:
    added(place, make_member(sex="female"))
    submitted(place)
    named = listed(place)[0]
    for source, kept in (("staff", "female"), ("nominator", "not_stated")):
        made = db.session.scalars(select(Participation)).one()
        made.sex, made.sex_source = "female", source
        for sex in ("male", "not_stated"):  # so that the list differs
            naming.change(
                place,
                named.key,
                member=replace(named, sex=sex),
                seen=queries.shown(place).seen,
                by=MINISTRY,
                at=AT,
            )
            if sex == "male":
                submitted(place)
                made.sex, made.sex_source = "female", source
                db.session.flush()
        submitted(place)
        assert made.sex == kept
