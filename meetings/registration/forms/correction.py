"""The form by which somebody corrects what she declared, open in two windows perhaps."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from wtforms import HiddenField

from meetings.registration.forms.own import OwnForm
from meetings.registration.rules.merging import Clash, marks

Differing = Sequence[tuple[str, str, str]]  # a fact, as it stands now, as it was typed here
MOST = 2000  # characters of marks that a page may send
_FIELDS: Mapping[str, str] = {"personnel_kind_code": "personnel_kind"}


class CorrectionForm(OwnForm):
    """What she says of herself; `opened` holds marks of what the page showed, no values."""

    HIDDEN = "access_needs"  # shown only to who proved to be she

    opened = HiddenField("")

    def keeps_unseen(self) -> bool:
        """Whether access needs stay as they are: the page did not show them, and none were
        typed."""
        return self.HIDDEN not in self.shown() and not (self.access_needs.data or "").strip()

    def shown(self) -> dict[str, str]:
        """The marks of what the page showed; none where it tells none."""
        try:
            found = json.loads((self.opened.data or "")[:MOST])
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def rebase(self, now: Mapping[str, str], clash: Clash) -> Differing:
        """After a clash: what she left alone is taken over as it stands `now`, what she typed
        stays, and the page shows from here on what stands. Gives each fact that clashes."""
        before = self.shown()
        fresh = marks(now)
        typed = self.entry().cleaned()
        said = marks({fact: getattr(typed, fact) for fact in now})
        told = []
        for fact, value in now.items():
            field = self._fields.get(_FIELDS.get(fact, fact))
            if field is None or before.get(fact) in (None, fresh[fact]):
                continue
            if fact in clash.facts:
                told.append((fact, value, getattr(typed, fact)))
                field.errors = [str(clash)]
            elif said[fact] == before[fact]:
                field.data = value
        if self.HIDDEN in clash.facts and self.HIDDEN not in now:
            self[self.HIDDEN].errors = [str(clash)]
        self.opened.data = json.dumps(fresh)
        return told
