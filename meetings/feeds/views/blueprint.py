"""The blueprints of the feeds: the files, and the pages where people get their addresses."""

from flask import Blueprint

from meetings.language import PREFIX

bp = Blueprint("feeds", __name__)
pages = Blueprint("feed_pages", __name__, url_prefix=PREFIX)
