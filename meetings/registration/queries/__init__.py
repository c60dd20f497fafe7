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
from meetings.registration.queries.replies import (
    count_waiting_replies,
    declined_confirmed,
    known_to,
    likely,
    reply_by_message,
    reply_by_public_id,
    waiting_replies,
)
from meetings.registration.queries.ways import (
    approval_of,
    count_seated,
    due_holds,
    in_line,
    lapsed_offers,
    openings,
    plan,
    seats,
)

__all__ = [
    "PURPOSE",
    "Filters",
    "Row",
    "access_needs",
    "approval_of",
    "by_link",
    "by_nonce",
    "by_pass",
    "by_public_id",
    "count_seated",
    "count_waiting_replies",
    "counts_by_status",
    "declined_confirmed",
    "due_holds",
    "endings",
    "every_participation",
    "in_line",
    "known_to",
    "lapsed_offers",
    "likely",
    "link_token",
    "live",
    "openings",
    "participations",
    "plan",
    "reply_by_message",
    "reply_by_public_id",
    "seats",
    "shares_mailbox",
    "waiting",
    "waiting_replies",
]
