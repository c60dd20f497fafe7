"""What became of a State's list: every official one, compared, and who changed what when."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from meetings import formats, language
from meetings.delegations.models import DelegationList
from meetings.delegations.queries import lists as queries
from meetings.delegations.rules import lists as rules
from meetings.delegations.rules.lists import Differences
from meetings.delegations.rules.members import List
from meetings.delegations.rules.telling import sentences
from meetings.delegations.rules.words import ACTIONS, FIELDS, title
from meetings.delegations.views.desk import about, change_line
from meetings.delegations.views.desks import Desk, at_both_desks
from meetings.directory import queries as directory


@at_both_desks("/history")
def history(desk: Desk) -> ResponseReturnValue:
    """Every official list with what was new on it; two of them side by side (`one`, `other`)."""
    lang, zone = language.current(), desk.meeting.time_zone
    rows = queries.history(desk.place)
    names = {each.code: each.name(lang) for each in directory.capacities()}
    numbered = {each.number: queries.members_of(each) for each in rows}
    news = {
        number: rules.compare(numbered.get(number - 1, ()), members)
        for number, members in numbered.items()
        if number
    }
    told = {number: sentences(differences, names) for number, differences in news.items()}
    one, other = (request.args.get(name, type=int) for name in ("one", "other"))
    if (one or other) and (one not in numbered or other not in numbered):
        abort(404)
    compared = sentences(rules.compare(numbered[one], numbered[other]), names) if one else []
    return render_template(
        "delegations/history.html",
        **about(desk),
        rows=rows,
        told=told,
        titles={each.number: _title(each, news) for each in rows},
        one=one,
        other=other,
        columns=[_coming(numbered[each]) for each in (one, other)] if one else [],
        compared=compared,
        capacities=names,
        changes=[(each, change_line(each, zone, lang)) for each in queries.changes(desk.place)],
        fields=FIELDS,
        actions=ACTIONS,
        moment=lambda of: formats.instant(of, zone, lang),
    )


def _coming(members: List) -> List:
    """Who was in the delegation as a list says: who had ended is on no paper of it."""
    return tuple(each for each in members if each.comes)


def _title(row: DelegationList, news: Mapping[int, Differences]) -> object:
    found = news[row.number or 0]
    return title(row.way, is_corrected=bool(found), stands=bool(found.stands))
