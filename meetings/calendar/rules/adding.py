"""Files for documents that are there already: what happens to each, and what contradicts. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from flask_babel import lazy_gettext as _l

NEW = "new"


class Standing(Protocol):
    """What a file may be added to."""

    @property
    def public_id(self) -> str:
        """By what a form names it."""

    @property
    def access(self) -> str:
        """For whom it is."""

    @property
    def published_at(self) -> datetime | None:
        """From when on; None: not yet."""


S = TypeVar("S", bound=Standing)


def target(candidates: Sequence[S], chosen: str) -> S | str | None:
    """Where a file goes: to a document, NEW, or None while it must be asked.

    The one chosen, else the only one there is; among several nobody but the officer can tell.
    """
    if not candidates or chosen == NEW:
        return NEW
    named = [each for each in candidates if each.public_id == chosen]
    if named:
        return named[0]
    return candidates[0] if len(candidates) == 1 else None


def contradiction(
    document: Standing, *, access: str, readers: object, wanted_at: datetime | None, at: datetime
) -> object | None:
    """Why a file may not go to a document under what was chosen, as a sentence; None: it may.

    A file is read by whom the document is for, as soon as that is published: so the readers must
    be the same, and it must not come out before `wanted_at` (None: not yet). `readers` are the
    document's, in words.
    """
    if document.access != access:
        return _l(
            "Others may read this document than you chose below: %(readers)s. Choose the same for "
            "this file, or make it a new document.",
            readers=readers,
        )
    out_at = document.published_at
    if out_at is None or (wanted_at is not None and wanted_at <= max(out_at, at)):
        return None
    if out_at <= at:
        return _l(
            "This document is published: the file could be read at once, and you chose something "
            "else below. Choose “Now” for it, or make it a new document."
        )
    return _l(
        "This document has its hour of publication: the file would be published with it, and you "
        "chose something else below. Choose that hour, or make it a new document."
    )
