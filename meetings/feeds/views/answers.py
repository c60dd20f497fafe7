"""How feeds are answered: a client's copy is told from the present one before anything is read.

A view makes the `Copy` of what is asked for from stored versions, gives `copy.unchanged()` where
`copy.is_held()`, and else `copy.answer(...)` with a function that makes the body: it is called for
GET only. The strong tag names the encoding too, as RFC 9110 8.8.3.3 asks.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final
from urllib.parse import quote

from flask import Response, current_app, request
from werkzeug.http import http_date

from meetings import clock
from meetings.errors import Refused
from meetings.localized import fold

GZIP = "-gzip"
_SECOND = timedelta(seconds=1)
PUBLIC = "public, max-age=0, s-maxage=60, must-revalidate"
SECRET = "private, no-cache"  # noqa: S105 - a header's words
PACKED_AT_MOST = 16 * 1024 * 1024  # bytes of packed feeds that one process remembers
ANYONE: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Content-Disposition",
}


@dataclass(frozen=True)
class Copy:
    """How a client's copy of a feed is told from another one.

    `etag` is the copy's as it is, without an encoding. A public one may be kept by a proxy, which
    asks again after a minute, and read by pages of other sites; a secret one is for its reader.
    `varies` names what else than the encoding decides about it.
    """

    etag: str
    changed_at: datetime
    is_public: bool = True
    varies: tuple[str, ...] = ("Accept-Language",)

    def is_held(self) -> bool:
        """Whether the client already has this copy, packed or not.

        `*` and a date say only that it has some copy: asked once it is known that there is one.
        """
        if "HTTP_IF_NONE_MATCH" in request.environ:
            return bool(self._held()) or request.if_none_match.star_tag
        since = request.if_modified_since
        return since is not None and since >= self.dated()

    def dated(self) -> datetime:
        """The second by which a copy is told by its date: the one after the change.

        Within the second of a change another may follow, and a copy read between the two would
        pass for the later one.
        """
        return self.changed_at.replace(microsecond=0) + _SECOND

    def is_named(self) -> bool:
        """Whether the client names this very copy: nobody could who was not given it."""
        return "HTTP_IF_NONE_MATCH" in request.environ and bool(self._held())

    def unchanged(self) -> Response:
        """304, for a client that has it."""
        tag = self._held() if "HTTP_IF_NONE_MATCH" in request.environ else ""
        return Response(status=304, headers=self._headers(tag or self._offered()))

    def answer(
        self, body: Callable[[], bytes], *, name: str, ending: str = "ics", mimetype: str = ""
    ) -> Response:
        """The feed, packed where the client takes that; HEAD makes no body and tells no length.

        `name` is what a person would call the file.
        """
        tag = self._offered()
        headers = self._headers(tag)
        if clock.now() >= self.dated():  # never a date to come: until then only the tag tells
            headers["Last-Modified"] = http_date(self.dated())
        headers["Content-Disposition"] = disposition(name, ending)
        is_packed = tag.endswith(GZIP)
        if is_packed:
            headers["Content-Encoding"] = "gzip"
        kind = mimetype or "text/calendar"
        if request.method == "HEAD":
            response = Response(headers=headers, mimetype=kind)
            response.automatically_set_content_length = False
            return response
        made = _packed(tag, body) if is_packed else body()
        return Response(made, headers=headers, mimetype=kind)

    def _offered(self) -> str:
        """The tag of what this client would get."""
        return self.etag + GZIP if takes_packed() else self.etag

    def _held(self) -> str:
        """The tag of this copy among those that the client has."""
        given, offered = request.environ["HTTP_IF_NONE_MATCH"], self._offered()
        if given == f'"{offered}"':
            return offered
        tags, names = request.if_none_match, (offered, self.etag, self.etag + GZIP)
        return next((tag for tag in names if tags.contains_weak(tag) and not tags.star_tag), "")

    def _headers(self, tag: str) -> dict[str, str]:
        """What stands on the feed and on a 304 for it."""
        headers = {
            "ETag": f'"{tag}"',
            "Cache-Control": PUBLIC if self.is_public else SECRET,
            "Vary": ", ".join(("Accept-Encoding", *self.varies)),
        }
        return headers | ANYONE if self.is_public else headers


def copy_of(*asked: object, changed_at: datetime, is_public: bool = True) -> Copy:
    """The present copy of what is asked for: `asked` holds the stored versions it is made from and
    everything that tells it from another one; `changed_at` is when those versions changed last.
    """
    told = repr((changed_at.isoformat(), *asked))
    return Copy(hashlib.sha256(told.encode()).hexdigest()[:24], changed_at, is_public=is_public)


def takes_packed() -> bool:
    """Whether the client takes gzip and does not like it less than the plain text."""
    if "gzip" not in request.environ.get("HTTP_ACCEPT_ENCODING", "").lower():
        return False  # `*` too: who does not know gzip is not sent it
    taken = request.accept_encodings
    return taken["gzip"] > 0 and taken["gzip"] >= taken["identity"]


def disposition(name: str, ending: str) -> str:
    """A file's name for every program: plain letters, and the real one beside (RFC 6266)."""
    plain = "-".join(fold(name).encode("ascii", "ignore").decode().split()) or "calendar"
    plain = "".join(letter for letter in plain if letter.isalnum() or letter in "-_.")[:80]
    said = f'attachment; filename="{plain}.{ending}"'
    if name.isascii():
        return said
    return f"{said}; filename*=UTF-8''{quote(f'{name[:80]}.{ending}', safe='')}"


def refused(refusal: Refused, status: int = 400) -> Response:
    """A plain sentence: calendar programs show no pages."""
    headers = {"Cache-Control": "no-store", **ANYONE}
    return Response(f"{refusal}\n", status, headers=headers, mimetype="text/plain")


def preflight() -> Response:
    """What a browser asks before a page of another site may read a public feed conditionally."""
    headers = {
        **ANYONE,
        "Access-Control-Allow-Methods": "GET, HEAD",
        "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
        "Access-Control-Max-Age": "86400",
        "Allow": "GET, HEAD, OPTIONS",
    }
    return Response(status=204, headers=headers)


class _Packed:
    """The packed feeds that an application remembers: packing costs more than joining."""

    def __init__(self) -> None:
        self.kept: OrderedDict[str, bytes] = OrderedDict()
        self.size = 0
        self.turn = Lock()

    def get(self, tag: str, body: Callable[[], bytes]) -> bytes:
        """What this tag stands for, made when it is asked for first."""
        with self.turn:
            if found := self.kept.get(tag):
                self.kept.move_to_end(tag)
                return found
        made = gzip.compress(body(), 6, mtime=0)
        with self.turn:
            self.size += len(made) - len(self.kept.pop(tag, b""))
            self.kept[tag] = made
            while self.size > PACKED_AT_MOST:
                self.size -= len(self.kept.popitem(last=False)[1])
        return made


def _packed(tag: str, body: Callable[[], bytes]) -> bytes:
    kept: _Packed = current_app.extensions.setdefault("packed_feeds", _Packed())
    return kept.get(tag, body)
