"""An organization is invited in words of its own, and the officer sees them before."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from meetings.actor import CLI
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory import operations as directory
from meetings.invitations import operations, queries
from meetings.invitations.operations import Plan
from meetings.invitations.rules.addressing import to_organization
from meetings.notifications.models import Message
from meetings.registration.models import Opening
from tests.factories.accounts import make_user
from tests.factories.directory import AT, make_person
from tests.factories.invitations import make_mailing
from tests.factories.registration import make_open_meeting
from tests.factories.statistics import make_organization
from tests.invitations.test_again import NOW, Stored
from tests.support.pages import Client, Site


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Dear {name},\n\nCome.\nAs: {capacity}", "{name}\n\nSirs,\n\nCome."),
        ("Come, {link}.\nOr {link}\nBy {deadline}.\nBye", "HERE\nBye"),
        ("We write to\n{name}.", "We write to\n{name}."),
    ],
)
def test_the_lines_that_speak_to_a_person(text: str, spoken: str) -> None:
    assert to_organization(text, greeting="Sirs,", way_in="HERE") == spoken


def tagged(name: str, country: str) -> None:
    made = make_organization(name, country=country, email=f"{country.lower()}@radio.example")
    directory.set_tags(made, ["media"], by=CLI, at=AT)


def sent(meeting: Meeting) -> dict[str, str]:
    """Language -> the invitation to an organization that reads it."""
    mailing = make_mailing(
        meeting, {"tag": "media", "country": ""}, template="invitation", capacity_code="participant"
    )
    operations.schedule(mailing, Plan(), by=CLI, at=NOW)
    db.session.flush()
    for each in queries.due(at=NOW):
        operations.send_batch(each, at=NOW)
    return {each.language: each.text for each in db.session.scalars(select(Message))}


@pytest.mark.usefixtures("session", "frozen")
def test_an_invitation_greets_no_gender_and_leads_to_no_personal_page() -> None:
    for name, country in (("Red Ixchel", "HN"), ("Radyo", "HT"), ("Rádio", "BR"), ("Net", "JM")):
        tagged(name, country)
    texts = sent(make_open_meeting())
    assert sorted(texts) == ["en", "es", "fr", "pt"]
    greetings = {
        "en": "To whom it may concern,",
        "es": "Estimadas señoras y señores:",
        "fr": "Mesdames, Messieurs,",
        "pt": "Prezadas senhoras, prezados senhores,",
    }
    for lang, greeting in greetings.items():
        assert f"\n\n{greeting}\n" in texts[lang]
    assert texts["es"].startswith("Red Ixchel\n")
    assert "Información e inscripción: http" in texts["es"]
    for lang, words in (
        ("en", ("own page", "capacity", "Dear")),
        ("es", ("página personal", "calidad", "Estimada/o")),
        ("fr", ("page personnelle", "qualité", "Monsieur Radyo")),
        ("pt", ("página pessoal", "qualidade", "Prezada/o", "-la/o")),
    ):
        assert not [each for each in words if each in texts[lang]], lang


@pytest.mark.usefixtures("session", "frozen")
def test_where_no_public_way_is_open_it_writes_to_the_secretariat() -> None:
    tagged("Net", "JM")
    meeting = make_open_meeting()
    for each in db.session.scalars(select(Opening)):
        db.session.delete(each)
    db.session.flush()
    text = sent(meeting)["en"]
    assert "To name them, please write to meetings@" in text
    assert "registration:" not in text


def test_the_preview_shows_a_persons_and_an_organizations(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        tagged("Red Ixchel", "HN")
        person = make_person("Ana", "Paz", "ana@example.org")
        person.country = "HN"
        directory.set_tags(person, ["media"], by=CLI, at=AT)
        meeting = make_open_meeting()
        made = make_mailing(meeting, {"tag": "media", "country": ""}, capacity_code="participant")
        address = f"/en/manage/meetings/{meeting.slug}/invitations/{made.public_id}/preview"
        identity = make_user().get_id()
    client.sign_in(identity)
    shown = page.get(address)
    assert "As an organization on the list reads it" in shown.text
    hers, its = shown.all(".letter-text")
    assert "Estimada/o Ana Paz:" in hers
    assert "Estimadas señoras y señores:" in its
