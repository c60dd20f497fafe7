"""The public form, the form behind an organization's link, and the officer's list."""

from __future__ import annotations

from meetings.registration.views import (
    decisions,
    entry,
    manage,
    organization,
    own,
    private,
    public,
    ways,
)
from meetings.registration.views.blueprint import bp

__all__ = ["decisions", "entry", "manage", "organization", "own", "private", "public", "ways"]

blueprints = (bp,)
