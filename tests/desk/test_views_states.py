"""The pages of a State and of a group: what is known, who sits where, what meetings reached."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import pytest
from time_machine import Traveller

from meetings.permissions import Role
from tests.factories.accounts import make_user
from tests.factories.directory import make_person, make_seat
from tests.factories.statistics import make_held, make_present
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
IN_2016 = "/en/directory/groups/sica?from=2016-01-01&to=2016-12-31"


@pytest.fixture
def year_2016(stored: Stored, frozen: Traveller) -> None:
    """Panama hosts, Honduras benefits, somebody was present for El Salvador, nobody for Belize."""
    frozen.move_to(datetime(2026, 5, 4, 15, 0, tzinfo=UTC))
    with stored():
        make_held("Workshop in Panama", country="PA", city="Panama")
        make_held("For Honduras", country="US", beneficiaries=("HN",))
        with_people = make_held("Virtual course", mode="virtual", country="NI", city="")
        make_present(with_people, state="SV", capacity="nca")
        make_held("Next year", country="BZ", city="Belmopan", starts_on=date(2017, 2, 1))
        make_held("Only foreseen", country="GT", city="Antigua", status="tentative")
        make_held("A draft", country="CR", city="San José", published=False)


@pytest.mark.usefixtures("year_2016")
def test_a_group_says_whom_held_meetings_reached_and_how(page: Site) -> None:
    group = page.get(IN_2016)
    assert "3 of 8 States were reached by a held meeting." in group.text
    opened = {each.split()[0]: each for each in group.all("details:has(.badge)")}
    assert "Workshop in Panama" in opened["Panama"]
    assert "Held there" in opened["Panama"]
    assert "For its benefit" in opened["Honduras"]
    assert "Its representatives were present" in opened["El"]
    missed = group.all("section")[1]
    for name in ("Belize", "Guatemala", "Nicaragua", "Costa Rica", "Dominican Republic"):
        assert name in missed
    later = page.get("/en/directory/groups/sica?from=2017-01-01&to=2017-12-31")
    assert "1 of 8 States was reached" in later.text or "1 of 8 States were reached" in later.text
    before = page.get("/en/directory/groups/sica?from=1995-01-01&to=1995-12-31")
    assert "0 of 6 States" in before.text


@pytest.mark.usefixtures("year_2016")
def test_a_period_that_is_none_is_told_and_this_year_is_shown(page: Site) -> None:
    wrong = page.get("/en/directory/groups/sica?from=2016-12-31&to=2016-01-01")
    assert "This is not a period." in wrong.text
    assert wrong.values("main form.filters")["from"] == "2026-01-01"
    assert "This is not a period." in page.get("/en/directory/groups/sica?from=soon").text
    page.get("/en/directory/groups/atlantis", status=404)


@pytest.mark.usefixtures("year_2016")
def test_a_state_shows_facts_groups_seats_and_meetings(page: Site, stored: Stored) -> None:
    with stored():
        expert = make_person("Luz", "Ñáñez", "luz@example.org")
        make_seat("HN", "expert_titular", body="committee_of_experts", person=expert, to_on=None)
        make_seat("HN", "member", from_on=date(2002, 11, 1), to_on=date(2004, 10, 31))
    honduras = page.get("/es/directory/states/HN")
    for words in (
        "Participación en la OEA suspendida",
        "julio de 2009 – junio de 2011",
        "Suspendida de julio de 2009 a junio de 2011.",
        "Sistema de la Integración Centroamericana",
        "Luz Ñáñez",
        "2002 – 31 ",
        "En su beneficio",
    ):
        assert words in honduras.text
    assert "luz@" not in honduras.response.text
    venezuela = page.get("/en/directory/states/VE").text
    assert venezuela.count("Contested") == 2
    assert "seat is vacant in practice" in venezuela
    page.get("/en/directory/states/XX", status=404)
    page.get("/en/directory/states/hn", status=404)


@pytest.mark.usefixtures("year_2016")
@pytest.mark.parametrize(
    ("role", "sees"), [(None, False), (Role.DOOR, False), (Role.OFFICER, True)]
)
def test_only_who_sees_figures_sees_how_many_came(
    page: Site, stored: Stored, client: Client, role: Role | None, *, sees: bool
) -> None:
    if role is not None:
        with stored():
            identity = make_user(role=role).get_id()
        client.sign_in(identity)
    shown = page.get("/en/directory/states/SV").text
    assert ("Persons: 1; meetings: 1" in shown) == sees
