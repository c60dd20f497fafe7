"""Reading secret addresses, and what their feeds hold."""

from meetings.calendar.queries.feed_sessions import removed_vevents
from meetings.feeds.queries.addresses import (
    Member,
    Opened,
    address_of_person,
    by_token,
    called,
    is_current,
    mailbox,
    members,
    of_user,
    token_of,
)
from meetings.feeds.queries.contents import Contents, contents, doors, entries, meetings_of

__all__ = [
    "Contents",
    "Member",
    "Opened",
    "address_of_person",
    "by_token",
    "called",
    "contents",
    "doors",
    "entries",
    "is_current",
    "mailbox",
    "meetings_of",
    "members",
    "of_user",
    "removed_vevents",
    "token_of",
]
