"""All that is kept of a person, for herself: as data for programs, and to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from meetings.attendance.models import PresenceEvent
from meetings.attendance.queries import live_ins
from meetings.db import db
from meetings.directory.models import EarlierIdentity, Person, Term
from meetings.directory.queries import kin, resolved
from meetings.letters.models import Certificate
from meetings.localized import pick
from meetings.notifications.models import Message
from meetings.notifications.rules.secret_links import without_secrets
from meetings.privacy.queries.beside import records_beside
from meetings.registration.models import (
    AccessNeed,
    Affiliation,
    Answer,
    Consent,
    Correction,
    Participation,
    ParticipationChange,
    Question,
    QuestionVersion,
    SensitiveAnswer,
)
from meetings.registration.queries.answers import answers_of


def everything(person: Person, *, lang: str = "en", at: datetime) -> dict[str, Any]:
    """What is kept of a person and of the records merged into hers; nobody else's, whoever shares
    her mailbox. Plain values: texts, numbers, lists; instants and days in ISO 8601. Questions, and
    answers beside what is kept of them (`value`), in the words of `lang`."""
    root = resolved(person)
    ids = list(db.session.scalars(kin(Person, root.id)))
    held = _held(ids)
    beside = _beside([each.id for each in held], lang)
    return {
        "format": "meetings-personal-data-1",
        "made_at": _plain(at),
        "person": _columns(
            root, ("given_names", "surnames", "honorific", "email", "country", "created_at")
        ),
        "earlier": [
            _columns(each, ("given_names", "surnames", "email", "until"))
            for each in db.session.scalars(
                select(EarlierIdentity).where(EarlierIdentity.person_id.in_(ids))
            )
        ],
        "mandates": [
            _columns(each, ("body_code", "position_code", "state_code", "from_on", "to_on"))
            for each in db.session.scalars(select(Term).where(Term.person_id.in_(ids)))
        ],
        "registrations": [_registration(each, beside) for each in held],
    }


def with_records_beside(person: Person, *, lang: str = "en", at: datetime) -> list[dict[str, Any]]:
    """The same of a person, then of each record beside hers that is hers too by the name she bore:
    only for who proved that she reads the mailbox of them all."""
    return [everything(each, lang=lang, at=at) for each in (person, *records_beside(person))]


def _held(person_ids: Sequence[int]) -> list[Participation]:
    query = (
        select(Participation)
        .where(Participation.person_id.in_(person_ids))
        .options(
            joinedload(Participation.meeting),
            selectinload(Participation.affiliations).joinedload(Affiliation.organization),
        )
        .order_by(Participation.id)
    )
    return list(db.session.scalars(query))


def _registration(found: Participation, beside: dict[str, Any]) -> dict[str, Any]:
    own = (
        "status way capacity_code functions mode badge_name post personnel_kind_code sex"
        " sex_source language consent_version created_at changed_at is_unlisted reply replied_at"
        " held_email"
    )
    return {
        "meeting": {
            "address": found.meeting.slug,
            "title": found.meeting.title,
            "starts_on": _plain(found.meeting.starts_on),
            "ends_on": _plain(found.meeting.ends_on),
        },
        **_columns(found, own.split()),
        "represents": [
            {
                "type": each.type,
                "state": each.state_code,
                "organization": each.organization.name if each.organization else None,
            }
            for each in found.affiliations
        ],
        **{name: rows.get(found.id, []) for name, rows in beside.items() if name != "mails"},
        "consents": [*_to_take_part(found), *beside["consents"].get(found.id, [])],
        "mails": beside["mails"].get(found.public_id, []),
    }


def _to_take_part(found: Participation) -> list[dict[str, Any]]:
    """The consent without which nobody registers herself: it stands with the registration."""
    if not found.consent_version:
        return []
    given = {"purpose": "registration", "version": found.consent_version}
    return [given | {"given_at": _plain(found.created_at), "withdrawn_at": None}]


def _beside(ids: Sequence[int], lang: str) -> dict[str, Any]:
    """What stands beside registrations in other tables, by registration: one statement each."""
    return {
        "access_needs": _rows(AccessNeed, ids, ("needs",)),
        "answers": _answers(ids, lang),
        "consents": _rows(Consent, ids, ("purpose", "version", "given_at", "withdrawn_at")),
        "changes": _rows(
            ParticipationChange,
            ids,
            ("at", "before", "after", "offered_until", "actor_kind", "note"),
        ),
        "corrections": _rows(
            Correction, ids, ("asked_at", "before", "asked", "judged_at", "is_accepted", "note")
        ),
        "presence": _presence(ids),
        "certificates": _rows(Certificate, ids, ("code", "language", "issued_at")),
        "mails": _mails(ids),
    }


def _rows(table: Any, ids: Sequence[int], names: Iterable[str]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in db.session.scalars(select(table).where(table.participation_id.in_(ids))):
        found.setdefault(row.participation_id, []).append(_columns(row, names))
    return found


def _answers(ids: Sequence[int], lang: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    words = answers_of(ids, lang, sensitive=True)
    tables: tuple[Any, ...] = (Answer, SensitiveAnswer)
    for table in tables:
        rows = db.session.execute(
            select(table, QuestionVersion.label, Question.public_id)
            .join(QuestionVersion, QuestionVersion.id == table.version_id)
            .join(Question, Question.id == table.question_id)
            .where(table.participation_id.in_(ids))
        )
        for row, label, question in rows:
            said = {
                "question": pick(label, lang).text,
                "answer": words[row.participation_id][question],
                "value": row.value,
                "at": _plain(row.at),
            }
            found.setdefault(row.participation_id, []).append(said)
    return found


def _presence(ids: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    wanted = live_ins().where(PresenceEvent.participation_id.in_(ids)).order_by(PresenceEvent.at)
    for row in db.session.scalars(wanted):
        said = _columns(row, ("day", "at", "mode", "source"))
        found.setdefault(row.participation_id, []).append(said)
    return found


def _mails(ids: Sequence[int]) -> dict[str, list[Any]]:
    """The mails about her registrations as they were written, their personal links cut: a file that
    is passed on opens nothing."""
    subjects = select(Participation.public_id).where(Participation.id.in_(ids))
    rows = db.session.scalars(
        select(Message)
        .where(Message.subject_type == "participation", Message.subject_id.in_(subjects))
        .order_by(Message.id)
    )
    found: dict[str, list[Any]] = {}
    for row in rows:
        said = _columns(row, ("title", "to_email", "created_at", "sent_at", "status"))
        said["text"] = without_secrets(row.text)
        found.setdefault(row.subject_id, []).append(said)
    return found


def _columns(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value
