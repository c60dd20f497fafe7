"""The officer's page of the ways into a meeting, its seats and its waiting list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.calendar.queries import sessions as agenda
from meetings.db import transaction
from meetings.directory import countries
from meetings.directory import queries as directory
from meetings.directory.rules import represented
from meetings.errors import Refused
from meetings.fields import RefusingForm, offered
from meetings.localized import LANGUAGES, pick
from meetings.permissions import Right, allow
from meetings.registration import operations, queries
from meetings.registration.forms.ways import ANY, COUNTED, HoldForm, LimitForm, PlanForm, WayForm
from meetings.registration.models import Opening, RegistrationPlan, Way
from meetings.registration.rules import BY_HAND, way_words
from meetings.registration.rules.seating import Scope
from meetings.registration.rules.ways import SeatsTaken
from meetings.registration.views import seats_taken
from meetings.registration.views.blueprint import bp
from meetings.registration.views.scope import meeting_of

DOORS: Final = {Way.OFFICER: "registration.enter", Way.IMPORT: "registration.import_people"}


@bp.get("/manage/meetings/<slug>/ways")
@allow(Right.MANAGE)
def ways(slug: str) -> ResponseReturnValue:
    """Who comes in by which way and until when, how many seats there are, and who waits."""
    return _Desk(meeting_of(slug)).page()


@bp.post("/manage/meetings/<slug>/ways")
@allow(Right.MANAGE)
def set_way(slug: str) -> ResponseReturnValue:
    """Open a way, or change its window and approval."""
    desk = _Desk(meeting_of(slug))
    form = desk.way_form()

    def act() -> None:
        wanted = form.wanted(desk.to_instant)
        operations.set_way(meeting_of(slug), wanted, by=current_user.actor, at=clock.now())

    answer = desk.done(form, act, _("The way in is kept."), way=form)
    closes_at = desk.to_instant(form.closes_at.data)
    if not form.errors and closes_at is not None and closes_at <= clock.now():
        said = _("Its closing lies in the past: nobody can come by this way until you change it.")
        flash(said, "warning")
    return answer


@bp.post("/manage/meetings/<slug>/ways/remove")
@allow(Right.MANAGE)
def remove_way(slug: str) -> ResponseReturnValue:
    """Close a way for good."""
    capacity, way = request.form.get("capacity", ""), request.form.get("way", "")
    with transaction():
        by, at = current_user.actor, clock.now()
        operations.remove_way(meeting_of(slug), capacity, way=way, by=by, at=at)
    flash(_("The way in is closed. Whoever came by it stays registered."), "success")
    return redirect(url_for("registration.ways", slug=slug), 303)


@bp.post("/manage/meetings/<slug>/ways/renew")
@allow(Right.MANAGE)
def renew_link(slug: str) -> ResponseReturnValue:
    """A new address for a private link."""
    try:
        with transaction():
            by, at = current_user.actor, clock.now()
            operations.renew_link(meeting_of(slug), request.form.get("capacity", ""), by=by, at=at)
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The private link has a new address; the earlier one opens nothing."), "success")
    return redirect(url_for("registration.ways", slug=slug), 303)


@bp.post("/manage/meetings/<slug>/seats")
@allow(Right.MANAGE)
def set_limit(slug: str) -> ResponseReturnValue:
    """Limit the seats within a scope."""
    desk = _Desk(meeting_of(slug))
    form = desk.limit_form()
    ids = {each.public_id: each.id for each in desk.sessions}

    def act() -> None:
        by, at = current_user.actor, clock.now()
        scope, seats = form.scope(ids), form.seats.data
        try:
            operations.set_limit(meeting_of(slug), scope, seats=seats, by=by, at=at)
        except SeatsTaken as refusal:
            raise seats_taken.named(refusal, scope, lang=desk.lang) from None

    return desk.done(form, act, _("The number of seats is kept."), limit=form)


@bp.post("/manage/meetings/<slug>/seats/remove")
@allow(Right.MANAGE)
def remove_limit(slug: str) -> ResponseReturnValue:
    """End a limit."""
    meeting = meeting_of(slug)
    wanted = request.form.get("scope", "")
    found = next((each for each in queries.limits(meeting.id) if each.scope_key == wanted), None)
    if found is not None:
        scope = Scope(**{name: getattr(found, name) for name in Scope.__dataclass_fields__})
        with transaction():
            by, at = current_user.actor, clock.now()
            operations.set_limit(meeting_of(slug), scope, seats=None, by=by, at=at)
    flash(_("These seats are no longer limited."), "success")
    return redirect(url_for("registration.ways", slug=slug), 303)


@bp.post("/manage/meetings/<slug>/holds")
@allow(Right.MANAGE)
def hold_seats(slug: str) -> ResponseReturnValue:
    """Hold seats back for a State's nominations."""
    desk = _Desk(meeting_of(slug))
    form = desk.hold_form()

    def act() -> None:
        operations.hold_seats_for(
            meeting_of(slug),
            form.seats.data or 0,
            state_code=form.state.data,
            until=desk.to_instant(form.until.data),
            by=current_user.actor,
            at=clock.now(),
        )

    return desk.done(form, act, _("The seats are held back."), hold=form)


@bp.post("/manage/meetings/<slug>/holds/release")
@allow(Right.MANAGE)
def release_seats(slug: str) -> ResponseReturnValue:
    """Free what is held back and unused."""
    meeting = meeting_of(slug)
    wanted = request.form.get("hold", "")
    found = next((each for each in queries.holds(meeting.id) if each.public_id == wanted), None)
    if found is not None:
        with transaction():
            operations.release_hold(found.id, by=current_user.actor, at=clock.now())
    flash(_("The unused seats are free for everybody."), "success")
    return redirect(url_for("registration.ways", slug=slug), 303)


@bp.post("/manage/meetings/<slug>/registration-plan")
@allow(Right.MANAGE)
def set_plan(slug: str) -> ResponseReturnValue:
    """The waiting list, corrections, the second form, how long names are kept."""
    desk = _Desk(meeting_of(slug))
    form = desk.plan_form()

    def act() -> None:
        plan = form.plan(desk.to_instant)
        operations.set_plan(meeting_of(slug), plan, by=current_user.actor, at=clock.now())

    return desk.done(form, act, _("The registration of this meeting goes by this now."), plan=form)


@dataclass(frozen=True)
class Shown:
    """A way as the page shows it, with its deadline in words and a private link's address."""

    opening: Opening
    way: str
    approval: str
    opens: str
    closes: str
    link: str


class _Desk:
    """The page with its four forms, of which one may carry what was typed and refused."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting, self.lang = meeting, language.current()
        self.capacities = [(each.code, each.name(self.lang)) for each in directory.capacities()]
        self.sessions = agenda.outline(meeting.id)

    def to_instant(self, local: datetime | None) -> datetime | None:
        """A day and hour of the meeting's clocks as an instant."""
        return local.replace(tzinfo=ZoneInfo(self.meeting.time_zone)) if local else None

    def done(
        self, form: RefusingForm, act: Callable[[], None], said: str, **shown: RefusingForm
    ) -> ResponseReturnValue:
        """Back to the page once it is written; else the page with the reasons beside the fields."""
        if form.validate_on_submit():
            try:
                with transaction():
                    act()
            except Refused as refusal:
                form.refuse(refusal)
            else:
                flash(said, "success")
                return redirect(url_for("registration.ways", slug=self.meeting.slug), 303)
        return _Desk(meeting_of(self.meeting.slug)).page(**shown), 422

    def way_form(self, opening: Opening | None = None) -> WayForm:
        """To open a way, or to change this one."""
        form = WayForm(prefix="way-", data=self._of(opening) if opening else None)
        form.capacity.choices = offered(self.capacities)
        return form

    def limit_form(self) -> LimitForm:
        """To limit seats."""
        form = LimitForm(prefix="limit-")
        form.capacity.choices = offered([ANY, *self.capacities])
        titles = [(each.public_id, self._title(each.title)) for each in self.sessions]
        form.session.choices = offered([("", _("None")), *titles])
        form.counted.choices = offered([*COUNTED, *self._states()])
        return form

    def hold_form(self) -> HoldForm:
        """To hold seats back."""
        form = HoldForm(prefix="hold-")
        form.state.choices = offered(self._states())
        return form

    def plan_form(self, plan: RegistrationPlan | None = None) -> PlanForm:
        """To decide on the registration as a whole."""
        names = ("has_waiting_list", "promotion", "accept_hours", "retention_days")
        data: dict[str, Any] = {name: getattr(plan, name) for name in names} if plan else {}
        if plan:
            data["reviewed_fields"] = plan.reviewed_fields
            for name in ("correct_until", "form_closes_at"):
                data[name] = self._local(getattr(plan, name))
        return PlanForm(prefix="plan-", data=data)

    def page(self, **shown: RefusingForm) -> str:
        """The page; `shown` are forms that were refused."""
        meeting, now = self.meeting, clock.now()
        openings = queries.openings(meeting.id)
        wanted = request.args.get("edit", "")
        edited = next((o for o in openings if f"{o.capacity_code}:{o.way}" == wanted), None)
        forms = {
            "way": shown.get("way") or self.way_form(edited),
            "limit": shown.get("limit") or self.limit_form(),
            "hold": shown.get("hold") or self.hold_form(),
            "plan": shown.get("plan") or self.plan_form(queries.plan(meeting.id)),
        }
        return render_template(
            "registration/ways.html",
            meeting=meeting,
            about=calendar.text_of(meeting.id, self.lang),
            forms=forms,
            is_edited=edited is not None,
            ways=[self._shown(each, at=now) for each in openings],
            by_hand=[
                (
                    way_words.WAYS[way],
                    any(each.way == way for each in openings),
                    url_for(DOORS[way], slug=meeting.slug),
                    way_words.DOORS[way],
                )
                for way in BY_HAND
            ],
            each_time=way_words.EACH_TIME,
            limits=self._limits(),
            holds=[
                (each, countries.name(each.state_code, self.lang), self._deadline(each.until, now))
                for each in queries.holds(meeting.id)
                if each.released_at is None
            ],
            waiting=len(queries.in_line(meeting.id)),
        )

    def _shown(self, opening: Opening, *, at: datetime) -> Shown:
        link = ""
        if opening.way == Way.PRIVATE_LINK and opening.public_id:
            token = queries.private_token(opening)
            link = language.address("registration.register_privately", lang=self.lang, token=token)
        approval = opening.approval or opening.capacity.approval
        if opening.way in BY_HAND:
            approval = str(way_words.EACH_TIME)
        return Shown(
            opening,
            str(way_words.WAYS[Way(opening.way)]),
            str(way_words.APPROVALS.get(approval, approval)),  # type: ignore[call-overload]  # codes
            self._begins(opening.opens_at, at),
            self._deadline(opening.closes_at, at),
            link,
        )

    def _limits(self) -> list[tuple[Any, str, str]]:
        titles = {each.id: self._title(each.title) for each in self.sessions}
        words = {"capacities": dict(self.capacities), "sessions": titles, "organizations": {}}
        found = queries.limits(self.meeting.id)
        taken = seats_taken.told(found, lang=self.lang)
        return [
            (each, way_words.scope_words(each, self.lang, **words), taken[each.id])
            for each in found
        ]

    def _deadline(self, until: datetime | None, at: datetime) -> str:
        return way_words.deadline(until, self.meeting, lang=self.lang, at=at) if until else ""

    def _begins(self, opens_at: datetime | None, at: datetime) -> str:
        if opens_at is None:
            return ""
        return way_words.begins(opens_at, self.meeting, lang=self.lang, at=at)

    def _of(self, opening: Opening) -> dict[str, Any]:
        return {
            "capacity": opening.capacity_code,
            "way": opening.way,
            "opens_at": self._local(opening.opens_at),
            "closes_at": self._local(opening.closes_at),
            "approval": opening.approval or "",
        }

    def _local(self, instant: datetime | None) -> datetime | None:
        zone = ZoneInfo(self.meeting.time_zone)
        return instant.astimezone(zone).replace(tzinfo=None) if instant else None

    def _title(self, title: dict[str, str]) -> str:
        return pick(title, self.lang, LANGUAGES).text

    def _states(self) -> list[tuple[str, str]]:
        return represented.offered(self.lang, added=directory.added_observers())
