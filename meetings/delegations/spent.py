"""Which links to a focal point's desk were replaced by newer ones."""

from __future__ import annotations

from meetings.delegations.queries.focal_points import by_link


def is_spent(token: str) -> bool:
    """Whether a link that was ours is no longer the present one."""
    opened = by_link(token)
    return opened is not None and not opened.is_current


links = (("delegation", is_spent),)
