"""Agreeing to a purpose, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select, update

from meetings import audit
from meetings.actor import Actor
from meetings.db import db, one_at_a_time, write_row
from meetings.directory.models import Person
from meetings.directory.queries import kin, resolved
from meetings.registration.models import Consent, Participation
from meetings.registration.rules import CONSENT_VERSION
from meetings.registration.rules.consents import Purpose


def keep_consents(participation: Participation, purposes: Iterable[str], *, at: datetime) -> None:
    """Keep to what somebody agreed with her registration, each purpose by itself."""
    for purpose in purposes:
        write_row(
            Consent,
            participation_id=participation.id,
            purpose=purpose,
            version=CONSENT_VERSION,
            given_at=at,
        )


def give_consent(
    participation: Participation, purpose: Purpose, *, by: Actor, at: datetime
) -> None:
    """Agree to a purpose in the present wording; once given, a second time changes nothing."""
    _lock(participation)
    if _given(participation.id, purpose) is None:
        keep_consents(participation, (purpose,), at=at)
        _follow(participation, purpose, is_given=True, by=by, at=at)


def answer_consents(
    participation: Participation, purposes: Collection[str], *, by: Actor, at: datetime
) -> None:
    """Keep what somebody answered on a form that asks for each purpose: to what she agrees now, and
    what she takes back of what she had agreed to before. Without her yes she isn't listed."""
    for purpose in Purpose:
        is_given = _given(participation.id, purpose) is not None
        if purpose in purposes:
            give_consent(participation, purpose, by=by, at=at)
        elif is_given:
            withdraw_consent(participation, purpose, by=by, at=at)
    participation.is_unlisted = Purpose.LIST not in purposes
    db.session.flush()


def withdraw_consent(
    participation: Participation, purpose: Purpose, *, by: Actor, at: datetime
) -> None:
    """Take a consent back; it stays on record with its end.

    Invitations to later meetings concern the person: she withdraws them for all her registrations.
    Who stood in the list without being asked is left out of it from now on.
    """
    _lock(participation)
    whose = [participation.id]
    if purpose == Purpose.FUTURE:
        whose = _all_of_hers(participation)
    db.session.execute(
        update(Consent)
        .where(
            Consent.participation_id.in_(whose),
            Consent.purpose == purpose,
            Consent.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=at),
        execution_options={"synchronize_session": False},
    )
    db.session.expire_all()
    _follow(participation, purpose, is_given=False, by=by, at=at)


def _lock(participation: Participation) -> None:
    """Of two clicks the second finds the first one's row."""
    one_at_a_time(f"consent:{participation.public_id}")


def _given(participation_id: int, purpose: Purpose) -> Consent | None:
    query = select(Consent).where(
        Consent.participation_id == participation_id,
        Consent.purpose == purpose,
        Consent.withdrawn_at.is_(None),
    )
    return db.session.scalar(query.limit(1))


def _all_of_hers(participation: Participation) -> list[int]:
    root = resolved(participation.person)
    query = select(Participation.id).where(Participation.person_id.in_(kin(Person, root.id)))
    return list(db.session.scalars(query))


def _follow(
    participation: Participation, purpose: Purpose, *, is_given: bool, by: Actor, at: datetime
) -> None:
    if purpose == Purpose.LIST:
        participation.is_unlisted = not is_given
        participation.changed_at = at
    db.session.flush()
    verb = "give" if is_given else "withdraw"
    subject = ("participation", participation.public_id)
    changes = {"purpose": purpose}
    audit.record(f"registration.{verb}_consent", subject, by=by, at=at, changes=changes)
