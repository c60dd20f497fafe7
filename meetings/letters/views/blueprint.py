"""The blueprint of letters and certificates."""

from __future__ import annotations

from flask import Blueprint

from meetings.language import PREFIX

bp = Blueprint("letters", __name__, url_prefix=PREFIX)
