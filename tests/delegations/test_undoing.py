"""Each change of a draft is undone by one click, exactly, and never over somebody else's change."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import func, select

from meetings import actor
from meetings.db import db
from meetings.delegations.models import DelegationList
from meetings.delegations.operations import naming
from meetings.delegations.operations.submit import submit
from meetings.delegations.operations.undoing import take_back
from meetings.delegations.queries import focal_points
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.lists import Place
from meetings.errors import Refused
from meetings.privacy.operations.strip import strip
from tests.factories.delegations import (
    AT,
    make_focal_point,
    make_member,
    make_nominated_meeting,
)
from tests.factories.directory import make_body
from tests.support.desks import At, named
from tests.support.pages import Site

Stored = Callable[[], AbstractContextManager[None]]
BY: dict[str, Any] = {"by": actor.CLI, "at": AT}


def act(place: Place, deed: Callable[..., Any], *which: Any, **more: Any) -> None:
    deed(place, *which, seen=queries.shown(place).seen, **more, **BY)


def members(place: Place) -> Any:
    return queries.members_of(queries.shown(place).list)


@pytest.fixture
def official(place: Place) -> Place:
    """Ana (the head), Rosa and Luz stand on the official list."""
    for name in ("Ana", "Rosa", "Luz"):
        act(place, naming.add, make_member(name))
    act(place, naming.head, "key-Ana")
    act(place, submit)
    return place


@pytest.mark.parametrize(
    ("deed", "which", "more"),
    [
        (naming.add, (make_member("Eva"),), {}),
        (naming.change, ("key-Rosa",), {"member": make_member("Rosa", post="Judge")}),
        (naming.substitute, ("key-Ana",), {"member": make_member("Eva")}),
        (naming.remove, ("key-Luz",), {"note": "She is ill."}),
        (naming.move, ("key-Luz",), {"direction": -1}),
        (naming.head, ("key-Luz",), {}),
        (naming.again, ("key-Luz",), {}),
    ],
)
def test_every_change_is_undone_exactly_and_stands_again_when_that_is_undone(
    official: Place, deed: Any, which: Any, more: Any
) -> None:
    act(official, naming.move, "key-Rosa", direction=1)
    before = members(official)
    act(official, deed, *which, **more)
    after = members(official)
    assert after != before
    act(official, take_back)
    assert members(official) == before
    act(official, take_back)
    assert members(official) == after


def test_the_first_change_undone_leaves_the_official_list_and_no_draft(official: Place) -> None:
    act(official, naming.head, "key-Luz")
    act(official, take_back)
    now = queries.shown(official)
    assert (now.draft, now.number) == (None, 1)
    assert db.session.scalar(select(func.count(DelegationList.id))) == 1
    with pytest.raises(Refused, match="the official list stands"):
        act(official, take_back)


def test_the_reason_for_who_left_is_undone_with_it(official: Place) -> None:
    act(official, naming.move, "key-Rosa", direction=1)
    act(official, naming.remove, "key-Luz", note="She is ill.")
    draft = queries.shown(official).draft
    assert draft is not None
    assert queries.notes(draft) == {"key-Luz": "She is ill."}
    act(official, take_back)
    assert queries.notes(draft) == {}
    act(official, take_back)
    assert queries.notes(draft) == {"key-Luz": "She is ill."}
    act(official, take_back)
    act(official, naming.remove, "key-Luz")
    assert queries.notes(draft) == {}


def test_nothing_is_undone_over_another_editors_change_and_a_second_click_is_one(
    official: Place,
) -> None:
    act(official, naming.move, "key-Rosa", direction=1)
    act(official, naming.head, "key-Luz")
    seen = queries.shown(official).seen
    act(official, naming.add, make_member("Eva"))
    with pytest.raises(Refused) as refused:
        take_back(official, seen=seen, **BY)
    assert refused.value.code == "stale"
    assert len(members(official)) == 4
    seen = queries.shown(official).seen
    take_back(official, seen=seen, **BY)
    take_back(official, seen=seen, **BY)
    assert len(members(official)) == 3
    act(official, submit)
    kept = select(func.count()).select_from(DelegationList).where(DelegationList.before != None)  # noqa: E711 - SQL
    assert db.session.scalar(kept) == 0


def test_as_last_time_is_undone_on_the_page_that_follows(
    page: Site, stored: Stored, frozen
) -> None:
    frozen.move_to(AT)
    with stored():
        open_to: dict[str, Any] = {"body_code": make_body().code, "capacities": ("adviser",)}
        earlier = make_nominated_meeting(**open_to)
        point = make_focal_point()
        place = Place(earlier, "HN", point)
        act(place, naming.add, make_member("Ana", capacity_code="adviser"))
        act(place, submit)
        later: dict[str, Any] = {"starts_on": earlier.starts_on.replace(year=2027)}
        later |= {"ends_on": earlier.ends_on.replace(year=2027)}
        slug = make_nominated_meeting(**open_to, **later).slug
        token = focal_points.link_token(point)
    desk = page.get(f"/en/delegation/{token}/{slug}")
    begun = desk.submit("form[action$='/as-last-time']")
    assert "taken over from last time" in begun.one(".notice--good")
    behind = page.get(f"/en/delegation/{token}/{slug}")
    back = begun.submit("form[action$='/take-back']")
    assert "Ana De Ana" not in back.text
    assert back.all("form[action$='/as-last-time']")
    late = behind.submit("form[action$='/take-back']")
    assert "There is no draft any more" in late.text


def test_a_move_leads_back_to_the_row_that_was_moved(page: Site, at: At) -> None:
    named(page, at, "Ana")
    named(page, at, "Luz")
    moved = page.get(at.desk).submit("form[action$='/down']")
    row = moved.url.partition("#")[2]
    assert moved.one(f"[id='{row}'][tabindex='-1'] th") == "Ana De Ana"
    assert moved.all("#list tbody th")[1] == "Ana De Ana"


def test_what_was_kept_for_undoing_goes_when_registrations_are_stripped(official: Place) -> None:
    act(official, naming.remove, "key-Luz")
    draft = queries.shown(official).draft
    assert draft is not None
    held = [each.participation_id for each in members(official) if each.participation_id]
    strip(held, at=AT)
    db.session.refresh(draft)
    assert draft.before is None
    with pytest.raises(Refused, match="nothing to undo"):
        act(official, take_back)
