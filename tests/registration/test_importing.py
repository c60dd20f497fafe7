"""An officer brings people in by a table: looked through, decided, taken in, or nothing at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from meetings import actor, cli
from meetings.accreditation.models import Accreditation
from meetings.db import db, transaction
from meetings.directory.operations import add_observer
from meetings.notifications.models import Message
from meetings.permissions import Role
from meetings.registration import jobs
from meetings.registration.forms.entry import RevisionForm
from meetings.registration.forms.own import RegistrationForm
from meetings.registration.intake import headings
from meetings.registration.intake.headings import COLUMNS
from meetings.registration.models import (
    Correction,
    Participation,
    RegistrationImport,
)
from tests.factories.accounts import make_user
from tests.factories.registration import make_accreditation, make_open_meeting, make_participation
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
HEADING = "given_names,surnames,email,sex,represents,capacity,functions,personnel_kind,language\n"
TABLE = (
    HEADING
    + "Ana,Peña,ana@example.org,F,Perú,nca,chair,justice,es\n"
    + "Eva,Sosa,eva@example.org,F,Red Ñandutí,cso_representative,,,fr\n"
    + "Ivo,Paz,not a mail,M,,participant,,,\n"
    + "Lía,Gil,,F,Dominica,nca,,,\n"
    + "María José,Ñáñez Güell,mj@example.org,M,,participant,speaker,,\n"
)
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


@pytest.fixture
def slug(stored: Stored, client: Client) -> str:
    """A meeting with María José in it, who declared her sex herself."""
    with stored():
        meeting = make_open_meeting(seats=5)
        make_accreditation(meeting, name="Red Ñandutí")
        make_participation(meeting)
        officer, slug = make_user().get_id(), meeting.slug
    client.sign_in(officer)
    return slug


def sent(page: Site, slug: str, text: str = TABLE, **given: Any) -> Page:
    form = page.get(f"/en/manage/meetings/{slug}/registrations/import")
    data = MultiDict(form.values() | {"text": text} | given)
    return page.send(form.url, data)


def shown(page: Site, looked: Page, sort: str) -> Page:
    return page.get(looked.url.split("?")[0] + f"?show={sort}")


def people(app: Flask) -> dict[str, Any]:
    with app.app_context():
        rows = db.session.scalars(select(Participation).order_by(Participation.id))
        return {
            each.person.given_names: (
                each.status,
                each.capacity_code,
                each.sex,
                each.sex_source,
                each.way,
                list(each.functions),
            )
            for each in rows
        }


def test_a_table_is_looked_through_before_anything_is_written(
    app: Flask, page: Site, slug: str
) -> None:
    looked = sent(page, slug)
    assert looked.all(".key-figure dd") == ["1", "1", "1", "2", "0"]
    assert "This is not an e-mail address" in looked.text
    assert "4" in looked.one("tbody td.num")
    changed = shown(page, looked, "changed")
    assert "Functions: – → Speaker" in changed.text
    assert "Sex" not in changed.one("tbody .plain-list")
    new = shown(page, looked, "new")
    read = "Sex: Female · Functions: Chair · Kind of personnel: Justice · Language: Español"
    assert read in new.text
    assert list(people(app)) == ["María José"]


def test_what_is_sound_is_taken_in_and_the_rest_stays_behind_with_reasons(
    app: Flask, page: Site, client: Client, slug: str
) -> None:
    done = shown(page, sent(page, slug), "new").submit(step="import")
    assert "2 registrations were made. 1 was changed." in done.text
    assert "2 rows stayed behind" in done.text
    assert people(app) == {
        "María José": ("confirmed", "participant", "female", "self", "form", ["speaker"]),
        "Ana": ("confirmed", "nca", "female", "import", "import", ["chair"]),
        "Eva": ("confirmed", "cso_representative", "female", "import", "import", []),
    }
    with app.app_context():
        [kept] = db.session.scalars(select(Correction)).all()
        assert (kept.before, kept.asked) == ({"functions": []}, {"functions": ["speaker"]})
    file = client.get(done.link("What stayed behind, with the reasons (CSV)")).text
    rows = list(csv.reader(io.StringIO(file.lstrip("\ufeff"))))
    assert [(row[0], row[2]) for row in rows[1:]] == [("4", "Ivo"), ("5", "Lía")]
    assert "email" in rows[1][1]
    again = sent(page, slug)
    assert again.all(".key-figure dd") == ["1", "1", "0", "0", "3"]


def test_dominica_is_decided_on_the_page_and_a_row_may_be_left_out(
    app: Flask, page: Site, slug: str
) -> None:
    looked = sent(page, slug, status="pending")
    doubt = shown(page, looked, "doubt")
    assert "Dominican Republic" in doubt.text
    given: dict[str, Any] = {"state-5": "DM"}
    doubt.submit(**given, step="keep")
    new = shown(page, looked, "new")
    assert "Lía Gil" in new.text
    new.submit(take=["2", "5"], step="import")
    found = people(app)
    assert "Eva" not in found
    assert (found["Lía"][0], found["Ana"][0]) == ("pending", "pending")


def test_who_was_declined_is_registered_again_only_where_somebody_ticks_her(
    app: Flask, page: Site, stored: Stored, slug: str
) -> None:
    with stored():
        gone = db.session.scalars(select(Participation)).one()
        gone.status, gone.changed_at = "declined", AT
    table = HEADING + "María José,Ñáñez Güell,mj@example.org,F,,participant,,,\n"
    looked = sent(page, slug, table)
    assert looked.all(".key-figure dd") == ["0", "1", "0", "0", "0"]
    assert "María José Ñáñez Güell: was declined on May 4, 2026" in looked.text
    assert "take" not in looked.values()
    looked.submit(step="keep")
    assert "was declined" in shown(page, looked, "doubt").text
    shown(page, looked, "doubt").submit(take="2", step="keep")
    done = shown(page, looked, "new").submit(step="import")
    assert "The import is done" in done.text
    with app.app_context():
        wanted = select(Participation.status).order_by(Participation.id)
        assert list(db.session.scalars(wanted)) == ["declined", "confirmed"]


def test_a_state_that_nobody_knows_is_chosen_on_the_page(page: Site, slug: str) -> None:
    looked = sent(page, slug, HEADING + "Ana,Paz,,F,Atlantis,nca,,,\n")
    assert "Entity represented (represents): “Atlantis” is no State" in looked.text
    given: dict[str, Any] = {"state-2": "PE"}
    looked.submit(**given, step="keep")
    assert "Peru" in shown(page, looked, "new").text


def test_who_finds_no_seat_is_named_before_anything_is_written(
    app: Flask, page: Site, slug: str
) -> None:
    rows = "".join(
        f"{name},{name}o,{name}@example.org,F,,participant,,,\n"
        for name in ("Ada", "Bea", "Cruz", "Dora", "Elvira", "Flor")
    )
    looked = sent(page, slug, HEADING + rows)
    assert looked.all(".key-figure dd") == ["2", "0", "0", "4", "0"]
    assert looked.all("tbody td.num") == ["6", "7"]
    assert "There are no seats left at this meeting." in looked.text
    done = shown(page, looked, "new").submit(step="import")
    assert "4 registrations were made" in done.text
    assert list(people(app)) == ["María José", "Ada", "Bea", "Cruz", "Dora"]


def test_mails_are_made_by_and_by_in_each_ones_language(app: Flask, page: Site, slug: str) -> None:
    shown(page, sent(page, slug, sends_mail="y"), "new").submit(step="import")
    with app.app_context():
        assert jobs.tell_imported(AT) == 2
        assert jobs.tell_imported(AT) == 1  # María José, who speaks there from now on
        assert jobs.tell_imported(AT) == 0
        told = db.session.execute(select(Message.to_email, Message.language, Message.kind))
        mails = [tuple(row) for row in told]
        assert ("eva@example.org", "fr", "registration.accepted") in mails
        assert ("mj@example.org", "es", "registration.revised") in mails


def test_a_table_is_forgotten_after_a_day(app: Flask, page: Site, slug: str) -> None:
    sent(page, slug)
    with app.app_context():
        jobs.tell_imported(datetime(2030, 1, 1, tzinfo=UTC))
        assert db.session.scalar(select(func.count(RegistrationImport.id))) == 0


def test_an_officer_of_one_meeting_is_shown_nobody_of_others(
    page: Site, stored: Stored, slug: str
) -> None:
    with stored():
        elsewhere = make_open_meeting()
        make_participation(elsewhere, given_names="Rosario", surnames="Ibarbourou")
        here = make_open_meeting()
        only = make_user("only@cim.example", role=Role.OFFICER, meeting_id=here.id).get_id()
        other = here.slug
    table = HEADING + "Rosario,Ibarbouru,,F,,participant,,,\n"
    assert sent(page, slug, table).all(".key-figure dd")[1] == "1"
    page.client.sign_in(only)
    assert sent(page, other, table).all(".key-figure dd")[1] == "0"


def test_a_file_that_is_no_table_is_refused_with_the_reason(page: Site, slug: str) -> None:
    refused = sent(page, slug, "nothing of use")
    assert refused.status == 422
    assert "Given names (given_names), Capacity (capacity)" in refused.text


@pytest.mark.parametrize("lang", ["es", "fr", "pt"])
def test_every_page_of_an_import_in_every_language(page: Site, slug: str, lang: str) -> None:
    form = page.get(f"/{lang}/manage/meetings/{slug}/registrations/import")
    looked = form.submit(text=TABLE)
    for sort in ("bad", "doubt", "changed", "new", "same"):
        shown(page, looked, sort)
    shown(page, looked, "new").submit(step="import")


@pytest.fixture
def run(app: Flask, monkeypatch: Any, capsys: Any) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.setattr(cli, "create_app", lambda: app)

    def command(*arguments: str) -> tuple[int, str, str]:
        try:
            cli.main(arguments)
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_the_command_refuses_tells_and_writes(
    app: Flask, run: Callable[..., tuple[int, str, str]], slug: str, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(TABLE)
    code, _out, said = run("import", "registrations", slug, str(file))
    assert code == 1
    assert "Line 4, column email:" in said
    assert "Line 5: write the State's code, DM or DO." in said
    code, out, _said = run("import", "registrations", slug, str(file), "--dry-run")
    assert (code, out) == (
        0,
        "2 created (0 on the waiting list), 1 changed, 0 unchanged, 2 left out: "
        "nothing was written\n",
    )
    assert list(people(app)) == ["María José"]
    assert run("import", "registrations", slug, str(file), "--partial")[0] == 0
    assert list(people(app)) == ["María José", "Ana", "Eva"]
    assert run("import", "registrations", "no-such-meeting", str(file))[0] == 1
    assert run("import", "registrations", slug)[0] == 2


def test_nothing_is_half_written_when_two_take_in_the_same_table(
    app: Flask, page: Site, slug: str
) -> None:
    looked = shown(page, sent(page, slug), "new")
    looked.submit(step="import")
    again = looked.submit(step="import")
    assert "2 registrations were made" in again.text
    with app.app_context(), transaction():
        assert db.session.scalar(select(func.count(Participation.id))) == 3


def test_what_stays_behind_keeps_every_column_and_is_imported_once_mended(
    app: Flask, page: Site, slug: str
) -> None:
    text = (
        "Nombres,Apellidos,En calidad de,Hotel,Sexo,A quién representa\n"
        "Ana,Peña,nca,  Las  Dalias ,F,Atlantis\n"
        "Eva,Sosa,participant,=1+1,F,\n"
    )
    looked = sent(page, slug, text)
    kept = page.client.get(looked.link("What stays behind, with the reasons (CSV)")).data
    rows = list(csv.reader(io.StringIO(kept.decode("utf-8-sig"))))
    assert rows[0] == ["import_line", "import_reason", *text.splitlines()[0].split(",")]
    assert rows[1][0] == "2"
    assert "Atlantis" in rows[1][1]
    assert rows[1][2:] == ["Ana", "Peña", "nca", "  Las  Dalias ", "F", "Atlantis"]
    mended = kept.decode("utf-8-sig").replace(",F,Atlantis", ",F,Perú")
    again = sent(page, slug, mended)
    assert "Hotel is unknown" in again.text
    assert "import_reason" not in again.text
    again.submit("main form", step="import")
    assert people(app)["Ana"][1] == "nca"


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_an_export_in_any_language_is_imported_again(
    app: Flask, page: Site, stored: Stored, slug: str, lang: str
) -> None:
    with stored():
        here = db.session.scalars(select(Participation)).one().meeting
        granted = db.session.scalars(select(Accreditation)).one()
        nca: dict[str, Any] = {"capacity_code": "nca", "represents": "state"}
        make_participation(here, given_names="Ida", state_code="DO", post="Jueza", **nca)
        make_participation(here, given_names="Ivo", functions=("chair", "speaker"), sex="male")
        of_it: dict[str, Any] = {"represents": "organization", "accreditation_id": granted.id}
        make_participation(here, given_names="Eva", capacity_code="cso_representative", **of_it)
        there = make_open_meeting()
        make_accreditation(there, name="Red Ñandutí")
        other = there.slug
    export = page.client.get(f"/{lang}/manage/meetings/{slug}/registrations.csv").data
    text = export.decode("utf-8-sig")
    same = sent(page, slug, text)
    assert same.all("main nav.tabs a") == ["Unchanged (4)"]
    assert "is not read: what the new registrations are" in same.text
    before = people(app)
    looked = shown(page, sent(page, other, text), "new")
    looked.submit("main form", step="import")
    with app.app_context():
        brought = select(Participation).where(Participation.way == "import")
        found = {each.person.given_names: each for each in db.session.scalars(brought)}
        assert {name: each.principal.type for name, each in found.items()} == {
            "María José": "self",
            "Ida": "state",
            "Ivo": "self",
            "Eva": "organization",
        }
        assert (found["Ida"].principal.state_code, found["Ida"].post) == ("DO", "Jueza")
        for name, each in found.items():
            assert (each.capacity_code, each.sex, [*each.functions]) == (
                before[name][1],
                before[name][2],
                before[name][5],
            )


@pytest.mark.parametrize(
    "represented",
    [
        ",Organización Panamericana de la Salud",
        "organization,pan american health organization",
        ",Unión Europea",
        "Estado,New Zealand",
    ],
)
def test_a_permanent_observer_is_known_by_name_as_at_the_desk(
    app: Flask, page: Site, stored: Stored, slug: str, represented: str
) -> None:
    with stored():
        paho = {"en": "Pan American Health Organization"}
        paho["es"] = "Organización Panamericana de la Salud"
        code = add_observer(paho, country="", since=None, by=actor.CLI, at=AT).code
        given = {"en": "New Zealand", "es": "Nueva Zelandia"}
        add_observer(given, country="NZ", since=2020, by=actor.CLI, at=AT)
    heading = "given_names,email,sex,represents_type,represents,capacity\n"
    row = f"Ida,ida@example.org,F,{represented},permanent_observer\n"
    sent(page, slug, heading + row).submit("main form", step="import")
    with app.app_context():
        brought = select(Participation).where(Participation.way == "import")
        [ida] = db.session.scalars(brought)
        wanted = {",Unión Europea": "EU", "Estado,New Zealand": "NZ"}.get(represented, code)
        assert ida.principal.state_code == wanted


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_what_our_own_forms_and_lists_call_a_field_is_a_heading(app: Flask, lang: str) -> None:
    with app.test_request_context(), force_locale(lang):
        for form in (RegistrationForm(), RevisionForm()):
            called = {each.name: str(each.label.text) for each in form if each.name in COLUMNS}
            either = {"represents", "represents_type"}  # told apart beside one another
            for name, label in called.items():
                meant = headings.column_of(label)
                assert meant == name or {name, meant} <= either, (name, label)


def test_all_who_look_like_somebody_else_are_said_to_be_new_at_once(
    app: Flask, page: Site, slug: str
) -> None:
    rows = "".join(f"María José,Ñáñez Güell,mj{n}@example.org,F,,participant,,,\n" for n in "12")
    looked = sent(page, slug, HEADING + rows)
    told = shown(page, looked, "doubt").submit("main form", step="all-new")
    assert "2 rows are taken as new people." in told.text
    told.submit("main form", step="import")
    with app.app_context():
        assert db.session.scalar(select(func.count(Participation.id))) == 3
