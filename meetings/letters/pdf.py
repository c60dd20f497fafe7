"""Letters and certificates as tagged PDF: the words go to the typesetter as data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import typst

from meetings.config import ROOT

SOURCE = ROOT / "templates" / "letters" / "sheet.typ"


def write(sheets: Sequence[dict[str, Any]], *, kind: str, at: datetime) -> bytes:
    """One page for each sheet; `kind` is letter or certificate. Only typst's own fonts are used."""
    made: bytes = typst.compile(
        SOURCE,
        root=SOURCE.parent,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={
            "sheets": json.dumps({"kind": kind, "sheets": list(sheets)}, ensure_ascii=False)
        },
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
    return made
