"""The directory for everyone: States, groups, bodies, observers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from flask import render_template, request
from flask.typing import ResponseReturnValue

from meetings import language
from meetings.directory import countries, queries
from meetings.directory.models import Coded
from meetings.directory.queries.of_states import as_membership
from meetings.directory.rules import clean, wording
from meetings.directory.rules.facts import true_on
from meetings.directory.rules.spans import is_in_force
from meetings.directory.views.blueprint import bp
from meetings.directory.views.pages import today
from meetings.localized import fold
from meetings.permissions import public

Entry = TypeVar("Entry", bound=Coded)


@bp.get("/directory")
@public
def index() -> ResponseReturnValue:
    """Who is who: every State, group, body and observer, or those that bear the words."""
    lang, day = language.current(), today()
    q = clean(request.args.get("q"))[:200]
    groups = queries.groups()
    names = {each.code: each.name(lang) for each in groups}
    belongs: dict[str, list[str]] = {}
    sizes: dict[str, int] = {}
    for row in queries.members():
        if is_in_force(as_membership(row), day):
            belongs.setdefault(row.state_code, []).append(row.group_code)
            sizes[row.group_code] = sizes.get(row.group_code, 0) + 1
    order = list(countries.names(lang))
    states = sorted(queries.states(), key=lambda each: order.index(each.code))
    return render_template(
        "directory/index.html",
        q=q,
        states=_bearing(states, q, lang),
        groups=_bearing(groups, q, lang),
        bodies=_bearing(queries.bodies(), q, lang),
        observers=sorted(
            _bearing(queries.observers(), q, lang), key=lambda each: fold(each.name(lang))
        ),
        flags=queries.flags(),
        holding=true_on(queries.facts(), day),
        group_names=names,
        belongs=belongs,
        sizes=sizes,
        words=wording,
    )


def _bearing(entries: Iterable[Entry], q: str, lang: str) -> list[Entry]:
    """Those in whose names, in any language, all the words occur."""
    wanted = fold(q).split()
    return [
        each
        for each in entries
        if all(word in fold(" ".join([each.name(lang), *each.names.values()])) for word in wanted)
    ]
