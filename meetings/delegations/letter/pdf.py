"""A paper as a tagged PDF (PDF/UA-1): the words go to the typesetter as data, never as source."""

from __future__ import annotations

import json
from datetime import datetime

import typst

from meetings.config import ROOT
from meetings.delegations.letter.content import Letter

SOURCE = ROOT / "templates" / "delegations" / "letter.typ"


def write(letter: Letter, *, at: datetime) -> bytes:
    """The document; `at` is when it says it was made. Only the fonts that typst brings are used."""
    made: bytes = typst.compile(
        SOURCE,
        root=SOURCE.parent,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"letter": json.dumps(letter.as_data(), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
    return made
