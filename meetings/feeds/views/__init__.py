"""The pages and files of the feeds: public ones and personal ones."""

from meetings.feeds.views import public
from meetings.feeds.views.blueprint import bp

__all__ = ["blueprints", "public"]
blueprints = (bp,)
