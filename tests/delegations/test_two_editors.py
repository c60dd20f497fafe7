"""Two editors of one person: the second keeps what she typed and sees what the first wrote."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from meetings.calendar.models import Meeting, Mode
from meetings.db import db
from meetings.delegations.queries import focal_points
from tests.factories.delegations import make_focal_point
from tests.support.desks import At, named, submitted


@pytest.fixture
def hybrid(at, stored) -> None:
    """How people take part is asked too."""
    with stored():
        db.session.execute(update(Meeting).values(mode=Mode.HYBRID))


@pytest.mark.parametrize(
    ("field", "first", "told"),
    [
        ("honorific", "H.E.", ["–", "H.E.", "–"]),
        ("given_names", "Ana María", ["Ana", "Ana María", "Ana"]),
        ("surnames", "De Ana Paz", ["De Ana", "De Ana Paz", "De Ana"]),
        ("email", "ana@mre.example", ["–", "ana@mre.example", "–"]),
        ("sex", "female", ["Not stated", "Female", "Not stated"]),
        ("capacity", "alternate_delegate", ["Adviser", "Alternate Delegate", "Adviser"]),
        ("personnel_kind", "health", ["Not stated", "Health", "Not stated"]),
        ("functions", ["speaker"], ["–", "Speaker", "–"]),
        ("mode", "virtual", ["In person", "Virtually", "In person"]),
        ("language", "pt", ["English", "Português", "English"]),
    ],
)
@pytest.mark.usefixtures("hybrid")
def test_the_second_keeps_her_post_and_takes_over_the_other_field(
    page, at, field, first, told
) -> None:
    link = named(page, at, "Ana", mode="in_person").link("Correct")
    one, other = page.get(link), page.get(link)
    one.submit(**{field: first})
    shown = other.submit(post="Minister")
    assert shown.status == 422
    row = shown.tree.cssselect("main tbody tr")[0]
    assert [cell.text_content() for cell in row.cssselect("td")] == told
    assert shown.values()["post"] == "Minister"
    done = shown.submit()
    assert "Minister" in done.text
    again = page.get(link).submit()
    assert again.status == 200


def test_who_was_withdrawn_in_the_other_tab_keeps_her_name_in_the_heading(page, at) -> None:
    shown = named(page, at, "Ana")
    one, other = page.get(shown.link("Correct")), page.get(shown.link("Withdraw"))
    other.submit()
    told = one.submit(post="Minister")
    assert told.status == 422
    assert told.heading == "Correct: Ana De Ana"
    assert told.values()["post"] == "Minister"


def test_an_empty_name_is_asked_for_as_somebody_else_s(page, at) -> None:
    assert "Write the given names, or the only name." in named(page, at, "").text


def test_two_lists_show_what_each_field_held_and_names_that_are_alike(page, at, stored) -> None:
    with stored():
        token = focal_points.link_token(
            make_focal_point(name="Misión", office="mission", email="m@hn.example")
        )
    mission = At("", f"/en/delegation/{token}/{at.slug}", "", at.slug)
    for desk, given, surnames, sex in (
        (mission, "Lucia", "Ortiz", "not_stated"),
        (mission, "Ana", "Paz", "female"),
        (at, "Lucía", "Ortiz Peña", "not_stated"),
        (at, "Ana", "Paz", "male"),
    ):
        named(page, desk, given, surnames=surnames, sex=sex)
    submitted(page, at)
    shown = submitted(page, mission)
    assert "Lucia Ortiz on your list may be Lucía Ortiz Peña on the other one" in shown.text
    assert "Sex: Male → Female" in shown.text
    assert "Where both lists changed the same field, yours holds." in shown.text
