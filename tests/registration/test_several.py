"""Several registrations at once, saved views, chosen columns; a list of many in few statements."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from meetings.db import db
from meetings.notifications.models import Message
from meetings.registration.models import Participation
from meetings.registration.queries.corrections import judged_corrections
from tests.factories.accounts import make_user
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def ids(stored: Stored, client: Client) -> dict[str, str]:
    with stored():
        meeting = make_open_meeting(seats=50)
        given: dict[str, Any] = {"capacity_code": "nca", "represents": "state"}
        ana = make_participation(meeting, given_names="Ana", state_code="PE", **given)
        eva = make_participation(meeting, given_names="Eva", state_code="HT", **given)
        luz = make_participation(meeting, given_names="Luz")
        found = {"ana": ana.public_id, "eva": eva.public_id, "luz": luz.public_id}
        found |= {"slug": meeting.slug, "officer": make_user().get_id()}
        found["other"] = make_user("other@cim.example").get_id()
    client.sign_in(found["officer"])
    return found


def at(ids: dict[str, str], end: str = "") -> str:
    return f"/en/manage/meetings/{ids['slug']}/registrations{end}"


def statuses(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Participation.status).order_by(Participation.id)))


def test_several_are_confirmed_and_each_is_told_why_not(
    app: Flask, page: Site, ids: dict[str, str]
) -> None:
    ticked = {"chosen": [ids["ana"], ids["luz"], "nobody"], "step": "confirm"}
    asked = page.send(at(ids, "/several"), _sent(page, ids, ticked), status=200)
    assert asked.all("main .notice li") == ["Luz Ñáñez Güell"]
    told = asked.submit("main form", status=200)
    assert "Done for 1 registration" in told.text
    assert "Luz Ñáñez Güell: This registration is already confirmed." in told.text
    assert statuses(app) == ["confirmed", "pending", "confirmed"]


def test_all_that_match_are_declined_with_the_reason(
    app: Flask, page: Site, ids: dict[str, str]
) -> None:
    refused = page.send(
        at(ids, "/several?status=pending"), _sent(page, ids, {"all": "1", "step": "decline"})
    )
    assert "Write the reason" in refused.text
    given = {"all": "1", "step": "decline", "reason": "The list is complete.", "promised": "2"}
    asked = page.send(at(ids, "/several?status=pending"), _sent(page, ids, given), status=200)
    assert asked.heading == "Decline 2 registrations?"
    assert statuses(app) == ["pending", "pending", "confirmed"]
    assert "Done for 2 registrations" in asked.submit("main form", status=200).text
    assert statuses(app) == ["declined", "declined", "confirmed"]
    with app.app_context():
        wanted = select(Message.text).where(Message.kind == "registration.declined")
        assert all("The list is complete." in text for text in db.session.scalars(wanted))


@pytest.mark.parametrize(
    ("assign", "field", "value"),
    [
        ("function:chair", "functions", ["chair"]),
        ("personnel_kind_code:police", "personnel_kind_code", "police"),
        ("capacity_code:adviser", "capacity_code", "adviser"),
    ],
)
def test_what_is_assigned_is_written_where_it_may_be(
    app: Flask, page: Site, ids: dict[str, str], *, assign: str, field: str, value: Any
) -> None:
    given = {"all": "1", "step": "assign", "assign": assign, "promised": "3"}
    told = page.send(at(ids, "/several"), _sent(page, ids, given), status=200).submit(
        "main form", status=200
    )
    assert ("Luz" in " ".join(told.all("section li"))) == (field == "capacity_code")
    with app.app_context():
        wanted = select(Participation).where(Participation.public_id == ids["ana"])
        ana = db.session.scalars(wanted).one()
        assert getattr(ana, field) == value
        [kept] = judged_corrections(ana.id)
        assert value in kept.asked.values()


def test_what_an_official_list_says_is_not_assigned(
    app: Flask, page: Site, stored: Any, ids: dict[str, str]
) -> None:
    with stored():
        wanted = select(Participation).where(Participation.public_id == ids["ana"])
        db.session.scalars(wanted).one().protocol_order = 1
    for assign in ("function:head_of_delegation", "capacity_code:adviser"):
        given = {"all": "1", "step": "assign", "assign": assign, "promised": "3"}
        told = page.send(at(ids, "/several"), _sent(page, ids, given), status=200).submit(
            "main form", status=200
        )
        left = next(each for each in told.all("section li") if "Ana" in each)
        assert "stands on the official list of a delegation" in left
    with app.app_context():
        ana = db.session.scalars(wanted).one()
        assert (ana.capacity_code, ana.functions) == ("nca", [])


def test_the_ticked_ones_are_exported_in_the_chosen_columns(
    client: Client, ids: dict[str, str]
) -> None:
    answer = client.post(
        at(ids, "/several?col=status&col=represents"),
        data={"chosen": [ids["eva"]], "step": "csv"},
    )
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows == [
        ["Given names", "Surnames", "Status", "Entity represented"],
        ["Eva", "Ñáñez Güell", "Pending", "Haiti"],
    ]


def test_two_tabs_search_apart(app: Flask, page: Site, client: Client, ids: dict[str, str]) -> None:
    one = page.get(at(ids)).submit("form[role=search]", q="eva guell")
    other = page.get(at(ids)).submit("form[role=search]", q="nanez")
    assert (len(one.all("tbody tr")), len(other.all("tbody tr"))) == (1, 3)
    narrowed = page.get(one.url).submit("form.filters[method=get]", sex="female")
    assert narrowed.all("tbody th a") == ["Eva Ñáñez Güell"]
    file = client.get(one.link("CSV")).text
    assert "Eva" in file
    assert "Ana" not in file
    ticked = {"all": "1", "step": "decline", "reason": "The list is complete."}
    asked = one.submit("#several", status=200, **ticked)
    assert asked.heading == "Decline 1 registration?"
    asked.submit("main form", status=200)
    assert statuses(app) == ["pending", "declined", "confirmed"]


def test_more_than_are_taken_at_once_are_gone_on_with(
    app: Flask, page: Site, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meetings.registration.views.bulk.MOST", 2)
    given = {"all": "1", "step": "assign", "assign": "function:chair"}
    asked = page.get(at(ids)).submit("#several", status=200, **given)
    told = asked.submit("main form", status=200).submit("main form", status=200)
    assert told.all("main form") == []
    with app.app_context():
        chairs = db.session.scalars(select(Participation.functions))
        assert sorted(map(list, chairs)) == [["chair"]] * 3


def test_nothing_is_done_where_others_match_by_now(
    app: Flask, page: Site, stored: Stored, ids: dict[str, str]
) -> None:
    seen = page.get(at(ids, "?status=pending"))
    with stored():
        late = db.session.scalars(select(Participation).filter_by(public_id=ids["luz"])).one()
        late.status = "pending"
    given = {"all": "1", "step": "decline", "reason": "The list is complete."}
    told = seen.submit("#several", status=422, **given)
    assert "Nothing was done: the list has changed" in told.text
    assert "2 registrations matched. Now 3 match." in told.text
    assert statuses(app) == ["pending"] * 3
    assert "Done for 3 registrations" in told.submit("main form", status=200).text


def test_a_search_that_is_kept_no_more_shows_nobody_in_its_stead(
    page: Site, client: Client, ids: dict[str, str]
) -> None:
    for address in ("?search=gone&status=pending", ".csv?search=gone&status=pending"):
        told = page.get(client.get(at(ids, address)).location)
        assert "That search has ended" in told.text
        assert "status=pending" in told.url
        assert "search=" not in told.url


def test_the_file_of_a_list_has_its_columns(client: Client, ids: dict[str, str]) -> None:
    for ending in ("?col=mode&col=way&col=needs", "?status=confirmed&col=mode&col=way"):
        heading = client.get(at(ids, f".csv{ending}")).data.decode("utf-8-sig").splitlines()[0]
        assert heading == "Given names,Surnames,How people take part,Way in"
    usual = client.get(at(ids, ".csv?col=sex&col=represents&col=capacity&col=status")).text
    assert "E-mail address" in usual


def test_nothing_is_done_without_a_tick(page: Site, ids: dict[str, str]) -> None:
    told = page.send(at(ids, "/several"), _sent(page, ids, {"step": "confirm"}))
    assert "Tick the registrations first." in told.text


def test_columns_are_chosen_and_a_view_is_kept_and_shared(page: Site, ids: dict[str, str]) -> None:
    shown = page.get(at(ids, "?status=pending&sort=name&col=email&col=post"))
    assert shown.all("thead th")[1:] == ["Name", "Decide", "E-mail address", "Post or function"]
    saved = shown.submit("form[action*='/views']", name="To confirm", is_shared="1")
    assert "The view is saved." in saved.text
    page.client.sign_in(ids["other"])
    theirs = page.get(at(ids))
    assert page.get(theirs.link("To confirm")).all("tbody th a") == [
        "Ana Ñáñez Güell",
        "Eva Ñáñez Güell",
    ]
    assert "Delete: To confirm" not in theirs.text
    page.client.sign_in(ids["officer"])
    gone = page.get(at(ids)).submit("form[action$='/delete']")
    assert "To confirm" not in gone.text


def test_a_view_needs_a_name(page: Site, ids: dict[str, str]) -> None:
    assert (
        "Give the view a name." in page.get(at(ids)).submit("form[action*='/views']", name=" ").text
    )


@contextmanager
def counting(app: Flask) -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "query", ["", "?status=pending&sort=name", "?state=PE&function=chair&size=200&page=2"]
)
def test_a_list_takes_as_many_statements_for_many_as_for_few(
    app: Flask, page: Site, stored: Stored, ids: dict[str, str], query: str
) -> None:
    page.get(at(ids, query))
    with counting(app) as few:
        page.get(at(ids, query))
    with stored():
        meeting = make_open_meeting()
        del meeting
        found = db.session.scalars(select(Participation)).first()
        assert found is not None
        for number in range(40):
            make_participation(
                found.meeting,
                given_names=f"Olga{number}",
                state_code="PE",
                capacity_code="nca",
                represents="state",
            )
    with counting(app) as many:
        page.get(at(ids, query))
    assert len(many) == len(few) < 30


def _sent(page: Site, ids: dict[str, str], given: dict[str, Any]) -> Any:
    from werkzeug.datastructures import MultiDict

    token = page.get(at(ids)).values("#several")["csrf_token"]
    data = MultiDict({"csrf_token": token})
    for name, value in given.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data
