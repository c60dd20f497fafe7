"""Whom a mailing reaches after a merge: by the address of either record."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Flask
from sqlalchemy import select

from meetings.actor import CLI
from meetings.calendar.models import Meeting
from meetings.db import db, transaction
from meetings.directory import operations as directory
from meetings.directory.models import Merge
from meetings.invitations import queries
from meetings.registration.models import Participation
from tests.factories.directory import make_person
from tests.factories.invitations import make_mailing
from tests.factories.registration import make_open_meeting
from tests.invitations.test_sending import NOW, go, mails, work

Stored = Callable[[], AbstractContextManager[None]]


def test_who_was_merged_into_a_record_without_an_address_is_written_to(
    app: Flask, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        lost = make_person("Carla", "Luna", "carla@example.org")
        directory.set_tags(lost, ["media"], by=CLI, at=NOW)
        kept = make_person("Carla", "Luna Paz", "gone@example.org")
        kept.email, kept.country = "", "HN"
        db.session.flush()
        row = directory.merge(kept, lost, by=CLI, at=NOW)
        go(make_mailing(meeting, {"tag": "media"}, capacity_code="participant"))
        merge_id, meeting_id, lost_id = row.id, meeting.id, lost.id
    work(app, NOW)
    assert [each[0] for each in mails(app)] == ["carla"]
    with app.app_context(), transaction():
        part = db.session.scalars(select(Participation).filter_by(meeting_id=meeting_id)).one()
        assert part.person_id == lost_id, "what follows reaches her too"
        directory.undo_merge(db.session.get_one(Merge, merge_id), by=CLI, at=NOW)
        again = make_mailing(db.session.get_one(Meeting, meeting_id), {"tag": "media"})
        assert [one.email for one in queries.candidates(again)] == ["carla@example.org"]
