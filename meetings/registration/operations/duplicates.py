"""Two registrations of one person in one meeting: one is kept, the other ends."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.accreditation import operations as accreditation
from meetings.actor import Actor
from meetings.db import db
from meetings.errors import Refused
from meetings.registration import queries, rules
from meetings.registration.models import Affiliation, Participation, Status
from meetings.registration.operations.decide import end
from meetings.registration.operations.search import search_text


def keep_one(kept: Participation, other: Participation, *, by: Actor, at: datetime) -> None:
    """End the other registration as a duplicate; whom it represented too, and its functions, go to
    the one that is kept. Nobody is mailed.

    Raises Refused (code strangers) when they are not of one person in one meeting, (code settled)
    when one of them has ended.
    """
    rules.may_correct(kept.status)
    if other.id not in {each.id for each in queries.twins(kept)}:
        raise Refused(
            _l("These are not two registrations of one person in one meeting."), code="strangers"
        )
    end(other, Status.CANCELLED, by=by, at=at)
    held = {_key(each) for each in kept.affiliations}
    for each in other.affiliations:
        if _key(each) in held or each.type == "self":
            continue
        if each.accreditation_id is not None:
            accreditation.take_place(each.accreditation_id)
        kept.affiliations.append(
            Affiliation(
                type=each.type,
                state_code=each.state_code,
                organization_id=each.organization_id,
                accreditation_id=each.accreditation_id,
                is_principal=False,
            )
        )
    kept.functions = list(dict.fromkeys((*(kept.functions or ()), *(other.functions or ()))))
    kept.changed_at = at
    db.session.flush()
    kept.search = search_text(kept.person, kept)
    db.session.flush()
    subject = ("participation", kept.public_id)
    changes = {"ended": other.public_id}
    audit.record("registration.keep_one", subject, by=by, at=at, changes=changes)


def _key(each: Affiliation) -> tuple[str, str | None, int | None]:
    return each.type, each.state_code, each.organization_id
