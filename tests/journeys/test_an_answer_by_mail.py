"""In a real browser: she registers, her calendar answers the mail, the officer reads the answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from meetings import clock
from meetings.demo import operations as demo
from meetings.notifications.jobs import send_due
from tests.factories.accounts import make_user
from tests.factories.registration import make_open_meeting
from tests.support.answers import make_mail


@pytest.fixture
def slug(stored) -> str:
    """A meeting that is open, and its officer."""
    with stored():
        make_user("officer@example.org", password=demo.PASSWORD)
        soon = clock.now().date() + timedelta(days=30)
        return make_open_meeting(starts_on=soon, ends_on=soon).slug


def answer_to(invitation: Any, **values: str) -> bytes:
    """The answer that her program makes of an invitation."""
    (part,) = [each for each in invitation.walk() if each.get_content_type() == "text/calendar"]
    asked: Any = Calendar.from_ical(part.get_payload(decode=True))
    assert asked["METHOD"] == "REQUEST"
    (entry,) = asked.walk("VEVENT")
    address = str(entry["ATTENDEE"]).removeprefix("mailto:")
    given: dict[str, Any] = {"attendee": address, "sender": address, "partstat": "DECLINED"}
    return make_mail(
        uid=str(entry["UID"]), sequence=entry["SEQUENCE"], name="Yma Sumaq", **(given | values)
    )


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_her_calendars_answer_reaches_the_officer(
    slug: str, visitor: Any, live_server: Any, smtp_server: Any
) -> None:
    phone, desk = visitor(), visitor(1280)
    phone.open(f"/es/meetings/{slug}/register").fill(
        given_names="Yma",
        surnames="Sumaq",
        email="yma@example.net",
        sex="female",
        capacity="participant",
        represents="self",
        consent="y",
    ).press("main form[method=post] button[type=submit]")
    with live_server.app.app_context():
        send_due(clock.now())
    (invitation,) = smtp_server.to("yma@example.net")

    desk.sign_in("officer").open("/es/manage/replies")
    files = [answer_to(invitation), answer_to(invitation, sender="oficina@example.net")]
    files[1] = files[1].replace(b"<1@mail.example>", b"<2@mail.example>")
    desk.page.set_input_files(
        "input[type=file]",
        [
            {"name": f"{number}.eml", "mimeType": "message/rfc822", "buffer": content}
            for number, content in enumerate(files)
        ],
    )
    desk.press("main form[enctype] button[type=submit]")
    assert "Se registró 1 respuesta." in desk.words
    assert "1 respuesta queda pendiente" in desk.words

    pocket = visitor(360)
    pocket.sign_in("officer").open("/es/today")
    assert "1 respuesta espera su decisión." in pocket.words
    pocket.press("a[href$='/manage/replies']").press("main tbody th a")
    assert "dirección distinta de la invitada" in pocket.words
    pocket.press("main form[action$='/dismiss'] button")
    desk.open("/es/today").press("a[href*='reply=declined']")
    assert "No asistirá" in desk.words
    assert "Confirmada" in desk.words
    mine = str(invitation.get_body(("plain",)).get_content())
    link = next(word for word in mine.split() if "/my/" in word)
    phone.open(link)
    assert "Su inscripción sigue vigente" in phone.words
