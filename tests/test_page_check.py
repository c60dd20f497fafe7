"""The check of every page catches what it promises to catch."""

from __future__ import annotations

import re

import pytest

from tests.support import page_check
from tests.support.page_check import parse, problems, untranslated
from tests.support.translations import reads_as_english

GOOD = """<!doctype html><html lang="es"><head><title>Reuniones</title></head><body><main>
<h1>Reuniones</h1><form method="post" action="/x">
<input type="hidden" name="csrf_token" value="abc"><label for="name">Nombre</label>
<input id="name" name="name"><button>Enviar</button></form></main></body></html>"""


def test_a_good_page_has_no_problem() -> None:
    assert problems(parse(GOOD), "es") == []


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("<h1>Reuniones</h1>", "", "0 h1 instead of one"),
        ("</h1>", "</h1><h1>Otra</h1>", "2 h1 instead of one"),
        ("<title>Reuniones", "<title> ", "no title"),
        ('lang="es"', 'lang="en"', "html lang is ['en'], the address says es"),
        ('for="name"', 'for="other"', "no label for the field 'name'"),
        ("<main>", '<main id="name">', "the id 'name' is there more than once"),
        ('name="csrf_token"', 'name="other"', "no csrf token in the form to '/x'"),
        ("<h1>", '<h1 style="color: red">', "inline style on <h1>"),
        ("<h1>", '<h1 onclick="go()">', "inline onclick on <h1>"),
        ("</title>", "</title><style>p {}</style>", "an inline <style>"),
        ("</title>", "</title><script>go()</script>", "an inline <script>"),
    ],
)
def test_each_fault_is_named(before: str, after: str, problem: str) -> None:
    assert problems(parse(GOOD.replace(before, after, 1)), "es") == [problem]


def test_english_words_are_found_on_a_spanish_page(monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = re.compile("Sign in|Back to .+?")
    monkeypatch.setattr(
        page_check, "reads_as_english", lambda text, _language: bool(pattern.fullmatch(text))
    )
    tree = parse(
        '<html lang="es"><body><p>Sign in</p><p lang="en">Sign in</p><b>Back to Lima</b>'
        '<input placeholder="Sign in"><p>Sign in at the door</p></body></html>'
    )
    assert untranslated(tree, "es") == ["Sign in", "Back to Lima", "Sign in"]


@pytest.mark.parametrize(
    ("text", "is_english"),
    [
        ("Sign in", True),
        ("Iniciar sesión", False),
        ("Completed on 3 May.", True),
        ("Completado el 3 de mayo.", False),
    ],
)
def test_what_reads_as_english(text: str, *, is_english: bool) -> None:
    assert reads_as_english(text, "es") == is_english
