"""Four languages: the prefix in the address, the redirect without one, words in templates."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask, current_app, g, has_request_context, redirect, request
from flask_babel import force_locale, get_locale
from jinja2 import pass_context
from jinja2.runtime import Context
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import BaseConverter, Map, MapAdapter, RequestRedirect
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response

from meetings import formats
from meetings.localized import LANGUAGES, NATIVE_NAMES, Text, pick

PREFIX = "/<lang:lang>"
FILTERS = (
    "day",
    "weekday",
    "short_day",
    "month",
    "short_month",
    "number",
    "percent",
    "hour",
    "size",
)
_SAFE = "!$&'()*+,/:;=@"  # what an address's path may hold as it is
UNPREFIXED = ("/feeds", "/api", "/static", "/healthz", "/readyz", "/metrics")


class LanguageConverter(BaseConverter):
    """`/en`, `/es`, `/fr`, `/pt` and nothing else."""

    regex = "|".join(LANGUAGES)


def current() -> str:
    """The language of the page being answered, else the reader's preference."""
    if not has_request_context():
        return "en"
    if lang := g.get("lang"):
        return str(lang)
    if "HTTP_ACCEPT_LANGUAGE" not in request.environ:  # most programs
        return "en"
    return request.accept_languages.best_match(LANGUAGES) or "en"


@contextmanager
def reading(lang: str) -> Iterator[None]:
    """Render for a reader of `lang`, whoever presses the button."""
    with force_locale(lang):
        yield


def content(text: dict[str, str], lang: str, original: str | None = None) -> Text:
    """Localized content for a reader, falling back to the language in which it was written, where
    that is known, then in the installation's order.
    """
    order = current_app.config["CONTENT_LANGUAGES"]
    return pick(text, lang, (original, *order) if original else order)


def address(endpoint: str, *, lang: str, **values: object) -> str:
    """An absolute address for mails, files and feeds, from the base address setting."""
    routes = _routes(current_app.url_map, current_app.config["BASE_URL"])
    if routes.map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = lang
    return routes.build(endpoint, values, force_external=True)


@lru_cache(8)
def _routes(url_map: Map, base_url: str) -> MapAdapter:
    """The addresses below a base address: bound once, for they hold nothing of a request."""
    base = urlsplit(base_url)
    return url_map.bind(base.netloc, base.path or "/", url_scheme=base.scheme)


def switches() -> list[tuple[str, str, str]]:
    """Each language (code, name) with the address, query and all, of this page in it."""
    query = request.query_string.decode("utf-8", "replace")
    root, here = request.script_root, ""
    _before, first, *rest = request.path.split("/", 2)
    if rest and first in LANGUAGES:
        here = quote(rest[0], safe=_SAFE) + (f"?{query}" if query else "")
    return [(code, name, f"{root}/{code}/{here}") for code, name in NATIVE_NAMES.items()]


def install(app: Flask) -> None:
    """Bind the prefix, the redirect and the words to the application."""
    app.url_map.converters["lang"] = LanguageConverter
    _install_prefix(app)

    @app.context_processor
    def _words() -> dict[str, object]:
        return {
            "lang": current(),
            "languages": tuple(NATIVE_NAMES.items()),
            "switches": switches,
        }

    for name in FILTERS:
        app.jinja_env.filters[name] = _in_language(name)
    app.jinja_env.filters["content"] = _content


def _install_prefix(app: Flask) -> None:
    @app.url_value_preprocessor
    def _pull(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "lang" in values:
            g.lang = values.pop("lang")

    @app.url_defaults
    def _push(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current()

    @app.before_request
    def _prefix() -> Response | None:
        first = request.path.split("/", 2)[1]
        if first in LANGUAGES:
            g.lang = first
            return None
        is_page = not request.path.endswith(".ics") and not _is_unprefixed(request.path)
        if is_page and request.method in {"GET", "HEAD"} and _is_unknown():
            return _to_language(app)
        return None


def _is_unprefixed(path: str) -> bool:
    return any(path == root or path.startswith(root + "/") for root in UNPREFIXED)


def _is_unknown() -> bool:
    return isinstance(request.routing_exception, NotFound)


def _to_language(app: Flask) -> Response | None:
    """Send `/calendar` to `/es/calendar`, where such a page exists."""
    path = f"/{current()}{request.path}"
    try:
        app.url_map.bind("").match(path, method="GET")
    except RequestRedirect:
        pass  # a page too, at an address with or without its last slash
    except HTTPException:
        return None
    query = request.query_string.decode("utf-8", "replace")
    answer = redirect(iri_to_uri(path) + (f"?{query}" if query else ""))
    answer.headers["Vary"] = "Accept-Language"
    return answer


def _in_language(name: str) -> Any:
    @pass_context
    def render(context: Context, *values: Any) -> str:
        return str(getattr(formats, name)(*values, _read_in(context)))

    return render


@pass_context
def _content(context: Context, text: dict[str, str], original: str | None = None) -> Text:
    return content(text, _read_in(context), original)


def _read_in(context: Context) -> str:
    """The language of what is rendered; a macro that was imported without its context has that of
    the page or the mail all the same."""
    return str(context.get("lang") or get_locale())
