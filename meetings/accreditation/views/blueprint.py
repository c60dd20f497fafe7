"""Accreditation's blueprint."""

from __future__ import annotations

from flask import Blueprint

from meetings.language import PREFIX

bp = Blueprint("accreditation", __name__, url_prefix=PREFIX)
