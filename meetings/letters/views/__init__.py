"""Letters and certificates: on her own page, for officers, and the page that confirms one."""

from __future__ import annotations

from meetings.letters.views import letterheads, manage, own, verify
from meetings.letters.views.blueprint import bp

__all__ = ["letterheads", "manage", "own", "verify"]

blueprints = (bp,)
