"""To whom documents belong: a meeting, or a body itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, url_for
from flask_login import current_user

from meetings import language
from meetings.calendar import queries as calendar
from meetings.calendar.models import Document, Meeting
from meetings.calendar.queries import documents as queries
from meetings.calendar.views.scope import managed
from meetings.directory import queries as directory
from meetings.directory.models import Body
from meetings.permissions import Right


@dataclass(frozen=True)
class Owner:
    """A meeting or a body, with its documents' pages."""

    meeting: Meeting | None = None
    body: Body | None = None

    @property
    def name(self) -> str:
        """What the reader of the page calls it."""
        lang = language.current()
        if self.meeting is not None:
            return calendar.text_of(self.meeting.id, lang).title
        return self.body.name(lang) if self.body else ""

    @property
    def zone(self) -> str:
        """The time zone in which hours are written."""
        zone: str = current_app.config["SETTINGS"].time_zone
        return self.meeting.time_zone if self.meeting is not None else zone

    @property
    def place(self) -> dict[str, Any]:
        """Whose a new document is, for the operations."""
        return {"meeting": self.meeting, "body_code": self.body.code if self.body else None}

    def address(self, endpoint: str, **values: Any) -> str:
        """The address of one of its documents' pages."""
        if self.meeting is not None:
            return url_for(f"calendar.{endpoint}", slug=self.meeting.slug, **values)
        return url_for(f"calendar.{endpoint}", body_code=self.body.code, **values)  # type: ignore[union-attr]  # one of the two

    def documents(self) -> list[Document]:
        """All of its documents, by symbol."""
        if self.meeting is not None:
            return queries.documents(meeting_id=self.meeting.id)
        return queries.documents(body_code=self.body.code) if self.body else []

    def document(self, public_id: object) -> Document:
        """One of its documents; 404 for any other."""
        found = queries.document(str(public_id))
        if found is None or (found.meeting_id, found.body_code) != (
            self.meeting.id if self.meeting is not None else None,
            self.body.code if self.body else None,
        ):
            abort(404)
        return found


def owner(slug: str | None, body_code: str | None) -> Owner:
    """The meeting that the officer manages, or the body where she manages all; 404 otherwise."""
    if slug is not None:
        return Owner(meeting=managed(slug))
    body = directory.body(body_code or "")
    if body is None or current_user.meetings_for(Right.MANAGE) is not None:
        abort(404)
    return Owner(body=body)
