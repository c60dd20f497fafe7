"""What changed from one list to another, in sentences of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from meetings.delegations.rules.lists import Differences, fields_of
from meetings.delegations.rules.words import FIELDS
from meetings.directory.rules.wording import SEXES
from meetings.localized import NATIVE_NAMES
from meetings.registration.rules.list_columns import coded
from meetings.registration.rules.words import MODE


def sentences(differences: Differences, capacities: Mapping[str, str]) -> list[str]:
    """One sentence for each person whom a change is about; `capacities` are names by code."""
    told = [
        _(
            "Named: %(name)s (%(capacity)s).",
            name=each.name,
            capacity=capacities.get(each.capacity_code, each.capacity_code),
        )
        for each in differences.added
    ]
    told += [
        _("%(new)s comes in the place of %(old)s.", new=new.name, old=old.name)
        for old, new in differences.replaced
    ]
    told += [_("No longer in the delegation: %(name)s.", name=e.name) for e in differences.left]
    told += [
        _(
            "Corrected: %(name)s (%(fields)s).",
            name=each.after.name,
            fields="; ".join(
                _field(name, pair, capacities) for name, pair in fields_of(each).items()
            ),
        )
        for each in differences.changed
    ]
    if differences.is_reordered:
        told.append(_("The order of protocol has changed."))
    return told


def _field(name: str, pair: tuple[Any, Any], capacities: Mapping[str, str]) -> str:
    """A field with what it held and what it holds; who heads the delegation is told by its name."""
    label = str(FIELDS[name])
    if name == "is_head":
        return label
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
