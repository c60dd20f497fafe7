"""Reading mailings, whom they reach, and what became of them."""

from meetings.invitations.queries.again import left_out
from meetings.invitations.queries.audience import candidates, closings
from meetings.invitations.queries.contacts import Contact, contacts
from meetings.invitations.queries.log import (
    Logged,
    Tally,
    failed,
    line_of,
    log,
    skipped,
    tallies,
    unreached,
)
from meetings.invitations.queries.mailings import (
    as_in_template,
    due,
    following,
    has_unsubscribed,
    mailing,
    mailings,
    meetings_with_people,
    names_in,
    template,
    templates,
    times,
    unsubscribed,
    who,
)
from meetings.invitations.queries.organizations import has_refused

__all__ = [
    "Contact",
    "Logged",
    "Tally",
    "as_in_template",
    "candidates",
    "closings",
    "contacts",
    "due",
    "failed",
    "following",
    "has_refused",
    "has_unsubscribed",
    "left_out",
    "line_of",
    "log",
    "mailing",
    "mailings",
    "meetings_with_people",
    "names_in",
    "skipped",
    "tallies",
    "template",
    "templates",
    "times",
    "unreached",
    "unsubscribed",
    "who",
]
