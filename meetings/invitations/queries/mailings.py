"""Mailings of a meeting, templates, and who wants no more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select, union
from sqlalchemy.orm import joinedload

from meetings import tokens
from meetings.accreditation.models import Accreditation
from meetings.calendar.models import Meeting, MeetingText
from meetings.db import db
from meetings.directory.models import Organization, Person
from meetings.directory.queries import resolved, roots_of
from meetings.invitations.models import (
    Mailing,
    MailingState,
    MailRefusal,
    MailTemplate,
)
from meetings.invitations.rules.timing import Times
from meetings.localized import pick
from meetings.registration import queries as registration
from meetings.registration.models import Participation

PURPOSE = "unsubscribe"


def mailings(meeting_id: int) -> Sequence[Mailing]:
    """The mailings of a meeting, the latest first."""
    wanted = select(Mailing).where(Mailing.meeting_id == meeting_id).order_by(Mailing.id.desc())
    return db.session.scalars(wanted).all()


def mailing(public_id: str) -> Mailing | None:
    """One mailing with its meeting."""
    wanted = select(Mailing).options(joinedload(Mailing.meeting))
    return db.session.scalar(wanted.where(Mailing.public_id == public_id))


def as_in_template(mailing: Mailing) -> tuple[str, ...]:
    """The languages whose subject and text still are a template's, where another language's are
    not: what was written in one is not in them."""
    templates = db.session.execute(select(MailTemplate.title, MailTemplate.text)).all()
    same = tuple(
        lang
        for lang, text in mailing.text.items()
        if any(
            (title.get(lang), kept.get(lang)) == (mailing.title.get(lang), text)
            for title, kept in templates
        )
    )
    return same if len(same) < len(mailing.text) else ()


def due(*, at: datetime) -> list[int]:
    """The mailings (ids) that are to be sent, or are in the middle of it."""
    wanted = select(Mailing.id).where(
        Mailing.state.in_((MailingState.SCHEDULED, MailingState.SENDING)), Mailing.due_at <= at
    )
    return list(db.session.scalars(wanted.order_by(Mailing.due_at, Mailing.id)))


def following() -> Sequence[Mailing]:
    """The scheduled mailings whose time follows their meeting."""
    return db.session.scalars(
        select(Mailing)
        .options(joinedload(Mailing.meeting))
        .where(Mailing.state == MailingState.SCHEDULED, Mailing.moment.is_not(None))
        .order_by(Mailing.id)
    ).all()


def times(meeting: Meeting) -> Times:
    """What reminders of a meeting count from."""
    found = registration.openings(meeting.id)
    return Times(
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        precision=meeting.precision,
        status=meeting.status,
        closings=tuple(each.closes_at for each in found if each.closes_at is not None),
        zone=meeting.time_zone,
    )


def names_in(lang: str) -> dict[str, str]:
    """The name of each template, in whichever language, and the same in the reader's: a mail that
    still bears it is called so, whoever began it."""
    found: dict[str, str] = {}
    for each in templates():
        said = pick(each.name, lang).text
        found |= dict.fromkeys(each.name.values(), said)
    return found


def templates() -> Sequence[MailTemplate]:
    """Every template: those that come with the product in their order, then the secretariat's."""
    wanted = select(MailTemplate).order_by(
        MailTemplate.is_own, MailTemplate.sort, MailTemplate.code
    )
    return db.session.scalars(wanted).all()


def template(code: str) -> MailTemplate | None:
    """One template."""
    return db.session.get(MailTemplate, code) if code and "\x00" not in code else None


def meetings_with_people(
    lang: str, *, within: Collection[int] | None, most: int = 200
) -> list[tuple[str, str]]:
    """(slug, title) of the meetings with registrations or accreditations, the latest first;
    `within` are those (ids) that the reader may manage, None for all."""
    has_people = union(select(Participation.meeting_id), select(Accreditation.meeting_id))
    wanted = (
        select(Meeting.slug, MeetingText.title)
        .join(MeetingText, MeetingText.meeting_id == Meeting.id)
        .where(MeetingText.lang == lang, Meeting.id.in_(has_people))
        .order_by(Meeting.starts_at.desc(), Meeting.id)
        .limit(most)
    )
    if within is not None:
        wanted = wanted.where(Meeting.id.in_(within))
    return [(slug, title) for slug, title in db.session.execute(wanted)]


def unsubscribed(person_ids: Collection[int]) -> set[int]:
    """Which of these people (ids of records that stand for themselves) want no mails that aren't
    necessary, as they said by this record or by one that was merged into it."""
    roots = roots_of(Person)
    root = func.coalesce(roots.c.root, MailRefusal.person_id)
    wanted = select(root).outerjoin(roots, roots.c.id == MailRefusal.person_id)
    return set(db.session.scalars(wanted.where(root.in_(person_ids))))


def has_unsubscribed(person: Person) -> bool:
    """Whether a person wants no mails that aren't necessary, by any record of hers."""
    root = resolved(person).id
    return bool(unsubscribed([root]))


def who(token: str) -> Person | Organization | None:
    """The person or the organization behind a link that ends mails; None for a forged one."""
    read = tokens.read_link(PURPOSE, token)
    if read is None:
        return None
    found = select(Person).where(Person.public_id == read[0], Person.email != "")
    its = select(Organization).where(Organization.public_id == read[0])
    return db.session.scalar(found) or db.session.scalar(its)
