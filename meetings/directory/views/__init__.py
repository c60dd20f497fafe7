"""Pages of the directory, each module for one noun."""

from __future__ import annotations

from meetings.directory.views.blueprint import bp

blueprints = (bp,)
