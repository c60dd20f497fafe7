"""Accreditation: the organizations' form, and the officers' decisions."""

from __future__ import annotations

from meetings.accreditation.views import manage, public
from meetings.accreditation.views.blueprint import bp

__all__ = ["manage", "public"]

blueprints = (bp,)
