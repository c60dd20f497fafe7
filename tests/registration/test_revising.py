"""An officer corrects one registration: judged as an entry, kept with old and new, and told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import actor
from meetings.audit import AuditChange, AuditEntry
from meetings.db import db
from meetings.errors import Refused
from meetings.notifications.models import Message
from meetings.registration import operations, queries
from meetings.registration.models import Participation, SeatLimit
from meetings.registration.operations.revise import revise
from meetings.registration.queries.revising import stands
from meetings.registration.rules.representing import chosen
from meetings.registration.rules.revising import Revision
from meetings.registration.rules.seating import Scope
from tests.factories.accounts import make_user
from tests.factories.registration import (
    AT,
    make_accreditation,
    make_entry,
    make_open_meeting,
    make_participation,
)
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
LATER = AT + timedelta(days=1)
NCA: dict[str, Any] = {"capacity_code": "nca", "represents": "state"}


@pytest.fixture
def hers(stored: Stored, client: Client) -> dict[str, str]:
    """Somebody entered for Dominica, and an officer signed in."""
    with stored():
        made = make_participation(make_open_meeting(), state_code="DM", language="fr", **NCA)
        client.sign_in(make_user().get_id())
        return {"id": made.public_id, "slug": made.meeting.slug}


def opened(page: Site, hers: dict[str, str]) -> Page:
    return page.get(f"/en/manage/registrations/{hers['id']}/edit")


def stored_now(app: Flask, hers: dict[str, str]) -> dict[str, Any]:
    with app.app_context():
        found = queries.by_public_id(hers["id"])
        assert found is not None
        return stands(found) | {"badge": found.badge_changed_at}


def test_dominica_is_mended_asked_back_kept_and_told(
    app: Flask, page: Site, hers: dict[str, str]
) -> None:
    wrong: dict[str, Any] = {"capacity": "participant", "represents": "BR", "given_names": ""}
    refused = opened(page, hers).submit(**wrong)
    assert refused.status == 422
    asked = opened(page, hers).submit(
        represents="DO", capacity="adviser", post="Directora", honorific="Dra."
    )
    assert "not Dominica (Roseau)" in asked.text
    done = asked.submit()
    assert "The registration is corrected." in done.text
    assert "By the secretariat" in done.text
    assert "Title: (empty) → Dra." in done.text
    assert "Entity represented: Dominica → Dominican Republic" in done.text
    now = stored_now(app, hers)
    assert (now["represents"], now["capacity"], now["honorific"]) == ("DO", "adviser", "Dra.")
    with app.app_context():
        mail = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
        assert mail is not None
        assert (mail.kind, mail.language) == ("registration.revised", "fr")
        assert "Dominique → République dominicaine" in mail.text
        kept = db.session.scalars(
            select(AuditChange.changes)
            .join(AuditEntry, AuditEntry.id == AuditChange.entry_id)
            .where(AuditEntry.action == "registration.revise")
        ).one()
        assert kept["fields"]["capacity"] == ["nca", "adviser"]


def test_what_does_not_fit_together_is_refused_and_nothing_is_lost(
    page: Site, hers: dict[str, str]
) -> None:
    refused = opened(page, hers).submit(capacity="expert_titular", post="Jueza")
    assert "In this capacity one takes part in one’s own name" in refused.text.replace("'", "’")
    assert refused.values()["post"] == "Jueza"
    both = refused.submit(represents="self")
    assert "The registration is corrected." in both.text


def test_another_human_beings_name_is_written_only_for_the_same_person(
    app: Flask, page: Site, hers: dict[str, str]
) -> None:
    asked = opened(page, hers).submit(given_names="Roberto", surnames="Distinto")
    assert asked.status == 422
    assert "This is another human being’s name." in asked.text
    assert stored_now(app, hers)["surnames"] == "Ñáñez Güell"
    asked.submit("main form", same="y")
    assert stored_now(app, hers)["surnames"] == "Distinto"


def test_a_spelling_needs_no_such_word(app: Flask, page: Site, hers: dict[str, str]) -> None:
    opened(page, hers).submit("main form", surnames="Nañez Guell")
    assert stored_now(app, hers)["surnames"] == "Nañez Guell"


def test_of_two_officers_neither_loses_anything(
    app: Flask, page: Site, hers: dict[str, str]
) -> None:
    first, second = opened(page, hers), opened(page, hers)
    first.submit(post="Jueza", surnames="Paz")
    told = second.submit(surnames="Sol", sex="another")
    assert told.status == 422
    assert "Post or function–Jueza–" in told.text
    assert told.values()["post"] == "Jueza"
    told.submit()
    now = stored_now(app, hers)
    assert (now["post"], now["surnames"], now["sex"]) == ("Jueza", "Sol", "another")
    again = opened(page, hers).submit()
    assert "Nothing was different" in again.text


def test_seats_follow_what_she_is_and_a_full_capacity_says_so(session: Any) -> None:
    meeting = make_open_meeting(seats=2)
    one = Scope(capacity_code="participant")
    operations.set_limit(meeting, one, seats=1, by=actor.CLI, at=AT)
    make_participation(meeting, given_names="Ana")
    made = make_participation(meeting, state_code="DM", **NCA)
    with pytest.raises(Refused, match="no seats left in this capacity") as refused:
        _revise(made, "self", capacity_code="participant")
    assert refused.value.field == "capacity"
    session.rollback()


def test_a_seat_of_the_right_state_is_taken_and_places_follow(session: Any) -> None:
    meeting = make_open_meeting(seats=2)
    operations.set_limit(meeting, Scope(state_code="DO"), seats=1, by=actor.CLI, at=AT)
    granted = make_accreditation(meeting, places=1)
    made = make_participation(meeting, state_code="DM", **NCA)
    _revise(made, "DO", capacity_code="nca", also=(f"organization:{granted.id}",))
    taken = dict(session.execute(select(SeatLimit.scope_key, SeatLimit.taken)).all())
    assert taken == {"": 1, "state=DO": 1}
    assert granted.taken == 1
    assert "dominicana" in made.search
    organization = f"organization:{granted.id}"
    _revise(made, organization, capacity_code="cso_representative")
    assert (granted.taken, len(made.affiliations)) == (1, 1)
    session.expire_all()
    taken = dict(session.execute(select(SeatLimit.scope_key, SeatLimit.taken)).all())
    assert taken == {"": 1, "state=DO": 0}
    _revise(made, "self", capacity_code="participant")
    assert granted.taken == 0


def test_the_audit_names_what_was_corrected_and_never_who_she_was(session: Any) -> None:
    made = make_participation(make_open_meeting(), given_names="Ana", email="ana@x.example")
    _revise(made, "self", capacity_code="participant", given_names="Ana Eva", email="eva@x.example")
    kept = session.scalars(
        select(AuditChange.changes)
        .join(AuditEntry, AuditEntry.id == AuditChange.entry_id)
        .where(AuditEntry.action == "registration.revise")
    ).one()
    assert (kept["fields"]["given_names"], kept["fields"]["email"]) == ([], [])


def test_who_stands_on_an_official_list_keeps_its_state_and_capacity(session: Any) -> None:
    made = make_participation(make_open_meeting(), state_code="DM", **NCA)
    made.protocol_order = 1
    session.flush()
    for code, capacity in (("DO", "nca"), ("DM", "adviser")):
        with pytest.raises(Refused, match="official list") as refused:
            _revise(made, code, capacity_code=capacity)
        assert refused.value.code == "delegation"
    _revise(made, "DM", capacity_code="nca", post="Jueza")
    assert made.post == "Jueza"
    assert made.badge_changed_at == LATER


def test_who_was_asked_and_did_not_agree_is_not_listed(session: Any) -> None:
    made = make_participation(make_open_meeting(), is_unlisted=True)
    with pytest.raises(Refused) as refused:
        _revise(made, "self", capacity_code="participant")
    assert refused.value.field == "listed"
    session.rollback()


def _revise(made: Participation, code: str, *, also: tuple[str, ...] = (), **values: Any) -> None:
    given: dict[str, Any] = {
        "given_names": made.person.given_names,
        "surnames": made.person.surnames,
        "email": made.person.email,
        "is_unlisted": False,
    }
    entry = make_entry(**given | values | chosen(code))
    wanted = Revision(entry=entry, represents=code, also=also, sex_source="self")
    revise(made, wanted, opened=stands(made), by=actor.CLI, at=LATER)
