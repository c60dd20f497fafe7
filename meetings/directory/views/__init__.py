"""Pages of the directory, each module for one noun."""

from __future__ import annotations

from meetings.directory.views import bodies, observers, public, states, terms
from meetings.directory.views.blueprint import bp

__all__ = ["bodies", "observers", "public", "states", "terms"]

blueprints = (bp,)
