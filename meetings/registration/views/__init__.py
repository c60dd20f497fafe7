"""The public form, the form behind an organization's link, and the officer's list."""

from __future__ import annotations

from meetings.registration.views import (
    addresses,
    after,
    answer_files,
    answers,
    builder,
    bulk,
    corrections,
    decisions,
    duplicates,
    endings,
    entry,
    exporting,
    find,
    importing,
    invitation,
    library,
    manage,
    needs,
    organization,
    own,
    preview,
    private,
    public,
    question_page,
    revising,
    ways,
)
from meetings.registration.views.blueprint import bp

__all__ = [
    "addresses",
    "after",
    "answer_files",
    "answers",
    "builder",
    "bulk",
    "corrections",
    "decisions",
    "duplicates",
    "endings",
    "entry",
    "exporting",
    "find",
    "importing",
    "invitation",
    "library",
    "manage",
    "needs",
    "organization",
    "own",
    "preview",
    "private",
    "public",
    "question_page",
    "revising",
    "ways",
]

blueprints = (bp,)
