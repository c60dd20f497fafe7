"""What every page must have, whatever it shows: see `problems`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement

from tests.support.translations import LANGUAGES, reads_as_english

UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
SPOKEN = ("placeholder", "title", "alt", "aria-label")
SILENT = " or ".join(f"parent::{tag}" for tag in ("script", "style", "template", "code", "pre"))
BUTTON = "parent::input[@type = 'submit' or @type = 'button']"
IN_LANGUAGE = "[ancestor::*[@lang][1]/@lang = $language]"


def _finders(further: str) -> list[Callable[..., Any]]:
    """What finds all that is read or heard, as whole lists: element by element takes far longer."""
    paths = ["//text()", *(f"//@{name}" for name in SPOKEN)]
    found = [*(f"{path}[not({SILENT})]" for path in paths), f"//@value[{BUTTON}]"]
    return [etree.XPath(path + further, smart_strings=False) for path in found]


FINDERS, FINDERS_IN = _finders(""), _finders(IN_LANGUAGE)


def parse(text: str) -> HtmlElement:
    """A page as a tree."""
    return html.document_fromstring(text)


def problems(tree: HtmlElement, language: str | None) -> list[str]:
    """What is wrong with a page, as sentences; `language` is what its address promises."""
    found = [*_frame(tree, language), *_fields(tree), *_forms(tree), *_inline(tree)]
    repeated = [name for name, count in Counter(tree.xpath("//@id")).items() if count > 1]
    found += [f"the id {name!r} is there more than once" for name in repeated]
    if language in LANGUAGES:
        found += [f"not translated: {words!r}" for words in untranslated(tree, language)]
    return found


def _frame(tree: HtmlElement, language: str | None) -> Iterator[str]:
    headings = tree.xpath("//h1")
    if len(headings) != 1:
        yield f"{len(headings)} h1 instead of one"
    if not "".join(tree.xpath("//head/title//text()")).strip():
        yield "no title"
    declared = tree.xpath("/html/@lang")
    if not declared or (language and declared[0] != language):
        yield f"html lang is {declared}, the address says {language}"


def _fields(tree: HtmlElement) -> Iterator[str]:
    labelled = set(tree.xpath("//label/@for"))
    for field in tree.xpath("//input | //select | //textarea"):
        if field.get("type", "").lower() in UNLABELLED:
            continue
        has_name = field.get("aria-label") or field.get("aria-labelledby")
        if not (has_name or field.get("id") in labelled or field.xpath("ancestor::label")):
            yield f"no label for the field {field.get('name')!r}"


def _forms(tree: HtmlElement) -> Iterator[str]:
    for form in tree.xpath("//form"):
        if form.get("method", "get").lower() != "post":
            continue
        if not form.xpath(".//input[@name='csrf_token' or contains(@name, '-csrf_token')]/@value"):
            yield f"no csrf token in the form to {form.get('action') or 'the same page'!r}"


def _inline(tree: HtmlElement) -> Iterator[str]:
    for found in tree.xpath("//@*[name() = 'style' or starts-with(name(), 'on')]"):
        yield f"inline {found.attrname} on <{found.getparent().tag}>"
    yield from ["an inline <style>"] * len(tree.xpath("//style"))
    for script in tree.xpath("//script[not(@src)]"):
        if script.get("type") not in {"application/json", "application/ld+json"}:
            yield "an inline <script>"


def untranslated(tree: HtmlElement, language: str) -> list[str]:
    """Texts that read as in English although the language has other words for them."""
    return [words for words in texts(tree, language) if reads_as_english(words, language)]


def texts(tree: HtmlElement, language: str) -> Iterator[str]:
    """What a reader of the language sees or hears."""
    is_mixed = len(tree.xpath("//*[@lang]")) > 1
    for find in FINDERS_IN if is_mixed else FINDERS:
        for raw in find(tree, language=language):
            if words := " ".join(raw.split()):
                yield words
