"""The list as a Word document with headings, so that it can be edited and read aloud. Pure."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor

from meetings.desk.participants.listed import Roll
from meetings.formats import shortened

LOCALES = {"en": "en-US", "es": "es-MX", "fr": "fr-FR", "pt": "pt-BR"}
PLUM, INK, SOFT = "4D1A4A", "241F2B", "5A5363"
FONT = "Calibri"
_STYLES = (
    ("Normal", 10.5, INK, False),
    ("Title", 20, PLUM, True),
    ("Subtitle", 11, SOFT, False),
    ("Heading 1", 13, PLUM, True),
    ("Heading 2", 11, INK, True),
    ("Caption", 9, SOFT, False),
)


def write(roll: Roll, *, at: datetime) -> bytes:
    """The document; `at` is when it says it was made."""
    document = docx.Document()
    for name, size, colour, is_bold in _STYLES:
        _style(document.styles[name], size, colour, is_bold=is_bold, lang=roll.lang)
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(0.9)
    document.add_paragraph(roll.house, "Subtitle")
    document.add_paragraph(roll.title, "Title")
    document.add_paragraph().add_run(roll.meeting).bold = True
    if roll.about:
        document.add_paragraph(roll.about, "Subtitle")
    if not roll.parts:
        document.add_paragraph(roll.empty)
    for part, groups in roll.parts:
        document.add_paragraph(part, "Heading 1")
        for group in groups:
            document.add_paragraph(group.name, "Heading 2")
            for each in group.people:
                paragraph = document.add_paragraph()
                paragraph.paragraph_format.left_indent = Inches(0.15)
                paragraph.paragraph_format.keep_together = True
                paragraph.add_run(each.name).bold = True
                if each.about:
                    paragraph.add_run().add_break()
                    paragraph.add_run(each.about)
    section.footer.paragraphs[0].text = roll.stamp
    facts = document.core_properties
    facts.title = shortened(roll.title, 255)  # a property of a file takes no more
    facts.language, facts.author = LOCALES[roll.lang], roll.house
    facts.created = facts.modified = at.replace(tzinfo=None)
    facts.comments = ""
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _style(style: Any, size: float, colour: str, *, is_bold: bool, lang: str) -> None:
    """Fonts, sizes, colours and the language stand in styles, so that an editor can change them."""
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    style.font.bold, style.font.italic = is_bold, False
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]
    for each in style.element.iter(qn("w:lang")):
        each.set(qn("w:val"), LOCALES[lang])
    style.paragraph_format.space_after = Pt(4)
