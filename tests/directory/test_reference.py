"""Reference data are added once where officers go on with them, and kept up to date elsewhere."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from meetings.db import db
from meetings.directory.models import (
    Body,
    BodyPlaces,
    Numbering,
    Observer,
    StateFact,
    StateGroup,
    StateGroupMember,
    Within,
)
from meetings.directory.operations import load_reference

pytestmark = pytest.mark.usefixtures("session")


def test_an_officers_edits_survive_the_next_upgrade() -> None:
    suspended = db.session.scalars(select(StateFact).filter_by(flag_code="oas_suspended")).all()
    assert [fact.state_code for fact in suspended] == ["CU", "HN"]
    suspended[0].to_on = date(2009, 6, 3)
    db.session.delete(suspended[1])
    committee = db.session.get_one(Body, "executive_committee")
    assert committee.numbering_within == Within.PERIOD
    committee.numbering, committee.names = Numbering.CARDINAL, {"en": "Mistyped"}
    db.session.add(Body(code="own", mechanism="CIM", names={"en": "Ours"}, is_own=True))
    db.session.add(StateGroup(code="friends", names={"en": "Friends"}, is_own=True))
    before = [db.session.scalar(select(func.count()).select_from(each)) for each in TABLES]
    assert load_reference() == "directory: 1 entries written, 0 facts added"
    assert committee.numbering == Numbering.CARDINAL
    assert committee.name("es") == "Comité Directivo de la CIM"
    assert suspended[0].to_on == date(2009, 6, 3)
    assert before == [db.session.scalar(select(func.count()).select_from(each)) for each in TABLES]


TABLES = (StateFact, StateGroup, StateGroupMember, BodyPlaces, Body)


def test_an_own_body_is_never_touched_though_a_release_brings_the_same_code() -> None:
    body = db.session.get_one(Body, "committee_of_experts")
    body.is_own, body.names = True, {"en": "Ours"}
    load_reference()
    assert body.name("pt") == "Ours"


def test_observers_have_names_in_four_languages() -> None:
    found = db.session.get_one(Observer, "UZ")
    assert (found.since, found.name("fr")) == (2021, "Ouzbékistan")
