"""The officer's list: search, narrow, decide, export."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from meetings.accounts.models import Grant
from meetings.actor import WORKER
from meetings.audit import AuditEntry
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.notifications.models import Message
from meetings.permissions import Role
from meetings.registration import operations, queries
from meetings.registration.rules import imip
from tests.factories.accounts import make_user
from tests.factories.registration import make_accreditation, make_open_meeting, make_participation
from tests.support.answers import make_mail
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
LIST = "/en/manage/meetings/{slug}/registrations"


@pytest.fixture
def ids(stored: Stored, client: Client) -> dict[str, str]:
    """A meeting with four people, and an officer signed in."""
    with stored():
        meeting = make_open_meeting(seats=10)
        granted = make_accreditation(meeting, name="Red Ñandutí")
        made: dict[str, Any] = {
            "authority": make_participation(
                meeting,
                given_names="Ángela",
                surnames="Peña",
                capacity_code="nca",
                represents="state",
                state_code="PY",
                access_needs="Sign language",
            ),
            "participant": make_participation(
                meeting, given_names="Juan", surnames="=1+1", sex="male"
            ),
            "representative": make_participation(
                meeting,
                given_names="Luz",
                sex="not_stated",
                capacity_code="cso_representative",
                represents="organization",
                accreditation_id=granted.id,
            ),
            "expert": make_participation(
                meeting, given_names="Rosa", capacity_code="expert_titular"
            ),
        }
        found = {name: each.public_id for name, each in made.items()}
        found |= {"slug": meeting.slug, "officer": make_user().get_id()}
    client.sign_in(found["officer"])
    return found


def names(page: Site, ids: dict[str, str], query: str = "", q: str = "") -> list[str]:
    shown = page.get(LIST.format(slug=ids["slug"]) + query)
    if q:
        shown = shown.submit("form[role=search]", q=q)
        assert "q=" not in shown.url
    return sorted(shown.all("tbody th a"))


def test_the_list_says_who_of_the_confirmed_is_in_no_statistics(
    page: Site, stored: Stored, ids: dict[str, str]
) -> None:
    here = LIST.format(slug=ids["slug"])
    assert "not counted" not in page.get(here).text
    with stored():
        meeting = db.session.scalars(select(Meeting)).one()
        for name, status in (("Ana", "confirmed"), ("Eva", "confirmed"), ("Ida", "pending")):
            staff = make_participation(meeting, given_names=name, email=f"{name}@example.org")
            staff.capacity_code, staff.status = "secretariat", status
    told = "2 of the confirmed are not counted in statistics: Secretariat – 2."
    assert told in page.get(here).text


def actions(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_the_list_shows_everyone_with_counts_by_status(page: Site, ids: dict[str, str]) -> None:
    shown = page.get(LIST.format(slug=ids["slug"]))
    assert len(shown.all("tbody tr")) == 4
    assert "Paraguay" in shown.text
    assert "Red Ñandutí" in shown.text
    assert "4 / 10" in shown.text
    assert "Sign language" not in shown.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=PY", ["Ángela Peña"]),
        ("?duplicate=1", []),
        ("?badge=1", []),
        ("?function=chair", []),
        ("?kind=justice", []),
        ("?way=organization", ["Luz Ñáñez Güell"]),
        ("?mode=virtual", []),
        ("?answered=nothing", []),
        ("?sort=name&size=25&col=email&status=pending", ["Rosa Ñáñez Güell", "Ángela Peña"]),
        ("?status=pending", ["Rosa Ñáñez Güell", "Ángela Peña"]),
        ("?status=pending&sex=male", []),
        ("?sex=not_stated", ["Luz Ñáñez Güell"]),
        ("?capacity=participant", ["Juan =1+1"]),
        ("?status=nonsense&capacity=participant", ["Juan =1+1"]),
    ],
)
def test_search_and_filters(page: Site, ids: dict[str, str], query: str, found: list[str]) -> None:
    assert names(page, ids, query) == found


def test_an_answer_to_an_earlier_date_is_marked_and_found(
    page: Site, stored: Stored, ids: dict[str, str]
) -> None:
    answers = {
        "authority": ("accepted", 0),
        "expert": ("declined", 1),
        "participant": ("none", None),
    }
    with stored():
        for name, (reply, sequence) in answers.items():
            found = queries.by_public_id(ids[name])
            assert found is not None
            found.reply, found.replied_sequence, found.replied_at = reply, sequence, AT
            found.meeting.sequence = 1
    assert names(page, ids, "?earlier=1") == ["Ángela Peña"]
    shown = page.get(LIST.format(slug=ids["slug"]) + "?reply=accepted&col=status&col=reply")
    row = " ".join(shown.all("tbody td"))
    assert row.count("Answered before the meeting changed") == 2, "beside the status and in words"
    declined = page.get(LIST.format(slug=ids["slug"]) + "?reply=declined")
    assert "before the meeting changed" not in " ".join(declined.all("tbody td"))
    one = page.get(f"/en/manage/registrations/{ids['authority']}")
    assert "(before the meeting’s date, place or status changed)" in one.text
    with stored():
        gone = queries.by_public_id(ids["representative"])
        again = queries.by_public_id(ids["expert"])
        assert gone is not None
        assert again is not None
        gone.status, gone.changed_at = "cancelled", again.created_at
    assert names(page, ids, "?earlier=1") == ["Rosa Ñáñez Güell", "Ángela Peña"]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("angela", ["Ángela Peña"]),
        ("PENA", ["Ángela Peña"]),
        ("pena ang", ["Ángela Peña"]),
        ("rosa guell", ["Rosa Ñáñez Güell"]),
        ("guell red luz", ["Luz Ñáñez Güell"]),
        ("paraguai", ["Ángela Peña"]),
        ("nanduti", ["Luz Ñáñez Güell"]),
        ("%", []),
        ("example", []),
    ],
)
def test_searched_words_are_kept_out_of_the_address(
    page: Site, ids: dict[str, str], q: str, found: list[str]
) -> None:
    assert names(page, ids, q=q) == found
    searched = page.get(LIST.format(slug=ids["slug"])).submit("form[role=search]", q=q)
    narrowed = searched.submit("form.filters[method=get]", sex="male")
    assert narrowed.values("form[role=search]")["q"] == q
    assert len(narrowed.submit("form[role=search]", q="").all("tbody tr")) == 1


def test_what_she_wrote_with_her_answer_is_read_beside_it(
    page: Site, stored: Stored, ids: dict[str, str]
) -> None:
    with stored():
        made = queries.by_public_id(ids["authority"])
        assert made is not None
        mail = make_mail(
            uid=made.meeting.uid,
            sender="Ángela Peña <mj@example.org>",
            name="Ángela Peña",
            more="COMMENT:Llego <tarde>\r\n",
        )
        found = imip.read(mail)
        assert found is not None
        operations.take_in(found, by=WORKER, at=AT)
    shown = page.get(f"/en/manage/registrations/{ids['authority']}").text
    assert "“Llego <tarde>”" in shown


def test_an_address_finds_its_owners(page: Site, ids: dict[str, str]) -> None:
    assert len(names(page, ids, q="MJ@example.org")) == 4


def test_long_lists_have_pages(make_app: Callable[..., Flask], ids: dict[str, str]) -> None:
    client = make_app(page_size=3).test_client()
    client.sign_in(ids["officer"])  # type: ignore[attr-defined]  # our own client
    page = Site(client)  # type: ignore[arg-type]  # our own client
    first = page.get(LIST.format(slug=ids["slug"]))
    assert len(first.all("tbody tr")) == 3
    assert "1 to 3 of 4 registrations" in first.text
    assert len(page.get(first.link("Next")).all("tbody tr")) == 1


def test_confirming_in_the_list_mails_her_and_keeps_the_filters(
    app: Flask, page: Site, ids: dict[str, str]
) -> None:
    shown = page.get(LIST.format(slug=ids["slug"]) + "?status=pending")
    back = shown.submit("tbody form")
    assert "The registration is confirmed" in back.text
    assert "status=pending" in back.url
    assert len(back.all("tbody tr")) == 1
    with app.app_context():
        [mail] = db.session.scalars(select(Message).where(Message.kind == "registration.confirmed"))
        assert mail.language == "es"


def test_confirming_twice_says_so(page: Site, ids: dict[str, str]) -> None:
    detail = page.get(f"/en/manage/registrations/{ids['expert']}")
    assert "is confirmed" in detail.submit("main .form-actions form").text
    assert (
        "This registration is already confirmed." in detail.submit("main .form-actions form").text
    )


def test_declining_needs_a_reason_and_mails_it(app: Flask, page: Site, ids: dict[str, str]) -> None:
    detail = page.get(f"/en/manage/registrations/{ids['expert']}")
    refused = detail.submit("#decline form", reason=" ")
    assert refused.status == 422
    assert "Write the reason" in refused.text
    done = detail.submit("#decline form", reason="The list is complete.")
    assert "The list is complete." in done.text
    with app.app_context():
        [mail] = db.session.scalars(select(Message).where(Message.kind == "registration.declined"))
        assert "The list is complete." in mail.text


def test_withdrawing_on_behalf_frees_the_seat(page: Site, ids: dict[str, str]) -> None:
    detail = page.get(f"/en/manage/registrations/{ids['participant']}")
    asked = page.get(detail.link("Withdraw on her or his behalf"))
    assert "is withdrawn" in asked.submit(reason="As she asked by telephone.").text
    assert "3 / 10" in page.get(LIST.format(slug=ids["slug"])).text


def test_access_needs_are_read_by_right_only_and_each_reading_is_noted(
    app: Flask, page: Site, ids: dict[str, str], stored: Stored
) -> None:
    """An officer without the right sees that there are any, corrects the rest, and wipes none."""
    slug = ids["slug"]
    path = f"/en/manage/registrations/{ids['authority']}"
    detail = page.get(path)
    assert "Access needs are stated. Administrators read them" in detail.text
    assert "Access needs" not in page.get(f"/en/manage/registrations/{ids['participant']}").text
    page.get(f"{path}/sensitive", status=403)
    revised = page.get(detail.link("Correct this registration")).submit(post="Magistrate")
    assert "The registration is corrected." in revised.text
    every = (path, f"{path}/edit", f"/en/manage/meetings/{slug}/registrations.csv")
    for address in (*every, LIST.format(slug=slug)):
        assert "Sign language" not in page.client.get(address).text
    assert "registration.read_sensitive" not in actions(app)
    with stored():
        confidant = make_user("confidant@example.org")
        confidant.grants.append(Grant(role="confidant"))
        reader = confidant.get_id()
    page.client.sign_in(reader)
    to = page.get(path).link("Read the access needs")
    assert "registration.read_sensitive" not in actions(app)
    assert "Sign language" in page.get(to).text
    assert actions(app).count("registration.read_sensitive") == 1


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_the_csv_speaks_the_pages_language_and_runs_no_formula(
    app: Flask, client: Client, ids: dict[str, str], lang: str
) -> None:
    answer = client.get(f"/{lang}/manage/meetings/{ids['slug']}/registrations.csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert (rows[0][0] == "Given names") == (lang == "en")
    assert len(rows) == 5
    by_name = {row[0]: row for row in rows}
    assert by_name["Juan"][1] == "'=1+1"
    assert "Paraguay" in by_name["Ángela"] or "Paraguai" in by_name["Ángela"]
    assert "Red Ñandutí" in by_name["Luz"]
    assert "Sign language" not in answer.text
    assert "registration.export" in actions(app)


def test_the_xlsx_holds_the_same_as_text(client: Client, ids: dict[str, str]) -> None:
    with client.get(f"/en/manage/meetings/{ids['slug']}/registrations.xlsx?sex=male") as answer:
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    [heading, juan] = book.get_sheet_by_index(0).to_python()
    assert heading[0] == "Given names"
    assert juan[:2] == ["Juan", "=1+1"]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DOOR])
def test_others_of_the_staff_may_not(
    page: Site, stored: Stored, ids: dict[str, str], role: Role
) -> None:
    with stored():
        other = make_user("other@cim.example", role=role).get_id()
    page.client.sign_in(other)
    page.get(LIST.format(slug=ids["slug"]), status=403)
    page.get(f"/en/manage/registrations/{ids['authority']}", status=403)


def test_an_officer_of_another_meeting_may_not(
    page: Site, stored: Stored, ids: dict[str, str]
) -> None:
    with stored():
        elsewhere = make_open_meeting().id
        other = make_user("other@cim.example", meeting_id=elsewhere).get_id()
    page.client.sign_in(other)
    page.get(LIST.format(slug=ids["slug"]), status=403)
    page.get(f"/en/manage/registrations/{ids['authority']}", status=403)


@pytest.mark.parametrize("lang", ["es", "fr", "pt"])
def test_every_page_of_the_officer_in_every_language(
    page: Site, ids: dict[str, str], lang: str
) -> None:
    page.get(f"/{lang}/manage/meetings/{ids['slug']}/registrations")
    page.get(f"/{lang}/manage/meetings/{ids['slug']}/registrations?q=nobody")
    page.get(f"/{lang}/manage/registrations/{ids['authority']}")


def test_a_registration_says_when_it_came_by_the_meetings_clocks(
    page: Site, stored: Stored, ids: dict[str, str]
) -> None:
    with stored():
        made = queries.by_public_id(ids["participant"])
        assert made is not None
        made.created_at = datetime(2026, 11, 21, 3, 59, tzinfo=UTC)
    shown = page.get(f"/en/manage/registrations/{ids['participant']}").text
    assert "Nov 20, 2026, 10:59" in shown
    assert "Peru" in shown


def test_tallies_are_worded_for_many(page: Site, ids: dict[str, str]) -> None:
    spanish = page.get(LIST.format(slug=ids["slug"]).replace("/en/", "/es/"))
    assert {"Pendientes", "Confirmadas"} <= set(spanish.all(".key-figure dt"))
    assert spanish.all("#filter-sex option")[0] == "Todos"
