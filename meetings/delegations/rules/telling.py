"""What changed from one list to another, in sentences of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from meetings.actor import ActorKind
from meetings.delegations.rules.coming import deed_of
from meetings.delegations.rules.lists import Differences, fields_of
from meetings.delegations.rules.members import Member
from meetings.delegations.rules.words import FIELDS
from meetings.directory.rules.wording import SEXES
from meetings.localized import NATIVE_NAMES
from meetings.registration.rules.list_columns import coded
from meetings.registration.rules.words import MODE


def sentences(differences: Differences, capacities: Mapping[str, str]) -> list[str]:
    """One sentence for each person whom a change is about; `capacities` are names by code. Who left
    and is named again is told once."""
    ended = {each.identity for each in differences.left}
    anew = {each.identity for each in differences.added} & ended
    told = [_named(each, capacities, is_again=each.identity in anew) for each in differences.added]
    told += [
        _("%(new)s comes in the place of %(old)s.", new=new.name, old=old.name)
        for old, new in differences.replaced
    ]
    left = [each for each in differences.left if each.identity not in anew]
    told += [_("No longer in the delegation: %(name)s.", name=each.name) for each in left]
    told += [
        _(
            "Corrected: %(name)s (%(fields)s).",
            name=each.after.name,
            fields="; ".join(
                _field(name, pair, capacities)
                for name, pair in fields_of(each).items()
                if name != "is_head"
            ),
        )
        for each in differences.changed
        if set(each.fields) != {"is_head"}
    ]
    told += [_heads(each.after) for each in differences.changed if "is_head" in each.fields]
    told += [_stands(one, other) for one, other in differences.stands]
    if differences.is_reordered:
        told.append(_("The order of protocol has changed."))
    return told


def decision(name: str, deed: str, *, by: str, reason: str = "") -> str:
    """What became of somebody on an official list, by whom (the kind of actor), and why: in one or
    two sentences for her State."""
    told = _plainly(deed, name)
    if deed == "decline":
        told = _("The Secretariat has declined %(name)s.", name=name)
    elif deed == "withdraw" and by == ActorKind.LINK:
        told = _("%(name)s has withdrawn.", name=name)
    elif deed == "withdraw" and by == ActorKind.WORKER:
        told = _("Withdrawn: %(name)s. The time to take the seat has passed.", name=name)
    elif deed == "withdraw":
        told = _("The Secretariat has withdrawn %(name)s.", name=name)
    if reason and by not in {ActorKind.LINK, ActorKind.WORKER}:
        told = _("%(told)s Reason: “%(reason)s”", told=told, reason=reason)
    return told


def _heads(member: Member) -> str:
    """That she heads the delegation from now on, or no longer."""
    if member.is_head:
        return _("%(name)s heads the delegation now.", name=member.name)
    return _("%(name)s no longer heads the delegation.", name=member.name)


def _stands(before: Member, after: Member) -> str:
    return _plainly(deed_of(before.standing, after.standing), after.name)


def _plainly(deed: str, name: str) -> str:
    told = {
        "decline": _("Declined: %(name)s.", name=name),
        "withdraw": _("Withdrawn: %(name)s.", name=name),
        "wait": _("Awaits a seat: %(name)s.", name=name),
        "come": _("Has a seat now: %(name)s.", name=name),
        "come_back": _("Takes part again: %(name)s.", name=name),
    }
    return told[deed]


def _named(member: Member, capacities: Mapping[str, str], *, is_again: bool) -> str:
    capacity = capacities.get(member.capacity_code, member.capacity_code)
    if member.is_head:
        capacity = _("%(capacity)s, head of delegation", capacity=capacity)
    if is_again:
        return _("Named again: %(name)s (%(capacity)s).", name=member.name, capacity=capacity)
    return _("Named: %(name)s (%(capacity)s).", name=member.name, capacity=capacity)


def _field(name: str, pair: tuple[Any, Any], capacities: Mapping[str, str]) -> str:
    """A field with what it held and what it holds."""
    label = str(FIELDS[name])
    known = _names(name, capacities)
    before, after = (_shown(value, known) for value in pair)
    return _("%(field)s: %(before)s → %(after)s", field=label, before=before, after=after)


def _names(name: str, capacities: Mapping[str, str]) -> Mapping[str, Any]:
    files = {"functions": "functions.csv", "personnel_kind_code": "personnel_kinds.csv"}
    if name in files:
        return coded(files[name], str(get_locale()))
    plain: dict[str, Mapping[Any, Any]] = {
        "capacity_code": capacities,
        "sex": SEXES,
        "mode": MODE,
        "language": NATIVE_NAMES,
    }
    return plain.get(name, {})


def _shown(value: Any, known: Mapping[str, Any]) -> str:
    each = value if isinstance(value, tuple) else (value,)
    return ", ".join(str(known.get(one, one)) for one in each if one) or "–"
