"""What a list of participants says, in one language: States in their order, then the others. Pure.

Within a State whoever heads the delegation comes first, then the order of protocol, then the
capacity and the name. Organizations, observers and the others by capacity follow the States. Who
is not confirmed is marked with her status, so that nobody reads her among the confirmed. Whose
names are no longer kept stand in one line at the end of their group, with how many they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import ngettext

from meetings import formats
from meetings.desk.queries.participants import Listed
from meetings.directory import countries
from meetings.language import reading
from meetings.localized import LANGUAGES, fold, pick
from meetings.pagination import Page, offset
from meetings.reference import names, rows
from meetings.registration.models import Status
from meetings.registration.rules.counting import CONFIRMED
from meetings.registration.rules.words import STATUS

HEAD: Final = "head_of_delegation"
OBSERVERS: Final = frozenset({"observer_state", "permanent_observer"})


@dataclass(frozen=True)
class Entry:
    """Somebody: her name, and below it what she is."""

    name: str
    about: str


@dataclass(frozen=True)
class Group:
    """A State, an organization or a capacity with its people."""

    name: str
    people: tuple[Entry, ...]


@dataclass(frozen=True)
class Roll:
    """A list of participants in one language; `parts` are headings with their groups."""

    lang: str
    house: str
    title: str
    meeting: str
    about: str
    headings: tuple[str, str]
    parts: tuple[tuple[str, tuple[Group, ...]], ...]
    empty: str
    stamp: str
    count: int

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, for a program that prints it."""
        return asdict(self)


def roll(
    people: Sequence[Listed],
    *,
    states: Sequence[str],
    lang: str,
    meeting: str,
    about: str,
    on: date,
    with_posts: bool = True,
) -> Roll:
    """The list; `states` are the States in their order, `about` the meeting's dates and place."""
    with reading(lang):
        told = _Told(lang, with_posts=with_posts)
        parts = (
            (_("States"), told.by_state(_of_states(people), states)),
            (_("Organizations"), told.by_organization(_of_organizations(people))),
            (_("Observers"), told.by_state(_observers(people), states)),
            (_("Others"), told.by_capacity(_others(people))),
        )
        return Roll(
            lang=lang,
            house=_("Inter-American Commission of Women"),
            title=_("List of participants"),
            meeting=meeting,
            about=about,
            headings=(_("Name"), _("Capacity and post") if with_posts else _("Capacity")),
            parts=tuple((heading, groups) for heading, groups in parts if groups),
            empty=_("Nobody stands on the list yet."),
            stamp=_("As of %(day)s", day=formats.day(on, lang)),
            count=len(people),
        )


def page_of(roll: Roll, number: int, size: int) -> Page[tuple[str, tuple[Group, ...]]]:
    """So many people of the list as stand on one of its pages, under their headings."""
    total = sum(len(group.people) for _heading, groups in roll.parts for group in groups)
    number = min(max(number, 1), max(1, -(-total // size)))
    skip, room = offset(number, size), size
    parts = []
    for heading, groups in roll.parts:
        shown = []
        for group in groups:
            people = group.people[skip : skip + room]
            skip = max(0, skip - len(group.people))
            room -= len(people)
            if people:
                shown.append(Group(group.name, people))
        if shown:
            parts.append((heading, tuple(shown)))
    return Page(parts, number, size, total)


def lines(roll: Roll) -> list[tuple[str, str, str, str]]:
    """The same as rows of a table: part, group, name, what she is; the heading first."""
    found = [(_("Part"), _("Delegation"), *roll.headings)]
    for heading, groups in roll.parts:
        found += [
            (heading, group.name, each.name, each.about)
            for group in groups
            for each in group.people
        ]
    return found


def _of_states(people: Iterable[Listed]) -> list[Listed]:
    return [each for each in people if each.state and not _observes(each)]


def _observers(people: Iterable[Listed]) -> list[Listed]:
    return [each for each in people if each.state and _observes(each)]


def _observes(each: Listed) -> bool:
    """By her capacity, or because whom she represents is a permanent observer and no State."""
    return each.capacity in OBSERVERS or each.state not in countries.state_codes()


def _of_organizations(people: Iterable[Listed]) -> list[Listed]:
    return [each for each in people if each.organization]


def _others(people: Iterable[Listed]) -> list[Listed]:
    return [each for each in people if not each.state and not each.organization]


class _Told:
    """Groups and entries in one language."""

    def __init__(self, lang: str, *, with_posts: bool) -> None:
        self.lang, self.with_posts = lang, with_posts
        self.capacities, self.functions = (
            _coded("capacities.csv", lang),
            _coded("functions.csv", lang),
        )

    def by_state(self, people: Sequence[Listed], states: Sequence[str]) -> tuple[Group, ...]:
        place = {code: number for number, code in enumerate(states)}
        names = {each.state: countries.name(each.state, self.lang) for each in people}

        def stands(each: Listed) -> tuple[object, ...]:
            return place.get(each.state or "", len(place)), fold(names[each.state]), _rank(each)

        return self._groups(sorted(people, key=stands), lambda each: names[each.state])

    def by_organization(self, people: Sequence[Listed]) -> tuple[Group, ...]:
        ordered = sorted(people, key=lambda each: (fold(each.organization or ""), _rank(each)))
        return self._groups(ordered, lambda each: each.organization or "")

    def by_capacity(self, people: Sequence[Listed]) -> tuple[Group, ...]:
        ordered = sorted(people, key=lambda each: (each.capacity_sort, each.folded))
        return self._groups(ordered, lambda each: self.capacities.get(each.capacity, ""))

    def _groups(self, people: Iterable[Listed], name: Callable[[Listed], str]) -> tuple[Group, ...]:
        found: dict[str, list[Listed]] = {}
        for each in people:
            found.setdefault(name(each), []).append(each)
        return tuple(Group(group, self._entries(those, group)) for group, those in found.items())

    def _entries(self, people: Sequence[Listed], group: str) -> tuple[Entry, ...]:
        named = [self._entry(each, group) for each in people if not each.is_erased]
        if nameless := len(people) - len(named):
            sentence = ngettext(
                "%(num)d person whose name is no longer kept",
                "%(num)d people whose names are no longer kept",
                nameless,
            )
            named.append(Entry(sentence, ""))
        return tuple(named)

    def _entry(self, each: Listed, group: str) -> Entry:
        functions = [self.functions.get(code, code) for code in each.functions or ()]
        capacity = self.capacities.get(each.capacity, each.capacity)
        said = [*functions, *([] if capacity == group else [capacity])]
        if self.with_posts and each.post:
            said.append(each.post)
        if each.status not in CONFIRMED:
            said.append(f"[{STATUS[Status(each.status)]}]")
        name = f"{each.given_names} {each.surnames}".strip()
        return Entry(f"{each.honorific} {name}".strip(), "; ".join(said))


def _rank(each: Listed) -> tuple[bool, bool, int, int, str]:
    """Heads first, then those with a place in the order of protocol, capacity, name."""
    placed = each.protocol_order is not None
    order = each.protocol_order or 0
    return HEAD not in (each.functions or ()), not placed, order, each.capacity_sort, each.folded


def _coded(filename: str, lang: str) -> dict[str, str]:
    return {row["code"]: pick(names(row), lang, LANGUAGES).text for row in rows(filename)}
