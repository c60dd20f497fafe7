"""The blueprint of the feeds."""

from flask import Blueprint

bp = Blueprint("feeds", __name__)
