"""Accreditation: the organizations' form, and the officers' decisions."""

from __future__ import annotations

from meetings.accreditation.views import admitting, manage, public
from meetings.accreditation.views.blueprint import bp

__all__ = ["admitting", "manage", "public"]

blueprints = (bp,)
