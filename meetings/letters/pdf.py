"""Letters and certificates as tagged PDF: the words go to the typesetter as data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from meetings.config import ROOT
from meetings.typesetting import pdf

SOURCE = ROOT / "templates" / "letters" / "sheet.typ"


def write(sheets: Sequence[dict[str, Any]], *, kind: str, at: datetime) -> bytes:
    """One page for each sheet; `kind` is letter or certificate."""
    return pdf(SOURCE, "sheets", {"kind": kind, "sheets": list(sheets)}, at=at)
