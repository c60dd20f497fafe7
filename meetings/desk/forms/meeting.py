"""The officer's form of a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs
from wtforms.validators import InputRequired, Optional

from meetings.calendar.models import Status
from meetings.calendar.rules import (
    LONGEST,
    LONGEST_DESCRIPTION,
    LONGEST_REASON,
    LONGEST_TITLE,
    MeetingFacts,
)
from meetings.desk.forms.words import (
    INVOLVEMENTS,
    LEVELS,
    MODES,
    PRECISIONS,
    PUBLIC_REASON,
    SESSION_TYPES,
    STATUSES,
)
from meetings.desk.rules import PERIODS, Plan, period_of
from meetings.errors import Refused
from meetings.fields import (
    ChoiceField,
    CountField,
    DayField,
    DegreesField,
    HourField,
    MomentField,
    RefusingForm,
    SeveralField,
    by_language,
    line,
    offered,
    prose,
)
from meetings.localized import LANGUAGES


@dataclass(frozen=True)
class Choices:
    """What the form offers: (code, name) pairs in the reader's language and order.

    Time zones with the region under which they stand.
    """

    kinds: Sequence[tuple[str, str]]
    bodies: Sequence[tuple[str, str]]
    countries: Sequence[tuple[str, str]]
    zones: Sequence[tuple[str, str, str]]
    capacities: Sequence[tuple[str, str]]
    themes: Sequence[tuple[str, str]]
    states: Sequence[tuple[str, str]]
    actions: Sequence[tuple[str, str]]


class MeetingForm(RefusingForm):
    """Everything that an officer says of a meeting."""

    shown_as: ClassVar[Mapping[str, str]] = {"kind_code": "kind", "body_code": "body"}

    title_en = line(_l("Title in English"), LONGEST_TITLE)
    title_es = line(_l("Title in Spanish"), LONGEST_TITLE)
    title_fr = line(_l("Title in French"), LONGEST_TITLE)
    title_pt = line(_l("Title in Portuguese"), LONGEST_TITLE)
    description_en = prose(_l("Description in English"), LONGEST_DESCRIPTION)
    description_es = prose(_l("Description in Spanish"), LONGEST_DESCRIPTION)
    description_fr = prose(_l("Description in French"), LONGEST_DESCRIPTION)
    description_pt = prose(_l("Description in Portuguese"), LONGEST_DESCRIPTION)

    starts_on = DayField(
        _l("First day"), validators=[InputRequired(_l("Write the first day of the meeting."))]
    )
    ends_on = DayField(_l("Last day"), validators=[Optional()])
    precision = ChoiceField(_l("How exactly the date is known"), choices=PRECISIONS)
    starts_time = HourField(_l("Begins at"), validators=[Optional()])
    ends_time = HourField(_l("Ends at"), validators=[Optional()])
    time_zone = ChoiceField(_l("Time zone"))
    status = ChoiceField(_l("Status"))

    kind = ChoiceField(
        _l("Kind of meeting"), validators=[InputRequired(_l("Choose the kind of meeting."))]
    )
    body = ChoiceField(_l("Body"))
    session_type = ChoiceField(_l("Kind of session"), choices=SESSION_TYPES)
    ordinal = line(_l("Ordinal"), LONGEST["ordinal"])
    source = line(_l("Statutory source"), LONGEST["source"])
    involvement = ChoiceField(_l("Role of the Secretariat"), choices=INVOLVEMENTS)
    organizer = line(_l("Organizer or host"), LONGEST["organizer"])
    level = ChoiceField(_l("Level"), choices=LEVELS)

    mode = ChoiceField(_l("How people take part"), choices=MODES)
    venue = line(_l("Venue"), LONGEST["venue"])
    city = line(_l("City"), LONGEST["city"])
    country = ChoiceField(_l("Country"))
    latitude = DegreesField(_l("Latitude"), validators=[Optional()])
    longitude = DegreesField(_l("Longitude"), validators=[Optional()])

    capacities = SeveralField(_l("Capacities open to the public"))
    opens_at = MomentField(_l("Registration opens"), validators=[Optional()])
    closes_at = MomentField(_l("Registration closes"), validators=[Optional()])
    seats = CountField(_l("Seats"), validators=[Optional()])

    themes = SeveralField(_l("Themes"))
    beneficiaries = SeveralField(_l("Beneficiary States"))
    technical_assistance = BooleanField(_l("This meeting is technical assistance"))
    actions = SeveralField(_l("Actions of the plans that this meeting serves"))

    why = prose(_l("Why did it change?"), LONGEST_REASON)
    is_why_public = BooleanField(PUBLIC_REASON)

    doubled = HiddenField("")
    seen = HiddenField("")  # without a label WTForms reads its catalog to name the field

    def __init__(self, choices: Choices, *, is_held: bool = False, **more: Any) -> None:
        """Offer what the directory, the calendar and the plans hold.

        Only a held meeting may stay held: it is not by this form that a meeting is marked so.
        """
        super().__init__(**more)
        none = ("", _l("None"))
        held = [SelectChoice(Status.HELD, _l("Held"))] if is_held else []
        self.status.choices = [*STATUSES, *held]
        self.kind.choices = offered([("", _l("Choose")), *choices.kinds])
        self.body.choices = offered([none, *choices.bodies])
        self.country.choices = offered([none, *choices.countries])
        self.time_zone.choices = [
            SelectChoice(code, name, optgroup=region) for code, name, region in choices.zones
        ]
        self.capacities.choices = offered(choices.capacities)
        self.themes.choices = offered(choices.themes)
        self.beneficiaries.choices = offered(choices.states)
        self.actions.choices = offered(choices.actions)

    def validate(self, extra_validators: Any = None) -> bool:
        """All that is wrong at once: a title in none of the languages too."""
        is_sound = super().validate(extra_validators)
        if self.texts("title"):
            return bool(is_sound)
        self.refuse(Refused(_l("A meeting needs a title."), field="title", code="no_title"))
        return False

    def plan(self) -> Plan:
        """What was said, once the form is valid."""
        return Plan(
            facts=self._facts(),
            capacities=tuple(self.capacities.data or ()),
            opens_at=self._instant(self.opens_at.data),
            closes_at=self._instant(self.closes_at.data),
            seats=self.seats.data,
            actions=tuple(self.actions.data or ()),
        )

    def _facts(self) -> MeetingFacts:
        first, last = self.starts_on.data, self.ends_on.data
        assert first is not None, "the form is valid"  # noqa: S101 - for the type checker
        first, last = period_of(first, last, precision=self.precision.data)
        has_hours = self.precision.data not in PERIODS
        texts: dict[str, Any] = {name: self[name].data or "" for name in LONGEST}
        return MeetingFacts(
            title=self.texts("title"),
            description=self.texts("description"),
            starts_on=first,
            ends_on=last,
            starts_time=self.starts_time.data if has_hours else None,
            ends_time=self.ends_time.data if has_hours else None,
            precision=self.precision.data,
            time_zone=self.time_zone.data,
            status=self.status.data,
            kind_code=self.kind.data,
            body_code=self.body.data or None,
            session_type=self.session_type.data,
            involvement=self.involvement.data,
            level=self.level.data or None,
            mode=self.mode.data,
            country=self.country.data or None,
            latitude=self.latitude.data,
            longitude=self.longitude.data,
            technical_assistance=self.technical_assistance.data,
            themes=tuple(self.themes.data or ()),
            beneficiaries=tuple(self.beneficiaries.data or ()),
            **texts,
        )

    def _instant(self, local: datetime | None) -> datetime | None:
        return local.replace(tzinfo=ZoneInfo(self.time_zone.data)) if local else None

    def missing_titles(self) -> tuple[str, ...]:
        """The languages without a title, in the product's order."""
        return tuple(lang for lang in LANGUAGES if not self[f"title_{lang}"].data)


class CloneForm(MeetingForm):
    """A new meeting after an earlier one, and what else of that one it takes over."""

    with_registration = BooleanField(_l("Who may register, and the seats"), default=True)
    with_agenda = BooleanField(_l("The sessions and the agenda"), default=True)
    with_documents = BooleanField(_l("The list of documents: titles and types, without the files"))

    def plan(self) -> Plan:
        """What was said, without registration where it isn't taken over."""
        plan = super().plan()
        if self.with_registration.data:
            return plan
        return replace(plan, capacities=(), opens_at=None, closes_at=None, seats=None)


def form_data(plan: Plan) -> Mapping[str, Any]:
    """A plan as the form's fields hold it, the window in the meeting's own time."""
    facts = plan.facts
    zone = ZoneInfo(facts.time_zone)
    same = ("starts_on", "ends_on", "starts_time", "ends_time", "precision", "time_zone", "status")
    more = ("involvement", "session_type", "mode", "latitude", "longitude", "technical_assistance")
    data: dict[str, Any] = {name: getattr(facts, name) for name in (*same, *more, *LONGEST)}
    data |= by_language("title", facts.title) | by_language("description", facts.description)
    for name in ("opens_at", "closes_at"):
        at = getattr(plan, name)
        data[name] = at.astimezone(zone).replace(tzinfo=None) if at else None
    return data | {
        "kind": facts.kind_code,
        "body": facts.body_code or "",
        "level": facts.level or "",
        "country": facts.country or "",
        "themes": list(facts.themes),
        "beneficiaries": list(facts.beneficiaries),
        "capacities": list(plan.capacities),
        "seats": plan.seats,
        "actions": list(plan.actions),
    }
