"""Organizations that bear a tag are written to at their own mailboxes, each in its language."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.actor import CLI
from meetings.db import db
from meetings.directory import operations as directory
from meetings.directory.models import Organization
from meetings.invitations import jobs, operations, queries
from meetings.invitations.models import Mailing, MailingRecipient
from meetings.invitations.operations import Plan
from meetings.notifications.models import Message
from meetings.registration.models import Participation
from tests.factories.accounts import make_user
from tests.factories.accreditation import make_accreditation
from tests.factories.directory import AT, make_person
from tests.factories.invitations import make_mailing
from tests.factories.registration import make_open_meeting, make_participation
from tests.factories.statistics import make_organization
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
NOW = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


def tagged(name: str, country: str = "HN", email: str = "", tag: str = "media") -> Organization:
    made = make_organization(name, country=country, email=email)
    directory.set_tags(made, [tag], by=CLI, at=AT)
    return made


def send(
    app: Flask, stored: Stored, *, template: str = "note", tag: str = "media", **values: Any
) -> str:
    """A mail to a tag that has gone out; its public id."""
    with stored():
        earlier = db.session.scalars(select(Mailing)).first()
        found = earlier.meeting if earlier else make_open_meeting()
        made = make_mailing(found, {"tag": tag, "country": ""}, template=template, **values)
        operations.schedule(made, Plan(), by=CLI, at=NOW)
        public_id = made.public_id
    with app.app_context():
        for job in jobs.jobs:
            job(NOW)
    return public_id


def mails(app: Flask) -> list[Message]:
    with app.app_context():
        wanted = select(Message).where(Message.kind.like("invitations.%"))
        return list(db.session.scalars(wanted.order_by(Message.to_email, Message.id)))


def lines(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(db.session.scalars(select(MailingRecipient.receipt)))


@pytest.mark.parametrize("template", ["note", "invitation"])
def test_each_is_written_to_in_its_language_and_becomes_no_participant(
    app: Flask, stored: Stored, template: str
) -> None:
    with stored():
        tagged("Rádio Norte", "BR", "norte@radio.example")
        tagged("Red Ixchel", "HN", "red@ixchel.example")
        tagged("Sin correo")
        tagged("Otra", email="otra@example.org", tag="partner")
    send(app, stored, template=template)
    sent = [(each.to_email, each.to_name, each.language) for each in mails(app)]
    assert sent == [
        ("norte@radio.example", "Rádio Norte", "pt"),
        ("red@ixchel.example", "Red Ixchel", "es"),
    ]
    assert lines(app) == ["no_address", "written", "written"]
    with app.app_context():
        assert not list(db.session.scalars(select(Participation)))


@pytest.mark.parametrize("template", ["note", "invitation"])
def test_one_address_gets_one_mail_though_it_is_a_persons_too(
    app: Flask, stored: Stored, template: str
) -> None:
    with stored():
        tagged("Red Ixchel", "HN", "red@ixchel.example")
        person = make_person("Nayeli", "Paz", "red@ixchel.example")
        directory.set_tags(person, ["media"], by=CLI, at=AT)
        for number in range(30):
            tagged(f"Radio {number}", email=f"r{number}@radio.example")
    send(app, stored, template=template, capacity_code="participant")
    shared = [each.to_name for each in mails(app) if each.to_email == "red@ixchel.example"]
    assert shared == ["Nayeli Paz"]
    assert lines(app).count("same_address") == 1
    assert lines(app).count("written") == 31


def test_those_accredited_to_a_meeting_are_chosen_on_the_page_and_written_to(
    app: Flask, page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        before, now = make_open_meeting(title={"en": "Before"}), make_open_meeting()
        make_accreditation(before, "Red Ixchel", contact_email="ixchel@example.org")
        make_accreditation(before, "Radio Sur", contact_email="sur@radio.example")
        make_accreditation(now, "Otra", contact_email="otra@example.org")
        make_participation(before)
        made = make_mailing(now, template="note")
        address = f"/en/manage/meetings/{now.slug}/invitations/{made.public_id}"
        slug, public_id = before.slug, made.public_id
        client.sign_in(make_user().get_id())
    chosen: dict[str, Any] = {"meeting-meeting": slug, "meeting-who": "accredited"}
    recipients = page.get(f"{address}/recipients")
    listed = recipients.submit("#by-meeting form", **chosen)
    assert "Organizations accredited: Before" in listed.text
    with stored():
        found = db.session.scalars(select(Mailing).where(Mailing.public_id == public_id)).one()
        operations.schedule(found, Plan(), by=CLI, at=NOW)
    with app.app_context():
        for job in jobs.jobs:
            job(NOW)
    to = sorted(each.to_email for each in mails(app))
    assert to == ["ixchel@example.org", "sur@radio.example"]


def test_it_ends_such_mails_by_its_own_link_and_wants_them_again(
    app: Flask, page: Site, stored: Stored
) -> None:
    with stored():
        tagged("Red Ixchel", "HN", "red@ixchel.example")
        tagged("Radio Sur", "HN", "sur@radio.example")
    send(app, stored)
    mail = mails(app)[0]
    link = urlsplit(re.findall(r"https?://\S+/unsubscribe/\S+", mail.text)[0]).path
    assert page.client.post(link, csrf=False).status_code == 200
    assert "Red Ixchel" in page.get(link).text
    send(app, stored)
    to = [each.to_email for each in mails(app)]
    assert to == ["red@ixchel.example", "sur@radio.example", "sur@radio.example"]
    assert lines(app) == ["unsubscribed", "written", "written", "written"]
    page.get(link).submit("main form", status=200)
    send(app, stored)
    assert len(mails(app)) == 5


def test_a_mail_that_came_back_is_marked_and_sent_again_to_the_address_of_now(
    app: Flask, page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        tagged("Red Ixchel", "HN", "old@ixchel.example")
        identity = make_user().get_id()
    mailing = send(app, stored)
    with stored():
        [message] = db.session.scalars(select(Message).where(Message.kind == "invitations.note"))
        message.bounced_at, message.bounce, message.status = NOW, "no such mailbox", "sent"
        [organization] = db.session.scalars(select(Organization))
        [drafted] = queries.candidates(db.session.scalars(select(Mailing)).one())
        assert drafted.receipt == "came_back"
        organization.email = "new@ixchel.example"
        slug = db.session.scalars(select(Mailing)).one().meeting.slug
    client.sign_in(identity)
    log = page.get(f"/en/manage/meetings/{slug}/invitations/{mailing}")
    assert "Red Ixchel" in log.one("tbody tr")
    assert "no such mailbox" in log.one("tbody tr")
    log.submit("form[action$='/again']")
    assert [each.to_email for each in mails(app)] == ["new@ixchel.example", "old@ixchel.example"]


def test_they_stand_in_the_list_and_a_country_narrows_it(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        tagged("Red Ixchel", "HN", "red@ixchel.example")
        tagged("Radio Sur")
        tagged("Radio Norte", "GT", "norte@radio.example")
        meeting = make_open_meeting()
        mailing, identity = make_mailing(meeting).public_id, make_user().get_id()
        address = f"/en/manage/meetings/{meeting.slug}/invitations/{mailing}"
    client.sign_in(identity)
    whom = page.get(f"{address}/recipients")
    honduras: dict[str, Any] = {"tag-tag": "media", "tag-country": "HN"}
    added = whom.submit("#by-tag form", **honduras)
    assert "They are on the list." in added.text
    listed = page.get(address)
    rows = listed.all("#recipients tbody tr")
    assert len(rows) == 2
    assert "No e-mail address is known" in rows[0]
    previewed = page.get(listed.link("Preview: Red Ixchel"))
    assert "Red Ixchel" in previewed.text
    donors: dict[str, Any] = {"tag-tag": "donor", "tag-country": ""}
    nobody = page.get(f"{address}/recipients").submit("#by-tag form", **donors)
    assert "Nobody bears this tag" in nobody.text


def test_a_mail_that_reached_nobody_says_so_and_why(
    app: Flask, page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        tagged("Red Ixchel", "HN", "red@ixchel.example")
        identity = make_user().get_id()
        meeting = make_open_meeting()
        late = make_mailing(meeting, {"tag": "media", "country": ""}, template="note")
        later = datetime(2026, 5, 5, 15, 0, tzinfo=UTC)
        operations.schedule(late, Plan(due_at=later), by=CLI, at=NOW)
        empty = make_mailing(meeting, {"tag": "donor", "country": ""}, template="note")
        operations.schedule(empty, Plan(due_at=later), by=CLI, at=NOW)
        address, public_id = f"/en/manage/meetings/{meeting.slug}/invitations", late.public_id
    with stored():
        [organization] = db.session.scalars(select(Organization))
        organization.email = ""
    with app.app_context():
        for job in jobs.jobs:
            job(later)
    client.sign_in(identity)
    states = page.get(address).all("td[data-label='State']")
    assert states == [
        "Sent to nobodyNobody whom it is for was on its list when it was due.",
        "Sent to nobodyNo e-mail address is known: 1",
    ]
    shown = page.get(f"{address}/{public_id}")
    assert "Nobody got this mail" in shown.one(".notice--warn")
    assert "No e-mail address is known: 1" in shown.one(".notice--warn")
