"""Who names a State's delegations: given access, sent a link, linked to an account, ended."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.accounts import queries as accounts
from meetings.actor import Actor
from meetings.db import db
from meetings.delegations import mails
from meetings.delegations.queries import focal_points as queries
from meetings.directory.models import FocalPoint, Office
from meetings.directory.rules import clean, clean_email, email_fault
from meetings.directory.rules.spans import check_days
from meetings.errors import Refused
from meetings.localized import LANGUAGES


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is said of a focal point; `account` is the address by which she signs in, if any."""

    name: str
    office: str
    email: str
    language: str
    account: str = ""
    from_on: date | None = None
    to_on: date | None = None


def add(state_code: str, facts: Facts, *, by: Actor, at: datetime) -> FocalPoint:
    """Give somebody the desk of a State and mail her its link.

    Raises Refused, naming the field, for a fault in what is said of her.
    """
    made = FocalPoint(
        public_id=str(uuid.uuid4()), state_code=state_code, link_generation=0, created_at=at
    )
    _write(made, facts)
    db.session.add(made)
    db.session.flush()
    _record("add", made, by=by, at=at)
    mails.link(made, at=at)
    return made


def correct(focal_point: FocalPoint, facts: Facts, *, by: Actor, at: datetime) -> None:
    """Write anew what is said of her. Another address ends the link that went to the one before,
    and the new one is mailed there. Raises Refused, naming the field, for a fault."""
    before = focal_point.email
    _write(focal_point, facts)
    db.session.flush()
    _record("correct", focal_point, by=by, at=at)
    if before != focal_point.email:
        renew(focal_point, by=by, at=at)


def renew(focal_point: FocalPoint, *, by: Actor, at: datetime) -> None:
    """End her link and mail her another one, to her own address.

    Raises Refused when her access has ended.
    """
    if focal_point.ended_at is not None:
        raise Refused(_l("The access of this focal point has ended."), code="ended")
    focal_point.link_generation += 1
    db.session.flush()
    _record("renew_link", focal_point, by=by, at=at)
    mails.link(focal_point, at=at)


def send_again(focal_point: FocalPoint, *, by: Actor, at: datetime) -> None:
    """Mail her the link that holds. Raises Refused when her access has ended."""
    if focal_point.ended_at is not None:
        raise Refused(_l("The access of this focal point has ended."), code="ended")
    _record("send_link", focal_point, by=by, at=at)
    mails.link(focal_point, at=at)


def send_lost(email: str, *, by: Actor, at: datetime) -> None:
    """Mail the links of the desks that belong to a mailbox, to that mailbox; to whom no desk
    belongs nothing is sent. Raises Refused (field email) for what is no address."""
    address = clean_email(email)
    fault = email_fault(address)
    if fault is not None:
        raise Refused(fault, field="email")
    for each in queries.by_email(address, at.date()):
        send_again(each, by=by, at=at)


def end(focal_point: FocalPoint, *, by: Actor, at: datetime) -> None:
    """End her access by link and by account; what she did stays. Twice is once."""
    if focal_point.ended_at is not None:
        return
    focal_point.ended_at = at
    focal_point.link_generation += 1
    db.session.flush()
    _record("end", focal_point, by=by, at=at)


def _write(focal_point: FocalPoint, facts: Facts) -> None:
    name, email, account = clean(facts.name), clean_email(facts.email), clean_email(facts.account)
    if not name or len(name) > 120:
        raise Refused(_l("Write her name, in at most 120 characters."), field="name")
    fault = email_fault(email)
    if fault is not None:
        raise Refused(fault, field="email")
    if facts.office not in set(Office) or facts.language not in LANGUAGES:
        raise Refused(_l("Choose one from the list."), field="office")
    check_days(facts)
    user = accounts.by_email(account) if account else None
    if account and user is None:
        raise Refused(_l("Nobody signs in with this address."), field="account")
    focal_point.name, focal_point.email = name, email
    focal_point.office, focal_point.language = facts.office, facts.language
    focal_point.from_on, focal_point.to_on = facts.from_on, facts.to_on
    focal_point.user_id = user.id if user else None


def _record(what: str, focal_point: FocalPoint, *, by: Actor, at: datetime) -> None:
    changes = {"state": focal_point.state_code, "office": focal_point.office}
    subject = ("focal_point", focal_point.public_id)
    audit.record(f"delegations.focal_point_{what}", subject, by=by, at=at, changes=changes)
