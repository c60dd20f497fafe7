"""No seat is left for what somebody would be: the waiting list is offered as the other way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from meetings import actor
from meetings.calendar import queries as calendar
from meetings.db import db
from meetings.notifications.models import Message
from meetings.registration import jobs, operations
from meetings.registration.models import Participation, RegistrationPlan, SeatCount, SeatLimit
from meetings.registration.rules.seating import Scope
from tests.factories.accounts import make_user
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
NCA: dict[str, Any] = {"capacity_code": "nca", "represents": "state"}


@pytest.fixture
def ids(stored: Stored, client: Client) -> dict[str, str]:
    """Ana and Eva in a capacity that has room; one seat as an adviser, which Luz holds."""
    with stored():
        meeting = make_open_meeting()
        db.session.add(RegistrationPlan(meeting_id=meeting.id, has_waiting_list=True))
        db.session.flush()
        people = {
            "ana": make_participation(meeting, given_names="Ana", state_code="PE", **NCA),
            "eva": make_participation(
                meeting, given_names="Eva", state_code="HT", language="fr", **NCA
            ),
            "luz": make_participation(meeting, given_names="Luz", state_code="HN", **NCA),
        }
        people["luz"].capacity_code = "adviser"
        db.session.flush()
        for code, seats in (("adviser", 1), ("nca", 2)):
            scope = Scope(capacity_code=code)
            operations.set_limit(meeting, scope, seats=seats, by=actor.CLI, at=AT)
        client.sign_in(make_user().get_id())
        return {name: each.public_id for name, each in people.items()} | {"slug": meeting.slug}


def standings(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        wanted = select(Participation).order_by(Participation.id)
        return [(each.capacity_code, each.status) for each in db.session.scalars(wanted)]


def taken(app: Flask) -> dict[str | None, int]:
    with app.app_context():
        rows = select(SeatLimit.capacity_code, SeatLimit.taken)
        return dict(db.session.execute(rows).all())


def mails(app: Flask, kind: str = "registration.revised") -> list[Message]:
    with app.app_context():
        wanted = select(Message).where(Message.kind == kind).order_by(Message.id)
        return list(db.session.scalars(wanted))


def assigned(page: Site, ids: dict[str, str], *names: str) -> Page:
    at = f"/en/manage/meetings/{ids['slug']}/registrations"
    token = page.get(at).values("#several")["csrf_token"]
    data = MultiDict({"csrf_token": token, "step": "assign", "assign": "capacity_code:adviser"})
    data.setlist("chosen", [ids[name] for name in names])
    return page.send(f"{at}/several", data, status=200)


def test_an_officer_chooses_the_waiting_list_where_a_correction_finds_no_seat(
    app: Flask, page: Site, ids: dict[str, str]
) -> None:
    form = page.get(f"/en/manage/registrations/{ids['ana']}/edit")
    assert "waiting list instead" not in form.text
    refused = form.submit(capacity="adviser", post="Jueza")
    assert "There are no seats left in this capacity." in refused.text
    assert refused.values()["post"] == "Jueza"
    assert standings(app)[0] == ("nca", "pending")
    done = refused.submit(waits="y")
    assert "this person stands on the waiting list now" in done.text
    assert standings(app)[0] == ("adviser", "waitlisted")
    assert taken(app) == {"adviser": 1, "nca": 1}
    [told] = mails(app)
    assert "figura ahora en la lista de espera" in told.text


def test_an_officer_is_told_of_those_who_wait_for_such_a_seat_and_decides(
    app: Flask, page: Site, ids: dict[str, str], stored: Stored
) -> None:
    with stored():
        meeting = calendar.by_slug(ids["slug"])
        assert meeting is not None
        operations.set_seats(meeting, 3, by=actor.CLI, at=AT)
        operations.set_limit(meeting, Scope(capacity_code="adviser"), seats=2, by=actor.CLI, at=AT)
        make_participation(meeting, given_names="Noor", state_code="PE", **NCA)
        [noor] = db.session.scalars(select(Participation).filter_by(status="waitlisted"))
        noor.capacity_code = "adviser"
    form = page.get(f"/en/manage/registrations/{ids['ana']}/edit")
    refused = form.submit(capacity="adviser")
    assert "Others are waiting for such a seat already" in refused.text
    assert standings(app)[0] == ("nca", "pending")
    assert "The registration is corrected." in refused.submit(passes="y").text
    assert standings(app)[0] == ("adviser", "pending")


def test_several_are_named_and_stand_in_line_only_where_it_is_asked_for(
    app: Flask, page: Site, ids: dict[str, str]
) -> None:
    told = assigned(page, ids, "ana", "eva", "luz")
    assert "2 people find no seat in it" in told.text
    assert standings(app) == [("nca", "pending"), ("nca", "pending"), ("adviser", "pending")]
    assert mails(app) == []
    done = told.submit("main section form", status=200)
    assert "Done for 2 registrations" in done.text
    assert standings(app)[:2] == [("adviser", "waitlisted")] * 2
    assert taken(app) == {"adviser": 1, "nca": 0}
    assert [each.language for each in mails(app)] == ["es", "fr"]


def test_who_is_given_something_by_hand_of_many_is_told_once_in_her_language(
    app: Flask, page: Site, ids: dict[str, str]
) -> None:
    with app.app_context():
        db.session.query(SeatLimit).delete()
        db.session.commit()
    assigned(page, ids, "ana", "eva", "luz")
    told = mails(app)
    assert [each.language for each in told] == ["es", "fr"]  # Luz was an adviser already
    assert "Conseiller" in told[1].text or "conseiller" in told[1].text
    assigned(page, ids, "ana", "eva", "luz")
    assert len(mails(app)) == 2


def looked_through(page: Site, ids: dict[str, str], table: str) -> Page:
    form = page.get(f"/en/manage/meetings/{ids['slug']}/registrations/import")
    return page.send(form.url, MultiDict(form.values() | {"text": table}))


def shown(page: Site, looked: Page, sort: str) -> Page:
    return page.get(looked.url.split("?")[0] + f"?show={sort}")


def test_who_would_lose_her_seat_is_asked_back_and_stands_in_line_where_she_is_ticked(
    app: Flask, page: Site, ids: dict[str, str]
) -> None:
    table = (
        "given_names,surnames,email,represents,capacity\n"
        "Luz,Ñáñez Güell,mj@example.org,Honduras,nca\n"
        "Rosa,Sosa,r@example.org,Haití,nca\n"
    )
    looked = looked_through(page, ids, table)
    assert looked.all(".key-figure dd") == ["0", "1", "0", "1", "0"]
    assert "There are no seats left in this capacity. If you tick the row" in looked.text
    assert "stands on the waiting list" in shown(page, looked, "new").one("tbody tr")
    shown(page, looked, "doubt").submit(take="2", step="keep")
    changed = shown(page, looked, "changed")
    assert "1 person is told by mail what the table corrects." in changed.text
    changed.submit(step="import")
    found = standings(app)
    assert found[2] == ("nca", "waitlisted")
    assert found[3] == ("nca", "waitlisted")
    with app.app_context():
        assert jobs.tell_imported(AT) == 1
        assert jobs.tell_imported(AT) == 0
    [mail] = mails(app)
    assert (mail.to_name, mail.language) == ("Luz Ñáñez Güell", "es")
    assert "lista de espera" in mail.text
    assert "Autoridad" in mail.text


def test_a_table_takes_the_seats_of_every_limit_that_counts_its_people(
    app: Flask, page: Site, stored: Stored, ids: dict[str, str]
) -> None:
    with stored():
        meeting = calendar.by_slug(ids["slug"])
        assert meeting is not None
        operations.set_limit(meeting, Scope(each="state"), seats=2, by=actor.CLI, at=AT)
        operations.set_limit(meeting, Scope(capacity_code="nca"), seats=9, by=actor.CLI, at=AT)
    rows = "".join(
        f"{name},{name}o,{name}@example.org,{state},nca\n"
        for name, state in (
            ("Rut", "Perú"),
            ("Iris", "Perú"),
            ("Dora", "Haití"),
            ("Lola", "Brasil"),
        )
    )
    table = f"given_names,surnames,email,represents,capacity\n{rows}"
    shown(page, looked_through(page, ids, table), "new").submit(step="import")
    told = [status for _code, status in standings(app)[3:]]
    assert told == ["confirmed", "waitlisted", "confirmed", "confirmed"]
    assert taken(app)["nca"] == 5
    with app.app_context():
        counts = select(SeatCount.key, SeatCount.taken)
        assert dict(db.session.execute(counts).all()) == {"PE": 2, "HT": 2, "HN": 1, "BR": 1}
