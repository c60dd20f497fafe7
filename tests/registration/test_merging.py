"""Two windows on one registration: what one saved is not undone by the other, nor unseen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import actor
from meetings.db import db
from meetings.registration import operations, queries
from meetings.registration.models import Participation
from meetings.registration.operations import Plan
from meetings.registration.rules.merging import Clash, marks, merge
from tests.factories.accounts import make_user
from tests.factories.registration import AT, make_entry, make_open_meeting, make_participation
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]


@pytest.mark.parametrize(
    ("showed", "typed", "stands", "written", "taken"),
    [
        ("A", "A", "A", "A", ()),
        ("A", "B", "A", "B", ()),
        ("A", "A", "C", "C", ("post",)),
        ("A", "B", "B", "B", ()),
        (None, "B", "C", "B", ()),
        ("A", "", "A", "", ()),
        ("A", "B", "C", None, ()),
        ("A", "", "C", None, ()),
    ],
)
def test_only_what_was_changed_here_is_written(
    showed: str | None, typed: str, stands: str, written: str | None, taken: tuple[str, ...]
) -> None:
    opened = {} if showed is None else marks({"post": showed})
    if written is None:
        with pytest.raises(Clash) as clash:
            merge(make_entry(post=typed), opened, now={"post": stands})
        assert clash.value.facts == ("post",)
        return
    merged = merge(make_entry(post=typed), opened, now={"post": stands})
    assert (merged.entry.post, merged.taken) == (written, taken)


@pytest.fixture
def own(stored: Stored, client: Client, frozen: Any) -> dict[str, str]:
    with stored():
        meeting = make_open_meeting()
        made = make_participation(meeting)
        client.sign_in(make_user().get_id())
        return {
            "url": f"/en/my/{queries.link_token(made)}/correct",
            "id": made.public_id,
            "officer": f"/en/manage/registrations/{made.public_id}",
        }


def stands(app: Flask, own: dict[str, str]) -> Participation:
    with app.app_context():
        found = queries.by_public_id(own["id"])
        assert found is not None
        return found


def two_windows(page: Site, own: dict[str, str]) -> tuple[Page, Page]:
    return page.get(own["url"]), page.get(own["url"])


def test_the_second_window_leaves_what_the_first_one_saved(
    app: Flask, page: Site, own: dict[str, str]
) -> None:
    first, second = two_windows(page, own)
    first.submit(post="Magistrada", surnames="Güell", access_needs="Rampa grande")
    done = second.submit(personnel_kind="justice")
    assert "stays so: Surnames, Name on the badge, Post or function, Access needs." in done.text
    now = stands(app, own)
    assert (now.post, now.person.surnames) == ("Magistrada", "Güell")
    assert (now.personnel_kind_code, now.badge_name) == ("justice", "María José Güell")
    history = page.get(own["officer"]).one("section[aria-labelledby=corrected-title]")
    assert "Surnames: Ñáñez Güell → Güell" in history
    assert "Post or function: (empty) → Magistrada" in history
    assert "Access needs: (kept apart) → (kept apart)" in history
    assert "By her or his own page" in history
    assert "In force at once" in history


def test_what_both_changed_is_shown_and_nothing_typed_is_lost(
    app: Flask, page: Site, own: dict[str, str]
) -> None:
    first, second = two_windows(page, own)
    first.submit(post="Magistrada", surnames="Güell")
    asked = second.submit(post="Jueza", personnel_kind="justice", status=422)
    assert asked.all(".notice td") == ["Magistrada", "Jueza"]
    assert asked.values()["post"] == "Jueza"
    assert asked.values()["surnames"] == "Güell"
    assert stands(app, own).post == "Magistrada"
    asked.submit()
    now = stands(app, own)
    assert (now.post, now.person.surnames) == ("Jueza", "Güell")
    assert now.personnel_kind_code == "justice"


def test_a_second_correction_waits_with_the_first(
    app: Flask, page: Site, own: dict[str, str], stored: Stored
) -> None:
    with stored():
        [found] = db.session.scalars(select(Participation))
        plan = Plan(reviewed_fields=("names", "sex", "post"))
        operations.set_plan(found.meeting, plan, by=actor.CLI, at=AT)
    first, second = two_windows(page, own)
    asked = first.submit(surnames="Güell")
    assert "Your correction waits for the secretariat." in asked.text
    assert "the rest is in force" not in asked.text
    officer = page.get(own["officer"])
    second.submit(sex="male")
    with app.app_context():
        row = queries.waiting_correction(stands(app, own).id)
        assert row is not None
        assert row.asked == {"surnames": "Güell", "sex": "male"}
    late = officer.submit("#correction form", accept="1")
    assert "Meanwhile she asked for something else: nothing was decided." in late.text
    assert stands(app, own).person.surnames == "Ñáñez Güell"
    late.submit("#correction form", accept="1")
    assert stands(app, own).person.surnames == "Güell"
