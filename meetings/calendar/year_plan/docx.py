"""The year as a Word document: one table, its heading on every page, in one language. Pure."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from meetings.calendar.year_plan.plan import COLUMNS, Entry, Plan

LOCALES = {"en": "en-US", "es": "es-MX", "fr": "fr-FR", "pt": "pt-BR"}
WIDTHS = (1.75, 3.45, 1.65, 1.75, 1.4)  # inches, of the ten between the margins
PLUM, PALE, LINE = "4D1A4A", "F3E6F1", "CFC6D3"
FONT = "Calibri"


def write(plan: Plan, *, at: datetime) -> bytes:
    """The document; `at` is when it says it was made."""
    document = docx.Document()
    _styles(document, plan.lang)
    _page(document, plan)
    document.add_paragraph(plan.house, "Subtitle")
    document.add_paragraph(plan.title, "Title")
    if plan.months:
        _table(document, plan)
    else:
        document.add_paragraph(plan.empty)
    for note in plan.notes:
        document.add_paragraph(note, "Caption")
    facts = document.core_properties
    facts.title, facts.language, facts.author = plan.title, LOCALES[plan.lang], plan.house
    facts.created = facts.modified = at.replace(tzinfo=None)
    facts.comments = ""
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _styles(document: Document, lang: str) -> None:
    """Fonts, sizes and colours stand in styles, so that an editor can change them at once."""
    for name, size, colour in (
        ("Normal", 9.5, "241F2B"),
        ("Title", 20, PLUM),
        ("Subtitle", 11, "5A5363"),
        ("Caption", 9, "5A5363"),
    ):
        style: Any = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor.from_string(colour)
        style.font.bold, style.font.italic = name == "Title", False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
        for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(key), FONT)
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.space_after = Pt({"Title": 12, "Caption": 2}.get(name, 0))
        for spacing in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(spacing)
    title: Any = document.styles["Title"].element
    for border in title.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)
    normal: Any = document.styles["Normal"].element
    normal.get_or_add_rPr().append(_made("w:lang", val=LOCALES[lang]))
    for each in document.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), LOCALES[lang])


def _page(document: Document, plan: Plan) -> None:
    """Letter paper, lying; the foot tells the day and the page."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Inches(11), Inches(8.5)
    section.left_margin = section.right_margin = Inches(0.5)
    section.top_margin = section.bottom_margin = Inches(0.55)
    section.footer_distance = Inches(0.35)
    foot = section.footer.paragraphs[0]
    foot.style = document.styles["Caption"]
    foot.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Inches(10), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{plan.stamp}\t")
    _field(foot.add_run(), "PAGE")
    foot.add_run(" / ")
    _field(foot.add_run(), "NUMPAGES")


def _field(run: Run, code: str) -> None:
    for kind in ("begin", "separate", "end"):
        run._r.append(_made("w:fldChar", fldCharType=kind))
        if kind == "begin":
            text = OxmlElement("w:instrText")
            text.text = code
            run._r.append(text)


def _table(document: Any, plan: Plan) -> None:
    table = document.add_table(rows=0, cols=COLUMNS)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _frame(table)
    head = table.add_row()
    head._tr.get_or_add_trPr().append(_made("w:tblHeader", val="true"))
    _fill(head, plan.headings, PLUM)
    for cell in head.cells:
        for run in cell.paragraphs[0].runs:
            run.bold, run.font.color.rgb = True, RGBColor(0xFF, 0xFF, 0xFF)
    for words, entries in plan.months:
        _month(table, words)
        for entry in entries:
            _entry(table, entry, plan.lang)


def _month(table: Any, words: str) -> None:
    """A row across the table; it stays with the row below it."""
    row = table.add_row()
    cell = row.cells[0].merge(row.cells[COLUMNS - 1])
    _shade(cell, PALE)
    paragraph = cell.paragraphs[0]
    paragraph.add_run(words).bold = True
    paragraph.paragraph_format.keep_with_next = True
    _whole(row)


def _entry(table: Any, entry: Entry, lang: str) -> None:
    row = table.add_row()
    _fill(row, entry.cells)
    if entry.title_lang != lang:
        run = row.cells[1].paragraphs[0].runs[0]
        run._r.get_or_add_rPr().append(_made("w:lang", val=LOCALES[entry.title_lang]))
    _whole(row)


def _fill(row: _Row, texts: Sequence[str], shade: str = "") -> None:
    for cell, text, width in zip(row.cells, texts, WIDTHS, strict=True):
        cell.width = Inches(width)
        _written(cell.paragraphs[0], text)
        if shade:
            _shade(cell, shade)


def _written(paragraph: Paragraph, text: str) -> None:
    paragraph.add_run(text)


def _whole(row: _Row) -> None:
    """A row is not broken over two pages."""
    row._tr.get_or_add_trPr().append(_made("w:cantSplit", val="true"))


def _shade(cell: _Cell, colour: str) -> None:
    shade = _made("w:shd", val="clear", color="auto", fill=colour)
    cell._tc.get_or_add_tcPr().append(shade)


def _frame(table: Table) -> None:
    """Fine lines between the rows, and room around the words."""
    about: Any = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_made(f"w:{side}", val="single", sz="4", space="0", color=LINE))
    about.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side, room in (("top", 30), ("start", 80), ("bottom", 30), ("end", 80)):
        margins.append(_made(f"w:{side}", w=str(room), type="dxa"))
    about.append(margins)
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Inches(width)


def _made(tag: str, **values: str) -> Any:
    element: Any = OxmlElement(tag)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element
