"""Which links to somebody's own page were replaced by newer ones."""

from __future__ import annotations

from meetings import tokens
from meetings.registration.queries import by_public_id
from meetings.registration.queries.people import PURPOSE


def is_spent(token: str) -> bool:
    """Whether a link that was ours opens nothing any more; False for what never was one."""
    read = tokens.read_link(PURPOSE, token)
    if read is None:
        return False
    found = by_public_id(read[0])
    return found is None or found.link_generation != read[1]


links = (("my", is_spent),)
