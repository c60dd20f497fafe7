"""Who sits in her own name and is never part of a delegation. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l

from meetings.delegations.rules.members import Member
from meetings.directory.rules import full_name, identity
from meetings.directory.rules.likeness import PersonFacts, compare_people
from meetings.errors import Refused


def facts_of(member: Member) -> PersonFacts:
    """A member as she is compared."""
    return PersonFacts(member.given_names, member.surnames, member.email)


def check_no_expert(who: PersonFacts, experts: Iterable[PersonFacts]) -> None:
    """Raise Refused (field given_names, code expert) for an expert in office: her name, or a name
    that is likely hers with her mailbox."""
    for each in experts:
        same_mailbox = bool(who.email) and who.email == each.email
        if _is_named(who, each) or (same_mailbox and compare_people(who, each) is not None):
            raise Refused(
                _l(
                    "%(name)s sits on the Committee of Experts in her or his own name and is never "
                    "part of a delegation.",
                    name=full_name(who.given_names, who.surnames),
                ),
                field="given_names",
                code="expert",
            )


def expert_remarks(members: Sequence[Member], experts: Sequence[PersonFacts]) -> list[object]:
    """One sentence for each member whose name is likely an expert's: second names left out,
    another spelling. Where it is somebody else, nothing needs to be done."""
    return [
        _l(
            "%(name)s may be %(expert)s, who sits on the Committee of Experts in her or his own "
            "name and is never part of a delegation. Look whether it is the same person.",
            name=member.name,
            expert=full_name(each.given_names, each.surnames),
        )
        for member in members
        for each in experts
        if compare_people(facts_of(member), each) is not None
    ]


def _is_named(who: PersonFacts, expert: PersonFacts) -> bool:
    names = (identity(each.given_names, each.surnames) for each in (who, expert))
    return len(set(names)) == 1
