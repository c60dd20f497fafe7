"""The list of participants: who stands on it, in which order, in four languages."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import docx
import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from meetings.audit import AuditEntry
from meetings.db import db
from meetings.desk.participants.listed import page_of, roll
from meetings.desk.queries.participants import Listed
from meetings.registration import queries
from meetings.registration.models import StatePlace, Status
from tests.factories.accounts import make_user
from tests.factories.registration import make_accreditation, make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


def somebody(name: str, **given: Any) -> Listed:
    values: dict[str, Any] = {
        "honorific": "",
        "given_names": name,
        "surnames": "",
        "folded": name.casefold(),
        "post": "",
        "functions": (),
        "capacity": "adviser",
        "capacity_sort": 30,
        "state": None,
        "organization": None,
        "protocol_order": None,
        "status": Status.CONFIRMED,
    }
    return Listed(**values | given)


def test_states_come_in_their_order_with_the_head_first_then_protocol_then_the_others(
    session: Any,
) -> None:
    people = [
        somebody("Rest", state="PE"),
        somebody("Second", state="PE", protocol_order=2),
        somebody("First", state="PE", protocol_order=1),
        somebody("Head", state="PE", protocol_order=3, functions=("head_of_delegation",)),
        somebody("Brazil", state="BR"),
        somebody("Watcher", state="CA", capacity="permanent_observer"),
        somebody("Of Spain", state="ES", capacity="permanent_observer", protocol_order=1),
        somebody("Of the Union", state="EU", capacity="permanent_observer"),
        somebody("Of Italy", state="IT"),
        somebody("Expert", capacity="expert_titular", capacity_sort=60),
        somebody("Guest", capacity="guest", capacity_sort=230),
        somebody("Union", organization="Red", capacity="cso_representative"),
    ]
    made = roll(
        people,
        states=("PE", "BR", "CA"),
        lang="en",
        meeting="M",
        about="",
        on=date(2026, 5, 4),
    )
    told = [
        (part, group.name, [each.name for each in group.people])
        for part, groups in made.parts
        for group in groups
    ]
    assert told == [
        ("States", "Peru", ["Head", "First", "Second", "Rest"]),
        ("States", "Brazil", ["Brazil"]),
        ("Organizations", "Red", ["Union"]),
        ("Observers", "Canada", ["Watcher"]),
        ("Observers", "European Union", ["Of the Union"]),
        ("Observers", "Italy", ["Of Italy"]),
        ("Observers", "Spain", ["Of Spain"]),
        ("Others", "CEVI expert (principal)", ["Expert"]),
        ("Others", "Guest", ["Guest"]),
    ]


def test_a_long_list_has_pages_and_each_keeps_its_headings(session: Any) -> None:
    assert session
    people = [somebody(f"P{number}", state="PE") for number in range(3)]
    people += [somebody("B", state="BR"), somebody("Expert", capacity="expert_titular")]
    whole = roll(people, states=["PE", "BR"], lang="en", meeting="M", about="", on=date(2026, 5, 4))
    seen = []
    for number in (1, 2, 3, 9):
        page = page_of(whole, number, 2)
        seen.append(
            [
                (part, group.name, [each.name for each in group.people])
                for part, groups in page.items
                for group in groups
            ]
        )
    assert seen[0] == [("States", "Peru", ["P0", "P1"])]
    assert seen[1] == [("States", "Peru", ["P2"]), ("States", "Brazil", ["B"])]
    assert [(part, names) for part, _group, names in seen[2]] == [("Others", ["Expert"])]
    assert seen[3] == seen[2]


@pytest.fixture
def url(stored: Stored, client: Client) -> str:
    with stored():
        meeting = make_open_meeting(capacities=("participant", "nca", "cso_representative"))
        granted = make_accreditation(meeting, name="Red Ñandutí")
        given: dict[str, Any] = {"capacity_code": "nca", "represents": "state"}
        peru = make_participation(meeting, given_names="Ana", state_code="PE", **given)
        haiti = make_participation(meeting, given_names="Eva", state_code="HT", **given)
        hidden = make_participation(meeting, given_names="Oculta")
        union = make_participation(
            meeting,
            given_names="Luz",
            post="Chair of the board",
            capacity_code="cso_representative",
            represents="organization",
            accreditation_id=granted.id,
        )
        for each in (peru, haiti, union):
            each.status = Status.CONFIRMED
        hidden.is_unlisted = True
        for number, status in enumerate(each for each in Status if each != Status.CONFIRMED):
            name, email = f"Not{status}", f"n{number}@example.org"
            made = make_participation(meeting, given_names=name, email=email)
            made.status = status
        plan = queries.plan(meeting.id)
        plan.precedence = "lot"
        db.session.add(plan)
        db.session.add(StatePlace(meeting_id=meeting.id, state_code="PE", place=1))
        officer, slug = make_user().get_id(), meeting.slug
    client.sign_in(officer)
    return f"/en/manage/meetings/{slug}/participants"


def test_only_who_is_confirmed_and_willing_stands_on_it(page: Site, url: str) -> None:
    shown = page.get(url)
    assert shown.all("article li strong") == [
        f"{name} Ñáñez Güell" for name in ("Ana", "Eva", "Luz")
    ]
    assert shown.all("article h3") == ["Peru", "Haiti", "Red Ñandutí"]
    assert "example.org" not in shown.text
    more = page.get(url + "?status=nominated&status=pending&status=invited&status=waitlisted")
    assert more.all("article li strong") == [
        "Notnominated Ñáñez Güell",
        "Notpending Ñáñez Güell",
    ]
    assert "[Pending]" in more.text
    assert "[Confirmed]" not in page.get(url + "?status=confirmed&status=pending").text


@pytest.mark.parametrize("lang", ["es", "fr", "pt"])
def test_the_page_in_every_language(page: Site, url: str, lang: str) -> None:
    page.get(url.replace("/en/", f"/{lang}/") + f"?lang={lang}")


def test_the_documents_say_the_same_without_addresses(app: Flask, client: Client, url: str) -> None:
    word = docx.Document(io.BytesIO(client.get(url + "?format=docx&lang=es").data))
    said = "\n".join(each.text for each in word.paragraphs)
    assert said.index("Perú") < said.index("Haití") < said.index("Red Ñandutí")
    assert "Foro sobre justicia" in said
    assert "Chair of the board" in said
    assert "@" not in said
    plain = docx.Document(io.BytesIO(client.get(url + "?format=docx&posts=0").data))
    assert "Chair of the board" not in "\n".join(each.text for each in plain.paragraphs)
    with client.get(url + "?format=xlsx&lang=fr") as answer:
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[1:]] == ["Pérou", "Haïti", "Red Ñandutí"]
    both = docx.Document(io.BytesIO(client.get(url + "?format=docx&status=pending").data))
    assert "[Pending]" in "\n".join(each.text for each in both.paragraphs)
    assert client.get(url + "?format=pdf&lang=pt").data.startswith(b"%PDF")
    with app.app_context():
        wanted = select(AuditEntry).where(AuditEntry.action == "registration.list_participants")
        assert len(db.session.scalars(wanted).all()) == 5
