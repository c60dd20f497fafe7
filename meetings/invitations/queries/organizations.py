"""The organizations that a mailing names, by tags or as those accredited to a meeting: each is
written to at its own mailbox, or by who speaks for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select

from meetings.accreditation.models import Accreditation, Application
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Organization
from meetings.directory.queries import mailboxes, resolved, roots_of
from meetings.directory.queries.tags import bearing
from meetings.invitations.models import Mailing, OrganizationRefusal
from meetings.invitations.queries.contacts import contacts
from meetings.invitations.rules.fitting import Candidate


def organizations(mailing: Mailing) -> list[Candidate]:
    """Each of them once, whatever a merge made one, in the language of its latest application; that
    of its country where it has sent none."""
    sources: dict[int, list[int]] = {}
    for number, source in enumerate(mailing.audience):
        for each in _named_by(source):
            sources.setdefault(each, []).append(number)
    if not sources:
        return []
    boxes, spoken = mailboxes(Organization), _languages(sources)
    wanted = select(Organization).where(Organization.id.in_(sources))
    found = db.session.scalars(wanted).all()
    mail = {each.id: boxes.get(each.id, each).email for each in found}
    known = contacts([id_ for id_, email in mail.items() if not email])
    return [
        Candidate(
            key=each.public_id,
            organization_id=each.id,
            given_names="",
            surnames=each.name,
            email=known[each.id].email if each.id in known else mail[each.id],
            contact=known[each.id].name if each.id in known else "",
            country=each.country,
            language=spoken.get(each.id, ""),
            sources=tuple(sources[each.id]),
        )
        for each in found
    ]


def refused(organization_ids: Collection[int]) -> set[int]:
    """Which of these organizations (ids of records that stand for themselves) want no mails that
    aren't necessary, as was said for this record or for one that was merged into it."""
    roots = roots_of(Organization)
    root = func.coalesce(roots.c.root, OrganizationRefusal.organization_id)
    wanted = select(root).outerjoin(roots, roots.c.id == OrganizationRefusal.organization_id)
    return set(db.session.scalars(wanted.where(root.in_(organization_ids))))


def has_refused(organization: Organization) -> bool:
    """The same of one of them."""
    return bool(refused([resolved(organization).id]))


def _named_by(source: Mapping[str, Any]) -> list[int]:
    """The organizations (ids) that one source names; most name none."""
    if "tag" in source:
        return _bearing(source["tag"], source.get("country"))
    return _accredited(source["meeting"]) if source.get("who") == "accredited" else []


def _accredited(slug: str) -> list[int]:
    """Those accredited to a meeting, a merged record by the one that stands for it."""
    roots = roots_of(Organization)
    root = func.coalesce(roots.c.root, Accreditation.organization_id)
    wanted = (
        select(root)
        .select_from(Accreditation)
        .join(Meeting, Meeting.id == Accreditation.meeting_id)
        .outerjoin(roots, roots.c.id == Accreditation.organization_id)
        .where(Meeting.slug == slug)
    )
    return [*dict.fromkeys(db.session.scalars(wanted))]


def _bearing(tag: str, country: str | None) -> list[int]:
    wanted = select(Organization.id).where(Organization.id.in_(bearing(Organization, tag)))
    if country:
        wanted = wanted.where(Organization.country == country)
    return list(db.session.scalars(wanted))


def _languages(organization_ids: Collection[int]) -> dict[int, str]:
    """In which language each wrote last, where it has."""
    wanted = (
        select(Application.organization_id, Application.language)
        .where(Application.organization_id.in_(organization_ids))
        .order_by(Application.submitted_at, Application.id)
    )
    return {id_: lang for id_, lang in db.session.execute(wanted) if id_ is not None}
