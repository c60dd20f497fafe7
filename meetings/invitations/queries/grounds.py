"""What lets the secretariat write to the people of a mailing: their consent, or another ground."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, or_, select

from meetings.db import db
from meetings.directory.models import Person, Term
from meetings.directory.queries import roots_of
from meetings.invitations.models import Mailing
from meetings.invitations.rules.agreeing import NAMED_HERE, may_write
from meetings.invitations.rules.fitting import Candidate
from meetings.registration.queries.consents import answers_to
from meetings.registration.rules.consents import Answer, Purpose


def may_be_written(made: Sequence[Candidate], mailing: Mailing) -> set[str]:
    """The keys of those who may be written to (see rules/agreeing.py); a few statements."""
    ids = {one.person_id for one in made if one.person_id is not None}
    answers = answers_to(Purpose.FUTURE, ids)
    sitting = _sitting(mailing, ids)
    here = {number for number, each in enumerate(mailing.audience) if is_of_this(each, mailing)}
    return {
        one.key
        for one in made
        if may_write(
            answers.get(one.person_id or 0, Answer.UNASKED),
            has_ground=bool(one.status) or one.person_id in sitting or bool(here & {*one.sources}),
        )
    }


def is_of_this(source: dict[str, object], mailing: Mailing) -> bool:
    """Whether a source is a ground by itself: a body on the meeting's days, or a list of this very
    meeting. A body in a period of its own is none: of its people those who are members on the
    meeting's days have theirs (`_sitting`)."""
    if "since" in source:
        return False
    return bool(NAMED_HERE & source.keys()) or source.get("meeting") == mailing.meeting.slug


def _sitting(mailing: Mailing, person_ids: Collection[int]) -> set[int]:
    """Who of them holds a term in the body that the meeting convenes, or in one that the mailing
    names in whatever period, on a day of the meeting."""
    meeting = mailing.meeting
    named = {meeting.body_code, *(each.get("body") for each in mailing.audience)} - {None}
    if not named:
        return set()
    roots = roots_of(Person)
    root = func.coalesce(roots.c.root, Term.person_id)
    wanted = (
        select(root)
        .select_from(Term)
        .outerjoin(roots, roots.c.id == Term.person_id)
        .where(
            Term.body_code.in_(named),
            root.in_(person_ids),
            Term.from_on <= meeting.ends_on,
            or_(Term.to_on.is_(None), Term.to_on >= meeting.starts_on),
        )
    )
    return set(db.session.scalars(wanted))
