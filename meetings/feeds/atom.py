"""Atom (RFC 4287): the calendar's lists for websites and feed readers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from meetings.calendar.queries import FeedRow
from meetings.calendar.rules.telling import status_word

GENERATOR = "Meetings"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=@)")


@dataclass(frozen=True, kw_only=True)
class Source:
    """The feed itself: its own address, the page that shows the same, whose it is."""

    address: str
    page: str
    title: str
    author: str
    lang: str
    changed_at: datetime


def feed(source: Source, entries: Iterable[str]) -> bytes:
    """The feed of these entries."""
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_value(source.lang)}>\n'
        f"<id>{_text(source.address)}</id>\n<title>{_text(source.title)}</title>\n"
        f"<updated>{_instant(source.changed_at)}</updated>\n"
        f"<author><name>{_text(source.author)}</name></author>\n"
        f"<generator>{GENERATOR}</generator>\n"
        f'<link rel="self" type="application/atom+xml" href={_value(source.address)}/>\n'
        f'<link rel="alternate" type="text/html" href={_value(source.page)}/>\n'
    )
    return "".join((head, *entries, "</feed>\n")).encode()


def entry(row: FeedRow, pages: str) -> str:
    """A meeting: its days, place and status in the reader's words; `pages` begins its address."""
    status = status_word(row.status)
    said = [row.dates, row.place, row.kind, row.body, status]
    published = f"<published>{_instant(row.published_at)}</published>" if row.published_at else ""
    category = f"<category term={_value(row.kind_code)} label={_value(row.kind)}/>"
    return (
        f"<entry><id>{identifier(row.uid)}</id>"
        f"<title xml:lang={_value(row.title_lang)}>{_text(row.title)}</title>"
        f"<updated>{_instant(row.changed_at)}</updated>{published}"
        f'<link rel="alternate" type="text/html" href={_value(pages + row.slug)}/>{category}'
        f"<summary>{_text(' · '.join(part for part in said if part))}</summary></entry>\n"
    )


def identifier(uid: str) -> str:
    """A meeting's lasting id as an IRI: the UUID of its UID, one made from any other UID."""
    own = _UUID.match(uid.lower())
    return f"urn:uuid:{own[0] if own else uuid5(NAMESPACE_URL, uid)}"


def _text(text: str) -> str:
    return escape(_NO_XML.sub("", text))


def _value(text: str) -> str:
    return quoteattr(_NO_XML.sub("", text))


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
