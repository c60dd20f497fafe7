"""What somebody who registers declares, and what may be wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Mode
from meetings.directory import countries
from meetings.directory.models import Sex, SexSource
from meetings.directory.rules import (
    MAX_NAME,
    clean,
    clean_email,
    clean_lines,
    email_fault,
    full_name,
)
from meetings.errors import Refused
from meetings.localized import LANGUAGES
from meetings.reference import rows
from meetings.registration.models import Represents

CONSENT_VERSION = "2026-2"
EARLIER_VERSIONS = ("2026-1",)  # still read on the page about privacy
MAX_POST = 160
MAX_NEEDS = 2000
MAX_REASON = 2000
NOT_STATED = "not_stated"
NOBODY = "none"  # whom the secretariat's own capacity represents, in the list of capacities
OF_MEMBERS = frozenset(  # capacities in which only the directory's own States are represented
    (
        "principal_delegate",
        "alternate_delegate",
        "adviser",
        "mission_representative",
        "nca",
        "observer_state",
    )
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What somebody who registers declares.

    `represents` is state (with `state_code`), organization (with `accreditation_id`) or self;
    `mode` may stay empty where the meeting has only one; `language` is the one of her mails.
    `consents` are the purposes to which she agreed beside what registering needs.
    What others enter for her (`sex_source` says who) may lack her address and her agreement.
    """

    given_names: str
    surnames: str = ""
    badge_name: str = ""
    email: str
    sex: str
    capacity_code: str
    represents: str = Represents.SELF
    state_code: str | None = None
    accreditation_id: int | None = None
    personnel_kind_code: str = NOT_STATED
    post: str = ""
    mode: str = ""
    language: str
    access_needs: str = ""
    consent_version: str = ""
    sex_source: str = SexSource.SELF
    functions: tuple[str, ...] = ()
    is_unlisted: bool = False
    consents: tuple[str, ...] = ()

    @property
    def country(self) -> str | None:
        """Where she comes from, by whom she represents: nowhere for an observing organization."""
        has_none = self.state_code is None or countries.is_organization(self.state_code)
        return None if has_none else self.state_code

    @property
    def is_own(self) -> bool:
        """Whether she declares it herself."""
        return self.sex_source == SexSource.SELF

    def cleaned(self) -> Entry:
        """The same as people mean it: single blanks, the badge's name filled in, no empty State."""
        given, sur = clean(self.given_names), clean(self.surnames)
        return replace(
            self,
            given_names=given,
            surnames=sur,
            badge_name=clean(self.badge_name) or usual_badge_name(given, sur),
            email=clean_email(self.email),
            post=clean(self.post),
            access_needs=clean_lines(self.access_needs),
            state_code=self.state_code or None if self.represents == Represents.STATE else None,
        )


def usual_badge_name(given_names: str, surnames: str) -> str:
    """What a badge bears when nobody asked for anything else."""
    return full_name(given_names, surnames)[:MAX_NAME].strip()


@dataclass(frozen=True)
class Lists:
    """The code lists that an entry is held against; `may_represent` is the capacity's own, `states`
    are all that may be a State or a permanent observer: the directory knows which are."""

    may_represent: Sequence[str]
    states: Sequence[str]
    personnel_kinds: Sequence[str]


def lists(may_represent: Sequence[str]) -> Lists:
    """The code lists for a capacity that may represent these; one that represents nobody (the
    secretariat's own people) is taken in one's own name."""
    kinds = tuple(row["code"] for row in rows("personnel_kinds.csv"))
    known = tuple(countries.names("en")) + countries.observer_codes()
    may = tuple(Represents.SELF if each == NOBODY else each for each in may_represent)
    return Lists(may, known, kinds)


def faults(entry: Entry, lists: Lists | None) -> dict[str, object]:
    """What is wrong with a cleaned entry: field -> sentence, empty when nothing is.

    Names have at most 80 characters, a post 160, access needs 2,000; surnames may be missing,
    for people with a single name. Sex is always asked and never inferred. Without `lists` (no
    capacity was chosen) what depends on the capacity isn't looked at.
    """
    found = _text_faults(entry)
    found |= _choice_faults(entry)
    if lists is None:
        found["capacity"] = _l("Choose in which capacity you take part.")
    else:
        found |= _representation_faults(entry, lists)
    return found


def check(entry: Entry, lists: Lists | None) -> None:
    """Raise Refused, naming the field, for the first fault of an entry."""
    for field, sentence in faults(entry, lists).items():
        raise Refused(sentence, field=field, code="entry")


def check_reason(reason: str) -> str:
    """A reason as it goes into the mail. Raises Refused for none or over 2,000 characters."""
    cleaned = clean_lines(reason)
    if not cleaned:
        raise Refused(_l("Write the reason: the person will read it."), field="reason")
    if len(cleaned) > MAX_REASON:
        raise Refused(_too_long(MAX_REASON), field="reason")
    return cleaned


def _too_long(most: int) -> object:
    return _l("This text is too long: use at most %(count)d characters.", count=most)


def _text_faults(entry: Entry) -> dict[str, object]:
    found: dict[str, object] = {}
    if not entry.given_names:
        found["given_names"] = _l("Write your given names, or your only name.")
        if not entry.is_own:
            found["given_names"] = _l("Write the given names, or the only name.")
    limits = {
        "given_names": MAX_NAME,
        "surnames": MAX_NAME,
        "badge_name": MAX_NAME,
        "post": MAX_POST,
        "access_needs": MAX_NEEDS,
    }
    for field, most in limits.items():
        if len(getattr(entry, field)) > most:
            found[field] = _too_long(most)
    fault = email_fault(entry.email) if entry.email or entry.is_own else None
    if fault is not None:
        found["email"] = fault
    return found


def _choice_faults(entry: Entry) -> dict[str, object]:
    found: dict[str, object] = {}
    if entry.sex not in set(Sex):
        found["sex"] = _l("Choose one of the answers; you may prefer not to say.")
    if entry.language not in LANGUAGES:
        found["language"] = _l("Choose the language of our mails.")
    if entry.mode and entry.mode not in {Mode.IN_PERSON, Mode.VIRTUAL}:
        found["mode"] = _l("Choose how you will take part.")
    if entry.is_own and entry.consent_version != CONSENT_VERSION:
        found["consent"] = _l("Without your agreement we cannot keep your registration.")
    return found


def _is_for(entry: Entry) -> bool:
    """Whether the State may be represented in this capacity: permanent observers are no members."""
    return entry.capacity_code not in OF_MEMBERS or entry.state_code in countries.state_codes()


def _may_be(code: str | None, lists: Lists) -> bool:
    """Whether a code may be a State or a permanent observer; of organizations that the secretariat
    added the directory alone knows."""
    return code is not None and (code in lists.states or countries.is_organization(code))


def _representation_faults(entry: Entry, lists: Lists) -> dict[str, object]:
    found: dict[str, object] = {}
    if entry.personnel_kind_code not in lists.personnel_kinds:
        found["personnel_kind"] = _l("Choose a kind of personnel from the list.")
    if entry.represents not in lists.may_represent:
        if tuple(lists.may_represent) == (Represents.STATE,):
            found["represents"] = _l("In this capacity one represents a State: choose it.")
        elif Represents.STATE not in lists.may_represent:
            found["represents"] = _l(
                "In this capacity one takes part in one's own name, not for a State."
            )
        else:
            found["represents"] = _l("Choose whom you represent.")
    elif entry.represents == Represents.STATE and not _may_be(entry.state_code, lists):
        found["represents"] = _l("Choose the State that you represent.")
    elif entry.represents == Represents.STATE and not _is_for(entry):
        found["capacity"] = _l(
            "This is a permanent observer, not a member State: choose a capacity for observers."
        )
    elif entry.represents == Represents.ORGANIZATION and entry.accreditation_id is None:
        found["capacity"] = _l("An organization's representatives register by its own link.")
    return found
