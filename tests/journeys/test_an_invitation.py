"""In a real browser: a body is invited in three languages, one accepts, the other is reminded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from meetings import clock, rooms
from meetings.actor import CLI
from meetings.demo import operations as demo
from meetings.registration import operations as registration
from meetings.registration.models import Way
from tests.factories.accounts import make_user
from tests.factories.directory import make_person, make_seat
from tests.factories.registration import make_open_meeting
from tests.support.journey import Journey

EXPERTS = (("Ana", "BO", "es"), ("Edline", "HT", "fr"), ("Vera", "BR", "pt"))


@pytest.fixture
def slug(stored: Any) -> str:
    """A meeting of experts whose invitations are answered within ten days, and its officer."""
    with stored():
        now = clock.now()
        make_user("officer@example.org", password=demo.PASSWORD)
        soon = now.date() + timedelta(days=40)
        meeting = make_open_meeting(starts_on=soon, ends_on=soon)
        for name, state, _lang in EXPERTS:
            make_seat(
                state,
                "expert_titular",
                body="committee_of_experts",
                person=make_person(name, "Paz", f"{name.lower()}@experts.example.net"),
                from_on=now.date(),
                to_on=None,
            )
        way = registration.WayIn(
            capacity_code="expert_titular",
            way=Way.INVITATION,
            closes_at=(now + timedelta(days=10)).replace(hour=16),  # noon of the venue, or near
        )
        registration.set_way(meeting, way, by=CLI, at=now)
        return meeting.slug


def work(app: Any, *, days: float = 0) -> None:
    """What the worker does some days from now, twice."""
    with app.app_context():
        for _round in range(2):
            for job in rooms.jobs():
                job(clock.now() + timedelta(days=days))


def draft(desk: Any, slug: str, template: str) -> None:
    """A mailing from a template."""
    desk.open(f"/es/manage/meetings/{slug}/invitations")
    desk.fill(template=template).press("main section form button[type=submit]")


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_body_is_invited_and_only_who_is_silent_is_reminded(
    slug: str, visitor: Any, window: Any, live_server: Any, smtp_server: Any
) -> None:
    desk = visitor(1280).sign_in("officer")
    draft(desk, slug, "invitation")
    desk.press("main a[href$='/recipients']")
    desk.page.locator("select[name=body-body]").select_option("committee_of_experts")
    desk.press("#by-body button[type=submit]")
    desk.press("main .page-head a.button")
    assert "Edline Paz" in desk.words
    desk.press("main a[href*='/preview']")
    assert "Estimada/o" in desk.words or "Monsieur" in desk.words
    desk.page.go_back()
    desk.page.locator("input[name=when][value=now]").check()
    desk.press("#schedule form.form button[type=submit]")
    draft(desk, slug, "reminder_closing")
    for _asked_then_agreed in range(2):
        desk.press("#schedule form.form button[type=submit]")
    work(live_server.app)
    titles = {"es": "Invitación: ", "fr": "Invitation : ", "pt": "Convite: "}
    for name, _state, lang in EXPERTS:
        (mail,) = smtp_server.to(f"{name.lower()}@experts.example.net")
        assert mail["Content-Language"] == lang
        assert mail["Subject"].startswith(titles[lang])
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert any(part.get_content_type() == "text/calendar" for part in mail.walk())

    text = mail_text(smtp_server, "vera")
    link = next(word for word in text.split() if "/my/" in word)
    page = window(width=360, language="pt", scripts=False)
    phone = Journey(page, live_server.url, lambda _page: None)  # axe itself needs scripts
    phone.open(link).press("main a[href$='/accept']")
    phone.fill(sex="female", consent="y").press("main form[method=post] button[type=submit]")
    assert "Agradecemos: a secretaria recebeu sua resposta" in phone.words
    work(live_server.app, days=8)
    work(live_server.app, days=9)
    reminded = [
        name
        for name, _state, _lang in EXPERTS
        if any(
            "rappel" in mail["Subject"].lower() or "recordatorio" in mail["Subject"].lower()
            for mail in smtp_server.to(f"{name.lower()}@experts.example.net")
        )
    ]
    assert reminded == ["Ana", "Edline"]
    desk.open(f"/es/manage/meetings/{slug}/invitations")
    desk.press("main tbody tr:last-child th a")
    assert "Vera Paz" in desk.words
    pocket = visitor(360).sign_in("officer")
    pocket.open(f"/es/manage/meetings/{slug}/invitations").press("main tbody tr:last-child th a")


def mail_text(smtp_server: Any, name: str) -> str:
    """The plain text of the first mail to somebody."""
    mail = smtp_server.to(f"{name}@experts.example.net")[0]
    return str(mail.get_body(("plain",)).get_content())
