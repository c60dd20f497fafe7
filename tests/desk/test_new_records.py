"""Writing down who is in no record yet, and laying any two records side by side."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from tests.directory.test_duplicates import make_person
from tests.factories.accounts import make_user
from tests.factories.statistics import make_held, make_organization, make_present, make_term
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def _officer(client: Client, stored: Stored) -> None:
    with stored():
        user = make_user().get_id()
    client.sign_in(user)


def test_a_journalist_without_an_address_is_added_and_stands_on_the_list(page: Site) -> None:
    form = page.get(page.get("/en/manage/people").link("Add a person"))
    assert "Write a name." in form.submit("form.form", status=422).text
    added = form.submit("form.form", given_names="Nayeli", surnames="Ixtab", tags=["media"])
    assert added.heading == "Nayeli Ixtab"
    assert "Nayeli Ixtab" in page.get("/en/manage/tags/media").text


def test_an_organization_is_added_with_its_seat_among_the_states_first(page: Site) -> None:
    form = page.get(page.get("/en/manage/organizations").link("Add an organization"))
    assert len(form.all('optgroup[label="States of the Americas"] option')) == 35
    assert form.all('optgroup[label="Other countries"] option[value="ES"]')
    assert not form.all("option[value=IC], option[value=DG], option[value=EA]")
    assert "Write a name." in form.submit("form.form", country="CL", status=422).text
    added = form.submit("form.form", name="Fundación Ixchel", country="ES", tags=["donor"])
    assert added.heading == "Fundación Ixchel"
    assert "Fundación Ixchel" in page.get("/en/manage/tags/donor").text


@pytest.mark.parametrize(
    ("address", "fields", "known"),
    [
        (
            "people",
            {"given_names": "Rosario", "surnames": "Xitumul"},
            ("Rosario Xitumul Caal", "One has a surname more"),
        ),
        (
            "organizations",
            {"name": "Red Ixchel", "country": "GT"},
            ("Red Ixchel", "The same name"),
        ),
    ],
)
def test_whom_a_new_record_may_be_is_named_before_it_is_made(
    page: Site, stored: Stored, address: str, fields: dict[str, str], known: tuple[str, str]
) -> None:
    with stored():
        make_person("Rosario", "Xitumul Caal")
        make_organization("Red Ixchel", country="GT")
    form = page.get(f"/en/manage/{address}/new")
    asked = form.submit("form.form", status=422, email="new@x.example.gt", **fields)
    assert "There may already be a record of this" in asked.text
    assert known[1] in asked.one(".notice--warn")
    assert page.get(asked.link(known[0])).heading == known[0]
    assert asked.values("form.form")["email"] == "new@x.example.gt"
    assert "The record is saved." in asked.submit("form.form", anyway="1").text


def test_two_records_that_nobody_suggested_are_found_compared_and_merged(
    page: Site, stored: Stored
) -> None:
    with stored():
        one = make_person("Ixquic", "Poou").public_id
        other = make_person("Marta", "Güemes", email="").public_id
    look = page.get(page.get(f"/en/manage/people/{one}").link("Merge with another record"))
    found = look.submit("form.filters", q="guemes", status=200)
    assert "guemes" not in found.url
    compared = found.submit('form[data-once]:has(input[name="other"])')
    assert "Chosen by an officer" in compared.text
    assert "one from now on" in compared.submit("form.form", kept=one).text
    assert "Merged" not in page.get(f"/es/manage/people/{one}").text
    assert "Elegidas" in page.get(f"/es/manage/people/{one}").text
    assert page.get(f"/en/manage/people/{other}").link("Ixquic Poou")


def test_an_organization_is_merged_with_one_of_another_name(page: Site, stored: Stored) -> None:
    with stored():
        one = make_organization("Red Ixchel").public_id
        make_organization("Zapatos")
    look = page.get(f"/en/manage/organizations/{one}/merge")
    found = look.submit("form.filters", q="zapatos", status=200)
    assert "Zapatos" in found.submit('form[data-once]:has(input[name="other"])').text


def test_a_comparison_tells_terms_meetings_with_what_was_represented_and_tags(
    page: Site, stored: Stored
) -> None:
    with stored():
        one = make_person("Rosario", "Xitumul", country=None)
        make_present(make_held("Taller"), person=one, days=2)
        make_term(one, from_on=date(2025, 1, 1))
        other = make_person("Rosario", "Xitumul Caal", country="HN")
        address = f"/en/manage/people/{other.public_id}/merge"
    found = page.get(address).submit("form.filters", q="xitumul", status=200)
    compared = found.submit('form[data-once]:has(input[name="other"])')
    assert "Taller" in compared.text
    assert "present on 2 days" in compared.text
    assert "2025" in compared.text
    assert "The same country" in compared.text
