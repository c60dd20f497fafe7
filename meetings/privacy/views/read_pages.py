"""Which pages of the staff count as reading a list of people: every one that isn't known to show
nobody. A new page is noted by its room's name until it stands in `NOBODY`; a test opens them all.
"""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext as _l

PEOPLE: Final = "people"  # who is who, of no one meeting
KINDS: Final = {
    "list": _l("List of registrations"),
    "export": _l("Export or printed list"),
    "registration": _l("One registration"),
    "needs": _l("Access needs and sensitive answers"),
    "needs_file": _l("Access needs or sensitive answers as a file"),
    "door": _l("The door"),
    "attendance": _l("Attendance"),
    "delegations": _l("Delegations"),
    "mailings": _l("Invitations and mail"),
    "letters": _l("Letters and certificates"),
    PEOPLE: _l("Who is who"),
}
_ROOMS: Final = {
    "registration": "list",
    "attendance": "attendance",
    "delegations": "delegations",
    "invitations": "mailings",
    "notifications": "mailings",
    "letters": "letters",
}
_PAGES: Final = {
    "registration.export": "export",
    "registration.left_behind": "export",
    "desk.participants": "export",
    "desk.overview": "list",
    "desk.edit": "list",
    "registration.participation": "registration",
    "registration.answer_file": "registration",
    "registration.sensitive_answers": "registration",
    "registration.sensitive_file": "registration",
    "registration.needs": "needs",
    "registration.export_needs": "needs_file",
    "registration.decline": "registration",
    "registration.withdraw": "registration",
    "registration.take_up": "registration",
    "registration.revise": "registration",
    "letters.of_participant": "registration",
    "attendance.door": "door",
    "attendance.found": "door",
    "attendance.search": "door",
    "attendance.results": "door",
    "desk.walk_in": "door",
    "desk.replies": "mailings",
    "desk.reply": "mailings",
}
# Whole rooms whose pages show no participants, and single pages of the others.
_ROOMS_OF_NOBODY: Final = frozenset(
    ("accounts", "accreditation", "calendar", "directory", "feeds", "indicators", "statistics")
)
NOBODY: Final = frozenset(
    (
        # whom States and organizations write through, and forms that are still empty
        "attendance.doors",
        "attendance.headcounts",
        "delegations.focal_point_edit",
        "delegations.focal_point_new",
        "delegations.focal_points",
        "delegations.focal_points_of",
        "delegations.officer_member_new",
        "delegations.officer_paper_new",
        "delegations.precedence",
        "desk.new_person",
        "invitations.mailings",
        "invitations.template",
        "invitations.templates",
        "invitations.words",
        "letters.letterhead",
        "letters.letterheads",
        "registration.confided",
        "registration.edit_question",
        "registration.form",
        "registration.import_people",
        "registration.import_template",
        "registration.library",
        "registration.library_question",
        "registration.new_question",
        "registration.preview",
        "registration.ways",
        # meetings, bodies, States, organizations, and who read what
        "desk.clone",
        "desk.contradiction",
        "desk.edit_obligation",
        "desk.edit_organization",
        "desk.edit_tag",
        "desk.export_calendar",
        "desk.from_template",
        "desk.import_calendar",
        "desk.imports",
        "desk.manage_course",
        "desk.manage_courses",
        "desk.new",
        "desk.new_obligation",
        "desk.new_organization",
        "desk.notices",
        "desk.organization",
        "desk.organizations",
        "desk.past",
        "desk.postpone",
        "desk.set_status",
        "desk.skip_notice",
        "desk.tags",
        "desk.template",
        "desk.to_close",
        "desk.today",
        "privacy.meeting_retention",
        "privacy.readers",
        "privacy.readers_of_people",
        "privacy.retention",
    )
)


def kind_of(endpoint: str) -> str | None:
    """What somebody of the staff reads on a page; None where it shows nobody."""
    room = endpoint.partition(".")[0]
    if endpoint in NOBODY or room in _ROOMS_OF_NOBODY:
        return None
    return _PAGES.get(endpoint) or _ROOMS.get(room, PEOPLE)
