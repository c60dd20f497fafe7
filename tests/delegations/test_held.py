"""A State that corrects the address of somebody on its list reaches her part in that meeting only;
the secretariat, at the same desk, vouches for all her registrations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from meetings.delegations.operations import naming
from meetings.delegations.queries.lists import Place
from tests.delegations.test_operations import MINISTRY, found, name, seen, submit
from tests.factories.delegations import AT, make_member
from tests.factories.registration import make_open_meeting, make_participation

FORMER, NEW = "ana@example.org", "new@example.org"


@pytest.mark.parametrize(("by_state", "other"), [(True, FORMER), (False, NEW)])
def test_the_address_of_her_other_registration(place: Place, *, by_state: bool, other: str) -> None:
    name(place, "Ana", email=FORMER)
    submit(place)
    [named] = found("Ana")
    elsewhere = make_participation(
        make_open_meeting(starts_on=date(2027, 3, 1), ends_on=date(2027, 3, 2)),
        given_names="Ana",
        surnames=named.person.surnames,
        email=FORMER,
    )
    assert elsewhere.person is named.person
    desk = place if by_state else replace(place, focal_point=None)
    member = make_member("Ana", email=NEW)
    naming.change(desk, "key-Ana", member=member, seen=seen(desk), by=MINISTRY, at=AT)
    submit(desk)
    assert (named.mailbox, elsewhere.mailbox) == (NEW, other)
    assert elsewhere.link_generation == (other == NEW)
