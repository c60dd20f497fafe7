"""What changed from one list to another, in sentences of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from meetings.delegations.rules.lists import Differences
from meetings.delegations.rules.words import FIELDS


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
            fields=", ".join(str(FIELDS[name]) for name in each.fields),
        )
        for each in differences.changed
    ]
    if differences.is_reordered:
        told.append(_("The order of protocol has changed."))
    return told
