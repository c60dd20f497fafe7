"""Bringing the templates that come with the product to their table."""

from __future__ import annotations

from meetings import reference
from meetings.invitations.models import MailTemplate


def load_reference() -> str:
    """Bring the templates up to date; the secretariat's own copies stay as they are."""
    touched = reference.merge(
        MailTemplate,
        "code",
        [
            {
                "code": row["code"],
                "kind": row["kind"],
                "sort": int(row["sort"]),
                "moment": row["moment"] or None,
                "hours": int(row["hours"]) if row["hours"] else None,
                "name": reference.names(row),
                "title": reference.names(row, "title"),
                "text": reference.names(row, "text"),
            }
            for row in reference.rows("mail_templates.csv")
        ],
    )
    return f"invitations: {touched} templates written"
