"""What is kept of a person: her own page of it, and the officer's pages."""

from __future__ import annotations

from meetings.privacy.views import manage, own, readings, retention
from meetings.privacy.views.blueprint import bp

__all__ = ["manage", "own", "readings", "retention"]

blueprints = (bp,)
