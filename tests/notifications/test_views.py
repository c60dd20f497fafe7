"""The outbox, as an officer sees it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from meetings.audit import AuditEntry
from meetings.db import db
from meetings.notifications import operations, rules
from meetings.permissions import Role
from tests.factories.accounts import make_user
from tests.factories.notifications import AT, make_message


@pytest.fixture
def outbox(stored, client):
    """An officer is signed in, one French message waits; gives the message's public id."""
    with stored():
        identity = make_user().get_id()
        public_id = make_message().public_id
    client.sign_in(identity)
    return public_id


def actions(app) -> list[str]:
    """What the audit has noted about messages."""
    chosen = select(AuditEntry.action).where(AuditEntry.subject_type == "message")
    with app.app_context():
        return list(db.session.scalars(chosen.order_by(AuditEntry.id)))


def test_the_list_tells_to_whom_what_and_where_it_stands(outbox, page) -> None:
    listed = page.get("/en/manage/outbox")
    assert listed.heading == "Outbox"
    assert "Zoé Lefèvre, déléguée" in listed.text
    assert "Votre inscription à la réunion est confirmée" in listed.text
    assert "May 4, 2026" in listed.text
    assert "Mail is not sent from this installation" in listed.text
    assert "1 message" in listed.text


def test_search_needs_no_accents(outbox, page, stored) -> None:
    with stored():
        make_message(to_name="Inés María Peña", title="Otra cosa")
    found = page.get("/en/manage/outbox").submit(q="LEFEVRE")
    assert len(found.all("tbody tr")) == 1
    found = found.submit(q="pena ines")
    assert found.all("tbody th") == ["Otra cosa"]
    assert not {"pena", "LEFEVRE"} & set(re.split(r"\W", found.url)), "no name in an address"
    assert "page=2" not in found.url
    nobody = found.submit(q="100%")
    assert nobody.all("tbody tr") == []
    assert len(nobody.submit("#all-messages").all("tbody tr")) == 2
    assert len(page.get("/en/manage/outbox?status=sent").all("tbody tr")) == 0
    assert len(page.get("/en/manage/outbox?status=nonsense").all("tbody tr")) == 2


def test_a_long_outbox_comes_in_pages(outbox, page, stored) -> None:
    with stored():
        for number in range(60):
            make_message(title=f"Message {number}", attachments=())
    assert len(page.get("/en/manage/outbox").all("tbody tr")) == 50
    second = page.get("/en/manage/outbox?page=2")
    assert len(second.all("tbody tr")) == 11
    assert "61 messages" in second.text


def test_a_message_shows_its_text_with_links_and_its_files(outbox, page, app) -> None:
    shown = page.get(f"/en/manage/outbox/{outbox}")
    assert shown.heading == "Votre inscription à la réunion est confirmée"
    assert shown.link("https://meetings.example/fr/my/abc") == "https://meetings.example/fr/my/abc"
    assert shown.link("reunion.ics").endswith("/files/1")
    assert actions(app) == ["notifications.read"]


def test_the_html_is_framed_without_script_and_with_its_images(outbox, client) -> None:
    answer = client.get(f"/en/manage/outbox/{outbox}/html")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy
    assert 'src="data:image/png;base64,' in answer.text
    assert "cid:" not in answer.text


def test_a_file_is_a_download_and_nothing_else(outbox, client) -> None:
    answer = client.get(f"/en/manage/outbox/{outbox}/files/1")
    assert answer.data == b"BEGIN:VCALENDAR"
    assert answer.headers["Content-Disposition"] == "attachment; filename=reunion.ics"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/en/manage/outbox/{outbox}/files/3").status_code == 404


def test_a_message_that_was_given_up_is_tried_again(outbox, page, stored, app) -> None:
    with stored():
        claimed = operations.claim(at=AT)
        assert claimed is not None
        operations.note_failed(claimed, "550 no such mailbox", final=True, at=AT)
    assert "1 message could not be sent." in page.get("/en/manage/outbox").text
    shown = page.get(f"/en/manage/outbox/{outbox}")
    assert "550 no such mailbox" in shown.text
    again = shown.submit("main form")
    assert again.url.endswith(outbox)
    assert "The message is in the outbox again." in again.text
    with stored():
        assert operations.claim(at=AT + rules.LEASE * 10**6) is not None
    assert "notifications.send_again" in actions(app)


def test_a_message_that_came_back_is_marked_and_sent_again_as_another_mail(
    outbox, page, stored
) -> None:
    with stored():
        claimed = operations.claim(at=AT)
        assert claimed is not None
        operations.note_refused(claimed, "550 5.1.1 No such user", at=AT)
    listed = page.get("/en/manage/outbox?status=bounced")
    assert "1 message came back." in listed.text
    assert "could not be sent" not in listed.text
    assert "Came back" in listed.one("tbody tr")
    assert page.get("/en/manage/outbox?status=dead").all("tbody tr") == []
    shown = page.get(f"/en/manage/outbox/{outbox}")
    assert "a mail server said: 550 5.1.1 No such user" in shown.text
    assert "Given up" not in shown.text
    copy = shown.submit("main form")
    assert "The message is in the outbox again." in copy.text
    assert not copy.url.endswith(outbox)


def test_a_sent_message_is_sent_again_as_another_mail(outbox, page, stored) -> None:
    with stored():
        claimed = operations.claim(at=AT)
        assert claimed is not None
        operations.note_sent(claimed, at=AT)
    copy = page.get(f"/en/manage/outbox/{outbox}").submit("main form")
    assert not copy.url.endswith(outbox)
    assert copy.link("reunion.ics").endswith("/files/1")
    assert len(page.get("/en/manage/outbox").all("tbody tr")) == 2


def test_what_is_not_there_is_not_found(outbox, page) -> None:
    page.get("/en/manage/outbox/7d444840-9dc0-11d1-b245-5ffdce74fad2", status=404)
    page.get("/en/manage/outbox/nonsense", status=404)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DOOR])
def test_only_officers_read_mail(client, stored, role: Role) -> None:
    with stored():
        identity = make_user(role=role).get_id()
        public_id = make_message().public_id
    client.sign_in(identity)
    for path in ("", f"/{public_id}", f"/{public_id}/html", f"/{public_id}/files/1"):
        assert client.get("/en/manage/outbox" + path).status_code == 403
    assert client.post(f"/en/manage/outbox/{public_id}/send-again").status_code == 403


def test_a_visitor_is_asked_to_sign_in(client) -> None:
    answer = client.get("/en/manage/outbox")
    assert answer.status_code == 302
    assert answer.location == "/en/sign-in?next=/en/manage/outbox"


def test_a_frame_with_a_mail_is_accessible_in_a_browser(stored, live_server, window, axe) -> None:
    from tests.factories.accounts import PASSWORD

    with stored():
        make_user(language="fr")
        public_id = make_message().public_id
    phone = window(width=360, language="fr")
    phone.goto(live_server.url + f"/fr/sign-in?next=/fr/manage/outbox/{public_id}")
    phone.fill("#email", "ana@cim.example")
    phone.fill("#password", PASSWORD)
    phone.click("main form button")
    assert phone.frame_locator("iframe").locator("p").first.inner_text() == "Bonjour Zoé"
    axe(phone)


def test_the_outbox_names_its_zone_and_the_subject(outbox, page) -> None:
    listed = page.get("/es/manage/outbox")
    assert "Fechas y horas: " in listed.text
    assert "Asunto" in listed.all("thead th")
    assert "Time zone" in page.get(f"/en/manage/outbox/{outbox}").text


@pytest.mark.parametrize("sends", [True, False])
def test_a_secret_address_is_read_by_its_reader_alone(
    app, client, page, stored, *, monkeypatch, sends
) -> None:
    settings = replace(app.config["SETTINGS"], smtp_url="smtp://127.0.0.1" if sends else "")
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    file = b"URL:https://example.org/en/my/abc\r\n .DEF-1/documents\r\n"
    with stored():
        address = "https://example.org/feeds/abc.DEF-1.ics"
        message = make_message(
            text=f"Yours: {address}",
            html=f"<p>{address}</p>",
            attachments=[operations.File("meeting.ics", "text/calendar", file)],
        )
        public_id, identity = message.public_id, make_user().get_id()
    client.sign_in(identity)
    shown = page.get(f"/en/manage/outbox/{public_id}").text
    assert ("abc.DEF-1" in shown) is not sends
    framed = client.get(f"/en/manage/outbox/{public_id}/html").text
    assert ("abc.DEF-1" in framed) is not sends
    given = client.get(f"/en/manage/outbox/{public_id}/files/1").data
    hidden = "URL:https://example.org/en/my/…/documents\r\n".encode()
    assert given == (hidden if sends else file)
