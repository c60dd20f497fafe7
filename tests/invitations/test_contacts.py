"""An organization without a mailbox of its own is written to by who speaks for it, or named."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from meetings.actor import CLI
from meetings.db import db
from meetings.directory.models import Organization
from meetings.invitations.models import Mailing, MailRefusal
from meetings.invitations.queries.contacts import Contact, contacts
from meetings.registration import operations as registration
from meetings.registration.rules.consents import Purpose
from tests.factories.accounts import make_user
from tests.factories.accreditation import make_application
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.invitations.test_organizations import lines, mails, send, tagged
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
PAST: dict[str, Any] = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 3)}


def applied(organization: Organization, name: str, at: datetime = AT) -> None:
    """A contact asked for its accreditation once."""
    made = make_application(
        make_open_meeting(**PAST),
        contact_name=name,
        contact_email=f"{name.split(maxsplit=1)[0].lower()}@ixchel.example",
    )
    made.organization_id, made.submitted_at = organization.id, at
    db.session.flush()


def came(organization: Organization, name: str, **facts: Any) -> Any:
    """Somebody represented it once."""
    made = make_participation(
        make_open_meeting(**PAST),
        given_names=name,
        surnames="Paz",
        email=f"{name.lower()}@home.example",
        **facts,
    )
    [line] = made.affiliations
    line.type, line.organization_id = "organization", organization.id
    db.session.flush()
    return made


def test_the_latest_contact_speaks_else_a_representative_who_wants_mails(session: Any) -> None:
    applying, sending, silent = (tagged(name) for name in ("Red", "Radio", "Liga"))
    applied(applying, "Nayeli Paz")
    applied(applying, "Berta Lima", AT + timedelta(days=1))
    came(applying, "Eva")
    came(sending, "Ana", consents=("future",))
    came(sending, "Luz")
    unsubscribed = came(silent, "Rosa", consents=("future",))
    session.add(MailRefusal(person_id=unsubscribed.person_id, at=AT))
    withdrew = came(silent, "Sol", consents=("future",))
    registration.withdraw_consent(withdrew, Purpose.FUTURE, by=CLI, at=AT)
    session.flush()
    assert contacts([applying.id, sending.id, silent.id]) == {
        applying.id: Contact("Berta Lima", "berta@ixchel.example"),
        sending.id: Contact("Ana Paz", "ana@home.example"),
    }


def test_the_mail_goes_to_the_contact_and_who_cannot_be_reached_is_named(
    app: Flask, page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        applied(tagged("Red Ixchel"), "Nayeli Paz")
        tagged("Radio Sur", email="sur@radio.example")
        tagged("Liga Norte")
        identity = make_user().get_id()
    mailing = send(app, stored)
    sent = [(each.to_email, each.to_name) for each in mails(app)]
    assert sent == [
        ("nayeli@ixchel.example", "Nayeli Paz (Red Ixchel)"),
        ("sur@radio.example", "Radio Sur"),
    ]
    assert lines(app) == ["no_address", "written", "written"]
    link = next(line for line in mails(app)[0].text.split() if "/unsubscribe/" in line)
    assert "Red Ixchel" in page.get(link.partition("127.0.0.1:8000")[2] or link).text
    with stored():
        found = db.session.scalars(select(Mailing)).one()
        slug = found.meeting.slug
        found.state = "draft"
    client.sign_in(identity)
    address = f"/en/manage/meetings/{slug}/invitations/{mailing}"
    listed = page.get(address)
    assert "Contact: Nayeli Paz" in listed.one("#recipients")
    said = "1 organization cannot be reached"
    assert said in listed.text
    assert "is known. Liga Norte" in listed.text
    with stored():
        found = db.session.scalars(select(Mailing)).one()
        found.state = "sent"
    assert "is known. Liga Norte" in page.get(address).text
    with stored():
        for each in db.session.scalars(select(Organization)):
            each.email = ""
    page.get(address)
