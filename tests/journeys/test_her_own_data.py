"""In a real browser: a lost link is found by mail, a name corrected, all data read and erased."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from meetings import actor, clock
from meetings.demo import operations as demo
from meetings.notifications.jobs import send_due
from meetings.registration import operations
from meetings.registration.operations import Plan
from tests.factories.accounts import make_user
from tests.factories.registration import make_open_meeting, make_participation
from tests.factories.statistics import make_presence


@pytest.fixture
def slugs(stored: Any) -> tuple[str, str]:
    """A meeting that is over, at which she was, and one to come that reviews names; its officer."""
    with stored():
        make_user("officer@example.org", password=demo.PASSWORD)
        today = clock.now().date()
        then, soon = today - timedelta(days=60), today + timedelta(days=30)
        past = make_open_meeting(starts_on=then, ends_on=then, time_zone="UTC")
        make_presence(make_participation(past), day=then)
        coming = make_open_meeting(starts_on=soon, ends_on=soon)
        plan = Plan(reviewed_fields=("names",))
        operations.set_plan(coming, plan, by=actor.CLI, at=clock.now())
        make_participation(coming)
        return past.slug, coming.slug


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_from_the_lost_link_to_the_erasure(
    slugs: tuple[str, str], visitor: Any, live_server: Any, smtp_server: Any
) -> None:
    phone, desk = visitor(360), visitor(1280)
    desk.sign_in("officer").open(f"/es/meetings/{slugs[0]}/statistics")
    before = desk.page.locator("main").inner_text()

    phone.open("/es/my").fill(email="mj@example.org").press("main form[method=post] button")
    assert "funciona una vez" in phone.words.lower()
    with live_server.app.app_context():
        send_due(clock.now())
    mail = smtp_server.to("mj@example.org")[-1]
    text = str(mail.get_body(("plain",)).get_content())
    link = next(word for word in text.split() if "/my/open/" in word)
    phone.open(link).press("main form button")
    phone.press("main .meeting-list a")
    own = phone.page.url
    assert visitor().page.goto(link).status == 410

    phone.press("a[href$='/correct']").fill(surnames="Güell").press("main form button")
    assert "espera la decisión de la Secretaría" in phone.words
    desk.open("/es/today").press("a[href$='/corrections']").press("main .row a")
    desk.press("#correction button[name=accept]")
    assert "La corrección está en vigor." in desk.words
    phone.open(own)
    assert "María José Güell" in phone.words

    phone.press("a[href$='/data']").press("a[href$='everything.html']")
    assert "mj@example.org" in phone.words
    phone.open(own).press("a[href$='/data']").press("a[href$='/erase']")
    phone.fill(sure="y").press("main form button")
    assert "Sus datos fueron borrados" in phone.words
    assert phone.page.goto(own).status == 404
    desk.open(f"/es/meetings/{slugs[0]}/statistics")
    assert desk.page.locator("main").inner_text() == before
