"""The directory's blueprint."""

from __future__ import annotations

from flask import Blueprint

from meetings.language import PREFIX

bp = Blueprint("directory", __name__, url_prefix=PREFIX)
