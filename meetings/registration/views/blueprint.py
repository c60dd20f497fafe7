"""The blueprint of registration."""

from __future__ import annotations

from flask import Blueprint

from meetings.language import PREFIX

bp = Blueprint("registration", __name__, url_prefix=PREFIX)
