"""Forms that two people may have open at once: what another wrote meanwhile is taken over, save
where it was changed here too, and what differs is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import gettext as _
from wtforms import HiddenField

from meetings.fields import RefusingForm

Differing = list[tuple[str, str, str, str]]  # a field: when opened, now, as it was typed here
MOST = 4000  # characters of what a page keeps


class RebasedForm(RefusingForm):
    """A form that keeps in the page what it held when it was opened."""

    shown_as: ClassVar[Mapping[str, str]] = {}
    opened = HiddenField("")

    def rebase(self, now: Mapping[str, Any], typed: Mapping[str, Any]) -> Differing:
        """Take over what stands now, save where something else was typed here.

        Both are what the form holds, as JSON knows it, by the names in which `opened` keeps it.
        Gives each field that differs: its label, what it held when the form was opened, what it
        holds now, what was typed.
        """
        before = read_opened(self.opened.data or "")
        told: Differing = []
        for name, value in now.items():
            field = self._fields.get(self.shown_as.get(name, name))
            if field is None or name not in before or before[name] == value:
                continue
            was, held, here = (_shown(field, each) for each in (before[name], value, typed[name]))
            told.append((str(field.label.text), was, held, here))
            if listed(typed[name]) == before[name]:
                field.data = value
        self.opened.data = json.dumps(now)
        return told


def read_opened(text: str) -> dict[str, Any]:
    """What a form held when it was opened; nothing where the page tells none."""
    try:
        found = json.loads(text[:MOST])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def listed(value: Any) -> Any:
    """A value as JSON gives it back."""
    return list(value) if isinstance(value, tuple) else value


def _shown(field: Any, value: Any) -> str:
    """A value in the words of its choices."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    names = {each.value: str(each.label) for each in getattr(field, "choices", None) or ()}
    each = value if isinstance(value, list | tuple) else [value]
    return ", ".join(names.get(one, str(one)) for one in each if one) or "–"
