"""An organization that the secretariat admits names its people by a link of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.accreditation import operations
from meetings.actor import CLI
from meetings.db import db
from meetings.errors import Refused
from meetings.notifications.models import Message
from meetings.registration.models import Participation
from tests.factories.accounts import make_user
from tests.factories.accreditation import AT
from tests.factories.registration import make_open_meeting
from tests.factories.statistics import make_organization
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
ANA: dict[str, Any] = {
    "given_names": "Ana",
    "surnames": "Ñandú",
    "email": "ana@paho.example",
    "sex": "female",
    "consent": "y",
}


def links(app: Flask) -> list[str]:
    with app.app_context():
        wanted = select(Message).where(Message.kind == "accreditation.link").order_by(Message.id)
        found = list(db.session.scalars(wanted))
        assert {(each.to_email, each.language) for each in found} == {("obs@paho.example", "fr")}
        return [
            urlsplit(re.findall(r"https?://\S+/represent/\S+", each.text)[0]).path for each in found
        ]


def test_an_observing_organization_is_admitted_and_its_link_renewed(
    app: Flask, page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        make_organization("Pan American Health Organization", email="obs@paho.example")
        slug = make_open_meeting().slug
        client.sign_in(make_user().get_id())
    overview = page.get(f"/en/manage/meetings/{slug}/delegations")
    organizations = page.get(f"/en/manage/meetings/{slug}/organizations")
    assert "An organization that observes is no State" in overview.text
    admit = page.get(organizations.link("Admit an organization"))
    searched = admit.submit("main form", q="health", do="find", status=200)
    assert searched.all("#organization option") == ["Pan American Health Organization"]
    assert searched.values()["capacity"] == "igo_representative"
    done = searched.submit("main form", language="fr", places="2", do="admit")
    assert "The organization may send people" in done.text
    [first] = links(app)
    shown = page.get(done.link("Pan American Health Organization"))
    assert "Representative of an international organization" in shown.text
    page.get(first).submit(**ANA)
    with app.app_context():
        made = db.session.scalars(select(Participation)).one()
        assert (made.capacity_code, made.status) == ("igo_representative", "confirmed")
        assert made.principal.organization_id is not None
    shown.submit("form[action$='/renew']")
    _old, second = links(app)
    page.get(first, status=404)
    assert "Il reste 1 place." in page.get(second).text


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"capacity_code": "observer_state"}, "capacity"),
        ({"capacity_code": "none"}, "capacity"),
        ({"places": 0}, "places"),
    ],
)
def test_what_cannot_be_admitted(values: dict[str, Any], field: str) -> None:
    given: dict[str, Any] = {"capacity_code": "igo_representative", "places": 2, "language": "en"}
    with pytest.raises(Refused) as refused:
        operations.admit(
            make_open_meeting(), make_organization("PAHO"), **(given | values), by=CLI, at=AT
        )
    assert refused.value.field == field


@pytest.mark.usefixtures("session")
def test_an_organization_is_admitted_once() -> None:
    meeting, organization = make_open_meeting(), make_organization("PAHO")
    given: dict[str, Any] = {"capacity_code": "igo_representative", "places": 2, "language": "en"}
    operations.admit(meeting, organization, **given, by=CLI, at=AT)
    with pytest.raises(Refused) as refused:
        operations.admit(meeting, organization, **given, by=CLI, at=AT)
    assert refused.value.code == "already"
