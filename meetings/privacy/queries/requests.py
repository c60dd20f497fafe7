"""Requests to be erased, and records that must be kept for now."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from meetings.db import db
from meetings.directory.models import Person
from meetings.directory.queries import kin, resolved
from meetings.privacy.models import ErasureRequest, LegalHold
from meetings.privacy.queries.kept import has_term
from meetings.privacy.rules import Waits


def waits_for(person: Person, *, on: date) -> list[Waits]:
    """Why an officer must judge before a person is erased; empty when she may be at once."""
    found = [Waits.MANDATE] if has_term(person, on=on) else []
    return [*found, Waits.HOLD] if hold_of(person) is not None else found


def hold_of(person: Person) -> LegalHold | None:
    """The hold in force on a person's record."""
    ids = kin(Person, resolved(person).id)
    query = select(LegalHold).where(LegalHold.person_id.in_(ids), LegalHold.ended_at.is_(None))
    return db.session.scalar(query.limit(1))


def open_request(person: Person) -> ErasureRequest | None:
    """What a person asked for and nobody has judged."""
    ids = kin(Person, resolved(person).id)
    query = select(ErasureRequest).where(
        ErasureRequest.person_id.in_(ids), ErasureRequest.judged_at.is_(None)
    )
    return db.session.scalar(query.limit(1))


def last_request(person: Person) -> ErasureRequest | None:
    """What a person asked for last, judged or not."""
    ids = kin(Person, resolved(person).id)
    query = select(ErasureRequest).where(ErasureRequest.person_id.in_(ids))
    return db.session.scalar(query.order_by(ErasureRequest.id.desc()).limit(1))


def request_called(public_id: str) -> ErasureRequest | None:
    """One request by its public id."""
    return db.session.scalar(
        select(ErasureRequest)
        .options(joinedload(ErasureRequest.person))
        .where(ErasureRequest.public_id == public_id)
    )


def open_requests() -> list[ErasureRequest]:
    """All that wait for an officer, the earliest first."""
    query = select(ErasureRequest).options(joinedload(ErasureRequest.person))
    query = query.where(ErasureRequest.judged_at.is_(None)).order_by(ErasureRequest.id)
    return list(db.session.scalars(query))


def count_requests() -> int:
    """How many wait for an officer."""
    query = select(func.count(ErasureRequest.id)).where(ErasureRequest.judged_at.is_(None))
    return db.session.scalar(query) or 0


def holds() -> list[LegalHold]:
    """Every hold in force, the earliest first."""
    query = select(LegalHold).options(joinedload(LegalHold.person))
    return list(db.session.scalars(query.where(LegalHold.ended_at.is_(None))))
