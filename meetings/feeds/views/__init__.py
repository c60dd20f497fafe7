"""The pages and files of the feeds: public ones and personal ones."""

from meetings.feeds.views import account, members, mine, personal, public
from meetings.feeds.views.blueprint import bp, pages

__all__ = ["account", "blueprints", "members", "mine", "personal", "public"]
blueprints = (bp, pages)
