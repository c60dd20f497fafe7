"""What gives away how a meeting is joined, in texts that everybody reads. Pure.

An address of a meeting service (meetings/data/join_words.csv names them) or of a recorded way to
join, the number of a meeting there, its code. Where any of them stands in a public text is decided
here and nowhere else; websites are welcome in any text but a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from flask_babel import lazy_gettext as _l

from meetings.errors import Refused
from meetings.localized import NATIVE_NAMES, fold
from meetings.reference import rows

Said = str | Mapping[str, str]
NAMES: Mapping[str, Any] = {
    "title": _l("Title"),
    "description": _l("Description"),
    "organizer": _l("Organizer or host"),
    "source": _l("Statutory source"),
    "venue": _l("Venue"),
    "city": _l("City"),
    "room": _l("Room"),
    "speakers": _l("Chairs and speakers"),
    "number": _l("Number"),
    "symbol": _l("Symbol, as printed"),
    "edition": _l("Edition"),
    "why": _l("Reason"),
    "found_in": _l("Text that says so"),
    "text": _l("Text"),
    "label": _l("Question"),
    "help": _l("Help"),
    "choices": _l("Answers"),
    "documents": _l("Documents"),
}
# A dot that is written so that no program makes a link of it: `zoom[.]us`, `zoom (dot) us`.
_DOT = re.compile(r"\s?[\[({]\s?(?:\.|dot|punto|ponto|point)\s?[\])}]\s?")
_ADDRESS = re.compile(r"\b(?:https?:/*|www\.)[^\s/]*")
# What tells a room on a server of one's own: BigBlueButton's paths, and codes in the address.
_ANYWHERE = re.compile(
    r"(?<![\w.-])[\w.-]{4,250}(?=[/?]|:\d)(?=\S{0,2000}?(?:/b/\w{3}-\w{3}-|/rooms/\w{3}-\w{3}-|"
    r"/bigbluebutton/|/meetup-join/|[?&](?:pwd|passcode|password|mtid|meetingid)=))"
)
_CALL = re.compile(r"\b(?:zoommtg|zoomus|msteams|sips?|h323|skype|callto):/*\w|,,\d{6,}")
_OF = r"(?:\s(?:de|da|do|del|for|of|the|la|le|meeting|reunion|reuniao|zoom|sesion|webinar)\b){0,4}"
_IS = r"(?:\s(?:is|es|est|e|sera)\b)?\W{0,5}"
_GROUPED = r"(?:\d{3,4}[ .-]\d{3,4}[ .-]\d{3,4}|\d{9,12})(?!\d)"


def giveaway(text: str, *, links: Iterable[str] = (), is_place: bool = False) -> str:
    """What in a text gives away how somebody joins, by its host or its word; "" where nothing does.

    `links` are the recorded addresses, known whole or without their end. A place has no address
    of the web at all: nobody can walk to it. What is secret of the find is not in the answer.
    """
    plain = _DOT.sub(".", unquote(fold(text)))
    found = _said(plain) or _coded(text)
    if not found and is_place and (address := _ADDRESS.search(plain)):
        found = address[0].rpartition("/")[2] or address[0]
    return found or next((_host(link) for link in links if holds_link(text, link)), "")


def holds_link(text: str, link: str) -> bool:
    """Whether a text has a recorded address, whole or without its end."""
    return "." in text and _heart(link) in "".join(text.split()).casefold()


def without_giveaways(text: str, *, links: Iterable[str] = (), is_place: bool = False) -> str:
    """A text without the words that give it away; without their lines where no word alone does."""
    known = list(links)

    def is_telling(part: str) -> bool:
        return bool(giveaway(part, links=known, is_place=is_place))

    if not is_telling(text):
        return text
    words = re.split(r"(\s+)", text)
    text = "".join(word for word in words if not is_telling(word)).strip()
    text = "\n".join(line for line in text.split("\n") if not is_telling(line))
    return "" if is_telling(text) else text


def sound_beginning(text: str, *, links: Iterable[str] = ()) -> str:
    """What a line says before anything in it gives away how one joins."""
    known = list(links)
    while found := giveaway(text, links=known):
        at = fold(text).find(found)
        if at < 0 or len(fold(text)) != len(text):
            return ""
        text = text[:at].rstrip()
    return text


def check_public(
    said: Mapping[str, Said], *, places: Mapping[str, str] | None = None, links: Iterable[str] = ()
) -> None:
    """Whether texts that everybody reads, by their fields, keep to themselves how one joins.

    Raises Refused with the `field` that is wrong: `venue`, or `title_es` for the Spanish title.
    """
    known = list(links)
    for name, field, text in (*_texts(said), *_texts(places or {})):
        if found := giveaway(text, links=known):
            sentence = _l(
                "%(field)s: this text reaches everybody, and “%(what)s” in it tells how people "
                "join a meeting. Take it out here: it belongs on the page “Ways to join”, where "
                "only those see it whom it lets in.",
                field=_named(name, field),
                what=found[:60],
            )
            raise Refused(sentence, field=field, code="join_link")
        if name in (places or {}) and (found := giveaway(text, is_place=True)):
            sentence = _l(
                "%(field)s: nobody can walk to an address of the web (“%(what)s”). Write here "
                "where people go; how they join from afar belongs on the page “Ways to join”.",
                field=_named(name, field),
                what=found[:60],
            )
            raise Refused(sentence, field=field, code="web_address")


def _said(plain: str) -> str:
    """What a folded text says of joining: the host of an address, or the word before a code."""
    for pattern in (_hosts(), _ANYWHERE):
        if found := pattern.search(plain):
            return found[0]
    if found := _CALL.search(plain):
        return found[0].partition(":")[0] if ":" in found[0] else ",,"
    return next((found[1] for each in _phrases() if (found := each.search(plain))), "")


def _coded(text: str) -> str:
    """The word before a code of letters alone that ends its line."""
    ends = (_code_at_end().search(fold(line)) for line in text.splitlines() if line)
    return next((found[1] for found in ends if found), "")


@cache
def _hosts() -> re.Pattern[str]:
    """A listed host, or one below it, with something behind it: alone it only names the service.

    What is behind it may be a page for everybody: where the program is, where one registers.
    """
    hosts = _any_of("host")
    is_page = rf"(?::\d+)?/+{_any_of('page')}(?=[/?#.,;:!)\]\s]|$)"
    return re.compile(
        rf"(?<![\w-])(?:[\w-]{{1,63}}\.){{0,9}}{hosts}(?!{is_page})(?=(?::\d+)?[/?#]+\w)|(?<=\d@){hosts}"
    )


@cache
def _phrases() -> tuple[re.Pattern[str], ...]:
    code, number, service = _any_of("code"), _any_of("number"), _any_of("service")
    return (
        re.compile(rf"\b({code}){_OF}{_IS}[^\s\d]*\d"),
        re.compile(rf"\b({number})\D{{0,20}}?\d(?:[ .-]?\d){{7,}}"),
        re.compile(
            # Not a name in an address: `?id=81234567890` is a page like any other.
            rf"(?<![?&/=])\b({service})[^\w+]{{0,4}}"
            rf"(?:(?:id|n|no|num|number)\b[^\w+]{{0,4}})?{_GROUPED}"
        ),
    )


@cache
def _code_at_end() -> re.Pattern[str]:
    return re.compile(rf"\b({_any_of('code')}){_OF}\s?[:=]\s?[^\s,;]{{3,}}$")


def _any_of(kind: str) -> str:
    words = [row["word"] for row in rows("join_words.csv") if row["kind"] == kind]
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"


def _texts(said: Mapping[str, Said]) -> list[tuple[str, str, str]]:
    """The name of each text, the field of a form in which it stands, and the text."""
    found = []
    for name, text in said.items():
        by_lang = {"": text} if isinstance(text, str) else text
        found += [(name, f"{name}_{lang}" if lang else name, by_lang[lang]) for lang in by_lang]
    return found


def _named(name: str, field: str) -> object:
    """The field as its reader knows it, the language with it."""
    label = NAMES.get(name, name)
    lang = field.removeprefix(name).lstrip("_")
    if not lang:
        return label
    return _l("%(text)s (%(language)s)", text=label, language=NATIVE_NAMES.get(lang, lang))


def _host(link: str) -> str:
    return urlsplit(link).hostname or ""


def _heart(link: str) -> str:
    """What gives an address away: its host and path; the rest too where the path says nothing."""
    parts = urlsplit(link.casefold())
    path = parts.path.rstrip("/")
    return parts.netloc + (path or link.casefold().partition(parts.netloc)[2])
