"""The blueprint of delegations."""

from __future__ import annotations

from flask import Blueprint

from meetings.language import PREFIX

bp = Blueprint("delegations", __name__, url_prefix=PREFIX)
