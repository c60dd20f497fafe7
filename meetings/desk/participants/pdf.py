"""The list as a tagged PDF (PDF/UA-1): the words go to the typesetter as data, never as source."""

from __future__ import annotations

import json
from datetime import datetime

import typst

from meetings.config import ROOT
from meetings.desk.participants.listed import Roll

SOURCE = ROOT / "templates" / "desk" / "participants.typ"


def write(roll: Roll, *, at: datetime) -> bytes:
    """The document; `at` is when it says it was made. Only the fonts that typst brings are used."""
    made: bytes = typst.compile(
        SOURCE,
        root=SOURCE.parent,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"roll": json.dumps(roll.as_data(), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
    return made
