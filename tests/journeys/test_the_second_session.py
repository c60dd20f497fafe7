"""The II Session of the Executive Committee: made, filled, moved twice, told once, and held."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from meetings import clock, rooms
from meetings.db import transaction
from tests.factories.accounts import make_user
from tests.support.journey import Journey

ZONE = "America/New_York"
BODY = "/es/directory/bodies/executive_committee"
PEOPLE = {
    "es": ("María José", "Ñáñez Güell", "mj@delegation.example.net"),
    "fr": ("Édeline", "Désir", "edeline@delegation.example.net"),
    "pt": ("Conceição", "Magalhães", "conceicao@delegation.example.net"),
}
# The symbol of each document, and the languages it is in.
SYMBOLS = [f"CIM/CD/doc.{number}/26" for number in range(1, 7)]


@pytest.fixture
def officer(app, visitor) -> Journey:
    """Somebody of the secretariat at her desk, signed in."""
    with app.app_context(), transaction():
        make_user("officer@example.org", "Inés Peña", password="demo-secretariat", language="es")
    officer: Journey = visitor(1280).sign_in("officer")
    return officer


def make_session(officer: Journey, day: str) -> str:
    """A tentative session from the body's template; gives back its slug."""
    officer.open(BODY).press("a[href$='/executive_committee/meetings/new']")
    officer.fill(starts_on=day, precision="day", status="tentative")
    officer.press("main form[method=post] button[type=submit]")
    return officer.page.url.rsplit("/", 1)[1].split("?")[0]


def add_days_of_sessions(officer: Journey, slug: str) -> None:
    """Two days, each with its sessions pasted as lines."""
    for number, lines in enumerate(
        (
            "09:00-10:00 Apertura\n10:30-12:30 Informe de la Presidenta",
            "09:00-12:00 Plan de trabajo\n15:00-16:00 Clausura",
        )
    ):
        officer.open(f"/es/manage/meetings/{slug}/agenda")
        form = officer.page.locator("form[action*='/agenda/add-several']").nth(number)
        form.locator("xpath=ancestor::details").locator("summary").click()
        form.locator("textarea").fill(lines)
        with officer.page.expect_navigation():
            form.locator("button[type=submit]").click()
    officer.open(f"/es/meetings/{slug}/agenda")
    for title in ("Apertura", "Informe de la Presidenta", "Plan de trabajo", "Clausura"):
        assert title in officer.words


def add_documents(officer: Journey, slug: str, folder: Path) -> None:
    """Six documents in two languages, twelve files at once, their names saying what they are."""
    files = []
    for symbol in SYMBOLS:
        for lang in ("es", "en"):
            path = folder / f"{symbol.replace('/', '-')}_{lang}.txt"
            path.write_text(f"{symbol} ({lang})\n", encoding="utf-8")
            files.append(str(path))
    officer.open(f"/es/manage/meetings/{slug}/documents/several")
    officer.page.locator("input[type=file]").set_input_files(files)
    officer.press("main form[method=post] button[type=submit]")
    officer.fill(access="public", publication="now")
    officer.press("main form[method=post] button[type=submit]")
    officer.open(f"/es/meetings/{slug}/documents")
    for symbol in SYMBOLS:
        assert symbol in officer.words


def register(visitor, slug: str) -> None:
    """Three delegates, each in her own language, on a phone."""
    for lang, (given, surnames, email) in PEOPLE.items():
        visitor(language=lang).open(f"/{lang}/meetings/{slug}/register").fill(
            given_names=given,
            surnames=surnames,
            email=email,
            sex="female",
            capacity="principal_delegate",
            represents="BO",
            language=lang,
            consent="y",
        ).press("main form[method=post] button[type=submit]")


def move(officer: Journey, slug: str, day: str) -> None:
    """Give it another first day, and the next day as its last, on the officer's form."""
    officer.open(f"/es/manage/meetings/{slug}/edit")
    officer.fill(starts_on=day, ends_on=after(day), why="La sala no estaba libre.")
    officer.press("main form.form[method=post] .form-actions button[type=submit]")


def after(day: str, days: int = 1) -> str:
    """A later day, as forms write it."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def work(app, *, hours: int) -> None:
    """What the worker does some hours from now."""
    with app.app_context():
        for job in rooms.jobs():
            job(clock.now() + timedelta(hours=hours))


def test_the_second_session_is_moved_twice_and_told_once(
    smtp_server, visitor, officer, live_server, tmp_path
) -> None:
    today = clock.local_day(clock.now(), ZONE).isoformat()
    year = int(today[:4]) + 1
    first_day, second_day = f"{year}-03-24", f"{year}-04-28"
    assert make_session(officer, f"{year}-02-17")
    slug = make_session(officer, first_day)
    assert "II Sesión" in officer.words
    add_days_of_sessions(officer, slug)
    add_documents(officer, slug, tmp_path)
    officer.open(f"/es/manage/meetings/{slug}")
    officer.agree("form[action$='/publish'] button")
    register(visitor, slug)
    work(live_server.app, hours=0)
    receipts = len(smtp_server.messages)
    assert receipts == len(PEOPLE)

    move(officer, slug, second_day)
    move(officer, slug, today)
    work(live_server.app, hours=0)
    assert len(smtp_server.messages) == receipts, "the quiet period is not over"
    work(live_server.app, hours=3)
    work(live_server.app, hours=9)
    for lang, (_given, _surnames, email) in PEOPLE.items():
        [_receipt, told] = smtp_server.to(email)
        text = told.get_body(("plain",)).get_content()
        assert told["Content-Language"] == lang
        for day, is_told in ((first_day, True), (second_day, False), (today, True)):
            number = date.fromisoformat(day).day
            assert bool(re.search(rf"\b{number}\b", text)) or not is_told, (lang, day, text)

    officer.open(f"/es/manage/meetings/{slug}")
    officer.press("a[href$='status=held']").press("main form[method=post] button[type=submit]")
    public = visitor().open(f"/es/meetings/{slug}")
    assert "Realizada" in public.words or "Celebrada" in public.words
    assert "La sala no estaba libre" not in public.words, "the reason was not made public"
