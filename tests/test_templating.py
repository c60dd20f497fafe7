"""Words and addresses in templates: kept, and still those of the reader's language."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from flask import Flask, render_template_string, url_for
from jinja2 import FileSystemLoader
from markupsafe import Markup

from meetings.language import reading
from meetings.templating import render_letter, render_letter_to_many


@pytest.fixture
def _context(app: Flask):
    with app.test_request_context("/es/calendar"):
        app.preprocess_request()
        yield


@pytest.mark.usefixtures("_context")
def test_a_sentence_follows_the_language_being_read() -> None:
    said = {}
    for lang in ("en", "es", "en", "fr"):
        with reading(lang):
            said[lang] = render_template_string("{{ _('Skip to the content') }}")
    assert said["en"] == "Skip to the content"
    assert len({said["en"], said["es"], said["fr"]}) == 3


@pytest.mark.usefixtures("_context")
def test_values_in_a_sentence_are_escaped_and_its_percent_sign_stays() -> None:
    template = "{{ _('<b>%(name)s</b>', name=name) }} {{ _('100%% sure') }}"
    assert render_template_string(template, name="<i>") == "<b>&lt;i&gt;</b> 100% sure"
    safe = render_template_string(template, name=Markup("<i>"))
    assert safe == "<b><i></b> 100% sure"


@pytest.mark.usefixtures("_context")
def test_a_number_of_things_is_written_as_numbers_are() -> None:
    template = "{{ ngettext('%(num)d meeting', '%(num)d meetings', count) }}"
    said = {}
    for lang, count in (("en", 1), ("en", 999), ("en", 50000), ("pt", 50000)):
        with reading(lang):
            said[lang, count] = render_template_string(template, count=count)
    assert said["en", 1] == "1 meeting"
    assert said["en", 50000] == "50,000 meetings"
    assert said["pt", 50000].split()[0] == "50.000"


def test_an_address_has_the_language_of_its_own_page(app: Flask) -> None:
    template = "{{ url_for('calendar.index', page=2) }}"
    for lang in ("en", "pt", "en"):
        with app.test_request_context(f"/{lang}/calendar"):
            app.preprocess_request()
            assert render_template_string(template) == f"/{lang}/calendar?page=2"


def test_a_full_address_is_made_for_each_host(app: Flask) -> None:
    template = "{{ url_for('calendar.index', lang='en', _external=True) }}"
    for host in ("one.example", "two.example"):
        with app.test_request_context("/en/calendar", base_url=f"https://{host}"):
            assert render_template_string(template) == f"https://{host}/en/calendar"
            assert url_for("calendar.index", lang="en") == "/en/calendar"


def test_a_piece_of_a_page_follows_the_language_and_what_it_is_given(app: Flask) -> None:
    template = "{{ piece('layout/_masthead.html', active=active, is_staff=is_staff) }}"
    shown = {}
    for lang, is_staff in (("en", False), ("es", False), ("en", True), ("en", False)):
        with app.test_request_context(f"/{lang}/calendar"):
            app.preprocess_request()
            shown[lang, is_staff] = render_template_string(
                template, active="calendar", is_staff=is_staff
            )
    assert 'href="/es/calendar" aria-current="page"' in shown["es", False]
    assert 'href="/en/calendar" aria-current="page"' in shown["en", False]
    assert "/en/manage/calendar" in shown["en", True]
    assert "/en/manage/calendar" not in shown["en", False]


@pytest.mark.usefixtures("_context")
def test_a_mail_to_many_says_to_each_what_is_hers_and_to_all_the_same(
    tmp_path: Path, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for ending in ("html", "txt"):
        (tmp_path / f"mail.{ending}").write_text("{{ _('Dear %(name)s,', name=name) }} {{ title }}")
    monkeypatch.setattr(app.jinja_env, "loader", FileSystemLoader(tmp_path))
    for ending, name, title in product(("html", "txt"), ("<Ana>", "title"), ("A & B", "C")):
        said = render_letter_to_many(f"mail.{ending}", {"name": name}, title=title)
        assert said == render_letter(f"mail.{ending}", name=name, title=title)
