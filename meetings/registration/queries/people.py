"""One participation: by its link, its pass, its form, its person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from meetings import tokens
from meetings.db import db
from meetings.directory.models import Person
from meetings.directory.queries import kin, resolved
from meetings.registration.models import (
    GONE,
    AccessNeed,
    Affiliation,
    Participation,
    ParticipationChange,
)

PURPOSE = "my"


def link_token(participation: Participation) -> str:
    """The token of the address of somebody's own page."""
    return tokens.sign_link(PURPOSE, participation.public_id, participation.link_generation)


def by_link(token: str) -> Participation | None:
    """The participation behind a link with all that its page shows; None for a forged or
    revoked one."""
    read = tokens.read_link(PURPOSE, token)
    found = by_public_id(read[0]) if read else None
    return found if found is not None and read and found.link_generation == read[1] else None


def by_pass(code: str) -> Participation | None:
    """The participation of a pass as it is stored (`tokens.read_pass` reads what was typed)."""
    return db.session.scalar(whole().where(Participation.pass_code == code))


def by_public_id(public_id: str) -> Participation | None:
    """One participation with its person, meeting, capacity and affiliations."""
    return db.session.scalar(whole().where(Participation.public_id == public_id))


def by_public_ids(public_ids: Collection[str]) -> dict[str, Participation]:
    """Several such participations at once, by their public ids."""
    found = db.session.scalars(whole().where(Participation.public_id.in_(public_ids)))
    return {each.public_id: each for each in found.unique()}


def by_nonce(nonce: str) -> Participation | None:
    """The participation that a form already made."""
    return db.session.scalar(whole().where(Participation.nonce == nonce))


def live(meeting_id: int, person_id: int) -> Participation | None:
    """A person's participation in a meeting, unless it was declined, withdrawn or replaced.

    One by a record that was merged into hers is hers.
    """
    return db.session.scalar(
        whole()
        .where(
            Participation.meeting_id == meeting_id,
            Participation.person_id.in_(kin(Person, person_id)),
            Participation.status.not_in(GONE),
        )
        .order_by(Participation.id)
        .limit(1)
    )


def twins(participation: Participation) -> Sequence[Participation]:
    """The other live registrations of the same person in the meeting: she registered by two
    records that were merged since."""
    return db.session.scalars(
        whole()
        .where(
            Participation.meeting_id == participation.meeting_id,
            Participation.id != participation.id,
            Participation.person_id.in_(kin(Person, resolved(participation.person).id)),
            Participation.status.not_in(GONE),
        )
        .order_by(Participation.id)
    ).all()


def registered_twice(person_id: int) -> list[Participation]:
    """Of each meeting at which a person has several live registrations (by records that were merged
    into hers) the first one, whose page shows the others."""
    live = db.session.scalars(
        whole()
        .where(
            Participation.person_id.in_(kin(Person, person_id)),
            Participation.status.not_in(GONE),
        )
        .order_by(Participation.meeting_id, Participation.id)
    ).all()
    count = Counter(each.meeting_id for each in live)
    first = {each.meeting_id: each for each in reversed(live)}
    return [first[meeting_id] for meeting_id, several in count.items() if several > 1]


def changes(participation_id: int) -> Sequence[ParticipationChange]:
    """What happened to a participation, the first first."""
    query = select(ParticipationChange).where(
        ParticipationChange.participation_id == participation_id
    )
    return db.session.scalars(query.order_by(ParticipationChange.id)).all()


def access_needs(participation_id: int) -> str:
    """What somebody needs in order to take part; for officers and herself only."""
    found = db.session.get(AccessNeed, participation_id)
    return found.needs if found else ""


def whole() -> Select[Participation]:
    """A participation with what is told of it wherever it is shown: no more statements for it."""
    return select(Participation).options(
        joinedload(Participation.person),
        joinedload(Participation.meeting),
        joinedload(Participation.capacity),
        selectinload(Participation.affiliations).joinedload(Affiliation.organization),
    )
