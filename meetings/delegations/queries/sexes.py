"""What a State's own desk said earlier of somebody's sex."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from meetings.db import db
from meetings.delegations.models import DelegationList, DelegationMember
from meetings.delegations.rules.members import Member
from meetings.directory.models import Sex
from meetings.directory.rules import identity


def with_stated_sex(member: Member, state_code: str) -> Member:
    """Where a member's sex is left open, what the latest list that the State submitted, to any
    meeting, says of the same name and mailbox. Nothing that she said elsewhere is told by it."""
    if member.sex != Sex.NOT_STATED or not member.email:
        return member
    rows = db.session.scalars(
        select(DelegationMember)
        .join(DelegationList, DelegationList.id == DelegationMember.list_id)
        .where(
            DelegationList.state_code == state_code,
            DelegationList.number.is_not(None),
            DelegationMember.email == member.email,
            DelegationMember.sex != Sex.NOT_STATED,
        )
        .order_by(DelegationMember.id.desc())
    )
    said = (
        each.sex for each in rows if identity(each.given_names, each.surnames) == member.identity
    )
    return replace(member, sex=next(said, member.sex))
