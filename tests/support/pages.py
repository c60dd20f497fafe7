"""A reader's walk: every page it opens is checked, forms are sent as a browser would.

entry = page.get("/es/meetings/forum/register")
answer = entry.submit(given_names="Ana", email="no")         # 422: what was typed is kept
done = entry.submit(given_names="Ana", email="a@b.example")  # follows the 303
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from lxml.html import FormElement, HtmlElement
from werkzeug.datastructures import Headers, MultiDict
from werkzeug.test import TestResponse

from tests.support.page_check import parse, problems

SAFE = {"GET", "HEAD", "OPTIONS"}


class Client(FlaskClient):
    """Flask's test client, which sends a valid CSRF token unless told `csrf=False`."""

    def open(self, *args: Any, csrf: bool = True, **kwargs: Any) -> TestResponse:
        """Send a request; never inside an app context, where an uncommitted row looks saved."""
        assert not has_app_context(), "leave the app context before a client call"
        if csrf and kwargs.get("method", "GET") not in SAFE:
            headers = Headers(kwargs.pop("headers", None))
            headers.setdefault("X-CSRFToken", self._csrf_token())
            kwargs["headers"] = headers
        return super().open(*args, **kwargs)

    def sign_in(self, identity: str) -> None:
        """Sign in without the form; `identity` is the user's `get_id()`."""
        with self.session_transaction() as session:
            session["_user_id"], session["_fresh"] = identity, True

    def _csrf_token(self) -> str:
        with self.session_transaction() as session:
            raw = session.setdefault("csrf_token", hashlib.sha256(b"a reader").hexdigest())
        key = self.application.config["SECRET_KEY"]
        signer = URLSafeTimedSerializer(key, salt="wtf-csrf-token")
        return str(signer.dumps(raw))


@dataclass(frozen=True)
class Page:
    """A page that passed the checks."""

    site: Site
    url: str
    response: TestResponse

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @cached_property
    def tree(self) -> HtmlElement:
        """The page as a tree."""
        return parse(self.response.text)

    @property
    def text(self) -> str:
        """All that a reader sees, with single spaces."""
        return " ".join(self.tree.body.text_content().split())

    @property
    def heading(self) -> str:
        """The text of its h1."""
        return self.one("h1")

    def all(self, selector: str) -> list[str]:
        """The texts of all elements that a CSS selector finds."""
        found = self.tree.cssselect(selector)
        return [" ".join(element.text_content().split()) for element in found]

    def one(self, selector: str) -> str:
        """The text of the only element that a CSS selector finds."""
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} elements {selector!r} on {self.url}"
        return found[0]

    def link(self, words: str) -> str:
        """The address behind the first link with these words."""
        for element in self.tree.cssselect("a[href]"):
            if " ".join(element.text_content().split()) == words:
                return str(element.get("href"))
        raise AssertionError(f"no link {words!r} on {self.url}")

    def form(self, selector: str = "main form") -> FormElement:
        """The first form that a CSS selector finds."""
        found = self.tree.cssselect(selector)
        assert found, f"no form {selector!r} on {self.url}"
        for silent in found[0].cssselect("fieldset[disabled] *[name]"):
            silent.set("disabled", "")  # as in a browser: they send nothing
        return found[0]

    def values(self, selector: str = "main form") -> dict[str, str]:
        """What the form's fields hold now."""
        return dict(self.form(selector).form_values())

    def submit(
        self, selector: str = "main form", *, status: int | None = None, **fields: Any
    ) -> Page:
        """Send a form as it stands, with some fields changed; a list sets several values.

        A redirect (303) is followed, and the page it leads to is checked and given back;
        `status` is what the form itself must answer when that isn't 303 or 422.
        """
        form = self.form(selector)
        data = MultiDict(form.form_values())
        for name, value in fields.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        action = form.get("action") or self.url
        if form.method == "GET":
            return self.site.get(action.split("?")[0], query_string=data)
        return self.site.send(action, data, status=status)


@dataclass(frozen=True)
class Site:
    """What the `page` fixture gives: opens pages and checks every one."""

    client: Client

    def get(self, url: str, *, status: int = 200, **kwargs: Any) -> Page:
        """Open a page; the status is part of the expectation."""
        response = self.client.get(url, **kwargs)
        return self._checked(url, response, {status})

    def send(self, url: str, data: MultiDict[str, Any], *, status: int | None = None) -> Page:
        """Send a form with the token it holds, and open what it leads to."""
        response = self.client.post(url, data=data, csrf=False)
        page = self._checked(url, response, {status} if status else {303, 422})
        return self.get(response.location) if response.status_code == 303 else page

    def _checked(self, url: str, response: TestResponse, expected: set[int]) -> Page:
        page = Page(self, response.request.full_path if "?" in url else url, response)
        shown = response.text[:2000] if response.status_code not in expected else ""
        assert response.status_code in expected, f"{url} answered {response.status}: {shown}"
        if response.status_code != 303 and response.mimetype == "text/html":
            first = response.request.path.split("/")[1]
            wrong = problems(page.tree, first if len(first) == 2 else None)
            assert not wrong, f"{url}:\n- " + "\n- ".join(wrong)
        return page
