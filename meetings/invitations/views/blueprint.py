"""The blueprint of invitations."""

from __future__ import annotations

from flask import Blueprint

from meetings.language import PREFIX

bp = Blueprint("invitations", __name__, url_prefix=PREFIX)
