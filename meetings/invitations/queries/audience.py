"""Whom a mailing's sources name, each person once, with what is known of her: a few statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from flask import current_app
from sqlalchemy import func, select

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory import queries as directory
from meetings.directory.models import Capacity, Person
from meetings.directory.queries import roots_of
from meetings.directory.rules import identity
from meetings.directory.rules.languages import first_language, usual_language
from meetings.invitations.models import Mailing, Reach
from meetings.invitations.queries.grounds import may_be_written
from meetings.invitations.queries.mailings import unsubscribed
from meetings.invitations.queries.organizations import organizations, refused
from meetings.invitations.queries.sources import Found, of_source
from meetings.invitations.queries.standing import parts_here, present
from meetings.invitations.rules.fitting import (
    Candidate,
    Sort,
    once_an_address,
    receipt,
)
from meetings.localized import fold
from meetings.notifications import queries as outbox
from meetings.registration import queries as registration
from meetings.registration import rules
from meetings.registration.models import Participation
from meetings.registration.queries.imports import accredited


def candidates(mailing: Mailing) -> list[Candidate]:
    """Everybody whom a mailing's sources name, organizations too, in the order of names, with why
    somebody isn't written to. People whom a merge made one are one, with a merged record's address
    where the one that stands for both has none; a file's row is somebody of the directory where
    address and name are hers."""
    by_id: dict[int, Found] = {}
    rows: dict[str, Found] = {}
    for number, source in enumerate(mailing.audience):
        for person_id, found in of_source(source, mailing.meeting):
            _fold(by_id.setdefault(person_id, found), found, number)
        for row in source.get("file", ()):
            found = Found(capacity_code=row.get("capacity") or None, row=row)
            _fold(rows.setdefault(row["key"], found), found, number)
    by_id = _rooted(by_id)
    _meet_known(rows, by_id)
    known = directory.people_by_id(ids=list(by_id))
    boxes = directory.mailboxes(Person)
    made = [
        _of_person(known[key], found, boxes.get(key, known[key]).email)
        for key, found in by_id.items()
        if key in known
    ]
    made += [_of_row(key, found) for key, found in rows.items()]
    made += organizations(mailing)
    made = _accredited(_with_part(made, mailing), mailing.meeting_id)
    made.sort(key=lambda one: identity(one.surnames, one.given_names))
    return _judged(made, mailing)


def closings(meeting: Meeting, found: Iterable[Candidate]) -> dict[str, datetime | None]:
    """Candidate -> when her way in closes: that of the participation she has, else of a personal
    invitation in her capacity."""
    openings = registration.openings(meeting.id)
    ends = {}
    for one in found:
        code = one.capacity_code or ""
        way = one.way or "invitation"
        window = rules.way_in(openings, capacity_code=code, way=way)
        ends[one.key] = window.closes_at if window else None
    return ends


def _fold(kept: Found, found: Found, number: int) -> None:
    """Somebody named once more: what was known first stays."""
    if number not in kept.sources:
        kept.sources.append(number)
    kept.capacity_code = kept.capacity_code or found.capacity_code
    kept.state_code = kept.state_code or found.state_code


def _rooted(by_id: dict[int, Found]) -> dict[int, Found]:
    """The same by the records that stand for merged ones."""
    if not by_id:
        return {}
    roots = roots_of(Person)
    wanted = select(roots.c.id, roots.c.root).where(roots.c.id.in_(list(by_id)))
    standing = {row[0]: row[1] for row in db.session.execute(wanted)}
    folded: dict[int, Found] = {}
    for person_id, found in by_id.items():
        kept = folded.setdefault(standing.get(person_id, person_id), found)
        for number in found.sources:
            _fold(kept, found, number)
    return folded


def _meet_known(rows: dict[str, Found], by_id: dict[int, Found]) -> None:
    """Let the rows of files that name somebody of the directory be her."""
    emails = {found.row["email"] for found in rows.values()}
    if not emails:
        return
    wanted = select(Person.id, Person.email, Person.folded_name, Person.merged_into_id)
    known: dict[tuple[str, str], int] = {}
    merged = []
    for each in db.session.execute(wanted.where(Person.email.in_(emails)).order_by(Person.id)):
        known.setdefault((each.email, each.folded_name), each.id)
        merged += [each.id] if each.merged_into_id else []
    roots = {}
    if merged:
        found_roots = roots_of(Person)
        pairs = select(found_roots.c.id, found_roots.c.root).where(found_roots.c.id.in_(merged))
        roots = {row[0]: row[1] for row in db.session.execute(pairs)}
    for key, found in list(rows.items()):
        row = found.row
        name = identity(row["given_names"], row["surnames"])
        person_id = known.get((row["email"], name))
        if person_id is None:
            continue
        kept = by_id.setdefault(roots.get(person_id, person_id), found)
        kept.row = kept.row or row
        for number in found.sources:
            _fold(kept, found, number)
        del rows[key]


def _of_person(person: Person, found: Found, email: str) -> Candidate:
    return Candidate(
        key=person.public_id,
        person_id=person.id,
        given_names=person.given_names,
        surnames=person.surnames,
        email=email,
        country=person.country or found.row.get("country") or None,
        state_code=found.state_code,
        organization=found.row.get("organization") or "",
        capacity_code=found.capacity_code,
        language=found.row.get("language") or "",
        sources=tuple(found.sources),
    )


def _of_row(key: str, found: Found) -> Candidate:
    row = found.row
    return Candidate(
        key=key,
        given_names=row["given_names"],
        surnames=row["surnames"],
        email=row["email"],
        country=row.get("country") or None,
        organization=row.get("organization") or "",
        capacity_code=found.capacity_code,
        language=row.get("language") or "",
        sources=tuple(found.sources),
    )


def _accredited(made: list[Candidate], meeting_id: int) -> list[Candidate]:
    """The same with the accreditation to the meeting of the organization that a file names."""
    if not any(one.organization for one in made):
        return made
    granted = accredited(meeting_id)
    return [
        replace(one, accreditation_id=granted[fold(one.organization)][0])
        if fold(one.organization) in granted
        else one
        for one in made
    ]


def _with_part(made: Sequence[Candidate], mailing: Mailing) -> list[Candidate]:
    """The same with their part in this meeting and the language in which they were written to
    last, merged records together."""
    ids = [one.person_id for one in made if one.person_id is not None]
    roots = roots_of(Person)
    root = func.coalesce(roots.c.root, Participation.person_id)
    joined = select(Participation, root).outerjoin(roots, roots.c.id == Participation.person_id)
    here = parts_here(mailing.meeting_id, ids)
    latest = (
        select(func.max(Participation.id))
        .outerjoin(roots, roots.c.id == Participation.person_id)
        .where(root.in_(ids))
        .group_by(root)
    )
    spoken = {
        person_id: part.language
        for part, person_id in db.session.execute(joined.where(Participation.id.in_(latest)))
    }
    there = present([part.id for part in here.values()]) if mailing.reach == Reach.PRESENT else ()
    order = current_app.config["CONTENT_LANGUAGES"]
    first = first_language(mailing.meeting.title, order)
    placed = [_placed(one, here.get(one.person_id or 0), spoken, first, mailing) for one in made]
    return [replace(one, was_present=one.participation_id in there) for one in placed]


def _placed(
    one: Candidate,
    part: Participation | None,
    spoken: Mapping[int, str],
    first: str,
    mailing: Mailing,
) -> Candidate:
    chosen = mailing.choices.get(one.key, {})
    language = (
        chosen.get("language")
        or one.language
        or spoken.get(one.person_id or 0)
        or usual_language(one.state_code or one.country)
        or first
    )
    one = replace(
        one,
        language=language,
        capacity_code=one.capacity_code or mailing.capacity_code,
        is_out=bool(chosen.get("out")),
    )
    if part is None:
        return one
    return replace(
        one,
        email=one.email if part.held_email is None else part.held_email,
        participation_id=part.id,
        status=part.status,
        reply=part.reply,
        way=part.way,
        capacity_code=part.capacity_code,
    )


def _judged(made: Sequence[Candidate], mailing: Mailing) -> list[Candidate]:
    ended = unsubscribed({one.person_id for one in made if one.person_id is not None})
    no = refused({one.organization_id for one in made if one.organization_id is not None})
    may = {each.code: each.represents for each in db.session.scalars(select(Capacity))}
    sort = Sort(mailing.kind, mailing.reach, mailing.is_necessary)
    returned = outbox.returned()
    free = may_be_written(made, mailing)
    made = [
        replace(one, came_back=one.email in returned, may_be_written=one.key in free)
        for one in made
    ]
    judged = [
        replace(one, receipt=receipt(one, sort, unsubscribed=ended, may_represent=may, refused=no))
        for one in made
    ]
    return once_an_address(judged)
