"""Papers as tagged PDF (PDF/UA-1): the words go to the typesetter as data, never as source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst


def pdf(source: Path, name: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """What a source of typst makes of the data, which it reads as its input `name`; `at` is when
    the document says it was made. Only the fonts that typst brings are used.

    PDF/UA wants a letter for every sign. Where the fonts lack one (an emoji, Arabic) the paper is
    made all the same, with a box in its place, and doesn't claim to keep to the standard.
    """
    try:
        return _compiled(source, name, data, at=at, pdf_standards=["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _compiled(source, name, data, at=at)


def _compiled(
    source: Path, name: str, data: Mapping[str, Any], *, at: datetime, **more: Any
) -> bytes:
    made: bytes = typst.compile(
        source,
        root=source.parent,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={name: json.dumps(data, ensure_ascii=False)},
        timestamp=int(at.timestamp()),
        **more,
    )
    return made
