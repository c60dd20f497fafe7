"""A meeting's questions when their time is over, and in two windows."""

from __future__ import annotations

from flask import Flask

from meetings import clock
from meetings.calendar import queries as calendar
from meetings.db import db, transaction
from meetings.registration import queries as registration
from tests.registration import test_form_pages as pages
from tests.registration.test_form_pages import ANA, Made, answered, my, typing
from tests.support.pages import Page, Site

made, entry = pages.made, pages.entry  # the same meeting and its form


def test_after_its_time_the_second_form_is_read_and_shows_its_own_answers(
    app: Flask, page: Site, entry: Page, made: Made
) -> None:
    entry.submit(**ANA | {made["diet"]: "none"})
    page.get(my(app, "/form")).submit(**typing({made["flight"]: "KL 744"}))
    with app.app_context(), transaction():
        meeting = calendar.by_slug(made.slug)
        assert meeting is not None
        plan = registration.plan(meeting.id)
        plan.form_closes_at = clock.now()
        db.session.add(plan)
    hers = page.get(my(app))
    assert "Before the meeting: your answers" not in hers.text
    assert hers.all("main a.button")[0] != "See your answers"
    seen = page.get(hers.link("See your answers"))
    assert "KL 744" in seen.one("main")
    assert "Diet" not in seen.one("main")


def test_of_two_windows_what_the_second_left_alone_stays_as_the_first_wrote_it(
    app: Flask, page: Site, entry: Page, made: Made
) -> None:
    entry.submit(**ANA | {made["diet"]: "none"})
    one, other, third = (page.get(my(app, "/answers")) for _window in range(3))
    other_fields = {made["health"]: "Nuts", made["diet"]: "other", made["which"]: "Kosher"}
    one.submit(**typing(other_fields))
    told = third.submit(**typing({made["health"]: "Milk"}))
    assert told.status == 422
    assert told.values()[made["health"]] == "Milk"
    assert told.values()[made["diet"]] == "other"
    assert told.values()[made["which"]] == "Kosher"
    assert other.submit(**typing({})).status == 200
    assert answered(app) == {"Diet": "Other", "Which diet?": "Kosher"}
    told.submit()
    assert answered(app) == {"Diet": "Other", "Which diet?": "Kosher"}
    assert answered(app, sensitive=True) == {"Allergies": "Milk"}
