"""A table of people that was sent, once somebody who stands in it is erased."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from meetings.actor import CLI, WORKER
from meetings.db import db
from meetings.directory.models import Person
from meetings.privacy.operations.erase import erase
from meetings.registration.intake.named import holds
from meetings.registration.models import RegistrationImport
from meetings.tables import write_xlsx
from tests.factories.accounts import make_user
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
HEADING = "given_names,surnames,email,capacity\n"
HERS = "María José,Ñáñez Güell,mj@example.org,participant\n"
OTHERS = "Ana,Peña,ana@example.org,participant\nIvo,Paz,no mail,participant\n"


def sent(page: Site, slug: str, text: str) -> Page:
    form = page.get(f"/en/manage/meetings/{slug}/registrations/import")
    return page.send(form.url, MultiDict(form.values() | {"text": text}))


def test_her_rows_are_gone_and_the_officer_is_told_so(
    client: Client, page: Site, stored: Stored, frozen: Any
) -> None:
    with stored():
        slug = make_open_meeting(seats=5).slug
        make_participation(make_open_meeting())
        officer = make_user().get_id()
    client.sign_in(officer)
    waits = sent(page, slug, HEADING + HERS + OTHERS)
    kept = sent(page, slug, HEADING + OTHERS)
    done = sent(page, slug, HEADING + HERS + OTHERS).submit(step="import")
    left = done.link("What stayed behind, with the reasons (CSV)")
    assert "Ivo" in client.get(left).text
    with stored():
        hers = select(Person).where(Person.email == "mj@example.org").order_by(Person.id).limit(1)
        erase(db.session.scalars(hers).one(), by=CLI, at=AT)
    for address in (waits.url, left):
        told = client.get(address, follow_redirects=True).text
        assert "<h1>Import registrations</h1>" in told
        assert "have been erased meanwhile. Send the table again without her." in told
    again = waits.submit(step="import")
    assert "have been erased meanwhile" in again.text
    over = page.get(done.url)
    assert "1 row stayed behind. They were deleted" in over.text
    assert "Ivo" in page.get(kept.url).text
    with stored():
        texts = [row.content.decode() for row in db.session.scalars(select(RegistrationImport))]
        assert [("Ñáñez" in each, "Ana" in each) for each in texts].count((False, False)) == 2


@pytest.mark.parametrize(
    ("row", "is_hers"),
    [
        ("Eva,Sosa,EVA@rare.example,,", True),
        ("éva ,SOSA,,,", True),
        ("Sosa,Eva,,,", True),
        ("Eva Sosa,,,,", True),
        ("Ana,Paz,,,write to <eva@rare.example>", True),
        ("Ana,Paz,,,Eva Sosa", True),
        ("Ana,Paz,mareva@rare.example,,", False),
        ("Eva,Sosa Paz,,,Evangelina Sosa", False),
    ],
)
def test_a_table_holds_her_by_an_address_or_a_name(row: str, is_hers: bool) -> None:
    text = f"given_names,surnames,email,capacity,notes\nAna,Gil,,participant,\n{row}\n"
    book = b"".join(write_xlsx([("", [line.split(",") for line in text.strip().split("\n")])]))
    emails, names = frozenset({"eva@rare.example"}), frozenset({"eva sosa"})
    for content in (text.encode(), text.replace(",", ";").encode("cp1252"), book):
        assert holds(content, emails=emails, names=names) is is_hers


def test_a_purge_of_old_names_leaves_what_an_officer_has_just_sent(
    client: Client, page: Site, stored: Stored, frozen: Any
) -> None:
    with stored():
        slug = make_open_meeting(seats=5).slug
        make_participation(make_open_meeting())
        officer = make_user().get_id()
    client.sign_in(officer)
    waits = sent(page, slug, HEADING + HERS)
    with stored():
        person = db.session.scalars(select(Person)).one()
        erase(person, by=WORKER, at=AT, spares_tables=True)
    assert "Import 1 registration" in page.get(waits.url).text
    with stored():
        make_participation(make_open_meeting())
        person = db.session.scalars(select(Person).where(Person.erased_at.is_(None))).one()
        erase(person, by=CLI, at=AT)
    assert "erased meanwhile" in client.get(waits.url, follow_redirects=True).text
