"""Two offices of one State press the button in the same second."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.actor import CLI
from meetings.calendar import queries as calendar
from meetings.db import db, transaction
from meetings.delegations.models import DelegationList
from meetings.delegations.operations import naming, submit
from meetings.delegations.queries import focal_points
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.lists import Place
from meetings.errors import Refused
from meetings.registration.models import Participation
from tests.factories.delegations import AT, make_focal_point, make_member, make_nominated_meeting


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_one_list_is_official_and_the_other_office_is_told(app: Flask) -> None:
    with app.app_context(), transaction():
        slug = make_nominated_meeting().slug
        offices = [make_focal_point(email=f"{number}@hn.example").public_id for number in (1, 2)]
    start = Barrier(len(offices))

    def press(office: str) -> str:
        with app.app_context():
            name = "Ana" if office == offices[0] else "Rosa"
            with transaction():
                place = at(slug, office)
                seen = queries.shown(place).seen
                naming.add(place, make_member(name), seen=seen, by=CLI, at=AT)
            seen = queries.shown(at(slug, office)).seen
            start.wait(10)
            try:
                with transaction():
                    submit.submit(at(slug, office), seen=seen, by=CLI, at=AT)
            except Refused as refusal:
                return refusal.code
            return "official"

    with ThreadPoolExecutor(len(offices)) as threads:
        assert sorted(threads.map(press, offices)) == ["behind", "official"]
    with app.app_context():
        numbers = db.session.scalars(select(DelegationList.number)).all()
        assert sorted(numbers, key=str) == [1, None]
        assert len(db.session.scalars(select(Participation)).all()) == 1


def at(slug: str, office: str) -> Place:
    """The desk of an office, read anew."""
    meeting, focal_point = calendar.by_slug(slug), focal_points.by_public_id(office)
    assert meeting is not None
    assert focal_point is not None
    return Place(meeting, "HN", focal_point)
