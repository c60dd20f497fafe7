"""Who is who, as officers see it: lists, records, duplicates, tags."""

from __future__ import annotations

import csv
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from io import StringIO

import pytest
from flask import Flask

from meetings import clock
from meetings.actor import CLI
from meetings.db import db
from meetings.directory import jobs, operations
from meetings.directory.models import Record
from meetings.directory.queries import duplicates
from meetings.permissions import Role
from tests.directory.test_duplicates import AT, make_person
from tests.factories.accounts import make_user
from tests.factories.registration import make_open_meeting
from tests.factories.statistics import make_held, make_organization, make_present, make_term
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
PAIR = ("Xitumul Caal", "Xitumul")


@pytest.fixture(autouse=True)
def _officer(client: Client, stored: Stored) -> None:
    with stored():
        user = make_user().get_id()
    client.sign_in(user)


def pair_of_people() -> str:
    """Two records of one person, found; gives the address of the second."""
    people = [make_person("Rosario", surnames) for surnames in PAIR]
    operations.find_duplicates(Record.PERSON, at=AT)
    return people[1].public_id


def test_a_person_is_found_without_accents_and_her_name_stands_in_no_address(
    page: Site, stored: Stored
) -> None:
    with stored():
        make_person("Ñusta María", "Güemes")
        make_person("Ana", "Poou")
    shown = page.get("/en/manage/people").submit(
        "form.filters[method=post]", q="guemes nusta", status=200
    )
    assert "Ñusta María Güemes" in shown.text
    assert "Ana Poou" not in shown.text
    assert "guemes" not in shown.url.lower()


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_the_page_of_a_person_tells_terms_meetings_and_presence(
    page: Site, stored: Stored, lang: str
) -> None:
    with stored():
        person = make_person("Rosario", "Xitumul")
        made = make_present(make_held("Taller"), person=person, days=2)
        make_term(person, from_on=made.meeting.starts_on)
        address = f"/{lang}/manage/people/{person.public_id}"
    shown = page.get(address)
    assert "Taller" in shown.text
    assert {"en": "2 days", "es": "2 días", "fr": "2 jours", "pt": "2 dias"}[lang] in shown.text
    assert len(shown.all("table")) == 2


def test_a_pair_is_compared_merged_with_the_one_kept_and_parted_again(
    page: Site, stored: Stored
) -> None:
    with stored():
        second = pair_of_people()
    listed = page.get("/en/manage/duplicates")
    assert "One has a surname more" in listed.text
    compared = page.get(listed.link("Compare"))
    assert "Choose the record that is kept." in compared.submit("form.form", status=422).text
    done = compared.submit("form.form", kept=second, reason="Same badge")
    assert "one from now on" in done.text
    assert "Same badge" in done.text
    kept = page.get(f"/en/manage/people/{second}")
    assert "Rosario Xitumul Caal" in kept.text
    assert page.get("/en/manage/people").text.count("Rosario Xitumul") == 1
    undone = kept.submit('form[action*="/undo"]')
    assert "both records are as they were before" in undone.text
    assert page.get("/en/manage/people").text.count("Rosario Xitumul") == 2


def test_a_second_merge_of_the_same_two_says_what_happened(page: Site, stored: Stored) -> None:
    with stored():
        second = pair_of_people()
    compared = page.get(page.get("/en/manage/duplicates").link("Compare"))
    compared.submit("form.form", kept=second)
    again = compared.submit("form.form", kept=second, status=422)
    assert "was merged with another record meanwhile" in again.text


def test_two_who_are_not_the_same_are_not_suggested_again(page: Site, stored: Stored) -> None:
    with stored():
        pair_of_people()
    shown = page.get("/en/manage/duplicates").submit('form[action*="/dismiss"]')
    assert "Nothing waits here" in shown.text
    shown = shown.submit('form[action*="/look"]')
    assert "Nothing waits here" in shown.text


def test_an_officers_search_among_many_ends_after_seconds_and_the_worker_goes_on(
    page: Site, stored: Stored, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stored():
        pair_of_people()
        for candidate in duplicates.stored(Record.PERSON).values():
            db.session.delete(candidate)
    monkeypatch.setattr("meetings.desk.views.duplicates.SECONDS", 0.0)
    shown = page.get("/en/manage/duplicates").submit('form[action*="/look"]')
    assert "the search goes on, and what it finds is added here" in shown.text
    with app.app_context():
        assert jobs.look_for_duplicates(clock.now()) == 1
    assert page.get("/en/manage/duplicates").link("Compare")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"given_names": "x" * 300}, "use at most 80 characters"),
        ({"email": "rosario@"}, "This is not an e-mail address."),
        ({"given_names": "", "surnames": ""}, "Write a name."),
        ({"country": "XX"}, "Choose one from the list."),
    ],
)
def test_what_a_person_cannot_be_called(
    page: Site, stored: Stored, fields: dict[str, str], sentence: str
) -> None:
    with stored():
        address = f"/en/manage/people/{make_person('Rosario', 'Xitumul').public_id}"
    form = page.get(f"{address}/edit")
    said = form.submit("form.form", status=422, honorific="Dra.", **fields)
    assert sentence in said.text
    assert said.values("form.form")["honorific"] == "Dra."
    assert "Dra." not in page.get(address).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "x" * 300}, "use at most 200 characters"),
        ({"website": "javascript:alert(1)"}, "This is not a web address."),
        ({"website": "https://red .example"}, "This is not a web address."),
        ({"email": "red"}, "This is not an e-mail address."),
        ({"country": ""}, "Choose the country of its seat."),
        ({"aliases": "\n".join(f"Red {n}" for n in range(21))}, "at most 20 other names"),
    ],
)
def test_what_an_organization_cannot_be(
    page: Site, stored: Stored, fields: dict[str, str], sentence: str
) -> None:
    with stored():
        address = f"/en/manage/organizations/{make_organization().public_id}"
    form = page.get(f"{address}/edit")
    assert sentence in form.submit("form.form", status=422, **fields).text


def test_an_organization_is_set_right_and_found_by_its_new_name(page: Site, stored: Stored) -> None:
    with stored():
        address = f"/en/manage/organizations/{make_organization('Red').public_id}"
    form = page.get(f"{address}/edit")
    shown = form.submit(
        "form.form",
        name="Red Ixchel",
        aliases="Moon\nLuna",
        website="ixchel.example.gt",
        tags=["donor"],
    )
    assert "Moon · Luna" in shown.text
    assert "https://ixchel.example.gt" in shown.text
    assert "Donor" in shown.text
    listed = page.get("/en/manage/organizations?tag=donor&country=HN")
    assert "Red Ixchel" in listed.text
    assert "No organization found" in page.get("/en/manage/organizations?tag=media").text


def test_a_tag_makes_an_invitation_list_whose_cells_are_never_formulas(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        one = make_person("=HYPERLINK", "Soto", honorific="Dra.", country="CL")
        lost = make_person("Rosario", "Xitumul")
        kept = make_person("Rosario", "Xitumul Caal")
        for each in (one, lost, kept):
            operations.set_tags(each, ["media"], by=CLI, at=AT)
        operations.merge(kept, lost, by=CLI, at=AT)
    shown = page.get("/en/manage/tags/media")
    assert shown.text.count("Rosario Xitumul") == 1
    lines = list(csv.reader(StringIO(client.get("/en/manage/tags/media/list.csv").text)))
    assert [line[3] for line in lines[1:]] == ["'=HYPERLINK", "Rosario"]
    lines = list(csv.reader(StringIO(client.get("/en/manage/tags/media/list.csv?country=GT").text)))
    assert [line[4] for line in lines[1:]] == ["Xitumul Caal"]
    with client.get("/en/manage/tags/media/list.xlsx") as sheet:
        assert sheet.data[:2] == b"PK"
    assert client.get("/en/manage/tags/media/list.pdf").status_code == 404


def test_the_secretariat_adds_a_tag_of_its_own_and_renames_it(page: Site) -> None:
    tags = page.get("/en/manage/tags")
    assert "Write the tag in one language at least." in tags.submit("form.form", status=422).text
    assert (
        "There is a tag of this name"
        in tags.submit("form.form", es="MEDIOS DE COMUNICACION", status=422).text
    )
    assert (
        "Friends of the Convention" in tags.submit("form.form", en="Friends of the Convention").text
    )
    form = page.get("/en/manage/tags/friends_of_the_convention/edit")
    assert "Allies" in form.submit("form.form", en="Allies").text
    said = page.get("/en/manage/tags/media/edit").submit("form.form", en="Press", status=422)
    assert "comes with the product" in said.text


@pytest.mark.parametrize(
    "path", ["people", "organizations", "duplicates", "tags", "tags/media", "tags/media/list.csv"]
)
def test_who_manages_one_meeting_only_sees_nobody_across_meetings(
    client: Client, stored: Stored, path: str
) -> None:
    with stored():
        meeting_id = make_open_meeting().id
        user = make_user("x@cim.example", role=Role.OFFICER, meeting_id=meeting_id).get_id()
    client.sign_in(user)
    assert client.get(f"/en/manage/{path}").status_code == 403


def test_the_day_of_a_record_is_told_by_the_secretariats_clocks(page: Site, stored: Stored) -> None:
    with stored():
        found = make_person("Luz", "Noche")
        found.created_at = datetime(2026, 5, 5, 3, 3, tzinfo=UTC)  # 11 at night of the 4th there
        address = found.public_id
    assert "May 4, 2026" in page.get(f"/en/manage/people/{address}").text
