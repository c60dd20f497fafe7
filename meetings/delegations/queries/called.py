"""How those who were nominated once are called outside of any list."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from meetings.db import db
from meetings.delegations.rules.members import Called, Member
from meetings.registration.models import Participation
from meetings.registration.queries.called import all_known_as


def called(member: Member) -> Called | None:
    """The names under which somebody was nominated, or that the secretariat wrote since; None for
    who never was."""
    return all_called([member]).get(member.participation_id or 0)


def all_called(members: Iterable[Member]) -> dict[int, Called]:
    """Participation (id) -> the same, of whoever of these has one, at whichever meeting."""
    ids = {each.participation_id for each in members} - {None}
    wanted = select(Participation.id, Participation.person_id).where(Participation.id.in_(ids))
    people = {row[0]: row[1] for row in db.session.execute(wanted)} if ids else {}
    names = all_known_as(set(people.values())) if people else {}
    return {id_: names[person_id] for id_, person_id in people.items()}
