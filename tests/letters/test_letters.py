"""Letters of invitation, certificates of attendance, and the page that confirms one."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from meetings import actor
from meetings.attendance import operations as attendance
from meetings.attendance.rules import Event
from meetings.db import db
from meetings.errors import Refused
from meetings.letters import rules
from meetings.letters.models import Certificate
from meetings.registration import queries
from tests.factories.accounts import make_user
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
NOON = datetime(2026, 6, 2, 17, 0, tzinfo=UTC)
CAME, WENT = (f"5f0c7d1e-0000-4000-8000-00000000000{number}" for number in (1, 2))
END = datetime(2026, 6, 5, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "meeting", "at", "given"),
    [
        ("confirmed", "confirmed", NOON, True),
        ("pending", "confirmed", NOON, False),
        ("cancelled", "confirmed", NOON, False),
        ("confirmed", "cancelled", NOON, False),
        ("confirmed", "postponed", NOON, False),
        ("confirmed", "held", END + timedelta(days=1), False),
    ],
)
def test_a_letter_is_for_who_is_confirmed(
    status: str, meeting: str, at: datetime, *, given: bool
) -> None:
    assert is_given(lambda: rules.may_have_letter(status, meeting, ends_at=END, at=at)) is given


@pytest.mark.parametrize(
    ("status", "days", "course", "completed", "given"),
    [
        ("confirmed", [date(2026, 6, 2)], False, None, True),
        ("confirmed", [], False, None, False),
        ("replaced", [date(2026, 6, 2)], False, None, False),
        ("confirmed", [date(2026, 6, 2)], True, None, False),
        ("confirmed", [], True, date(2026, 6, 4), True),
    ],
)
def test_a_certificate_is_for_who_attended_and_of_a_course_for_who_completed_it(
    status: str, days: list[date], course: Any, completed: date | None, *, given: bool
) -> None:
    check = lambda: rules.may_have_certificate(  # noqa: E731 - one line of the table
        status, days, is_course=course, completed_on=completed
    )
    assert is_given(check) is given


def is_given(check: Callable[[], None]) -> bool:
    try:
        check()
    except Refused:
        return False
    return True


@pytest.fixture
def own(stored: Stored, client: Client, frozen: time_machine.Traveller) -> dict[str, str]:
    """Somebody confirmed; the clock stands before the meeting; an officer is signed in."""
    with stored():
        meeting = make_open_meeting(city="Lima")
        made = make_participation(meeting, post="Jueza")
        client.sign_in(make_user().get_id())
        return {
            "url": f"/en/my/{queries.link_token(made)}",
            "id": made.public_id,
            "slug": meeting.slug,
            "pass": made.pass_code,
        }


def at_the_door(stored: Stored, own: dict[str, str], **values: Any) -> None:
    with stored():
        found = queries.by_public_id(own["id"])
        assert found is not None
        told: dict[str, Any] = {"id": CAME, "at": NOON, "pass_code": own["pass"]}
        attendance.record(found.meeting, Event(**told | values), by=actor.CLI, at=NOON)


def words_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.text[:500]
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    [lang] = re.findall(r"-(\w\w)\.pdf$", url) or [""]
    assert f"{lang}.pdf" in answer.headers["Content-Disposition"]
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Letter of invitation"),
        ("es", "Carta de invitación"),
        ("fr", "Lettre d’invitation"),
        ("pt", "Carta-convite"),
    ],
)
def test_her_letter_bears_her_name_with_its_accents(
    client: Client, page: Site, own: dict[str, str], lang: str, title: str
) -> None:
    mine = page.get(page.get(own["url"]).link("Letter of invitation and certificate"))
    assert "once presence at the meeting is recorded" in mine.text
    words = words_of(client, f"{own['url']}/letters/invitation-{lang}.pdf")
    for each in (title, "María José Ñáñez Güell", "2026", "Jueza", "Lima"):
        assert each in words


def test_no_certificate_without_presence(page: Site, own: dict[str, str]) -> None:
    refused = page.get(own["url"] + "/letters/certificate-en.pdf", status=303)
    assert refused.response.location.endswith("/letters")


def test_a_certificate_and_the_page_that_confirms_it(
    app: Flask, client: Client, page: Site, own: dict[str, str], *, stored: Stored, frozen: Any
) -> None:
    frozen.move_to(NOON)
    at_the_door(stored, own)
    words = words_of(client, own["url"] + "/letters/certificate-es.pdf")
    assert "María José Ñáñez Güell" in words
    assert "2 de junio de 2026" in words
    assert words_of(client, own["url"] + "/letters/certificate-es.pdf") == words
    with app.app_context():
        (row,) = db.session.scalars(select(Certificate))
        code = row.code
    typed = page.get("/en/verify").submit(code=f" {code[:4].lower()}-{code[4:]} ")
    assert "given out by the Secretariat" in typed.text
    assert "María José Ñáñez Güell" in typed.text
    assert "2 de junio de 2026" in typed.text
    assert "mj@example.org" not in typed.text
    assert "Jueza" not in typed.text
    assert "No certificate" in page.get(f"/en/verify/{'0' * 20}", status=404).text
    assert page.get("/en/verify").submit(code="short").status == 422
    at_the_door(stored, own, id=WENT, kind="undo", undoes=CAME)
    stale = page.get(f"/en/verify/{code}")
    assert "no longer valid" in stale.text
    assert "María" not in stale.text


def test_an_officer_gives_them_out_and_says_who_signs(
    client: Client, page: Site, own: dict[str, str], *, stored: Stored, frozen: Any
) -> None:
    listed = page.get("/en/manage/letterheads")
    form = page.get(listed.link("All other bodies"))
    form.submit(heading="CIM\n1889 F Street NW", signer="Amb. Ñusta Pérez", post_es="Secretaria")
    frozen.move_to(NOON)
    at_the_door(stored, own)
    hers = page.get(f"/en/manage/registrations/{own['id']}")
    both = page.get(hers.link("Letter of invitation and certificate"))
    words = words_of(client, f"/en/manage/registrations/{own['id']}/letters/invitation-es.pdf")
    assert "1889 F Street NW" in words
    assert "Amb. Ñusta Pérez Secretaria" in words
    every = page.get(both.link("All certificates of this meeting"))
    assert "1 person was present" in every.text
    assert "Ñusta" in words_of(client, every.link("All certificates as one PDF"))


@pytest.mark.parametrize("lang", ["es", "fr", "pt"])
def test_in_every_language(page: Site, own: dict[str, str], lang: str) -> None:
    page.get(own["url"].replace("/en/", f"/{lang}/", 1) + "/letters")
    for path in ("verify", f"manage/registrations/{own['id']}/letters"):
        page.get(f"/{lang}/{path}")
    for path in (f"meetings/{own['slug']}/certificates", "letterheads", "letterheads/all"):
        page.get(f"/{lang}/manage/{path}")
