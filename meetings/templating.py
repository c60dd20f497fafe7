"""Templates: sentences and addresses, which a page asks for dozens of times, are found quickly."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, MutableMapping
from functools import lru_cache
from typing import Any

import flask
import flask_babel
from flask import Flask, g
from flask.templating import Environment
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from meetings import clock, formats, language
from meetings.answering import sends_mail

KEPT = 4096


class PlainEnvironment(Environment):
    """Templates share their globals as one plain mapping: Jinja's chain of two is slow to read."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """All that a template knows without being told, settled when it is loaded."""
        return {**self.globals, **(d or {})}


def install(app: Flask) -> None:
    """Give the application's templates their words and addresses; after all else has its own."""
    app.extensions["babel"].instance.domain_instance = Sentences()
    globals_ = app.jinja_env.globals
    globals_["_"] = globals_["gettext"] = _gettext
    globals_["ngettext"] = _ngettext
    globals_["url_for"] = _addresses()
    globals_["piece"] = _pieces(app)
    globals_["sends_mail"] = sends_mail
    home = app.config["SETTINGS"].time_zone
    app.jinja_env.filters["local"] = lambda at: clock.local_day(at, home)


@pass_context
def _gettext(context: Context, text: str, **variables: Any) -> str:
    """A sentence in the language being read; in HTML its values are escaped, as Jinja's own."""
    is_html = bool(context.eval_ctx.autoescape)
    if not variables:
        return _plain_sentence(_reading(), text, is_html)
    return formats.one_stop(_sentence(_reading(), text, is_html) % variables)


@pass_context
def _ngettext(context: Context, one: str, many: str, num: int, **variables: Any) -> str:
    """The same for so many; a number is written as everywhere else, `50,000`."""
    said = str(flask_babel.get_translations().ungettext(one, many, num))
    if "num" not in variables and num >= 1000:
        said = said.replace("%(num)d", "%(num)s")
        variables["num"] = formats.number(num, _reading() or "en")
    sentence = Markup(said) if context.eval_ctx.autoescape else said  # noqa: S704 - sentences are ours
    return formats.one_stop(sentence % ({"num": num} | variables))


class Sentences(flask_babel.Domain):
    """Sentences made outside of templates, with one stop at their end as those inside."""

    def gettext(self, string: str, **variables: Any) -> str:
        """A sentence in the language being read."""
        said = _sentence(_reading(), string, is_html=False)
        return formats.one_stop(said % variables if variables else said)

    def ngettext(self, singular: str, plural: str, num: int, **variables: Any) -> str:
        """The same for so many."""
        return formats.one_stop(super().ngettext(singular, plural, num, **variables))


def render_letter(template: str, **words: Any) -> str:
    """A mail: it knows its words and nothing of the request in which it is written."""
    return flask.current_app.jinja_env.get_template(template).render(words)


def render_letter_to_many(template: str, hers: Mapping[str, str], **words: Hashable) -> str:
    """A mail that many get: around what is `hers` alone, which the template prints and never asks
    about, it is rendered once for all who get the same words."""
    env = flask.current_app.jinja_env
    around = _around.__wrapped__ if env.auto_reload else _around
    parts = list(around(_reading(), template, tuple(hers), tuple(words.items())))
    is_html = template.endswith(".html")
    parts[1::2] = [str(escape(hers[name])) if is_html else hers[name] for name in parts[1::2]]
    return "".join(parts)


@lru_cache(KEPT)
def _around(
    lang: str, template: str, hers: tuple[str, ...], words: tuple[tuple[str, Any], ...]
) -> tuple[str, ...]:
    """A mail in parts: each second one names what is hers, the others stand around it."""
    del lang  # the sentences are in it
    marks = {name: f"\ue000{name}\ue001" for name in hers}  # characters that mean nothing
    said = render_letter(template, **dict(words), **marks)
    return tuple(re.split(f"\ue000({'|'.join(hers)})\ue001", said))


def _reading() -> str:
    """The language being read, empty outside of an application.

    Taken from where Flask-Babel keeps it once it is known: its own function looks there through
    four proxies, for each of a page's sentences.
    """
    try:
        known: str = g._get_current_object()._flask_babel.babel_locale.language
    except (AttributeError, RuntimeError):  # not asked for yet; no application
        locale = flask_babel.get_locale()
        return str(locale.language) if locale else ""
    return known


@lru_cache(KEPT)
def _sentence(lang: str, text: str, is_html: bool) -> str:
    """What the catalog of the language being read says for a text."""
    del lang  # tells the languages apart here; the catalog is asked for the one being read
    said = str(flask_babel.get_translations().ugettext(text))
    return Markup(said) if is_html else said  # noqa: S704 - sentences are ours


@lru_cache(KEPT)
def _plain_sentence(lang: str, text: str, is_html: bool) -> str:
    """A sentence without values; a doubled percent sign in it still means one."""
    return _sentence(lang, text, is_html) % {}


def _addresses() -> Callable[..., str]:
    """Flask's url_for; an address within the site is made once for all requests."""

    @lru_cache(KEPT)
    def kept(root: str, lang: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        del root, lang  # the same for all addresses of a page
        return flask.url_for(endpoint, **dict(values))

    def url_for(endpoint: str, **values: Any) -> str:
        is_lasting = flask.has_request_context() and not endpoint.startswith(".")
        for name, value in values.items():
            is_lasting = is_lasting and isinstance(value, str | int | None) and name[0] != "_"
        if not is_lasting:
            return flask.url_for(endpoint, **values)
        lang = g.get("lang") or language.current()
        return kept(flask.request.script_root, lang, endpoint, tuple(values.items()))

    return url_for


def _pieces(app: Flask) -> Callable[..., Markup]:
    """`piece(template, **values)`: a part of a page that knows nothing but the language and the
    frozen values it is given. Rendered once for them; each time while templates are edited."""

    def rendered(lang: str, template: str, values: tuple[tuple[str, Any], ...]) -> Markup:
        return Markup(app.jinja_env.get_template(template).render(lang=lang, **dict(values)))  # noqa: S704 - a template

    @lru_cache(KEPT)
    def kept(root: str, lang: str, template: str, values: tuple[tuple[str, Any], ...]) -> Markup:
        del root  # the addresses in it begin so
        return rendered(lang, template, values)

    def piece(template: str, **values: Hashable) -> Markup:
        lang, given = language.current(), tuple(values.items())
        if app.jinja_env.auto_reload or not flask.has_request_context():
            return rendered(lang, template, given)
        return kept(flask.request.script_root, lang, template, given)

    return piece
