"""Reading meetings: one of them, lists for pages, choices for forms, texts for feeds."""

from __future__ import annotations

from meetings.calendar.queries.changes import change_of, changes_of, status_before_held
from meetings.calendar.queries.choices import (
    Options,
    bodies,
    codes,
    kinds,
    options,
    themes,
    years,
)
from meetings.calendar.queries.feed import (
    WITHDRAWN_FOR,
    committed_version,
    ended_withdrawals,
    version,
    vevents,
    withdrawn_by_slug,
)
from meetings.calendar.queries.feed_rows import FeedRow, feed_rows
from meetings.calendar.queries.feed_size import FeedSize, FeedYear, settled_size, size_of_feed
from meetings.calendar.queries.followed import (
    Followed,
    followed_between,
    followed_calendar,
    followed_calendars,
    followed_days,
    followed_named,
)
from meetings.calendar.queries.lists import Filters, Row, between, listing, managed
from meetings.calendar.queries.meetings import by_slug, by_uid, facts_of, resolve, text_of
from meetings.calendar.queries.notices import (
    closed_notices,
    open_notice,
    open_notices,
    untold_changes,
)
from meetings.calendar.queries.numbering import (
    bearing,
    next_titles,
    numbers_taken,
    periods,
    proposed_numbers,
    renumbering,
    series_at,
    titled_anew,
)
from meetings.calendar.queries.series import (
    BodyMeeting,
    body_meetings,
    lacking_documents,
    obligation,
    obligations,
    owing,
    template,
    template_facts,
    templated,
)

__all__ = [
    "WITHDRAWN_FOR",
    "BodyMeeting",
    "FeedRow",
    "FeedSize",
    "FeedYear",
    "Filters",
    "Followed",
    "Options",
    "Row",
    "bearing",
    "between",
    "bodies",
    "body_meetings",
    "by_slug",
    "by_uid",
    "change_of",
    "changes_of",
    "closed_notices",
    "codes",
    "committed_version",
    "ended_withdrawals",
    "facts_of",
    "feed_rows",
    "followed_between",
    "followed_calendar",
    "followed_calendars",
    "followed_days",
    "followed_named",
    "kinds",
    "lacking_documents",
    "listing",
    "managed",
    "next_titles",
    "numbers_taken",
    "obligation",
    "obligations",
    "open_notice",
    "open_notices",
    "options",
    "owing",
    "periods",
    "proposed_numbers",
    "renumbering",
    "resolve",
    "series_at",
    "settled_size",
    "size_of_feed",
    "status_before_held",
    "template",
    "template_facts",
    "templated",
    "text_of",
    "themes",
    "titled_anew",
    "untold_changes",
    "version",
    "vevents",
    "withdrawn_by_slug",
    "years",
]
