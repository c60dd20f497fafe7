"""Whom somebody of a table is invited for, by what her capacity may represent."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from meetings.actor import CLI
from meetings.db import db
from meetings.invitations import jobs, operations
from meetings.invitations.models import MailingRecipient
from meetings.invitations.operations import Plan
from meetings.invitations.rules.sheet import read_people
from meetings.registration.models import Participation
from tests.factories.invitations import make_mailing, make_row
from tests.factories.registration import make_accreditation, make_open_meeting

Stored = Callable[[], AbstractContextManager[None]]
NOW = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
CSO = {"capacity": "cso_representative"}


def test_organizations_and_the_secretariats_own_people_are_invited(
    app: Flask, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        granted = make_accreditation(meeting, name="Red Ñandutí")
        rows = [
            make_row("Ana", organization="RED ÑANDUTI", **CSO),
            make_row("Eva", organization="Otra Red", **CSO),
            make_row("Ida", capacity="secretariat"),
            make_row("Luz", organization="Red Ñandutí"),
        ]
        operations.schedule(make_mailing(meeting, {"file": rows}), Plan(), by=CLI, at=NOW)
        organization = granted.organization_id
    with app.app_context():
        for job in jobs.jobs:
            job(NOW)
    with app.app_context():
        found = {
            each.person.given_names: (each.principal.type, each.principal.organization_id)
            for each in db.session.scalars(select(Participation))
        }
        assert found == {
            "Ana": ("organization", organization),
            "Ida": ("self", None),
            "Luz": ("organization", organization),
        }
        fates = db.session.scalars(select(MailingRecipient.receipt)).all()
        assert sorted(fates) == ["no_entity", "written", "written", "written"]


def test_a_table_may_name_an_organization() -> None:
    text = "nombre;correo;organización\nAna;ana@example.org; Red  Ñandutí \n"
    assert read_people(text, capacities={}).rows[0]["organization"] == "Red Ñandutí"
