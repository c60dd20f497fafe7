"""The place of an entry of a calendar file, apart from how one joins it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Mode
from meetings.calendar.rules.giveaways import giveaway, without_giveaways
from meetings.calendar.written.places import is_virtual
from meetings.directory.rules import clean
from meetings.localized import fold

_WORD = re.compile(r"[^\W_]+")
# Words that say by themselves that people join from afar, and what stands around them.
_HYBRID = {"hybrid", "hibrido", "hibrida", "hybride"}
_AFAR = _HYBRID | set(
    _WORD.findall(
        "zoom teams webex gotomeeting skype kudo bluejeans googlemeet interprefy whereby jitsi "
        "online virtual virtually virtuelle linea ligne distancia distance remote remoto"
    )
)
_AROUND = set(
    _WORD.findall(
        "microsoft ms cisco meeting meetings room sala salle reunion reuniao join via by por "
        "par on en em in de del do da the a at platform plataforma plateforme link enlace lien "
        "call video webinar event evento modality modalidad modalidade mode format session sesion "
        "and y e et also tambien"
    )
)
_BETWEEN = re.compile(
    r"([;|,]\s+|[;|,](?=https?://|www\.)|\s[-–—/+&]\s|\s(?:and|y|e|et)\s)", re.IGNORECASE
)
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_AROUND_SIGNS = " ,;:-–|/<>[]"


@dataclass(frozen=True)
class Spot:
    """What remains of a place, how one takes part there, and whether something was left out."""

    text: str
    mode: Mode
    is_cut: bool = False


def spot(text: str, *, links: Iterable[str]) -> Spot:
    """A LOCATION read part by part: `Hotel Central, Panama; Zoom https://zoom.us/j/1` is hybrid.

    Nothing is taken from a place of which nothing says that people join from afar.
    """
    known = list(links)
    text = clean("; ".join(text.splitlines()))
    if is_virtual(text):
        return Spot("", Mode.VIRTUAL, bool(giveaway(text, links=known, is_place=True)))
    is_cut = bool(giveaway(text, links=known, is_place=True))
    is_afar, rest = _rest(text, known)
    if giveaway(rest, links=known, is_place=True):
        rest, is_afar = "", True
    if rest:
        return Spot(rest, Mode.HYBRID if is_afar else Mode.IN_PERSON, is_cut)
    says_hybrid = not _HYBRID.isdisjoint(fold(text).split())
    mode = Mode.HYBRID if says_hybrid else Mode.VIRTUAL
    return Spot("", mode if text else Mode.IN_PERSON, is_cut)


def doubt(found: Spot) -> object | None:
    """What an officer is told of a place from which something was taken out; None: nothing was."""
    if not found.is_cut:
        return None
    if not found.text:
        return _l(
            "The place is an address of the web or a number: it is left out, and the meeting is "
            "taken as one without a place. If people join by it, record it under “Ways to join” "
            "once the meeting is made."
        )
    if found.mode == Mode.HYBRID:
        return _l(
            "The place also tells how people join: that is left out, “%(place)s” stays, and the "
            "meeting is taken as hybrid. Record how people join under “Ways to join” once it is "
            "made.",
            place=found.text[:80],
        )
    return _l(
        "An address of the web stands beside the place: it is left out, and “%(place)s” stays. If "
        "people join by it, record it under “Ways to join” once the meeting is made, and make the "
        "meeting hybrid.",
        place=found.text[:80],
    )


def _rest(text: str, links: list[str]) -> tuple[bool, str]:
    """Whether a part says that people join from afar, and the parts that do not."""
    said = []

    def bare(part: str) -> str:
        left = without_giveaways(part, links=links, is_place=True).strip(_AROUND_SIGNS)
        is_tool = _is_afar(left)
        said.append(is_tool or bool(giveaway(part, links=links)))
        return "" if is_tool else left

    def within(found: re.Match[str]) -> str:
        left = bare(found[1])
        return f" ({left})" if left else ""

    parts = _BETWEEN.split(_BRACKETS.sub(within, text))
    kept = ""
    for sign, part in zip(["", *parts[1::2]], parts[::2], strict=True):
        if left := bare(part):
            kept += f"{sign if kept else ''}{left}"
    return any(said), kept


def _is_afar(part: str) -> bool:
    """Whether a part is nothing but how one joins: `Microsoft Teams Meeting`, `en línea`."""
    words = set(_WORD.findall(fold(part).replace("google meet", "googlemeet")))
    return bool(words & _AFAR) and words <= _AFAR | _AROUND
