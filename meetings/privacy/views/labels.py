"""What is stored of somebody in the words of her language: fields by name, codes by meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from meetings import formats
from meetings.directory import countries
from meetings.localized import NATIVE_NAMES
from meetings.registration.rules import consents, reply_words, way_words, words
from meetings.registration.rules.corrections import FACTS, compared
from meetings.registration.rules.list_columns import coded

# The name of a field in the export -> its label.
LABELS: Final[Mapping[str, object]] = {
    **FACTS,
    "country": _l("Country"),
    "created_at": _l("Kept since"),
    "changed_at": _l("Changed last"),
    "until": _l("Until"),
    "body_code": _l("Body"),
    "position_code": _l("Position"),
    "state_code": _l("State"),
    "from_on": _l("From"),
    "to_on": _l("Until"),
    "meeting": _l("Meeting"),
    "address": _l("Address of its page"),
    "title": _l("Title"),
    "starts_on": _l("First day"),
    "ends_on": _l("Last day"),
    "status": _l("Status"),
    "way": _l("Way in"),
    "capacity_code": _l("Capacity"),
    "consent_version": _l("Consent to the text"),
    "is_unlisted": _l("Left out of lists of participants"),
    "reply": _l("Answer to the invitation"),
    "replied_at": _l("Answered on"),
    "held_email": _l("Address to which its mails still go"),
    "represents": _l("Represents"),
    "type": _l("Kind"),
    "state": _l("State"),
    "organization": _l("Organization"),
    "access_needs": _l("Access needs"),
    "needs": _l("Access needs"),
    "answers": _l("Answers"),
    "question": _l("Question"),
    "answer": _l("Answer"),
    "value": _l("As it is kept"),
    "at": _l("When"),
    "consents": _l("What you agreed to"),
    "purpose": _l("Purpose"),
    "version": _l("Version of the text"),
    "given_at": _l("Agreed to on"),
    "withdrawn_at": _l("Withdrawn on"),
    "changes": _l("What happened"),
    "before": _l("Before"),
    "after": _l("After"),
    "offered_until": _l("Offered until"),
    "actor_kind": _l("By"),
    "note": _l("Note"),
    "corrections": _l("Corrections"),
    "asked_at": _l("Asked for on"),
    "asked": _l("To be"),
    "corrected": _l("What was corrected"),
    "judged_at": _l("Decided on"),
    "is_accepted": _l("Accepted"),
    "presence": _l("Presence"),
    "day": _l("Day"),
    "source": _l("How it was noted"),
    "certificates": _l("Certificates"),
    "code": _l("Code"),
    "issued_at": _l("Issued on"),
    "mails": _l("Mails"),
    "sent_at": _l("Sent on"),
    "to_email": _l("Sent to"),
    "text": _l("Text"),
}
_BY: Final = {
    "user": _l("An officer"),
    "link": _l("A link"),
    "worker": _l("By itself, when the time came"),
    "cli": _l("Command line"),
    "token": _l("A program"),
}
# Where a mail stands, named as everything's standing is; the outbox says it in the same words.
_MAILED: Final = {
    "queued": lazy_pgettext("message", "Waiting"),
    "sent": lazy_pgettext("message", "Sent"),
    "dead": lazy_pgettext("message", "Given up"),
}
_SEEN: Final = {
    "scan": _l("The pass was read"),
    "search": _l("The name was looked up"),
    "self": _l("By yourself"),
    "list": _l("On a list"),
    "import": _l("From a file"),
    "officer": _l("An officer"),
}
_CODES: Final[Mapping[str, Mapping[Any, object]]] = {
    "status": {**words.STATUS, **_MAILED},
    "before": words.STATUS,
    "after": words.STATUS,
    "way": way_words.WAYS,
    "mode": words.MODE,
    "sex": words.SEX,
    "sex_source": words.SEX_SOURCE,
    "language": NATIVE_NAMES,
    "reply": {**reply_words.REPLY, "none": _l("No answer yet")},
    "source": _SEEN,
    "type": words.REPRESENTS,
    "purpose": {**consents.NAMES, "registration": _l("Taking part in this meeting")},
    "actor_kind": _BY,
}
_LISTS: Final = {
    "capacity_code": "capacities.csv",
    "capacity": "capacities.csv",
    "functions": "functions.csv",
    "personnel_kind_code": "personnel_kinds.csv",
    "body_code": "bodies.csv",
    "position_code": "positions.csv",
}
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")


def label(name: str) -> str:
    """A field's name as it is read."""
    return str(LABELS.get(name, name))


def said_in(lang: str) -> Callable[[str, Any], str]:
    """Says a value of a field: codes in words, days and instants (in UTC) as they are written."""

    def said(name: str, value: Any) -> str:
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if name in _CODES and value in _CODES[name]:
            return str(_CODES[name][value])
        if name in _LISTS:
            return coded(_LISTS[name], lang).get(str(value), str(value))
        if name in ("state", "state_code", "country"):
            return countries.name(value, lang)
        text = str(value)
        if _INSTANT.match(text):
            return formats.instant(datetime.fromisoformat(text), "UTC", lang)
        return formats.day(date.fromisoformat(text), lang) if _DAY.match(text) else text

    return said


def corrected_in(lang: str) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """Says a correction, field by field with old and new, in place of both; of what is sensitive
    that it changed: what it was is not kept."""

    def corrected(row: Mapping[str, Any]) -> Mapping[str, Any]:
        asked = dict(row["asked"])
        is_apart = asked.pop("access_needs", None) is not None
        rows = compared(asked, row["before"], lang=lang)
        told = [f"{name}: {old} → {new}" for name, old, new in rows]
        if is_apart:
            told.append(
                _("%(field)s: changed; what stood before is not kept", field=FACTS["access_needs"])
            )
        rest = {name: value for name, value in row.items() if name not in ("asked", "before")}
        return {"corrected": "; ".join(told)} | rest

    return corrected
