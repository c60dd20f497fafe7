"""A delegation's desk, for its focal point and for officers; and what officers oversee."""

from __future__ import annotations

from meetings.delegations.views import (
    approvals,
    badges,
    desk,
    entrance,
    focal_points,
    history,
    members,
    overview,
    papers,
    protocol,
    submitting,
)
from meetings.delegations.views.blueprint import bp

__all__ = [
    "approvals",
    "badges",
    "desk",
    "entrance",
    "focal_points",
    "history",
    "members",
    "overview",
    "papers",
    "protocol",
    "submitting",
]

blueprints = (bp,)
