"""The forms of a pasted table: what is pasted, and the lines as an officer corrected them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs
from wtforms.validators import NumberRange, Optional

from meetings.calendar.models import Involvement
from meetings.calendar.rules import FIRST_YEAR, LAST_YEAR
from meetings.calendar.written.cells import LONGEST_CELL, MOST_ROWS
from meetings.calendar.written.table import Line
from meetings.fields import ChoiceField, CountField
from meetings.localized import LANGUAGES, NATIVE_NAMES

TEXTS = ("date", "title", "city", "country", "organizer", "kind", "involvement")


class PasteForm(FlaskForm):
    """A table copied from a word processor, or the document itself."""

    text = TextAreaField(_l("The table, pasted"))
    file = FileField(_l("Or a Word document (.docx)"))
    titles = ChoiceField(
        _l("Language of the titles"),
        choices=[
            SelectChoice("", _l("As it reads")),
            *(SelectChoice(code, name) for code, name in NATIVE_NAMES.items()),
        ],
    )
    year = CountField(
        _l("Year"),
        validators=[
            Optional(),
            NumberRange(
                min=FIRST_YEAR,
                max=LAST_YEAR,
                message=_l("The year must lie between %(min)d and %(max)d."),
            ),
        ],
        render_kw={"inputmode": "numeric", "maxlength": 4},
    )


@dataclass(frozen=True)
class Looked:
    """A line as the officer left it: whether to take it, and where it was known to stand."""

    line: Line
    is_taken: bool
    known: str


@dataclass(frozen=True)
class Preview:
    """All that the preview's form holds."""

    lines: tuple[Looked, ...]
    lang: str
    publish: bool


def read_preview(sent: Mapping[str, str]) -> Preview:
    """The preview as it was sent; a number or a code that makes no sense is left out."""
    count = min(_number(sent.get("count", "")) or 0, MOST_ROWS)
    lines = [_looked(sent, number) for number in range(1, count + 1)]
    lang = sent.get("titles", "")
    return Preview(tuple(lines), lang if lang in LANGUAGES else "en", sent.get("publish") == "yes")


def _looked(sent: Mapping[str, str], number: int) -> Looked:
    said = {name: _text(sent, f"{name}-{number}") for name in (*TEXTS, "above")}
    if said["involvement"] not in set(Involvement):
        said["involvement"] = Involvement.ATTENDED
    year = _number(sent.get(f"year-{number}", ""))
    line = Line(
        number=number,
        year=year,
        is_virtual=f"virtual-{number}" in sent,
        above_line=_number(sent.get(f"above_line-{number}", "")) or 0,
        **said,
    )
    return Looked(line, f"take-{number}" in sent, sent.get(f"known-{number}", "")[:120])


def _text(sent: Mapping[str, str], name: str) -> str:
    return " ".join(sent.get(name, "").replace("\x00", " ").split())[:LONGEST_CELL]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def numbered(lines: Sequence[Line]) -> list[Line]:
    """The lines numbered from 1, as the preview shows them."""
    return [Line(**{**each.__dict__, "number": number}) for number, each in enumerate(lines, 1)]
