"""After the deadline nobody is named any more, and a substitution still goes through."""

from __future__ import annotations

from datetime import timedelta

import pytest

from meetings.delegations.queries import focal_points
from tests.factories.delegations import AT, make_focal_point, make_nominated_meeting
from tests.support.desks import At, named, submitted


@pytest.fixture
def closing(stored, frozen) -> At:
    """A desk where people are named for one more hour."""
    frozen.move_to(AT)
    with stored():
        slug = make_nominated_meeting(closes_at=AT + timedelta(hours=1)).slug
        entrance = f"/en/delegation/{focal_points.link_token(make_focal_point())}"
    return At(entrance, f"{entrance}/{slug}", "", slug)


def test_naming_is_refused_at_once_and_who_was_drafted_in_time_holds_nobody_up(
    page, closing: At, frozen
) -> None:
    named(page, closing, "Ana")
    submitted(page, closing)
    named(page, closing, "Sol")
    form = page.get(f"{closing.desk}/members/new")
    frozen.move_to(AT + timedelta(hours=2))
    refused = form.submit(given_names="Eva", surnames="Paz", sex="female", capacity="adviser")
    assert refused.status == 422
    assert "The time to name people has passed." in refused.text
    assert refused.values()["given_names"] == "Eva"
    shown = page.get(closing.desk)
    assert not [each for each in shown.all("main a") if each == "Name somebody"]
    assert "The time to name people has passed." in shown.text
    assert "Sol De Sol cannot be named any more" in shown.text
    asked = page.get(shown.link("Substitute")).submit(
        given_names="Rosa", sex="female", capacity="adviser"
    )
    assert "Rosa comes in the place of Ana De Ana." in asked.text
    assert "Named: Sol" not in asked.text
    done = asked.submit("form[action$='/submit']")
    assert "List no. 2 is official" in done.text
    assert done.all("#list tbody th") == ["Rosa"]
