"""A paper as a Word document, for the letterhead of a ministry. Pure."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Inches, Pt

from meetings.delegations.letter.content import Letter
from meetings.formats import shortened

LOCALES = {"en": "en-US", "es": "es-MX", "fr": "fr-FR", "pt": "pt-BR"}
WIDTHS = (0.5, 2.2, 2.1, 1.7)  # inches


def write(letter: Letter, *, at: datetime) -> bytes:
    """The document; `at` is when it says it was made."""
    document = docx.Document()
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    for each in document.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), LOCALES[letter.lang])
    document.add_paragraph(letter.state).runs[0].bold = True
    document.add_heading(letter.title, 1)
    document.add_paragraph(letter.addressee)
    document.add_paragraph(letter.opening)
    _table(document, letter, letter.lines)
    document.add_paragraph()
    if letter.awaiting:
        document.add_paragraph(letter.awaiting)
        _table(document, letter, letter.awaiting_lines)
        document.add_paragraph()
    document.add_paragraph(letter.closing)
    document.add_paragraph(letter.place)
    signed = document.add_paragraph(f"\n\n______________________________\n{letter.signature}")
    signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.sections[0].footer.paragraphs[0].text = letter.stamp
    facts = document.core_properties
    facts.title = shortened(letter.title, 255)  # a property of a file takes no more
    facts.language, facts.author = LOCALES[letter.lang], letter.state
    facts.created = facts.modified = at.replace(tzinfo=None)
    facts.comments = ""
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _table(document: Any, letter: Letter, lines: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=0, cols=len(WIDTHS))
    table.style, table.autofit = "Table Grid", False
    for number, texts in enumerate((letter.headings, *lines)):
        row = table.add_row()
        for cell, text, width in zip(row.cells, texts, WIDTHS, strict=True):
            cell.width = Inches(width)
            cell.paragraphs[0].add_run(text).bold = number == 0
