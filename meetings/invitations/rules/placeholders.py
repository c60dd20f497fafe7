"""Placeholders in braces: which there are, what stands in their place, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from flask_babel import lazy_gettext as _l

from meetings.errors import Refused
from meetings.localized import LANGUAGES

PLACEHOLDERS: Final = ("name", "meeting", "dates", "place", "capacity", "deadline", "link")
MOST_TITLE: Final = 200
MOST_TEXT: Final = 10_000
_BRACES = re.compile(r"\{([^{}\n]*)\}")


def unknown(text: str) -> list[str]:
    """What stands in braces and is no placeholder of ours, in order, each once."""
    found = [each for each in _BRACES.findall(text) if each not in PLACEHOLDERS]
    return list(dict.fromkeys(found))


def check_words(title: Mapping[str, str], text: Mapping[str, str]) -> None:
    """Raise Refused, naming the field and the language, for a placeholder that there is not, for a
    language with a title and no text or the other way round, and for none written at all."""
    if not any(text.values()) or not any(title.values()):
        raise Refused(_l("Write the mail in at least one language."), field="text", code="empty")
    for lang in LANGUAGES:
        for name, content, most in (("title", title, MOST_TITLE), ("text", text, MOST_TEXT)):
            written = content.get(lang, "")
            if not written and (title.get(lang) or text.get(lang)):
                sentence = _l("A language needs both a subject and a text.")
                raise Refused(sentence, field=f"{name}_{lang}", code="half")
            if len(written) > most:
                sentence = _l(
                    "This text is too long: use at most %(count)d characters.", count=most
                )
                raise Refused(sentence, field=f"{name}_{lang}")
            if wrong := unknown(written):
                named = ", ".join(f"{{{each}}}" for each in wrong)
                sentence = _l("There is no placeholder %(names)s.", names=named)
                raise Refused(sentence, field=f"{name}_{lang}", code="placeholder")


def uses(text: str, name: str) -> bool:
    """Whether a text has this placeholder."""
    return f"{{{name}}}" in text


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each placeholder's value; a line with one that has no value here is left out,
    so that nobody reads of a deadline that there is not."""
    lines = [line for line in text.splitlines() if not _lacks(line, values)]
    written = "\n".join(_BRACES.sub(lambda found: values.get(found[1], ""), line) for line in lines)
    return re.sub(r"\n{3,}", "\n\n", written).strip()


def _lacks(line: str, values: Mapping[str, str]) -> bool:
    return any(not values.get(name) for name in _BRACES.findall(line))
