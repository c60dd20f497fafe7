"""Two registrations of one person in one meeting: one is kept, the other ends."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.db import db
from meetings.errors import Refused
from meetings.registration import queries, rules
from meetings.registration.models import Affiliation, Participation, Status
from meetings.registration.operations.decide import end
from meetings.registration.operations.represented import represent_too
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
    more = [e for e in other.affiliations if _key(e) not in held and e.type != "self"]
    represent_too(kept, more)
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
