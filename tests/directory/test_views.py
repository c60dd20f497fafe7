"""The directory's pages: for everyone, and the officers' forms with their clear refusals."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select
from time_machine import Traveller

from meetings.db import db
from meetings.directory.models import Body, StateFact, Term
from meetings.permissions import Role
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
from tests.factories.directory import make_body, make_person, make_seat
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
BODY = "/en/manage/directory/bodies/executive_committee"
FORM = "main form[method=post]"


@pytest.fixture
def officer(stored: Stored, client: Client, frozen: Traveller) -> Client:
    frozen.move_to(AT)
    with stored():
        identity = make_user().get_id()
    client.sign_in(identity)
    return client


def test_everyone_finds_states_groups_bodies_and_observers(page: Site) -> None:
    every = page.get("/es/directory")
    for words in ("Suriname", "Sistema de la Integración Centroamericana", "Comité Directivo"):
        assert words in every.text
    assert "Uzbekistán" in every.text
    assert every.link("Directorio").endswith("/es/directory")
    found = page.get("/en/directory?q=caribe oriental").text
    assert "Organisation of Eastern Caribbean States" in found
    assert "Uzbekistan" not in found
    assert "Nothing bears these words" in page.get("/en/directory?q=atlantis").text


def test_a_body_shows_its_composition_as_at_any_date(page: Site, stored: Stored) -> None:
    with stored():
        make_seat("PE", "president")
        for state in ("TT", "MX"):
            make_seat(state, "vice_president")
        make_seat("CL", "president", from_on=date(2002, 11, 1), to_on=date(2004, 10, 31))
    address = "/en/directory/bodies/executive_committee?on="
    then = page.get(address + "2017-03-01").all("tbody")[0]
    assert then.index("Peru") < then.index("Mexico") < then.index("Trinidad")
    assert "1 vacancy" in then
    assert "5 vacancies" in then
    assert "Chile" in page.get(address + "2003-02-20").all("tbody")[0]
    assert "History: 4 terms" in page.get(address + "nonsense").text
    page.get("/en/directory/bodies/atlantis", status=404)


def test_an_expert_is_named_and_her_address_is_not(page: Site, stored: Stored) -> None:
    with stored():
        expert = make_person("Luz", "Ñáñez", "luz@example.org")
        make_seat("HN", "expert_titular", body="committee_of_experts", person=expert)
    shown = page.get("/es/directory/bodies/committee_of_experts?on=2016-05-01")
    assert "Luz Ñáñez" in shown.text
    assert shown.text.count("Designación pendiente") == 31
    assert "luz@" not in shown.response.text


def test_an_officer_appoints_a_state_and_refusals_keep_what_was_typed(
    officer: Client, page: Site
) -> None:
    manage = page.get(BODY)
    form = page.get(manage.link("New term"))
    given: dict[str, Any] = {"position": "president", "state": "PE", "from_on": "2016-01-01"}
    wrong = form.submit(FORM, **given, to_on="2015-01-01")
    assert wrong.status == 422
    assert "The last day is before the first day." in wrong.text
    assert wrong.values(FORM)["state"] == "PE"
    saved = wrong.submit(FORM, to_on="2019-12-31")
    assert "The term is saved." in saved.text
    assert "Peru" in saved.text
    again = form.submit(FORM, **given)
    assert "This term overlaps another one" in again.text
    taken = form.submit(FORM, **given | {"state": "CL"})
    assert "All places of this position are taken" in taken.text
    nobody = form.submit(FORM, **given | {"state": ""})
    assert "Choose the State." in nobody.text


def test_an_officer_looks_for_a_person_or_writes_her_down(
    officer: Client, page: Site, stored: Stored
) -> None:
    with stored():
        ana = make_person("Ana", "Güell", "ana@example.org").public_id
    address = "/en/manage/directory/bodies/committee_of_experts/terms/new"
    given: dict[str, Any] = {"position": "expert_titular", "state": "HN", "from_on": "2016-01-01"}
    found = page.get(address).submit(FORM, status=200, **given, looked_for="guell", look="1")
    assert "Ana Güell (ana@example.org)" in found.text
    assert "Choose the person" not in found.text
    assert "Look for the person by name" in found.submit(FORM).text
    assert "Ana Güell" in found.submit(FORM, person=ana, to_on="2017-12-31").text
    new: dict[str, Any] = {"given_names": "Eva", "surnames": "Paz", "from_on": "2018-01-01"}
    wrong = found.submit(FORM, person="new", **new, email="nothing")
    assert "This is not an e-mail address." in wrong.text
    long = wrong.submit(FORM, given_names="E" * 300)
    assert "use at most 80 characters" in long.text
    assert "Eva Paz" in wrong.submit(FORM, email="eva@example.org").text


def test_a_term_is_ended_corrected_and_taken_back(
    officer: Client, page: Site, stored: Stored, app: Flask
) -> None:
    with stored():
        make_seat("PE", "president", to_on=None)
    ended = page.get(page.get(BODY).link("End")).submit(FORM, to_on="2015-01-01")
    assert "The last day is before the first day." in ended.text
    assert "The term is ended." in ended.submit(FORM, to_on="2026-12-31").text
    corrected = page.get(page.get(BODY).link("Correct")).submit(FORM, state="CL")
    assert "Chile" in corrected.text
    gone = corrected.submit("form[action*=take-back]")
    assert "the audit keeps it" in gone.text
    with app.app_context():
        assert db.session.scalars(select(Term)).all() == []


def test_terms_of_office_and_places(officer: Client, page: Site) -> None:
    period = "main form:has(#from_on)"
    manage = page.get(BODY).submit(period, from_on="2016-01-01", to_on="2015-01-01")
    assert "The last day is before the first day." in manage.text
    manage = manage.submit(period, to_on="2019-12-31")
    assert "The term of office is saved." in manage.text
    assert "another" in manage.submit(period, from_on="2019-12-31", to_on="2020-01-01").text.lower()
    assert "2016–2019" in page.get("/en/directory/bodies/executive_committee").text
    places = page.get(BODY + "/places/new")
    refused = places.submit(FORM, position="chair", from_on="2016-01-01")
    assert "Give either the number of places" in refused.text
    assert "The places are saved." in refused.submit(FORM, places="2").text


def test_a_working_group_of_the_secretariats_own(
    officer: Client, page: Site, stored: Stored, app: Flask
) -> None:
    form = page.get("/en/manage/directory/bodies/new")
    assert "Write a name in at least one language." in form.submit(FORM).text
    wrong = form.submit(FORM, name_en="x" * 300)
    assert "use at most 160 characters" in wrong.text
    saved = wrong.submit(
        FORM, name_en="National committee", type="national_committee", parent="executive_committee"
    )
    assert "A national committee has a country" in saved.text
    saved = saved.submit(FORM, country="HN", level="national")
    assert "The body is saved." in saved.text
    with stored():
        make_meeting("First meeting", body_code="national_committee")
    edit = page.get("/en/manage/directory/bodies/national_committee/edit")
    edit.submit(FORM, name_en="Committee of Honduras")
    public = page.get("/en/directory/bodies/national_committee")
    assert "CIM Executive Committee" in public.text
    assert "Honduras" in public.text
    assert "Committee of Honduras" in page.get("/en/calendar?from=2026-01-01&to=2026-12-31").text
    numbered = page.get(BODY + "/edit").submit(FORM, numbering="ordinal")
    assert "The body is saved." in numbered.text
    with app.app_context():
        assert db.session.get_one(Body, "executive_committee").numbering == "ordinal"


def test_facts_of_a_state(officer: Client, page: Site, app: Flask) -> None:
    manage = page.get("/en/manage/directory/states/VE")
    new = page.get(manage.link("New fact"))
    twice = new.submit(FORM, flag="belem_party", from_on="2000-01-01")
    assert "This is already said of the State" in twice.text
    unexplained = twice.submit(FORM, is_contested="y")
    assert "Say in the note what is contested." in unexplained.text
    saved = unexplained.submit(FORM, note_es="Se discute.", from_precision="year")
    assert "The entry is saved." in saved.text
    public = page.get("/en/directory/states/VE").text
    assert "Se discute." in public
    assert "Not available in English" in public
    with app.app_context():
        fact = db.session.scalars(select(StateFact).order_by(StateFact.id.desc())).first()
        assert fact is not None
        public_id = fact.public_id
    edit = page.get(f"/en/manage/directory/facts/{public_id}/edit")
    assert edit.submit(FORM, to_on="1999-01-01").status == 422
    edit.submit(FORM, to_on="2001-06-09", to_precision="month")
    assert "2000 – June 2001" in page.get("/en/directory/states/VE").text
    removed = page.get("/en/manage/directory/states/VE")
    assert removed.submit(f"form[action*='{public_id}']").status == 200
    assert "Se discute." not in page.get("/en/directory/states/VE").text


def test_permanent_observers_are_added_and_corrected(officer: Client, page: Site) -> None:
    listed = page.get("/en/manage/directory/observers")
    form = page.get(listed.link("New permanent observer"))
    assert "Write a name" in form.submit(FORM).text
    assert "on the list already" in form.submit(FORM, name_fr="albanie").text
    assert "between 1889 and 2026" in form.submit(FORM, name_en="League", since="2027").text
    form.submit(FORM, country="NZ", since="2024")
    form.submit(FORM, name_en="League of Rivers", name_es="Liga de los Ríos")
    everyone = page.get("/es/directory").text
    assert "Nueva Zelanda" in everyone
    assert "Liga de los Ríos" in everyone
    edited = page.get("/en/manage/directory/observers/NZ/edit")
    edited.submit(FORM, name_en="Aotearoa", since="2025")
    assert "Aotearoa" in page.get("/en/directory").text
    page.get("/en/manage/directory/observers/XX/edit", status=404)


def test_groups_and_their_members(officer: Client, page: Site) -> None:
    form = page.get("/en/manage/directory/groups/new")
    assert "use at most 160 characters" in form.submit(FORM, name_fr="x" * 300).text
    manage = form.submit(FORM, name_en="Friends of care")
    assert manage.heading == "Friends of care"
    assert "Add its members." in manage.text
    add = "main form:has(#state)"
    assert "Choose the State." in manage.submit(add).text
    manage = manage.submit(add, state="UY", from_on="2020-01-01")
    assert "in this group already" in manage.submit(add, state="UY").text
    edited = page.get(manage.link("Correct or end")).submit(FORM, to_on="2019-01-01")
    assert edited.status == 422
    assert "Dec 31, 2021" in edited.submit(FORM, to_on="2021-12-31").text
    renamed = page.get("/en/manage/directory/groups/friends_of_care/names")
    assert "Friends of all" in renamed.submit(FORM, name_en="Friends of all").text
    page.get("/en/manage/directory/groups/caricom/names", status=404)


def test_only_who_manages_every_meeting_writes_the_directory(
    stored: Stored, client: Client, page: Site
) -> None:
    with stored():
        meeting = make_meeting()
        identity = make_user(role=Role.OFFICER, meeting_id=meeting.id).get_id()
        make_body()
    assert client.get("/en/manage/directory").status_code == 302
    client.sign_in(identity)
    for address in ("", "/states/CL", "/groups/caricom", "/bodies/executive_committee"):
        page.get("/en/manage/directory" + address, status=403)
    page.get("/en/manage/directory/bodies/new", status=403)
    page.get("/en/directory")


def test_pages_take_a_handful_of_statements(app: Flask, stored: Stored, client: Client) -> None:
    with stored():
        for code in ("AR", "BB", "CL"):
            expert = make_person("Ana", code)
            make_seat(code, "expert_titular", body="committee_of_experts", person=expert)
    assert statements(app, client, "/en/directory/bodies/committee_of_experts?on=2016-01-01") <= 14
    assert statements(app, client, "/en/directory") <= 8


def statements(app: Flask, client: Client, address: str) -> int:
    """How many statements a page takes."""
    said: list[object] = []
    with app.app_context():
        engine = db.engine

    def hear(*told: object) -> None:
        said.append(told[2])

    event.listen(engine, "before_cursor_execute", hear)
    try:
        assert client.get(address).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    return len(said)
