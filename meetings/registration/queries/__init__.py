"""Reading participations, the ways into a meeting and its seats."""

from meetings.registration.queries.invitations import endings, shares_mailbox
from meetings.registration.queries.lists import (
    Filters,
    Row,
    counts_by_status,
    every_participation,
    participations,
    waiting,
)
from meetings.registration.queries.people import (
    PURPOSE,
    access_needs,
    by_link,
    by_nonce,
    by_pass,
    by_public_id,
    link_token,
    live,
)
from meetings.registration.queries.ways import count_seated, openings, seats

__all__ = [
    "PURPOSE",
    "Filters",
    "Row",
    "access_needs",
    "by_link",
    "by_nonce",
    "by_pass",
    "by_public_id",
    "count_seated",
    "counts_by_status",
    "endings",
    "every_participation",
    "link_token",
    "live",
    "openings",
    "participations",
    "seats",
    "shares_mailbox",
    "waiting",
]
