"""Keeping a list as an officer wants it again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from meetings.db import db
from meetings.directory.rules import clean
from meetings.errors import Refused
from meetings.registration.models import SavedView

LONGEST, MOST = 80, 50


def save_view(
    meeting_id: int,
    user_id: int,
    *,
    name: str,
    filters: Mapping[str, str],
    columns: Sequence[str],
    is_shared: bool,
    at: datetime,
) -> SavedView:
    """Keep filters and columns under a name; a user's view of the same name is written anew.

    Raises Refused (field name) without a name, for one over 80 characters, and beyond 50 views.
    """
    name = clean(name)
    if not name:
        raise Refused(_l("Give the view a name."), field="name")
    if len(name) > LONGEST:
        raise Refused(_l("A name has at most %(count)d characters.", count=LONGEST), field="name")
    mine = (SavedView.meeting_id == meeting_id) & (SavedView.user_id == user_id)
    found = db.session.scalar(select(SavedView).where(mine, SavedView.name == name))
    if found is None:
        if (db.session.scalar(select(func.count(SavedView.id)).where(mine)) or 0) >= MOST:
            raise Refused(_l("You keep %(count)d views already.", count=MOST), field="name")
        found = SavedView(
            public_id=str(uuid.uuid4()),
            meeting_id=meeting_id,
            user_id=user_id,
            name=name,
            created_at=at,
        )
        db.session.add(found)
    found.filters, found.columns, found.is_shared = dict(filters), list(columns), is_shared
    db.session.flush()
    return found


def forget_view(view: SavedView, *, user_id: int) -> None:
    """Delete a view of one's own. Raises Refused for another's."""
    if view.user_id != user_id:
        raise Refused(_l("Only who saved a view may delete it."))
    db.session.delete(view)
    db.session.flush()
