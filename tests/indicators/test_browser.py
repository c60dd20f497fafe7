"""The pages of figures in a real browser, at the width of a phone: nothing for axe to find."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from meetings.permissions import Role
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.statistics import make_headcount, make_held, make_organization, make_present

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def test_figures_are_accessible_on_a_phone(
    stored: Callable[[], AbstractContextManager[None]],
    live_server: Any,
    window: Callable[..., Any],
    axe: Callable[[Any], None],
) -> None:
    with stored():
        make_user("ana@cim.example", role=Role.COORDINATOR)
        meeting = make_held(actions=("MESECVI-4.1", "MESECVI-1.1"))
        for sex in ("female", "male", "another", "not_stated"):
            make_present(meeting, sex=sex, capacity="nca", state="HN")
        make_present(meeting, capacity="interpreter")
        make_present(meeting, capacity="cso_representative", organization=make_organization())
        make_headcount(meeting, 40, covers="unlisted", qualifier="about")
        make_held("Silent", actions=("MESECVI-4.1",))
        statistics = f"/en/meetings/{meeting.slug}/statistics"
    plan = "/en/indicators/mesecvi-2014-2017"
    page = window(width=360)
    for address in (statistics, "/en/indicators", f"{plan}?year=2016"):
        page.goto(live_server.url + address)
        axe(page)
    page.goto(live_server.url + "/en/sign-in")
    page.get_by_label("E-mail").fill("ana@cim.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    for address in (
        statistics,
        f"{plan}?year=2016",
        f"{plan}/MESECVI-4.1.c?year=2016",
        f"{plan}/MESECVI-1.1?year=2016",
        "/en/indicators/cim-2016-2021?year=2003",
    ):
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, address
        axe(page)
