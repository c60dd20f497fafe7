"""The blueprint of what is kept of people."""

from __future__ import annotations

from flask import Blueprint

from meetings.language import PREFIX

bp = Blueprint("privacy", __name__, url_prefix=PREFIX)
