"""The ways into a meeting: open, full, for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_ngettext

from meetings.calendar.models import Status as MeetingStatus
from meetings.errors import Refused
from meetings.registration.models import Approval, Represents, Way

MOST_SEATS = 100_000
MOST_HOURS = 24 * 30
MOST_DAYS = 365 * 10
BY_FORM = frozenset({Way.FORM, Way.ORGANIZATION})  # what the meeting's own form sets
BY_HAND = (Way.OFFICER, Way.IMPORT)  # open without being opened; the status is said each time
WITH_WINDOW = (
    Way.FORM,
    Way.PRIVATE_LINK,
    Way.INVITATION,
    Way.STATE,
    Way.ORGANIZATION,
    Way.WALK_IN,
    *BY_HAND,
)


class Window(Protocol):
    """What a way into a meeting says of its time: instants, None where it is unbounded."""

    @property
    def opens_at(self) -> datetime | None:
        """The first instant."""

    @property
    def closes_at(self) -> datetime | None:
        """The first instant after it."""


class Entrance(Window, Protocol):
    """A way into a meeting for a capacity."""

    @property
    def capacity_code(self) -> str:
        """Who may come in by it."""

    @property
    def way(self) -> str:
        """The public form, or an organization's link."""


class Choice(Entrance, Protocol):
    """The same with what is to be known of the capacity to choose it."""

    @property
    def represents(self) -> Sequence[str]:
        """What the capacity may represent."""

    def name(self, lang: str) -> str:
        """The capacity's name for a reader of `lang`."""


class Host(Protocol):
    """What the ways into a meeting go by: the meeting itself has it."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def slug(self) -> str:
        """Its present address."""

    @property
    def status(self) -> str:
        """Where it stands."""

    @property
    def mode(self) -> str:
        """In person, virtual, hybrid."""

    @property
    def time_zone(self) -> str:
        """Of the tz database."""

    @property
    def city(self) -> str:
        """As it was written; empty where none is said."""

    @property
    def published_at(self) -> datetime | None:
        """None for a draft."""


class Seats(Protocol):
    """How many seats there are and how many are taken."""

    @property
    def seats(self) -> int:
        """All of them."""

    @property
    def taken(self) -> int:
        """Those that somebody holds."""


@dataclass(frozen=True)
class Span:
    """A window on its own."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None


def way_of(may_represent: Sequence[str]) -> Way:
    """How a capacity comes in: by its organization's link where it can be nothing else."""
    only_organizations = tuple(may_represent) == (Represents.ORGANIZATION,)
    return Way.ORGANIZATION if only_organizations else Way.FORM


def check_way(way: str, *, represents: Sequence[str], is_public: bool) -> None:
    """Raise Refused (field way) for a way by which a capacity cannot come.

    States nominate who represents them, organizations theirs; experts sit in their own name and are
    never in a delegation. The public form is for the capacities that are open to the public.
    """
    if way not in WITH_WINDOW:
        raise Refused(_l("Choose a way in from the list."), field="way")
    if way == Way.FORM and not is_public:
        raise Refused(_l("This capacity cannot be opened on the public form."), field="way")
    if way == Way.STATE and Represents.STATE not in represents:
        raise Refused(_l("States do not nominate people in this capacity."), field="way")
    if way == Way.ORGANIZATION and Represents.ORGANIZATION not in represents:
        raise Refused(_l("Organizations do not send people in this capacity."), field="way")


def way_in(openings: Sequence[Entrance], *, capacity_code: str, way: str) -> Window | None:
    """The way by which a capacity comes in, None when the officer has not opened it.

    An organization's link is a way of its own: it has the window of its capacity where that was
    opened, else the one of the meeting's other ways in, else none.
    """
    for each in openings:
        if each.way == way and each.capacity_code == capacity_code:
            return each
    if way != Way.ORGANIZATION:
        return None
    by_form = [each for each in openings if each.way in BY_FORM]
    return by_form[0] if by_form else Span()


def check_approval(way: str, approval: str | None, *, represents: Sequence[str]) -> None:
    """Raise Refused (field approval) where somebody is to agree to what the secretariat enters, and
    where a State's focal point is to agree to who cannot represent a State."""
    if approval == Approval.FOCAL_POINT and Represents.STATE not in represents:
        sentence = _l(
            "In this capacity nobody represents a State: no focal point can agree. "
            "Choose another one who must agree."
        )
        raise Refused(sentence, field="approval")
    if way in BY_HAND and approval is not None:
        sentence = _l("Whoever enters or imports people says each time how they stand: leave this.")
        raise Refused(sentence, field="approval")


def in_hand_window(opening: Window | None, *, at: datetime) -> None:
    """Raise Refused (field capacity, codes early and closed) where a window was set for entry or
    import by the secretariat and is not open; without one both are always open."""
    if opening is None:
        return
    if opening.opens_at is not None and at < opening.opens_at:
        raise Refused(_not_now(), field="capacity", code="early")
    if opening.closes_at is not None and at >= opening.closes_at:
        raise Refused(_not_now(), field="capacity", code="closed")


def _not_now() -> object:
    return _l(
        "By the window that was set for it, nobody is entered in this capacity now: "
        "see “Ways in and seats”."
    )


def invitation_window(openings: Sequence[Entrance], *, capacity_code: str) -> Window:
    """The window of a personal invitation; without one of its own it is open until it is taken
    back."""
    return way_in(openings, capacity_code=capacity_code, way=Way.INVITATION) or Span()


def may_register(
    *,
    meeting_status: str,
    published: bool,
    opening: Window | None,
    at: datetime,
    seats: Seats | None = None,
) -> None:
    """Whether a way into a meeting is open at an instant, with a seat free where they are limited.

    Raises Refused (codes: draft, cancelled, not_open, early, closed, full). Neither held nor
    postponed nor the date closes registration: the officer's window and seats do.
    """
    if not published:
        raise Refused(_l("This meeting is not published."), code="draft")
    if meeting_status == MeetingStatus.CANCELLED:
        raise Refused(
            _l("This meeting is cancelled: nobody can register any more."), code="cancelled"
        )
    if opening is None:
        raise Refused(_l("Registration for this meeting is not open."), code="not_open")
    if opening.opens_at is not None and at < opening.opens_at:
        raise Refused(_l("Registration for this meeting has not begun yet."), code="early")
    if opening.closes_at is not None and at >= opening.closes_at:
        raise Refused(_l("Registration for this meeting is closed."), code="closed")
    if seats is not None and seats.taken >= seats.seats:
        raise full()


def most_telling(refusals: Sequence[Refused]) -> Refused | None:
    """Of the refusals of several ways, what somebody who comes now should hear: that no seat is
    left, or that one opens later, before that another one is over."""
    first = ("draft", "cancelled", "full", "early")
    known = sorted(refusals, key=lambda each: first.index(each.code) if each.code in first else 9)
    return known[0] if known else None


def full() -> Refused:
    """The refusal when no seat is left."""
    return Refused(_l("There are no seats left at this meeting."), code="full")


def check_window(opens_at: datetime | None, closes_at: datetime | None) -> None:
    """Raise Refused unless registration opens before it closes."""
    if opens_at is not None and closes_at is not None and opens_at >= closes_at:
        raise Refused(_l("Registration must open before it closes."), field="closes_at")


class SeatsTaken(Refused):
    """Fewer seats than are taken: where each has its own, by one State (code) or organization (id),
    `whose`; empty for all together."""

    def __init__(self, taken: int, whose: str) -> None:
        """The sentence names nobody: how a State is called is for the page to say."""
        sentence = lazy_ngettext(
            "%(num)d seat is already taken: the number cannot be lower.",
            "%(num)d seats are already taken: the number cannot be lower.",
            taken,
        )
        super().__init__(sentence, field="seats", code="taken")
        self.taken, self.whose = taken, whose


def check_seats(seats: int, *, taken: int, whose: str = "") -> None:
    """Raise Refused for a number of seats out of range, SeatsTaken for one below those that are
    taken already, by `whose` of those of whom each has its own."""
    if not 1 <= seats <= MOST_SEATS:
        raise Refused(
            _l("The number of seats is a whole number from 1 to %(most)d.", most=MOST_SEATS),
            field="seats",
        )
    if seats < taken:
        raise SeatsTaken(taken, whose)
