"""The blueprint of pages that show or write several rooms."""

from __future__ import annotations

from flask import Blueprint

from meetings.language import PREFIX

bp = Blueprint("desk", __name__, url_prefix=PREFIX)
